"""What only a person can say about a workbook is asked, the careful way holds meanwhile, and the answer is followed."""

import datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

from cds_tracker.domain.picture import Question
from cds_tracker.domain.reading import Outcome, Reading, place_of_part
from tests.excel.tracking import HEAD, TASK, book_of, codes, due, fill, only, problem, read, read_book, titles, under

PLAN = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn hoàn thành"]
GREEN, YELLOW = "92D050", "FFFF00"


def asked(reading: Reading, code: str, at: str | None = None) -> Question:
    found = [one for one in reading.questions if one.code == code and at in (None, one.at)]
    assert len(found) == 1, reading.questions
    return found[0]


def painted(*cells: tuple[str, str]) -> Any:
    """A change of a sheet: these cells with these fills."""

    def change(page: Any) -> None:
        for address, colour in cells:
            page[address].fill = PatternFill("solid", fgColor=colour)

    return change


def tasks(count: int, *more: object) -> list[list[object]]:
    return [[n, f"Xây dựng hệ thống số {n}", "Văn phòng Bộ", "12/2025", *more] for n in range(1, count + 1)]


# Columns whose names stand for several things


def results(*values: object) -> list[list[object]]:
    return [[n, f"Nhiệm vụ thứ {n}", "Văn phòng Bộ", value] for n, value in enumerate(values, 1)]


RESULT = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Kết quả"]


def test_a_result_required_or_achieved_is_asked_where_the_values_leave_it_open() -> None:
    rows = results("Nâng cao chất lượng", "Phục vụ người dân", "Đúng tiến độ, hiệu quả")
    reading = under(RESULT, *rows)
    question = asked(reading, "column", "D")
    assert set(question.options) == {"deliverable", "result", ""}
    assert (question.held, question.count, question.samples[0]) == ("deliverable", 3, "Nâng cao chất lượng")
    assert reading.rows[0].values["deliverable"] == "Nâng cao chất lượng"
    answered = under(RESULT, *rows, columns={"Theo dõi": {"D": "result"}})
    assert answered.rows[0].values["result"] == "Nâng cao chất lượng"
    assert answered.questions == ()
    left = under(RESULT, *rows, columns={"Theo dõi": {"D": ""}})
    assert not {"result", "deliverable"} & left.rows[0].values.keys()
    assert left.rows[0].columns == {"stt", "title", "lead"}


def test_a_result_is_not_asked_about_where_its_values_or_the_other_columns_tell() -> None:
    assert under(RESULT, *results("Quyết định của Bộ trưởng", "Báo cáo", "Đề án")).questions == ()
    assert under(RESULT, *results("Đã ban hành Quyết định", "Đang lấy ý kiến", "Đã trình")).questions == ()
    beside = under([*RESULT, "Sản phẩm"], *[[*row, "Báo cáo"] for row in results("Nâng cao", "Tốt", "Khá")])
    assert (beside.questions, beside.rows[0].values["result"]) == ((), "Nâng cao")


def test_progress_that_is_deadlines_and_states_at_once_is_asked() -> None:
    head = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Tiến độ"]
    rows = results("Quý II/2025", "Hoàn thành", "6/2025", "Đang thực hiện")
    question = asked(under(head, *rows), "column", "D")
    assert (set(question.options), question.held) == ({"result", "status", "deadline", ""}, "result")  # nothing of it is lost
    answered = under(
        head, *results("Quý II/2025", "Hoàn thành", "6/2025", "Hoàn thành"), columns={"Theo dõi": {"D": "deadline"}}
    )
    assert due(answered.rows[0]) == "2025-06-30"
    assert under(head, *results("80%", "Hoàn thành", 0.5, "Đang thực hiện")).questions == ()


def test_a_unit_that_leads_or_measures_is_asked_where_half_are_units() -> None:
    head = ["TT", "Nhiệm vụ", "Đơn vị", "Thời hạn"]
    rows = [[1, "Một việc", "Văn phòng Bộ", 2025], [2, "Hai việc", "%", 2025], [3, "Ba việc", "Vụ Pháp chế", 2025], [4, "Bốn", "hồ sơ", 2025]]
    assert asked(under(head, *rows), "column", "C").options[:2] == ("lead", "measure")
    assert under(head, *rows[::2]).questions == ()


