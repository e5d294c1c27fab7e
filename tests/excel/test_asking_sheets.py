"""Where a table stands: shown as a picture, moved, chosen and corrected by a person."""

import datetime
from typing import Any

from cds_tracker import excel
from cds_tracker.domain.areas import SEED, Areas
from cds_tracker.domain.choices import Directions
from cds_tracker.excel.layouts import layout_of
from tests.excel.asking import GREEN, PLAN, asked, painted, tasks
from tests.excel.tracking import (
    book_of,
    codes,
    due,
    only,
    problem,
    read,
    read_book,
    registry,
    saved,
    sheets_of,
    titles,
    under,
)


def test_the_header_is_moved_to_the_row_that_a_person_names() -> None:
    rows = [
        ["Nhiệm vụ", "Đơn vị chủ trì"],
        ["Việc cần giao", "Ai làm", "Bao giờ xong"],
        ["Xây dựng hệ thống", "Văn phòng Bộ", "6/2025"],
    ]
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


def test_several_sheets_are_offered_with_their_task_counts_and_last_years_copy_is_known() -> None:
    counts = [
        ["TT", "Đơn vị", "Nhiệm vụ", "Hoàn thành", "Trạng thái"],
        [1, "Văn phòng Bộ", 12, 10, 2],
        [2, "Vụ Pháp chế", 3, 1, 2],
    ]
    made = sheets_of(
        **{"VP 2025": [PLAN, *tasks(3)], "PC 2025": [PLAN, *tasks(2)], "VP 2024": [PLAN, *tasks(4)], "Tổng hợp": counts}
    )
    reading = read_book(made)
    question = asked(reading, "sheets")
    assert (question.options, question.samples) == (("VP 2025", "PC 2025", "VP 2024"), ("3", "2", "4"))
    assert problem(reading, "several_sheets_earlier").values["earlier"] == ["VP 2024"]
    assert len({sheet.layout for sheet in reading.sheets}) == 1
    chosen = read_book(made, sheets=("VP 2025", "PC 2025"))
    assert [(sheet.name, sheet.tasks) for sheet in chosen.sheets] == [("VP 2025", 3), ("PC 2025", 2)]
    everything = read_book(made, all_sheets=True)
    assert {(p.code, p.sheet) for p in everything.problems} == {("sheet_earlier", "VP 2024"), ("sheet_ignored", "Tổng hợp")}


def test_the_picture_shows_the_top_of_the_sheet_and_what_each_row_and_column_was_taken_for() -> None:
    rows = [
        ["KẾ HOẠCH NĂM 2025"],
        [],
        [*PLAN, "Kết quả", None],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["I", "Hạ tầng"],
        *[[*row, "Tốt", "lạ"] for row in tasks(60)],
    ]
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


def test_directions_and_layouts_reach_the_process_that_reads_and_questions_come_back() -> None:
    rows = [[*row, "Nâng cao"] for row in tasks(4)]
    data = saved(book_of([[*PLAN, "Kết quả"], *rows], change=painted(("B2", GREEN), ("B3", GREEN))))
    registers: Any = {"registry": registry(), "areas": Areas(SEED)}
    first = excel.read(data, "kế hoạch.xlsx", **registers)
    assert {one.code for one in first.questions} == {"column", "colour"}
    layout = {**layout_of(first.sheets[0]), "directions": {"colours": {GREEN: "done"}}}
    said = Directions(columns={"Theo dõi": {"E": "result"}}, corrections={"Theo dõi": {"D5": "9/2025"}})
    again = excel.read(data, "kế hoạch.xlsx", directions=said, layouts=[layout], **registers)
    assert [row.values.get("status") for row in again.rows] == ["done", "done", None, None]
    assert (again.rows[3].values["result"], due(again.rows[3])) == ("Nâng cao", "2025-09-30")
    assert again.sheets[0].picture is not None
    assert {one.letter: one.certainty for one in again.sheets[0].picture.columns} == {
        **dict.fromkeys("ABCD", "remembered"),
        "E": "chosen",
    }
