"""Where the header of a tracker is found, and which field each column is."""

import pytest

from cds_tracker.domain.reading import Outcome
from tests.excel.tracking import HEAD, TASK, codes, only, problem, read, titles, under


def test_a_plain_tracker_gives_no_problem() -> None:
    reading = under(HEAD, TASK)
    assert reading.outcome is Outcome.IMPORT, codes(reading)
    assert reading.sheets[0].header_row == 1
    assert reading.sheets[0].columns == {
        "stt": "A", "title": "B", "lead": "C", "coordinating": "D", "deadline": "E", "status": "F",
        "progress": "G", "note": "H",
    }  # fmt: skip


def test_the_header_is_found_under_a_title_block_that_speaks_of_tasks() -> None:
    block = [
        ["PHỤ LỤC II"],
        ["NHIỆM VỤ"],
        ["Danh mục nhiệm vụ năm 2025", None, "Đơn vị: triệu đồng"],
        ["Kèm theo Quyết định"],
        [],
    ]
    reading = read(*block, HEAD, TASK, merges=["A1:H1", "A2:H2"])
    assert (reading.sheets[0].header_row, len(reading.rows)) == (6, 1)
    assert reading.sheets[0].headings[:2] == ("PHỤ LỤC II", "NHIỆM VỤ")


def test_the_header_is_found_as_far_down_as_row_60() -> None:
    reading = read(*[[f"Dòng giới thiệu {n}"] for n in range(1, 60)], HEAD, TASK)
    assert reading.sheets[0].header_row == 60


def test_two_rows_of_header_are_read_child_first() -> None:
    top = ["TT", "Nhiệm vụ", "Đơn vị", None, "Thời hạn", None, "Tiến độ", None]
    below = [None, None, "Chủ trì", "Phối hợp", "Bắt đầu", "Kết thúc", "%", "Trạng thái"]
    task = [1, "Xây dựng cổng", "Văn phòng Bộ", "Vụ Pháp chế", "01/3/2025", "30/6/2025", 40, "Đang thực hiện"]
    merges = ["A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:H1"]
    for shape in (merges, []):
        reading = read(top, below, task, merges=shape)
        assert reading.sheets[0].columns == {
            "stt": "A", "title": "B", "lead": "C", "coordinating": "D", "start": "E", "deadline": "F",
            "progress": "G", "status": "H",
        }, shape  # fmt: skip
        assert titles(reading) == ["Xây dựng cổng"]
        assert reading.outcome is Outcome.IMPORT, codes(reading)


def test_a_general_child_takes_its_meaning_from_its_parent() -> None:
    top = ["TT", "Nội dung", "Chủ trì", None, "Phối hợp", None]
    below = [None, None, "Đơn vị", "Chuyên viên", "Đơn vị", "Ghi chú"]
    reading = read(
        top, below, [1, "Xây dựng cổng", "Văn phòng Bộ", "Lan", "Vụ Pháp chế", "x"], merges=["A1:A2", "B1:B2", "C1:D1", "E1:F1"]
    )
    assert reading.sheets[0].columns == {
        "stt": "A",
        "title": "B",
        "lead": "C",
        "assignees": "D",
        "coordinating": "E",
        "note": "F",
    }


def test_three_rows_of_header_under_a_band() -> None:
    rows = [
        ["THÔNG TIN NHIỆM VỤ", None, None, None, "TÌNH HÌNH", None],
        ["TT", "Tên nhiệm vụ", "Cơ quan", None, "Trạng thái", "Tiến độ"],
        [None, None, "Chủ trì", "Phối hợp", None, "(%)"],
        [1, "Xây dựng cổng", "Văn phòng Bộ", None, "Đang thực hiện", 10],
    ]
    reading = read(*rows, merges=["A1:D1", "E1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:E3"])
    assert set(reading.sheets[0].columns) == {"stt", "title", "lead", "coordinating", "status", "progress"}
    assert len(reading.rows) == 1


def test_numbers_of_columns_under_the_header_are_no_task_and_no_problem() -> None:
    for numbers in (["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"], [1, 2, 3, 4, 5, 6, 7, 8]):
        reading = under(HEAD, numbers, TASK)
        assert (len(reading.rows), reading.outcome) == (1, Outcome.IMPORT), codes(reading)
        assert reading.skipped[0].reason == "numbering"


@pytest.mark.parametrize(
    "heading",
    [
        "ĐƠN VỊ  CHỦ TRÌ",
        "Đơn vị\nchủ trì",
        "ĐV chủ trì",
        "don vi chu tri",
        "Đơn vị chủ trì (*)",
        "Cơ quan, đơn vị chủ trì",
        "Chủ trì",
    ],
)
def test_headings_are_known_however_they_are_written(heading: str) -> None:
    reading = under(["STT", "Tên nhiệm vụ", heading], [1, "Xây dựng cổng", "Văn phòng Bộ"])
    assert reading.sheets[0].columns["lead"] == "C"
    assert reading.outcome is Outcome.IMPORT


def test_a_heading_with_a_slip_is_guessed_and_said_to_be() -> None:
    reading = under(
        ["STT", "Tên nhiệm vụ", "Đơn vị chủ trì", "Thời hạn hoàn thàhn"], [1, "Xây dựng cổng", "Văn phòng Bộ", "6/2025"]
    )
    assert reading.sheets[0].columns["deadline"] == "D"
    assert codes(reading) == [("column_guessed", "D1")]


def test_a_leader_is_never_the_lead_unit() -> None:
    reading = under(["TT", "Nhiệm vụ", "LĐVP chủ trì", "Đơn vị chủ trì"], [1, "Xây dựng cổng", "Nguyễn Văn A", "Văn phòng Bộ"])
    assert only(reading).values["lead"] == ["VP"]
    assert only(reading).values["sponsor"] == "Nguyễn Văn A"