def test_two_columns_for_one_field_are_asked_about_and_the_surer_name_holds() -> None:
    head = [*PLAN, "Hạn xử lý"]
    rows = [[*row, "31/12/2026"] for row in tasks(3)]
    reading = under(head, *rows)
    question = asked(reading, "column", "E")
    assert (question.options, question.held) == (("deadline", ""), "")
    assert due(reading.rows[0]) == "2025-12-31"
    moved = under(head, *rows, columns={"Theo dõi": {"E": "deadline"}})
    assert due(moved.rows[0]) == "2026-12-31"
    assert moved.sheets[0].columns["deadline"] == "E"


# Colours and strike-through


def test_states_by_colour_are_asked_with_the_words_of_the_legend() -> None:
    rows = [*tasks(6), [], [None, "Hoàn thành"], [None, "Đang thực hiện"]]
    paint = painted(("B2", GREEN), ("B3", GREEN), ("B5", YELLOW), ("B6", YELLOW), ("B9", GREEN), ("A10", YELLOW))
    reading = under(PLAN, *rows, change=paint)
    green, yellow = asked(reading, "colour", GREEN), asked(reading, "colour", YELLOW)
    assert (green.hint, green.options[0], green.held, green.count) == ("Hoàn thành", "done", "", 2)
    assert (yellow.hint, yellow.options[0]) == ("Đang thực hiện", "in_progress")
    assert [row.values.get("status") for row in reading.rows] == [None] * 6
    answered = under(PLAN, *rows, change=paint, colours={GREEN: "done", YELLOW: "in_progress"})
    assert [row.values.get("status") for row in answered.rows] == ["done", "done", None, "in_progress", "in_progress", None]
    assert answered.rows[0].cells["status"] == "B2"


def test_the_ground_of_a_table_its_bands_and_one_lone_mark_mean_nothing() -> None:
    assert under(PLAN, *tasks(6), change=painted(*((f"B{n}", GREEN) for n in range(2, 8)))).questions == ()
    assert under(PLAN, *tasks(6), change=painted(*((f"B{n}", GREEN) for n in (2, 4, 6)))).questions == ()
    assert under(PLAN, *tasks(6), change=painted(("B3", YELLOW))).questions == ()


def test_colours_beside_written_states_are_not_asked_about() -> None:
    head, rows = [*PLAN, "Trạng thái"], tasks(6, "Đang thực hiện")
    assert under(head, *rows, change=painted(("B2", GREEN), ("B4", GREEN), ("B5", GREEN))).questions == ()
    for row in rows[1:3]:
        row[4] = None
    reading = under(head, *rows, change=painted(("B3", GREEN), ("B4", GREEN)), colours={GREEN: "done"})
    assert [row.values["status"] for row in reading.rows[:4]] == ["in_progress", "done", "done", "in_progress"]


def test_a_column_of_states_that_is_only_coloured_is_seen() -> None:
    paint = painted(("E2", GREEN), ("E3", GREEN), ("E4", "FF0000"), ("E6", "FF0000"))
    reading = under([*PLAN, "Trạng thái"], *tasks(5), change=paint, colours={GREEN: "done"})
    assert {one.at: one.held for one in reading.questions} == {GREEN: "done", "FF0000": ""}
    assert [row.cells.get("status") for row in reading.rows[:3]] == ["E2", "E3", None]


def test_colours_of_the_theme_and_of_the_old_palette_are_resolved() -> None:
    def change(page: Any) -> None:
        for address, colour in (("B2", Color(theme=9)), ("B3", Color(theme=9)), ("B4", Color(indexed=13)), ("B6", Color(indexed=13))):
            page[address].fill = PatternFill("solid", fgColor=colour)

    assert {one.at for one in under(PLAN, *tasks(6), change=change).questions} == {"F79646", "FFFF00"}


def test_a_struck_row_is_asked_about_and_cancelled_only_by_a_person() -> None:
    def strike(page: Any) -> None:
        page["B3"].font = Font(strike=True)

    rows = tasks(3, "Đang thực hiện")
    reading = under([*PLAN, "Trạng thái"], *rows, change=strike)
    question = asked(reading, "struck")
    assert (question.count, question.held, question.options[0]) == (1, "", "cancelled")
    assert reading.rows[1].values["status"] == "in_progress"
    answered = under([*PLAN, "Trạng thái"], *rows, change=strike, struck="cancelled")
    assert answered.rows[1].values["status"] == "cancelled"
    assert codes(answered) == [("row_struck_over", 3)]
    nothing = under([*PLAN, "Trạng thái"], *rows, change=strike, struck="")
    assert (nothing.rows[1].values["status"], codes(nothing)) == ("in_progress", [])


