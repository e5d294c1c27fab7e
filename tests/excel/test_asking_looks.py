"""What is told by colours, strike-through and hiding is asked about, and the answer is followed."""

from typing import Any

from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

from tests.excel.asking import GREEN, PLAN, YELLOW, asked, painted, tasks
from tests.excel.tracking import HEAD, TASK, codes, only, under


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
        for address, colour in (
            ("B2", Color(theme=9)),
            ("B3", Color(theme=9)),
            ("B4", Color(indexed=13)),
            ("B6", Color(indexed=13)),
        ):
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
