"""A tracker as a workbook, in the form that units keep: title block, header, section rows, tasks."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Line = Sequence[str | float | None]


def write_tracker(sheet: str, headings: Sequence[str], header: Sequence[str], lines: Iterable[Line]) -> bytes:
    """An .xlsx file. A line with fewer cells than the header is a section row: its title is merged to the right edge.

    Text stays text, also where it begins with ``=``: openpyxl would make it a formula.
    """
    book = Workbook()
    page: Worksheet = book.active
    page.title = sheet
    width = len(header)
    for number, text in enumerate(headings, start=1):
        page.merge_cells(start_row=number, end_row=number, start_column=1, end_column=width)
        _put(page, number, 1, text).font = Font(bold=number <= 2)
    top = len(headings) + 2
    for column, text in enumerate(header, start=1):
        _put(page, top, column, text).font = Font(bold=True)
        page.column_dimensions[get_column_letter(column)].width = 40 if column == 2 else 18
    for number, line in enumerate(lines, start=top + 1):
        for column, value in enumerate(line, start=1):
            _put(page, number, column, value)
        if len(line) < width:
            page.merge_cells(start_row=number, end_row=number, start_column=len(line), end_column=width)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _put(page: Worksheet, row: int, column: int, value: str | float | None) -> Cell:
    cell: Cell = page.cell(row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