# Day and month


def days(*values: object) -> list[list[object]]:
    return [[n, f"Nhiệm vụ thứ {n}", "Văn phòng Bộ", value] for n, value in enumerate(values, 1)]


JUNE_FIFTH = (datetime.date(2025, 6, 5), "dd/mm/yyyy")


def test_dates_that_excel_may_have_turned_round_are_asked_about_as_a_whole() -> None:
    rows = days("25/06/2025", JUNE_FIFTH, "30/9/2025")
    reading = under(PLAN, *rows)
    question = asked(reading, "order", "D")
    assert (question.options, question.held, question.samples, question.field) == (("dmy", "mdy"), "dmy", ("05/06/2025",), "deadline")
    assert [due(row) for row in reading.rows] == ["2025-06-25", "2025-06-05", "2025-09-30"]
    turned = under(PLAN, *rows, order={"Theo dõi": {"D": "mdy"}})
    assert [due(row) for row in turned.rows] == ["2025-06-25", "2025-05-06", "2025-09-30"]
    kept = under(PLAN, *rows, order={"Theo dõi": {"D": "dmy"}})
    assert ([due(row) for row in kept.rows][1], codes(kept)) == ("2025-06-05", [])


def test_a_day_above_twelve_anywhere_decides_for_the_column() -> None:
    sure = under(PLAN, *days("05/06/2025", (datetime.date(2025, 6, 25), "dd/mm/yyyy"), JUNE_FIFTH))
    assert sure.questions == ()
    american = under(PLAN, *days("06/25/2025", "06/07/2025", "trước 09/30/2025"))
    assert [due(row) for row in american.rows] == ["2025-06-25", "2025-06-07", "2025-09-29"]
    assert american.rows[0].values["deadline"]["text"] == "06/25/2025"  # type: ignore[index, call-overload]
    assert codes(american) == [("dates_month_first", "D1")]
    assert american.questions == ()


def test_a_column_that_contradicts_itself_is_asked_about() -> None:
    rows = days("06/25/2025", "25/06/2025", "06/07/2025")
    reading = under(PLAN, *rows)
    assert asked(reading, "order", "D").samples == ("06/07/2025",)
    assert ("deadline_unreadable", "D2") in codes(reading)
    turned = under(PLAN, *rows, order={"Theo dõi": {"D": "mdy"}})
    assert [due(row) for row in turned.rows] == ["2025-06-25", "2025-06-25", "2025-06-07"]


# What is hidden


def test_hidden_rows_and_columns_are_taken_and_may_be_left() -> None:
    def hide(page: Any) -> None:
        page.row_dimensions[3].hidden = True
        page.column_dimensions["D"].hidden = True

    reading = under(HEAD, TASK, [2, "Tập huấn", *TASK[2:]], TASK, change=hide)
    assert (asked(reading, "hidden_rows").count, asked(reading, "hidden_columns").samples) == (1, ("Đơn vị phối hợp",))
    assert len(reading.rows) == 3
    left = under(HEAD, TASK, [2, "Tập huấn", *TASK[2:]], TASK, change=hide, hidden_rows="leave", hidden_columns="leave")
    assert [row.row for row in left.rows] == [2, 4]
    assert all("coordinating" not in {*row.values, *row.columns} for row in left.rows)
    assert [(one.row, one.reason) for one in left.skipped] == [(3, "hidden")]
    assert {code for code, _ in codes(left)} == {"rows_hidden_left", "column_hidden_left"}


def test_what_merges_and_sections_say_in_hidden_rows_holds_for_the_rows_that_are_left() -> None:
    rows = [["I", "Hạ tầng"], [1, "Một việc", "Vụ Pháp chế", "2025"], [2, "Hai việc", None, "2025"]]

    def hide(page: Any) -> None:
        page.row_dimensions[2].hidden = page.row_dimensions[3].hidden = True

    row = only(under(PLAN, *rows, merges=["C3:C4"], change=hide, hidden_rows="leave"))
    assert (row.values["lead"], row.values["section"]) == (["PC"], "I Hạ tầng")


# Parts of a cell


