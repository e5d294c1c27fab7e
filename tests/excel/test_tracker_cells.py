"""What the cells of a task mean, and what is said of those that cannot be read."""

import datetime
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from cds_tracker.domain.reading import Outcome, Reading, Severity
from cds_tracker.domain.task import Value
from tests.excel.tracking import codes, due, only, problem, read, under

HEAD = ["TT", "Nhiệm vụ", "Đơn vị chủ trì"]
AFTERNOON = datetime.datetime(2025, 6, 30, 17, 30)  # noqa: DTZ001  workbooks know no zones


def cell(heading: str, *written: Any, **more: Any) -> list[Value]:
    """The values of one more column."""
    reading = of(heading, *written, **more)
    field = next((name for name, at in reading.sheets[0].columns.items() if at == "D"), "")
    return [row.values.get(field) for row in reading.rows]


def of(heading: str, *written: Any, **more: Any) -> Reading:
    rows = [[n, f"Việc số {n} cần làm", "Văn phòng Bộ", value] for n, value in enumerate(written, 1)]
    return under([*HEAD, heading], *rows, **more)


def first(heading: str, written: object) -> Value:
    return cell(heading, written)[0]


def deadline(written: object) -> tuple[object, ...]:
    value: Any = of("Thời hạn", written).rows[0].values["deadline"]
    return value["kind"], value["due"], value["precision"]


@pytest.mark.parametrize(
    ("written", "kind", "last", "precision"),
    [
        ("6/2025", "period_end", "2025-06-30", "month"),
        ("Quý II/2025", "period_end", "2025-06-30", "quarter"),
        (2025, "period_end", "2025-12-31", "year"),
        ("Thường xuyên", "recurring", None, None),
        ("trước ngày 07/9/2026", "before", "2026-09-06", "day"),
        (datetime.date(2025, 6, 30), "exact", "2025-06-30", "day"),
        (AFTERNOON, "exact", "2025-06-30", "day"),
        ((datetime.date(2025, 6, 1), "mm/yyyy"), "period_end", "2025-06-30", "month"),
        ((datetime.date(2025, 6, 1), "mmm-yy"), "period_end", "2025-06-30", "month"),
        ((datetime.date(2025, 6, 1), "yyyy"), "period_end", "2025-12-31", "year"),
        (datetime.date(1970, 1, 1), "none", None, None),
    ],
)
def test_deadlines_typed_and_worded(written: object, kind: str, last: str | None, precision: str | None) -> None:
    assert deadline(written) == (kind, last, precision)


def test_a_deadline_that_cannot_be_read_keeps_its_words_and_leaves_the_field_alone() -> None:
    reading = of("Thời hạn", "31/6/2025")
    found = problem(reading, "deadline_unreadable")
    assert (found.cell, found.value, found.severity, found.field) == ("D2", "31/6/2025", Severity.ERROR, "deadline")
    row = only(reading)
    assert row.unreadable == {"deadline"}
    assert row.values["deadline"]["text"] == "31/6/2025"  # type: ignore[index,call-overload]
    assert row.values["lead"] == ["VP"]


def test_a_period_without_year_takes_the_one_year_of_the_title() -> None:
    rows = ([*HEAD, "Thời hạn"], [1, "Việc cần làm", "Văn phòng Bộ", "Quý II"])
    reading = read(["KẾ HOẠCH CHUYỂN ĐỔI SỐ NĂM 2023"], ["(Kèm theo Quyết định ngày 05 tháng 01 năm 2022)"], *rows)
    assert due(reading.rows[0]) == "2023-06-30"
    assert codes(reading) == [("deadline_year_assumed", "D4")]
    assert codes(read(["QUYẾT ĐỊNH NGÀY 05 THÁNG 01 NĂM 2022"], *rows)) == [("deadline_unreadable", "D3")]
    assert codes(read(["KẾ HOẠCH NĂM 2023 VÀ NĂM 2024"], *rows)) == [("deadline_unreadable", "D3")]
    assert due(read(["KẾ HOẠCH"], *rows, year=2024).rows[0]) == "2024-06-30"


def test_a_bare_serial_number_is_a_day_and_named() -> None:
    reading = of("Thời hạn", 45838)
    assert (due(reading.rows[0]), codes(reading)) == ("2025-06-30", [("deadline_serial", "D2")])


def test_days_that_may_be_swapped_are_doubted_for_the_whole_column() -> None:
    mixed = of("Thời hạn", "25/6/2025", datetime.date(2025, 7, 6), "30/7/2025", datetime.date(2025, 1, 12))
    found = problem(mixed, "dates_may_be_swapped")
    assert (found.cell, found.field, found.severity) == ("D1", "deadline", Severity.WARNING)
    assert of("Thời hạn", "25/6/2025", datetime.date(2025, 7, 26)).outcome is Outcome.IMPORT
    assert of("Thời hạn", datetime.date(2025, 7, 6), datetime.date(2025, 1, 12)).outcome is Outcome.IMPORT
    assert of("Thời hạn", "25/6/2025", (datetime.date(2025, 7, 1), "mm/yyyy")).outcome is Outcome.IMPORT


