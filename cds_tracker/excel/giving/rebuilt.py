"""A workbook as it was read, written again with its flaws marked: values, formats, merges, hidden rows and columns alike.

What we add (colours, comments, one sheet) is not read: given back as it is, the file says what it said.
"""

import datetime
import io
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cds_tracker.domain.reading import Severity
from cds_tracker.excel.fonts import converter
from cds_tracker.excel.giving.rebuilding import Flaw
from cds_tracker.excel.giving.rebuilt_list import list_flaws
from cds_tracker.excel.giving.spreadsheet import OPTIONS
from cds_tracker.excel.own import ERRORS, is_aside
from cds_tracker.excel.references import place
from cds_tracker.excel.refusal import Refused
from cds_tracker.excel.workbook import PLAIN, Cell, Grid, GridRow, Style, Workbook

MANY = 30_000  # rows: beyond, only those with flaws are given back, below what stands above the table
_FILLS = {Severity.ERROR: "#F8D0CC", Severity.WARNING: "#FCE9B8"}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BAD_NAME = re.compile(r"[\[\]:*?/\\]")
_URLS = 60_000
Places = Mapping[tuple[int, int], Sequence[Flaw]]


def rebuilt(book: Workbook, flaws: Sequence[Flaw], words: Mapping[str, str], headers: Mapping[str, int]) -> bytes:
    """The file."""
    file = io.BytesIO()
    by_sheet: dict[str, list[Flaw]] = defaultdict(list)
    for flaw in flaws:
        by_sheet[flaw.sheet or ""].append(flaw)
    with xlsxwriter.Workbook(file, {**OPTIONS, "in_memory": True}) as made:
        names: dict[str, str] = {}
        for info in book.sheets:
            grid = _grid(book, info.name, bool(by_sheet.get(info.name)))
            if grid is None:
                continue
            names[info.name] = _name(info.name, names.values())
            page = made.add_worksheet(names[info.name])
            _Page(made, page, grid, by_sheet[info.name], headers.get(info.name, 0)).write()
            if not info.visible:
                page.hide()
        list_flaws(made, flaws, words, names)
    return file.getvalue()


def _grid(book: Workbook, name: str, needed: bool) -> Grid | None:
    """The sheet; not a list of flaws that we wrote before, nor one that is over a limit and says nothing of tasks."""
    try:
        grid = book.grid(name)
    except Refused:
        if needed:
            raise
        return None
    return None if name in ERRORS and is_aside(grid) else grid


def _name(name: str, taken: Any) -> str:
    """A name that a workbook can have; once only."""
    short = (_BAD_NAME.sub("-", name).strip("'") or "1")[:31]
    used = {other.lower() for other in taken}
    tries = (short if number == 1 else f"{short[:27]} ({number})" for number in range(1, 300))
    return next(one for one in tries if one.lower() not in used)