def test_numbered_parts_of_a_cell_are_offered_and_become_tasks_beneath_it() -> None:
    title = "Hoàn thiện thể chế: (1) Luật Dữ liệu (Bộ Công an); (2) Nghị định về kết nối; (3) Thông tư hướng dẫn"
    lead = "(1) Bộ Công an; (2) Bộ Tư pháp; (3) Văn phòng Bộ"
    rows = [[1, title, "Văn phòng Bộ", "2025"], [2, "Việc sau: (1) một mình", "Vụ Pháp chế", "2025"]]
    reading = under(PLAN, *rows)
    question = asked(reading, "parts")
    assert (question.options, question.held, question.count) == (("no", "yes"), "no", 3)
    assert len(reading.rows) == 2
    split = under(PLAN, *rows, parts=True)
    assert [row.row for row in split.rows] == [2, *(place_of_part(2, n) for n in (1, 2, 3)), 3]
    assert titles(split)[1:4] == ["Luật Dữ liệu (Bộ Công an)", "Nghị định về kết nối", "Thông tư hướng dẫn"]
    assert [row.parent_row for row in split.rows] == [None, 2, 2, 2, None]
    assert [row.values.get("lead") for row in split.rows[1:4]] == [["BCA"], None, None]
    assert split.rows[1].cells["lead"] == split.rows[1].cells["title"] == "B2"
    assert (split.rows[0].values["title"], split.rows[1].columns) == (title, {"stt", "title", "lead"})
    named = under(PLAN, [1, title, lead, "(1) 6/2025; (2) 9/2025; (3) 12/2025"], parts=True)
    assert [row.values.get("lead") for row in named.rows[1:]] == [["BCA"], ["BTP"], ["VP"]]
    assert [due(row) for row in named.rows[1:]] == ["2025-06-30", "2025-09-30", "2025-12-31"]
    assert named.rows[2].cells == {"stt": "B2", "title": "B2", "lead": "C2", "deadline": "D2"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a) Khảo sát; b) Xây dựng; c) Vận hành", ["Khảo sát", "Xây dựng", "Vận hành"]),
        ("Gồm:\n1) Khảo sát\n2) Xây dựng", ["Khảo sát", "Xây dựng"]),
        ("a) A; b) B; c) C; d) D; đ) Đ; e) E", ["A", "B", "C", "D", "Đ", "E"]),
        ("(i) Khảo sát; (ii) Xây dựng", ["Khảo sát", "Xây dựng"]),
        ("Theo điểm a) khoản 2 và (ii)", []),
        ("Luật (sửa đổi) và Nghị định (2) quy định", []),
        ("Giai đoạn (2) rồi (1)", []),
    ],
)
def test_parts_are_those_whose_signs_follow_each_other(text: str, found: list[str]) -> None:
    from cds_tracker.excel.parts import parts_of

    assert list(parts_of(text).values()) == found


# Names


def test_unknown_units_are_asked_once_for_all_rows_and_read_as_answered() -> None:
    rows = [[n, f"Nhiệm vụ thứ {n}", "Vụ KHTC xyz; Vụ Pháp chế", "2025"] for n in (1, 2, 3)]
    reading = under(PLAN, *rows)
    question = asked(reading, "name")
    assert (question.at, question.count, question.held, question.field) == ("Vụ KHTC xyz", 3, "~Vụ KHTC xyz", "units")
    answered = under(PLAN, *rows, names={"units": {"Vụ KHTC xyz": "KHTC"}})
    assert all(row.values["lead"] == ["KHTC", "PC"] for row in answered.rows)
    assert (answered.questions, answered.outcome) == ((), Outcome.IMPORT)
    nobody = under(PLAN, *rows, names={"units": {"Vụ KHTC xyz": ""}})
    assert nobody.rows[0].values["lead"] == ["PC"]


def test_unknown_areas_and_states_are_asked_and_read_as_answered() -> None:
    head = [*PLAN, "Trạng thái", "Lĩnh vực"]
    rows = tasks(2, "Tồn đọng", "Xã hội số 5.0")
    reading = under(head, *rows)
    assert {(one.field, one.at, one.count) for one in reading.questions} == {("status", "Tồn đọng", 2), ("area", "Xã hội số 5.0", 2)}
    meant = {"status": {"tồn đọng": "in_progress"}, "area": {"Xã hội số 5.0": "awareness"}}
    answered = under(head, *rows, names=meant)
    assert [(row.values["status"], row.values["area"]) for row in answered.rows] == [("in_progress", "awareness")] * 2
    assert answered.outcome is Outcome.IMPORT
    assert answered.rows[0].values["result"] == "Tồn đọng"


# Where things stand


