"""Trackers built in a test: rows as lists of values, written to a real .xlsx and read back."""

import io
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from cds_tracker.domain.areas import SEED, Areas
from cds_tracker.domain.choices import Directions
from cds_tracker.domain.reading import Problem, Reading, Row
from cds_tracker.domain.unit_rows import units_from_csv
from cds_tracker.domain.units import Registry
from cds_tracker.excel import codec
from cds_tracker.excel.forms.opening import open_workbook
from cds_tracker.excel.limits import LIMITS
from cds_tracker.excel.tracker import read_tracker

Rows = Sequence[Sequence[object]]
HEAD = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn hoàn thành", "Trạng thái", "Tiến độ (%)", "Ghi chú"]
TASK = [1, "Xây dựng kế hoạch chuyển đổi số.", "Văn phòng Bộ", "Vụ Pháp chế", "30/6/2025", "Đang thực hiện", 50, None]


@cache
def registry() -> Registry:
    """The units that the product ships."""
    names = ("home_affairs.csv", "central.csv")
    shipped = files("cds_tracker.store.registry")
    return Registry(unit for name in names for unit in units_from_csv((shipped / name).read_text(encoding="utf-8-sig")))


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def fill(page: Worksheet, rows: Rows, merges: Sequence[str] = ()) -> Worksheet:
    """Puts values into a sheet, row 1 first; text stays text; a pair is a value and its number format."""
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = page.cell(number, column)
            if isinstance(value, tuple):
                cell.value, cell.number_format = value
            else:
                cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    for area in merges:
        page.merge_cells(area)
    return page


def book_of(rows: Rows, merges: Sequence[str] = (), change: Callable[[Worksheet], object] | None = None) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    page = fill(book.active, rows, merges)
    page.title = "Theo dõi"
    if change:
        change(page)
    return book


def read_book(
    book: openpyxl.Workbook | bytes,
    *,
    sheet: str | None = None,
    layouts: Sequence[Mapping[str, Any]] = (),
    year: int | None = None,
    **directions: Any,
) -> Reading:
    """``directions``: the fields of ``Directions``."""
    data = book if isinstance(book, bytes) else saved(book)
    workbook = open_workbook(data, "theo-doi.xlsx", LIMITS)
    how = Directions(**({"sheets": (sheet,)} if sheet else {}), **directions)
    found = read_tracker(workbook, registry=registry(), areas=Areas(SEED), directions=how, layouts=layouts, year=year)
    arrived = codec.decode(codec.encode(found))  # whatever is read has to come through between the two processes
    assert arrived == found
    return arrived


def read(*rows: Any, merges: Sequence[str] = (), change: Callable[[Worksheet], object] | None = None, **asked: Any) -> Reading:
    """A tracker of one sheet."""
    return read_book(book_of(rows, merges, change), **asked)


def under(head: Sequence[object], *rows: Any, **more: Any) -> Reading:
    """A tracker with its header in row 1."""
    return read(head, *rows, **more)


def codes(reading: Reading) -> list[tuple[str, str | int | None]]:
    """Every problem's code with its cell, else its row."""
    return [(problem.code, problem.cell or problem.row) for problem in reading.problems]


def only(reading: Reading) -> Row:
    assert len(reading.rows) == 1, reading
    return reading.rows[0]


def problem(reading: Reading, code: str) -> Problem:
    found = [problem for problem in reading.problems if problem.code == code]
    assert len(found) == 1, codes(reading)
    return found[0]


def titles(reading: Reading) -> list[object]:
    return [row.values.get("title") for row in reading.rows]


def due(row: Row) -> object:
    deadline = row.values["deadline"]
    assert isinstance(deadline, dict)
    return deadline["due"]


def sheets_of(**sheets: Any) -> openpyxl.Workbook:
    """A workbook with these sheets, in this order: name → rows."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        fill(made.create_sheet(name), rows)
    return made
