"""Which rows of a tracker are tasks, and where these stand."""

import datetime
from typing import Any

import pytest

from cds_tracker.domain.reading import Outcome, Severity
from tests.excel.tracking import HEAD, TASK, codes, problem, read, titles, under


def task(stt: object, title: str | None = "Xây dựng kế hoạch.", lead: str | None = "Văn phòng Bộ", *more: object) -> list[Any]:
    return [stt, title, lead, *more]


def sections(*rows: list[Any], **more: Any) -> list[object]:
    return [row.values.get("section") for row in under(HEAD, *rows, **more).rows]


def test_sections_nest_by_the_kind_of_their_numbering() -> None:
    found = sections(
        ["A", "Phần chung"], ["I", "Nhận thức"], task(1), ["II.", "Thể chế"], task(2), ["a)", "Luật"], task(3),
        ["III", "Hạ tầng"], task(4), ["B", "Phần riêng"], task(5), ["I", "Dữ liệu"], task(6),
    )  # fmt: skip
    assert found == [
        "A Phần chung / I Nhận thức", "A Phần chung / II. Thể chế", "A Phần chung / II. Thể chế / a) Luật",
        "A Phần chung / III Hạ tầng", "B Phần riêng", "B Phần riêng / I Dữ liệu",
    ]  # fmt: skip


def test_section_rows_are_no_problem() -> None:
    assert under(HEAD, ["I", "Nhận thức"], task(1), merges=["B2:H2"]).outcome is Outcome.IMPORT


def test_a_section_in_one_merged_cell_keeps_its_number() -> None:
    assert sections(["I. Nâng cao nhận thức"], task(1), ["II. Thể chế"], task(2), merges=["A2:H2", "A4:H4"]) == [
        "I. Nâng cao nhận thức",
        "II. Thể chế",
    ]
    assert sections(["NHIỆM VỤ TRỌNG TÂM"], task(1), merges=["A2:H2"]) == ["NHIỆM VỤ TRỌNG TÂM"]


def test_a_numbered_title_merged_across_the_table_is_a_section_unless_its_parts_follow() -> None:
    rows = [["I.", "Nhận thức"], ["1.", "Truyền thông"], task(1), ["2.", "Tập huấn"], task(2)]
    assert sections(*rows, merges=["B3:H3", "B5:H5"]) == ["I. Nhận thức / 1. Truyền thông", "I. Nhận thức / 2. Tập huấn"]
    reading = under(HEAD, ["I.", "Nhận thức"], ["1.", "Truyền thông"], task("1.1"), merges=["B3:H3"])
    assert [row.parent_row for row in reading.rows] == [None, 3]


def test_numbers_below_a_roman_one_are_sections_too() -> None:
    assert sections(["I", "Chung"], ["I.1", "Nhận thức"], task(1), ["I.2", "Thể chế"], task(2), ["II", "Riêng"], task(3)) == [
        "I Chung / I.1 Nhận thức", "I Chung / I.2 Thể chế", "II Riêng",
    ]  # fmt: skip


def test_a_stray_fragment_in_a_section_row_is_reported_and_no_task() -> None:
    reading = under(HEAD, ["I", "Nhận thức", None, None, "năm tiếp theo"], task(1))
    assert codes(reading) == [("section_stray", "E2")]
    assert len(reading.rows) == 1


def test_tasks_without_any_section_have_none() -> None:
    assert sections(task(1)) == [None]


def test_sub_numbers_stand_under_their_parent() -> None:
    reading = under(
        HEAD, task("11", "Hoàn thiện kho dữ liệu"), task("11.1", "Khảo sát"), task("11.2", "Xây dựng"), task("12", "Tập huấn")
    )
    assert [row.values.get("parent") for row in reading.rows] == [
        None,
        "Hoàn thiện kho dữ liệu",
        "Hoàn thiện kho dữ liệu",
        None,
    ]
    assert [row.parent_row for row in reading.rows] == [None, 2, 2, None]