class _Page:
    """One sheet at work."""

    def __init__(self, made: xlsxwriter.Workbook, page: Worksheet, grid: Grid, flaws: Sequence[Flaw], header: int) -> None:
        self._made, self._page, self._grid, self._header = made, page, grid, header
        self._looks: dict[tuple[Style, Severity | None], Format] = {}
        self._places = _places(flaws, grid)
        self._links = 0

    def write(self) -> None:
        rows = self._rows()
        self._widths(rows)
        self._merges({row.number for row in rows})
        for row in rows:
            self._row(row)
        blank = Cell(None)
        by_number = {row.number: row for row in rows}
        for at, flaws in self._places.items():
            held = by_number.get(at[0])
            if held is None or at[1] not in held.cells:
                self._page.write_blank(at[0] - 1, at[1] - 1, None, self._look(blank.style, _worst(flaws)))
            self._comment(at, flaws)

    def _rows(self) -> Sequence[GridRow]:
        if len(self._grid.rows) <= MANY:
            return self._grid.rows
        wanted = {row for row, _ in self._places}
        return [row for row in self._grid.rows if row.number <= self._header or row.number in wanted]

    def _widths(self, rows: Sequence[GridRow]) -> None:
        longest: dict[int, int] = defaultdict(lambda: 8)
        for row in rows[:2_000]:
            if row.number >= self._header:
                for column, cell in row.cells.items():
                    longest[column] = max(longest[column], min(len(str(cell.value)), 400))
        for column in {*longest, *self._grid.hidden_columns}:
            width = 8 + min(42, longest[column] / 4)
            self._page.set_column(column - 1, column - 1, width, None, {"hidden": column in self._grid.hidden_columns})
        if self._header:
            self._page.freeze_panes(self._header, 0)

    def _merges(self, kept: set[int]) -> None:
        for top, left, bottom, right in self._grid.merges:
            if (top, left) != (bottom, right) and top in kept and (bottom == top or len(self._grid.rows) <= MANY):
                try:
                    self._page.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", self._look(PLAIN, None))
                except OverlappingRange:
                    continue  # the second of two that cross says nothing

    def _row(self, row: GridRow) -> None:
        number = row.number - 1
        if row.hidden:
            self._page.set_row(number, None, None, {"hidden": True})
        for column, cell in row.cells.items():
            flaws = self._places.get((row.number, column))
            self._cell(number, column - 1, cell, self._look(cell.style, _worst(flaws) if flaws else None))

    def _cell(self, row: int, column: int, cell: Cell, look: Format) -> None:
        value, page = cell.value, self._page
        if cell.error and cell.error.startswith("#"):
            page.write_formula(row, column, f"={cell.error}", look, cell.error)
        elif cell.error or cell.formula_without_value:
            page.write_formula(row, column, '=""', look, "")
        elif isinstance(value, str):
            self._text(row, column, _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value), cell.link, look)
        elif isinstance(value, bool):
            page.write_boolean(row, column, value, look)
        elif isinstance(value, float):
            page.write_number(row, column, value, look)
        elif value == datetime.time():
            page.write_number(row, column, 0, look)
        elif value is not None:
            page.write_datetime(row, column, value, look)

    def _text(self, row: int, column: int, text: str, link: str | None, look: Format) -> None:
        web = (link or "").lower().startswith(("http://", "https://")) and len(link or "") < 2_000
        if web and self._links < _URLS and self._page.write_url(row, column, link, look, text) == 0:
            self._links += 1
        else:
            self._page.write_string(row, column, text, look)

    def _look(self, style: Style, severity: Severity | None) -> Format:
        found = self._looks.get((style, severity))
        if found is None:
            said: dict[str, Any] = {"text_wrap": True, "valign": "top"}
            said |= {"num_format": style.format} if style.format else {}
            said |= {"font_strikeout": True} if style.struck else {}
            said |= {"font_name": style.font} if style.font and converter(style.font) is None else {}
            said |= {"bg_color": _FILLS[severity]} if severity else {}
            found = self._looks[style, severity] = self._made.add_format(said)
        return found

    def _comment(self, at: tuple[int, int], flaws: Sequence[Flaw]) -> None:
        text = "\n".join(dict.fromkeys(f"• {flaw.sentence}" for flaw in flaws))[:8_000]
        size = {"x_scale": 2.4, "y_scale": min(6.0, 1 + len(text) / 160), "author": "CDS"}
        self._page.write_comment(at[0] - 1, at[1] - 1, text, size)


def _places(flaws: Sequence[Flaw], grid: Grid) -> Places:
    """Where each flaw is shown: at its cell, else at the first cell of its row."""
    first = {row.number: min(row.cells, default=1) for row in grid.rows}
    found: dict[tuple[int, int], list[Flaw]] = defaultdict(list)
    for flaw in flaws:
        at = place(flaw.cell) if flaw.cell else None
        if at is not None:
            found[at].append(flaw)
        elif flaw.row:
            found[flaw.row, first.get(flaw.row, 1)].append(flaw)
    return found


def _worst(flaws: Sequence[Flaw]) -> Severity:
    return Severity.ERROR if any(flaw.severity is Severity.ERROR for flaw in flaws) else Severity.WARNING
