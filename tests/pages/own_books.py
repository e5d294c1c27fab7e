"""A unit's own workbook, taken from the dashboard, changed as in Excel, and brought back."""

import io
from collections.abc import Mapping

import openpyxl
from streamlit.testing.v1 import AppTest

from cds_tracker.demo.story import TODAY
from cds_tracker.domain.people import Person
from cds_tracker.store import tasks
from cds_tracker.style.given import look
from cds_tracker.style.words import Words
from cds_tracker.ui import data
from cds_tracker.workflows import exporting
from cds_tracker.workflows.exporting import Asked, Look
from tests.pages.importing import bring, one, to_changes
from tests.pages.people_at_odds import HEAD, PLAN
from tests.pages.shell import Open

UNIT = "CNTT"
PORTAL, RULES, CLOUD, DRILL = (  # tasks of the unit that are under way
    "Nâng cấp hạ tầng ảo hóa tại trung tâm dữ liệu",
    "Sửa Quy chế quản lý, vận hành, khai thác CSDL của Bộ",
    "Đưa các hệ thống dùng chung lên điện toán đám mây của cơ quan nhà nước",
    "Trợ lý ảo tra cứu văn bản nội vụ",
)
Cells = Mapping[str, Mapping[str, object]]


def given(person: Person = HEAD) -> bytes:
    """The workbook of the unit as the page gives it out now."""
    words = Words("vi")
    return exporting.export(data.database(), person, Asked(PLAN, UNIT, TODAY), Look(words, look(words))).content


def changed(book: bytes, cells: Cells, new: Mapping[str, object] | None = None, without: str = "") -> bytes:
    """The workbook with other ``cells`` (title of the task → heading → value), one more row, and one row less."""
    file = openpyxl.load_workbook(io.BytesIO(book))
    sheet = file["Nhiệm vụ"]
    top = next(row for row in sheet.iter_rows() if any(cell.value == "Đơn vị chủ trì" for cell in row))
    columns = {str(cell.value): cell.column for cell in top}
    rows = {str(sheet.cell(row, columns["Nhiệm vụ"]).value): row for row in range(top[0].row + 1, sheet.max_row + 1)}
    for title, said in cells.items():
        for heading, value in said.items():
            sheet.cell(rows[title], columns[heading], value).value = value
    last = max(row for title, row in rows.items() if title != "None")
    for heading, value in (new or {}).items():
        sheet.cell(last + 1, columns[heading]).value = value
    if without:
        sheet.delete_rows(rows[without])
    kept = io.BytesIO()
    file.save(kept)
    return kept.getvalue()


def brought(open_page: Open, book: bytes, person: str = "thutruong", name: str = "theo-doi.xlsx") -> AppTest:
    """The page of what a workbook would change."""
    return to_changes(bring(open_page("nhap-excel", person), one(book, name), new_plan=None))


def value(title: str, field: str) -> object:
    """What stands in a task of the demo now."""
    with data.database().read() as connection:
        return next(task[field] for task in tasks.current(connection, 1) if task["title"] == title)