def test_lettered_rows_with_cells_of_their_own_are_parts_of_the_task_above() -> None:
    reading = under(
        HEAD, task(5, "Hoàn thiện kho dữ liệu"), task("a)", "Khảo sát"), task("b)", "Xây dựng", "Vụ Pháp chế"), task(6)
    )
    assert [row.parent_row for row in reading.rows] == [None, 2, 2, None]


def test_lettered_titles_in_a_row_below_a_task_are_its_parts() -> None:
    reading = under(HEAD, task(5, "Hoàn thiện kho dữ liệu"), ["a)", "Khảo sát"], ["b)", "Xây dựng"], task(6))
    assert [row.parent_row for row in reading.rows] == [None, 2, 2, None]
    assert reading.outcome is Outcome.IMPORT, codes(reading)


def test_the_same_numbers_in_another_section_have_other_parents() -> None:
    reading = under(
        HEAD, ["I", "A"], task("1", "Một"), task("1.1", "Một một"), ["II", "B"], task("1", "Hai"), task("1.1", "Hai một")
    )
    assert [row.values.get("parent") for row in reading.rows] == [None, "Một", None, "Hai"]


@pytest.mark.parametrize(("stt", "read_as"), [("1.", "1"), (1.0, "1"), ("1", "1"), ("01", "01"), ("1)", "1"), ("1.2.", "1.2")])
def test_row_numbers_are_read_as_they_are_meant(stt: object, read_as: str) -> None:
    reading = under(HEAD, task(stt))
    assert (reading.rows[0].values["stt"], reading.outcome) == (read_as, Outcome.IMPORT)


def test_a_row_number_that_became_a_date_is_repaired_and_named() -> None:
    reading = under(HEAD, task(2, "Hai"), task((datetime.date(2025, 1, 2), "d/m"), "Hai một"))
    assert reading.rows[1].values["stt"] == "2.1"
    assert reading.rows[1].values["parent"] == "Hai"
    assert codes(reading) == [("stt_was_date", "A3")]


def test_one_point_ten_is_told_from_one_point_one() -> None:
    rows = [
        task(1, "Cha"),
        *[task(float(f"1.{n}"), f"Phần {n}") for n in range(1, 10)],
        task(1.1, "Phần 10"),
        task((1.11, "0.00"), "P11"),
    ]
    reading = under(HEAD, *rows)
    assert [row.values["stt"] for row in reading.rows][-3:] == ["1.9", "1.10", "1.11"]
    assert codes(reading) == [("stt_was_number", "A12")]


def test_rows_left_by_a_page_break_are_joined_to_the_row_above() -> None:
    reading = under(
        HEAD,
        task(1, "Xây dựng nền tảng dữ liệu", "Văn phòng Bộ", "Vụ Pháp chế"),
        [None, "dùng chung của ngành.", None, "Thanh tra Bộ"],
    )
    assert titles(reading) == ["Xây dựng nền tảng dữ liệu dùng chung của ngành."]
    assert reading.rows[0].values["coordinating"] == ["PC", "TTB"]
    assert codes(reading) == [("row_joined", 3)]


def test_a_row_without_number_but_with_a_lead_is_a_task() -> None:
    reading = under(HEAD, task(1), task(None, "Tập huấn kỹ năng số"), task(2))
    assert len(reading.rows) == 3
    assert "stt" not in reading.rows[1].values


def test_a_tracker_without_numbers_is_read() -> None:
    reading = under(["Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"], *[[f"Việc {n}", "Văn phòng Bộ", "6/2025"] for n in (1, 2, 3)])
    assert (len(reading.rows), reading.outcome) == (3, Outcome.IMPORT)


def test_totals_notes_and_signatures_are_left_out_and_named() -> None:
    tail = [
        [None, "Tổng cộng", None, None, None, None, 55],
        ["Ghi chú: số liệu do các đơn vị cung cấp"],
        [],
        [None, None, None, None, None, "Hà Nội, ngày 05 tháng 6 năm 2025"],
        ["Nơi nhận:", None, None, None, None, "NGƯỜI LẬP BIỂU"],
        ["- Như trên;", None, None, None, None, "Nguyễn Văn A"],
    ]
    reading = under(HEAD, task(1), *tail)
    assert len(reading.rows) == 1
    assert codes(reading) == [
        ("row_skipped_total", 3), ("row_skipped_note", 4), ("row_skipped_signature", 6), ("row_skipped_signature", 7),
        ("row_skipped_signature", 8),
    ]  # fmt: skip
    assert [(one.row, one.reason) for one in reading.skipped] == [
        (3, "total"),
        (4, "note"),
        *[(n, "signature") for n in (6, 7, 8)],
    ]


