"""Nhập Excel, step three: what will change stands row by row as in the file, and whatever is open is decided there."""

import io
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from cds_tracker.store.database import Database, connect
from cds_tracker.style.given import look
from cds_tracker.style.words import Words
from cds_tracker.workflows import exporting
from cds_tracker.workflows.exporting import Asked, Look
from tests.pages.importing import bring, one, read, to_changes, tracker
from tests.pages.shell import Open, markup, opened, said
from tests.workflows import offices
from tests.workflows.test_uploading import NAMS, progress_of

VI = Words("vi")
DAY = offices.DAY.isoformat()
pytestmark = pytest.mark.usefixtures("data_dir")


@pytest.fixture
def office(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The office at work."""
    database = connect(sqlite_url)
    offices.opened(database)
    monkeypatch.setenv("CDS_DATABASE_URL", sqlite_url)
    yield database
    database.close()


def given_out(database: Database) -> Any:
    """The workbook of the plan, as somebody took it along."""
    found = exporting.export(database, NAMS, Asked("KH"), Look(VI, look(VI)))
    return openpyxl.load_workbook(io.BytesIO(found.content))


def write(book: Any, title: str, field: str, value: object) -> None:
    """Somebody fills in a cell of the task with this title."""
    sheet = book.worksheets[0]
    heading = VI(f"workbook.head.{field}")
    column = next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == heading)
    row = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == title)
    sheet.cell(row, column).value = value


def changes(book: Any) -> AppTest:
    """Nam brings it back."""
    stream = io.BytesIO()
    book.save(stream)
    return to_changes(bring(opened("nhap-excel", "nam", as_of=DAY), one(stream.getvalue()), new_plan=None))


def test_what_both_sides_wrote_is_shown_with_three_values_and_decided(office: Database) -> None:
    book = given_out(office)
    write(book, "Nâng cấp cổng", "progress", 0.7)
    write(book, "Chuyển sang IPv6", "difficulty", "Thiếu thiết bị")
    offices.said(office, 1, progress=55)
    offices.said(office, 4, progress=45)
    app = changes(book)
    shown = markup(app)
    assert VI("review.conflicts.title", count=1) in shown
    assert "Trần Minh" in shown, "who wrote it meanwhile"
    assert VI("review.merged", count=1) in shown, "another field of the same row merges by itself"
    three = " ".join(shown.split('class="cds-both-sides three"')[1].split())
    assert all(value in three for value in ("20 %", "55 %", "70 %"))
    assert VI("review.left", count=1) in shown
    [box] = [radio for radio in app.radio if str(radio.key).startswith("review_conflict_")]
    box.set_value("file").run()
    app.button(key="review_settle_these").click().run()
    app = to_changes(read(app))
    assert VI("review.conflicts.title", count=1) not in markup(app)
    app.button(key="import_apply").click().run()
    assert VI("import_result.applied") in markup(app)
    assert (progress_of(office, 1), progress_of(office, 4)) == (70, 45)
    assert offices.task(office, 4)["difficulty"] == "Thiếu thiết bị"


def test_what_blank_cells_and_absent_rows_mean_is_declared_with_counts_and_changed_there(office: Database) -> None:
    book = given_out(office)
    write(book, "Nâng cấp cổng", "progress", None)
    sheet = book.worksheets[0]
    sheet.delete_rows(next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "Thẩm định hồ sơ"))
    app = changes(book)
    shown = markup(app)
    assert VI("review.blank.count", count=1) in shown
    assert VI("review.absent.count", count=1) in shown
    assert app.button(key="import_apply").label == VI("importing.apply"), "as declared, nothing changes"
    for kind, answer in (("blank", "clear"), ("absent", "cancel")):
        [box] = [one for one in app.segmented_control if str(one.key).startswith(f"review_{kind}_")]
        box.set_value(answer).run()
        app = to_changes(read(app))
    app.button(key="import_apply").click().run()
    assert VI("import_result.applied") in markup(app)
    assert offices.task(office, 1)["progress"] is None
    assert offices.task(office, 6)["status"] == "cancelled"


def test_a_cell_that_cannot_be_read_is_put_right_on_the_page(open_empty: Open) -> None:
    file = tracker(("1", "Ban hành kế hoạch", "Văn phòng Bộ", "31/6/2026", ""))
    app = to_changes(bring(open_empty("nhap-excel"), one(file)))
    [box] = [one for one in app.text_input if str(one.key).startswith("review_cell_")]
    assert "D4" in box.label
    box.set_value("30/6/2026").run()
    app.button(key="review_correct_again").click().run()
    app = to_changes(read(app))
    assert VI("importing.problems.none") in markup(app)
    assert "30/6/2026" in markup(app)
    assert any(button.key == "review_correct_forget" for button in app.button)


def test_rows_are_filtered_by_kind_and_turned_page_by_page(open_empty: Open) -> None:
    lines = [(str(place), f"Nhiệm vụ thứ {place:03}", "Văn phòng Bộ", "2026", "") for place in range(1, 121)]
    number = str(said(bring(open_empty("nhap-excel"), one(tracker(*lines))), "upload"))
    first = to_changes(read(open_empty("nhap-excel", upload=number)))
    assert "Nhiệm vụ thứ 050" in markup(first)
    assert "Nhiệm vụ thứ 051" not in markup(first), "no more than a page of rows is drawn"
    asked = {"upload": number, "step": "changes"}
    last = markup(read(open_empty("nhap-excel", **asked, kind="new", **{"from": "3"})))
    assert "Nhiệm vụ thứ 120" in last
    assert "Nhiệm vụ thứ 100" not in last
    first.pagination[0].set_value(2).run()
    assert "Nhiệm vụ thứ 100" in markup(first)
    none = open_empty("nhap-excel", **asked, kind="unchanged")
    assert VI("review.no_rows") in markup(read(none))