def test_the_header_is_moved_to_the_row_that_a_person_names() -> None:
    rows = [["Nhiệm vụ", "Đơn vị chủ trì"], ["Việc cần giao", "Ai làm", "Bao giờ xong"], ["Xây dựng hệ thống", "Văn phòng Bộ", "6/2025"]]
    reading = read(*rows, headers={"Theo dõi": 2}, columns={"Theo dõi": {"A": "title", "B": "lead", "C": "deadline"}})
    row = only(reading)
    assert (reading.sheets[0].header_row, row.values["lead"], due(row)) == (2, ["VP"], "2025-06-30")
    refused = read(*rows[1:], headers={"Theo dõi": 1})
    assert codes(refused) == [("title_column_unknown", None)]
    assert refused.sheets[0].picture is not None
    assert [column.heading for column in refused.sheets[0].picture.columns] == rows[1]


def test_a_sheet_without_a_header_is_refused_with_its_picture() -> None:
    refused = read(["Việc cần giao", "Ai làm"], ["Xây dựng hệ thống", "Văn phòng Bộ"])
    assert codes(refused) == [("no_header", None)]
    assert refused.sheets[0].picture is not None
    assert refused.sheets[0].picture.rows[1].cells == {"A": "Xây dựng hệ thống", "B": "Văn phòng Bộ"}


def test_cells_are_corrected_as_if_a_person_had_written_them_there() -> None:
    rows = [[1, "Xây dựng hệ thống", "Văn phòng Bộ", "31/6/2025"], [2, "Tập huấn", None, datetime.date(2025, 6, 5)]]
    said = {"D2": "30/6/2025", "C3": "Vụ Pháp chế", "D3": "Quý III/2025", "B4": "Báo cáo", "A4": "3"}
    reading = under(PLAN, *rows, corrections={"Theo dõi": said})
    assert titles(reading) == ["Xây dựng hệ thống", "Tập huấn", "Báo cáo"]
    assert [due(row) for row in reading.rows[:2]] == ["2025-06-30", "2025-09-30"]
    assert codes(reading) == [("lead_missing", "C4")]
    emptied = under(PLAN, *rows, corrections={"Theo dõi": {"D2": ""}})
    assert "deadline" in emptied.rows[0].blank


# Several sheets


def sheets(**named: Any) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in named.items():
        fill(made.create_sheet(name), rows)
    return made


def test_several_sheets_are_offered_with_their_task_counts_and_last_years_copy_is_known() -> None:
    counts = [["TT", "Đơn vị", "Nhiệm vụ", "Hoàn thành", "Trạng thái"], [1, "Văn phòng Bộ", 12, 10, 2], [2, "Vụ Pháp chế", 3, 1, 2]]
    made = sheets(**{"VP 2025": [PLAN, *tasks(3)], "PC 2025": [PLAN, *tasks(2)], "VP 2024": [PLAN, *tasks(4)], "Tổng hợp": counts})
    reading = read_book(made)
    question = asked(reading, "sheets")
    assert (question.options, question.samples) == (("VP 2025", "PC 2025", "VP 2024"), ("3", "2", "4"))
    assert problem(reading, "several_sheets_earlier").values["earlier"] == ["VP 2024"]
    assert len({sheet.layout for sheet in reading.sheets}) == 1
    chosen = read_book(made, sheets=("VP 2025", "PC 2025"))
    assert [(sheet.name, sheet.tasks) for sheet in chosen.sheets] == [("VP 2025", 3), ("PC 2025", 2)]
    everything = read_book(made, all_sheets=True)
    assert {(p.code, p.sheet) for p in everything.problems} == {("sheet_earlier", "VP 2024"), ("sheet_ignored", "Tổng hợp")}


# What is remembered


def remembered(rows: list[Any], **more: Any) -> dict[str, Any]:
    from cds_tracker.excel.layouts import layout_of

    reading = under(rows[0], *rows[1:], **more)
    return dict(layout_of(reading.sheets[0]))


ODD = ["TT", "Việc cần giao", "Ai làm", "Bao giờ xong", "Ghi chú"]
ODD_ROWS = [[n, f"Xây dựng hệ thống số {n}", "Văn phòng Bộ", "6/2025", "x"] for n in (1, 2, 3)]
MEANT = {"B": "title", "C": "lead", "D": "deadline", "E": ""}


def test_a_mapping_is_known_again_next_time_without_a_question() -> None:
    layout = remembered([ODD, *ODD_ROWS], headers={"Theo dõi": 1}, columns={"Theo dõi": MEANT})
    reading = under(ODD, *ODD_ROWS, layouts=[layout], headers={"Theo dõi": 1})
    assert reading.sheets[0].columns == {"stt": "A", "title": "B", "lead": "C", "deadline": "D"}
    assert {one.certainty for one in reading.sheets[0].picture.columns} == {"remembered"}  # type: ignore[union-attr]
    assert reading.outcome is Outcome.IMPORT