def test_a_blank_deadline_says_nothing() -> None:
    assert "deadline" not in of("Thời hạn", None).rows[0].values


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!"])
def test_an_error_is_never_a_blank(error: str) -> None:
    def broken(page: Worksheet) -> None:
        page["C2"] = error
        page["C2"].data_type = "e"

    reading = under(HEAD, [1, "Việc cần làm", "x"], change=broken)
    found = problem(reading, "cell_error")
    assert (found.cell, found.value, found.severity) == ("C2", error, Severity.ERROR)
    assert only(reading).unreadable == {"lead"}


def test_a_formula_without_value_is_an_error() -> None:
    def formula(page: Worksheet) -> None:
        page["D2"] = "=A1"

    reading = under([*HEAD, "Thời hạn"], [1, "Việc cần làm", "Văn phòng Bộ"], change=formula)
    assert codes(reading) == [("formula_without_value", "D2")]


def test_text_that_looks_like_a_formula_is_text() -> None:
    words = ["+ 22/22 bộ đã nộp", "=A1+B1", "@ban", "- Đã xong"]
    assert cell("Ghi chú", *words) == words


def test_invisible_characters_and_other_forms_of_letters_are_mended_in_silence() -> None:
    import unicodedata

    reading = under(
        [unicodedata.normalize("NFD", text) for text in HEAD],
        [1, "Vi\u200bệc\u00a0cần  làm", unicodedata.normalize("NFD", "Văn phòng Bộ")],
    )
    assert only(reading).values["title"] == "Việc cần làm"
    assert only(reading).values["lead"] == ["VP"]
    assert reading.outcome is Outcome.IMPORT


@pytest.mark.parametrize(
    ("written", "status", "said"),
    [
        ("Hoàn thành", "done", None),
        ("HT", "done", None),
        ("Chưa hoàn thành", "in_progress", None),
        ("Hoàn thành đúng hạn", "done", "on_time"),
        ("Hoàn thành quá hạn", "done", "late"),
        ("Đang TH", "in_progress", None),
        ("Tạm dừng", "paused", None),
    ],
)
def test_states(written: str, status: str, said: str | None) -> None:
    values = of("Trạng thái", written).rows[0].values
    assert (values["status"], values.get("said")) == (status, said)


def test_words_derived_from_the_due_day_set_no_state_and_are_kept() -> None:
    reading = of("Trạng thái", "Quá hạn")
    assert "status" not in reading.rows[0].values
    assert reading.rows[0].values["result"] == "Quá hạn"
    assert codes(reading) == [("status_derived", "D2")]


def test_words_that_are_no_state_are_an_error() -> None:
    reading = of("Trạng thái", "Hoàn thành", "bla bla")
    assert (reading.outcome, codes(reading)) == (Outcome.WITH_ERRORS, [("status_unreadable", "D3")])
    assert reading.rows[1].unreadable == {"status"}


def test_a_cross_in_a_column_of_states_is_asked_about() -> None:
    reading = of("Trạng thái", "x", "Hoàn thành")
    assert (reading.rows[0].values.get("status"), codes(reading)) == (None, [("status_mark", "D2")])


def test_the_scale_of_percents_is_decided_for_the_column() -> None:
    assert cell("Tiến độ (%)", 80, 20, 0) == [80, 20, 0]
    assert cell("% hoàn thành", (0.8, "0%"), (1.0, "0%")) == [80, 100]
    assert cell("Tỷ lệ hoàn thành", 0.8, 0.25, 1) == [80, 25, 100]
    assert cell("Tiến độ (%)", "80%", "khoảng 80%", None) == [80, 80, None]


def test_shares_that_cannot_be_are_errors() -> None:
    reading = of("Tiến độ (%)", 120, "5O%", 50)
    assert codes(reading) == [("progress_out_of_range", "D2"), ("progress_unreadable", "D3")]
    assert [row.values.get("progress") for row in reading.rows] == [None, None, 50]


def test_a_state_in_the_column_of_shares_is_moved() -> None:
    reading = of("Tiến độ (%)", 50, "Hoàn thành")
    assert reading.rows[1].values.get("status") == "done"
    assert "progress" not in reading.rows[1].values
    assert codes(reading) == [("status_in_progress_column", "D3")]


def test_a_state_and_a_share_that_contradict_each_other_are_named() -> None:
    head = [*HEAD, "Trạng thái", "Tiến độ (%)"]
    reading = under(head, [1, "Việc cần làm", "Văn phòng Bộ", "Hoàn thành", 80])
    assert codes(reading) == [("status_progress_conflict", "D2")]
    assert (only(reading).values["status"], only(reading).values["progress"]) == ("done", 80)