def test_words_after_the_last_task_are_a_note() -> None:
    reading = under(HEAD, task(1), task(2), [None, "Đề xuất kiến nghị: bố trí kinh phí."])
    assert (len(reading.rows), codes(reading)) == (2, [("row_skipped_note", 4)])


def test_footnotes_are_left_out() -> None:
    reading = under(HEAD, task(1), ["¹ Theo Đề án 06"], ["(*) Nhiệm vụ chuyển tiếp"])
    assert codes(reading) == [("row_skipped_note", 3), ("row_skipped_note", 4)]


def test_titles_that_begin_like_totals_are_tasks() -> None:
    reading = under(
        HEAD, task(1, "Tổng hợp, báo cáo Bộ trưởng"), task(2, "Tổng kết năm"), task(3, "Cộng đồng số"), task(4, "Ghi chú")
    )
    assert len(reading.rows) == 4


def test_a_header_repeated_on_every_page_is_left_out_and_named() -> None:
    reading = under(HEAD, task(1), HEAD, [f"({n})" for n in range(1, 9)], task(2))
    assert len(reading.rows) == 2
    assert codes(reading) == [("row_skipped_repeated_header", 3), ("row_skipped_numbering", 4)]


def test_rows_with_nothing_but_a_number_are_nothing() -> None:
    reading = under(HEAD, task(1), [2], [3], [4])
    assert (len(reading.rows), reading.outcome) == (1, Outcome.IMPORT)


def test_a_row_without_title_is_kept_with_an_error() -> None:
    reading = under(HEAD, task(1), task(2, None))
    assert len(reading.rows) == 2
    found = problem(reading, "title_missing")
    assert (found.cell, found.severity, reading.rows[1].values["lead"]) == ("B3", Severity.ERROR, ["VP"])


def test_a_row_without_lead_is_named() -> None:
    assert codes(under(HEAD, task(1), task(2, "Tập huấn", None))) == [("lead_missing", "C3")]


def test_a_heading_whose_parts_have_leads_lacks_none() -> None:
    assert under(HEAD, task(1, "Kho dữ liệu", None), task("1.1", "Khảo sát"), task("1.2", "Xây")).outcome is Outcome.IMPORT


def test_a_merged_lead_holds_for_exactly_its_rows() -> None:
    reading = under(HEAD, task(1), task(2, "Hai", None), task(3, "Ba", None), task(4, "Bốn", None), merges=["C2:C4"])
    assert [row.values.get("lead") for row in reading.rows] == [["VP"], ["VP"], ["VP"], None]
    assert codes(reading) == [("lead_missing", "C5")]
    assert reading.rows[2].cells["lead"] == "C2"


def test_a_lead_merged_down_leaves_section_rows_alone() -> None:
    reading = under(HEAD, task(1), ["II", "Thể chế"], task(2, "Hai", None), merges=["C2:C4"])
    assert [row.values.get("lead") for row in reading.rows] == [["VP"], ["VP"]]


def test_a_problem_of_a_merged_cell_stands_at_its_first_cell() -> None:
    rows = [task(1, "Một", "Văn phòng Bộ", None, "31/6/2025"), task(2, "Hai")]
    reading = under(HEAD, *rows, merges=["E2:E3"])
    assert codes(reading) == [("deadline_unreadable", "E2"), ("deadline_unreadable", "E2")]


def test_a_task_over_several_rows_is_one_task() -> None:
    reading = under(
        HEAD, task(1, "Kho dữ liệu"), task(None, None, "Vụ Pháp chế"), task(2, "Tập huấn"), merges=["A2:A3", "B2:B3"]
    )
    assert titles(reading) == ["Kho dữ liệu", "Tập huấn"]
    assert reading.rows[0].values["lead"] == ["VP", "PC"]