def test_one_changed_heading_is_pointed_out_and_the_others_are_still_known() -> None:
    head = [*PLAN, "Kết quả", "Ghi chú"]
    rows = [[*row, "Nâng cao", None] for row in tasks(3)]
    layout = remembered([head, *rows], columns={"Theo dõi": {"E": "result"}})
    changed = [*PLAN[:3], "Hạn mới", "Kết quả", "Ghi chú"]
    reading = under(changed, *rows, layouts=[layout])
    assert reading.sheets[0].columns["result"] == "E"
    found = problem(reading, "layout_changed")
    assert (found.values["missing"], found.values["added"]) == ("Thời hạn hoàn thành", "Hạn mới")
    column = next(one for one in reading.sheets[0].picture.columns if one.letter == "D")  # type: ignore[union-attr]
    assert (column.reason, column.field) == ("heading_changed", None)
    moved = under([*PLAN[:3], "Kết quả", "Thời hạn hoàn thành", "Ghi chú"], *[[*r[:3], r[4], r[3], r[5]] for r in rows], layouts=[layout])
    assert (moved.sheets[0].columns["result"], moved.sheets[0].columns["deadline"]) == ("D", "E")
    assert problem(moved, "layout_changed").values["moved"] in ("Kết quả", "Thời hạn hoàn thành")
    other = under(["TT", "Tên nhiệm vụ", "Chủ trì", "Hạn", "Kết quả"], *[row[:5] for row in rows], layouts=[layout])
    assert ("layout_changed", 1) not in codes(other)


def test_what_a_person_says_now_stands_above_what_is_remembered() -> None:
    layout = remembered([RESULT, *results("Nâng cao", "Tốt", "Khá")], columns={"Theo dõi": {"D": "result"}})
    layout["directions"] = {"colours": {GREEN: "done"}, "names": {"units": {"VPB xyz": "VP"}}}
    rows = [[1, "Một việc", "VPB xyz", "Nâng cao"], [2, "Hai việc", "VPB xyz", "Tốt"]]
    reading = under(RESULT, *rows, layouts=[layout], columns={"Theo dõi": {"D": "note"}})
    assert (reading.rows[0].values["note"], reading.rows[0].values["lead"]) == ("Nâng cao", ["VP"])


# The picture


def test_the_picture_shows_the_top_of_the_sheet_and_what_each_row_and_column_was_taken_for() -> None:
    rows = [["KẾ HOẠCH NĂM 2025"], [], [*PLAN, "Kết quả", None], ["(1)", "(2)", "(3)", "(4)", "(5)"], ["I", "Hạ tầng"], *[[*row, "Tốt", "lạ"] for row in tasks(60)]]
    reading = read(*rows, merges=["A1:E1"])
    seen = reading.sheets[0].picture
    assert seen is not None
    assert [row.kind for row in seen.rows[:5]] == ["title", "header", "numbering", "section", "task"]
    assert (len(seen.rows), seen.merges) == (32, ("A1:E1",))
    by_letter = {one.letter: one for one in seen.columns}
    assert (by_letter["D"].field, by_letter["D"].certainty, by_letter["D"].samples) == ("deadline", "exact", ("12/2025",))
    assert (by_letter["E"].certainty, by_letter["E"].reason) == ("guessed", "open")
    assert (by_letter["F"].field, by_letter["F"].reason, by_letter["F"].heading) == (None, "no_heading", "")
    assert sum(row.kind == "task" for row in seen.rows) < 32


def test_every_reason_of_a_column_has_words() -> None:
    import re
    from pathlib import Path

    import cds_tracker.excel
    from cds_tracker.style.words import LANGUAGES, Words

    source = (Path(cds_tracker.excel.__file__).parent / "columns.py").read_text("utf-8")
    reasons = set(re.findall(r'Why\([^"]*"\w+"(?: if \w+ else "\w+")?, "(\w+)"', source)) | {"open", "values", "double"}
    reasons |= {"chosen", "remembered", "hidden", "left_out", "unknown", "no_heading", "heading_changed"}
    assert [r for r in reasons for language in LANGUAGES if not Words(language).has(f"picture.reason.{r}")] == []
    assert book_of([]) is not None