def test_progress_is_never_filled_from_a_state() -> None:
    assert "progress" not in of("Trạng thái", "Hoàn thành").rows[0].values


def test_units_by_line_breaks_bullets_and_names_with_separators() -> None:
    head = [*HEAD, "Đơn vị phối hợp"]
    units = "- Vụ Tổ chức - Biên chế\n- Bộ Văn hóa, Thể thao và Du lịch; TTCNTT"
    reading = under(head, [1, "Việc cần làm", "Cục Văn thư và Lưu trữ nhà nước", units])
    assert len(only(reading).values["lead"]) == 1  # type: ignore[arg-type]
    assert len(only(reading).values["coordinating"]) == 3  # type: ignore[arg-type]
    assert reading.outcome is Outcome.IMPORT, codes(reading)


def test_no_coordinating_unit_is_none() -> None:
    assert cell("Đơn vị phối hợp", "Không", "-", "Vụ Pháp chế") == [None, None, ["PC"]]


def test_an_unregistered_unit_is_kept_as_written_and_named_once() -> None:
    head = [*HEAD, "Đơn vị phối hợp"]
    rows = [[n, f"Việc số {n}", "Vụ Khai thác Sao Hỏa", "Vụ Pháp chế"] for n in (1, 2, 3)]
    reading = under(head, *rows)
    found = problem(reading, "unit_unregistered")
    assert (found.cell, found.value, found.values["count"]) == ("C2", "Vụ Khai thác Sao Hỏa", 3)
    assert [row.values["lead"] for row in reading.rows] == [["~Vụ Khai thác Sao Hỏa"]] * 3


def test_the_role_says_whether_the_unit_leads_or_helps() -> None:
    reading = under([*HEAD, "Vai trò"], [1, "Việc một", "Văn phòng Bộ", "CT"], [2, "Việc hai", "Văn phòng Bộ", "PH"])
    assert reading.rows[0].values["lead"] == ["VP"]
    assert reading.rows[1].values["coordinating"] == ["VP"]
    assert "lead" not in reading.rows[1].values


def test_assignees_are_split() -> None:
    assert first("Chuyên viên theo dõi", "Lan, Minh; Hoa\n- Tuấn") == ["Lan", "Minh", "Hoa", "Tuấn"]


def test_areas_are_known_by_their_names_or_kept_as_written() -> None:
    reading = of("Lĩnh vực", "Hạ tầng số", "Vũ trụ", "Vũ trụ")
    assert [row.values["area"] for row in reading.rows] == ["infrastructure", "~Vũ trụ", "~Vũ trụ"]
    assert codes(reading) == [("area_unregistered", "D3")]


def test_money_is_in_million_dong_by_the_unit_of_the_heading() -> None:
    assert cell("Kinh phí (triệu đồng)", 1200, "1.500") == [1200, 1500]
    assert cell("Kinh phí (đồng)", 1_200_000_000) == [1200]
    assert cell("Kinh phí", "1,2 tỷ") == [1200]


def test_evidence_keeps_the_address_behind_it() -> None:
    def link(page: Worksheet) -> None:
        page["D2"].hyperlink = "https://vanban.example/123"

    assert cell("Minh chứng", "QĐ 123/QĐ-BNV", change=link) == ["QĐ 123/QĐ-BNV (https://vanban.example/123)"]


def test_codes_keep_their_zeros() -> None:
    assert cell("Mã nhiệm vụ", (7, "0000"), 12, "NV-01") == ["0007", "12", "NV-01"]


def test_a_start_after_the_deadline_is_named() -> None:
    reading = under([*HEAD, "Ngày bắt đầu", "Thời hạn"], [1, "Việc cần làm", "Văn phòng Bộ", "01/7/2025", "30/6/2025"])
    assert codes(reading) == [("start_after_due", "D2")]
    assert only(reading).values["start"] == "2025-07-01"


def test_the_day_of_completion() -> None:
    head = [*HEAD, "Trạng thái", "Ngày hoàn thành thực tế"]
    rows = [
        [1, "Một", "Văn phòng Bộ", "Hoàn thành", datetime.date(2025, 6, 20)],
        [2, "Hai", "Văn phòng Bộ", "Hoàn thành", "đã xong"],
        [3, "Ba", "Văn phòng Bộ", "Đang thực hiện", "20/6/2025"],
    ]
    reading = under(head, *rows)
    assert [row.values.get("completed_on") for row in reading.rows] == ["2025-06-20", None, "2025-06-20"]
    assert codes(reading) == [("date_unreadable", "E3"), ("completed_not_done", "E4")]


def test_long_values_are_cut_in_problems() -> None:
    value = problem(of("Thời hạn", "vào một ngày đẹp trời " * 20), "deadline_unreadable").value
    assert value is not None
    assert len(value) == 80