@pytest.mark.parametrize("ditto", ["nt", "-nt-", "như trên", '"', "″", "Như mục trên", "- nt -", "''"])
def test_ditto_marks_mean_the_cell_above(ditto: str) -> None:
    reading = under(HEAD, task(1), task(2, "Hai", ditto), task(3, "Ba", ditto))
    assert [row.values.get("lead") for row in reading.rows] == [["VP"]] * 3
    assert reading.outcome is Outcome.IMPORT, codes(reading)


def test_a_ditto_mark_with_nothing_above_is_named() -> None:
    reading = under(HEAD, task(1, "Một", "nt"))
    assert ("ditto_without_source", "C2") in codes(reading)


def test_nothing_else_is_filled_down() -> None:
    reading = under(HEAD, task(1), task(2, "Hai", None))
    assert "lead" not in reading.rows[1].values


def test_hidden_rows_are_read_and_named() -> None:
    reading = under(
        HEAD,
        *[task(n) for n in range(1, 6)],
        change=lambda page: [page.row_dimensions[n].__setattr__("hidden", True) for n in (3, 4, 6)],
    )
    assert len(reading.rows) == 5
    found = problem(reading, "rows_hidden")
    assert (found.values["rows"], found.values["count"], found.sheet, found.cell) == ("3–4, 6", 3, "Theo dõi", None)


def test_a_hidden_column_is_read_and_named_at_its_heading() -> None:
    reading = under(HEAD, TASK, change=lambda page: page.column_dimensions["D"].__setattr__("hidden", True))
    assert codes(reading) == [("column_hidden", "D1")]
    assert reading.rows[0].values["coordinating"] == ["PC"]


def test_a_row_struck_through_is_named_and_its_state_left_alone() -> None:
    from openpyxl.styles import Font

    reading = under(HEAD, TASK, change=lambda page: page["B2"].__setattr__("font", Font(strike=True)))
    assert codes(reading) == [("row_struck", 2)]
    assert reading.rows[0].values["status"] == "in_progress"


def test_the_same_code_twice_is_named() -> None:
    reading = under(
        ["Mã nhiệm vụ", "Nhiệm vụ", "Đơn vị chủ trì"], ["NV01", "Một", "Văn phòng Bộ"], ["NV01", "Hai", "Văn phòng Bộ"]
    )
    assert codes(reading) == [("code_duplicate", "A3")]


def test_rows_keep_the_numbers_that_excel_shows() -> None:
    reading = read(["Tiêu đề"], [], HEAD, [], task(1), [], [], task(2))
    assert [row.row for row in reading.rows] == [5, 8]


def test_another_table_below_is_left_out_and_named() -> None:
    targets = [["TT", "Chỉ tiêu", "Đơn vị", "Kết quả"], [1, "Tỷ lệ hồ sơ trực tuyến", "%", 80]]
    reading = under(HEAD, task(1), task(2), [], *targets)
    assert len(reading.rows) == 2
    found = problem(reading, "row_skipped_other_table")
    assert (found.row, found.values["last"]) == (5, 6)


def test_a_second_task_table_is_read_by_its_own_header() -> None:
    second = [["STT", "Đơn vị chủ trì", "Tên nhiệm vụ", "Thời hạn"], [1, "Vụ Pháp chế", "Rà soát văn bản", "2025"]]
    reading = under(HEAD, task(1), [], *second)
    assert [row.values["lead"] for row in reading.rows] == [["VP"], ["PC"]]
    assert titles(reading)[1] == "Rà soát văn bản"
    assert codes(reading) == [("columns_change", 4)]


def test_a_header_of_two_rows_repeated_is_no_other_table() -> None:
    header = [["TT", "Nhiệm vụ", "Đơn vị", None, "Tiến độ", None], [None, None, "Chủ trì", "Phối hợp", "%", "Trạng thái"]]
    row = [1, "Xây dựng cổng", "Văn phòng Bộ", "Vụ Pháp chế", 40, "Đang thực hiện"]
    reading = read(*header, row, *header, [2, *row[1:]])
    assert (len(reading.rows), [one.reason for one in reading.skipped]) == (2, ["repeated_header"] * 2)