def test_a_column_that_is_not_understood_is_named_at_its_heading() -> None:
    reading = under(["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Màu"], [1, "Xây dựng cổng", "Văn phòng Bộ", "đỏ"])
    assert codes(reading) == [("column_ignored", "D1")]
    assert reading.sheets[0].unmapped == {"D": "Màu"}


def test_an_empty_column_that_is_not_understood_is_no_problem() -> None:
    reading = under(["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Màu"], [1, "Xây dựng cổng", "Văn phòng Bộ"])
    assert reading.outcome is Outcome.IMPORT


def test_the_word_tien_do_is_decided_by_the_values() -> None:
    def field(*values: object) -> set[str]:
        head = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Tiến độ"]
        reading = under(head, *[[n, f"Việc số {n} cần làm", "Văn phòng Bộ", value] for n, value in enumerate(values, 1)])
        return {name for name, at in reading.sheets[0].columns.items() if at == "D"}

    assert field("Hoàn thành", "Đang thực hiện", "Quá hạn") == {"status"}
    assert field(20, 50, 100) == {"progress"}
    assert field("20%", "50%", "100%") == {"progress"}
    assert field("Quý II/2025", "6/2025", "Thường xuyên") == {"deadline"}


def test_the_word_ket_qua_is_decided_by_the_values_and_the_other_columns() -> None:
    def field(head: str, *values: object, more: str = "Ghi chú") -> str:
        columns = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", head, more]
        reading = under(columns, *[[n, f"Việc số {n} cần làm", "Văn phòng Bộ", value] for n, value in enumerate(values, 1)])
        return next(name for name, at in reading.sheets[0].columns.items() if at == "D")

    assert field("Kết quả", "Quyết định của Bộ trưởng", "Đề án", "Kế hoạch") == "deliverable"
    assert field("Kết quả", "Đã ban hành Quyết định số 12", "Đang lấy ý kiến", "Đã trình Bộ") == "result"
    assert field("Kết quả", "Quyết định", "Đề án", more="Sản phẩm") == "result"
    assert field("Kết quả thực hiện", "Hoàn thành", "Đang thực hiện") == "status"
    assert (
        field("Kết quả thực hiện", "Đã ban hành Quyết định số 12", "Đang lấy ý kiến các đơn vị", more="Trạng thái") == "result"
    )


def test_thoi_gian_hoan_thanh_is_the_deadline_unless_another_column_is() -> None:
    alone = under(["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian hoàn thành"], [1, "Xây dựng cổng", "Văn phòng Bộ", "6/2025"])
    assert alone.sheets[0].columns["deadline"] == "D"
    head = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian hoàn thành", "Hạn xử lý", "Trạng thái"]
    both = under(head, [1, "Xây dựng cổng", "Văn phòng Bộ", "20/6/2025", "30/6/2025", "Hoàn thành"])
    assert (both.sheets[0].columns["completed_on"], both.sheets[0].columns["deadline"]) == ("D", "E")


def test_ngay_hoan_thanh_is_due_beside_an_actual_day() -> None:
    head = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Ngày hoàn thành", "Ngày hoàn thành thực tế", "Trạng thái"]
    reading = under(head, [1, "Xây dựng cổng", "Văn phòng Bộ", "30/6/2025", "20/6/2025", "Hoàn thành"])
    assert (reading.sheets[0].columns["deadline"], reading.sheets[0].columns["completed_on"]) == ("D", "E")
    assert reading.outcome is Outcome.IMPORT, codes(reading)


def test_ngay_hoan_thanh_alone_is_reported() -> None:
    head = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Ngày hoàn thành"]
    reading = under(head, [1, "Xây dựng cổng", "Văn phòng Bộ", "30/6/2025"], [2, "Xây dựng kho", "Văn phòng Bộ", "30/7/2025"])
    assert problem(reading, "column_ambiguous").cell == "D1"


def test_two_columns_for_one_field_are_reported_and_the_surer_one_is_taken() -> None:
    head = ["TT", "Nhiệm vụ", "Cơ quan thực hiện", "Cơ quan chủ trì"]
    reading = under(head, [1, "Xây dựng cổng", "Vụ Pháp chế", "Văn phòng Bộ"])
    assert only(reading).values["lead"] == ["VP"]
    assert codes(reading) == [("column_ambiguous", "C1")]


def test_crosses_under_the_names_of_states_are_the_state() -> None:
    top = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Trạng thái", None, None]
    below = [None, None, None, "Hoàn thành", "Đang thực hiện", "Chưa thực hiện"]
    rows = [
        [1, "Xây dựng cổng", "Văn phòng Bộ", "x"],
        [2, "Xây dựng kho", "Văn phòng Bộ", None, "X"],
        [3, "Tập huấn", "Văn phòng Bộ"],
    ]
    reading = read(top, below, *rows, merges=["A1:A2", "B1:B2", "C1:C2", "D1:F1"])
    assert [row.values.get("status") for row in reading.rows] == ["done", "in_progress", None]


def test_our_own_id_is_known_by_its_heading() -> None:
    reading = under(["TT", "Nhiệm vụ", "Đơn vị chủ trì", "_id"], [1, "Xây dựng cổng", "Văn phòng Bộ", 17])
    assert only(reading).id == 17
    assert "id" not in only(reading).values


def test_a_merged_heading_means_the_column_in_which_words_stand() -> None:
    reading = under(["TT", "Nhiệm vụ", None, "Đơn vị chủ trì"], [1, None, "Xây dựng cổng", "Văn phòng Bộ"], merges=["B1:C1"])
    assert reading.sheets[0].columns["title"] == "C"
    assert titles(reading) == ["Xây dựng cổng"]
