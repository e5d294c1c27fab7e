"""A workbook of ours as .xlsx: ready to fill in, to sort, to print, and to send back. Every text is written as text."""

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cds_tracker.excel.giving.aside import aside
from cds_tracker.excel.giving.book import Book, GivenRow, Level
from cds_tracker.excel.giving.given import Given
from cds_tracker.excel.giving.rules import rules
from cds_tracker.excel.own import COMPUTED, mark_heading

MANY = 20_000  # rows: beyond, the file is written as it comes, for the sake of memory
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd/mm/yyyy",
}
_A4 = 9
_WIDTHS = {
    "stt": 5.5, "code": 10, "section": 14, "title": 36, "lead": 17, "coordinating": 17, "sponsor": 14, "assignees": 15,
    "start": 11.5, "deadline": 12.5, "deliverable": 18, "area": 14, "parent": 20, "budget": 11, "basis": 15, "status": 11.5,
    "progress": 8, "completed_on": 12, "result": 28, "evidence": 17, "difficulty": 19, "proposal": 17, "next_step": 17,
    "note": 11, COMPUTED: 14,
}  # fmt: skip
_SHADES = {Level.ASK: "#FFF4D6", Level.CLOSED: "#E9ECEF"}
_CENTRED = frozenset({"stt", "start", "deadline", "status", "progress", "completed_on", COMPUTED})
_LINE = "#B4BCC4"
_FONT = {"font_name": "Times New Roman", "font_size": 12}
_LINE_HEIGHT, _TALLEST = 16.0, 400.0  # points


def xlsx(book: Book) -> bytes:
    """The file."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {**OPTIONS, "constant_memory": len(book.rows) > MANY}) as made:
        page = made.add_worksheet(book.say("workbook.sheet"))
        _Page(made, page, book).write()
        aside(made, book)
    return file.getvalue()


class _Page:
    """The sheet of tasks at work."""

    def __init__(self, made: xlsxwriter.Workbook, page: Worksheet, book: Book) -> None:
        self._made, self._page, self._book = made, page, book
        self._top = len(book.headings) + 1
        self._last = self._top + len(book.rows) + book.spare
        self._width = len(book.columns)
        self._widths = [_WIDTHS.get(column.field, 14) for column in book.columns]
        self._formats: dict[tuple[str, str, Level], Format] = {}

    def write(self) -> None:
        self._columns()
        self._titles()
        self._header()
        put = self._putters()
        for number, row in enumerate(self._book.rows, self._top + 1):
            self._row(number, row, put)
        empty = GivenRow([None] * self._width, self._book.new or [Level.FREE] * self._width)
        for number in range(self._last - self._book.spare + 1, self._last + 1):
            self._row(number, empty, put)
        self._colours()
        rules(self._page, self._book, self._top + 1)
        self._print()

    def _columns(self) -> None:
        for place, width in enumerate(self._widths):
            self._page.set_column(place, place, width)
        self._page.set_column(self._width, self._width, 4, None, {"hidden": True})

    def _titles(self) -> None:
        for number, text in enumerate(self._book.headings):
            last = number == len(self._book.headings) - 1
            said = {"bold": not last, "italic": last, "align": "left" if number == 0 else "center", "valign": "vcenter"}
            look = self._made.add_format({**_FONT, **said, "font_size": 16 if number == 1 else 14})
            self._page.set_row(number, 20)
            self._page.merge_range(number, 0, number, max(1, self._width - 1), "", look)
            self._page.write_string(number, 0, text, look)

    def _header(self) -> None:
        look = {**_FONT, "bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1}
        self._page.set_row(self._top, self._height([column.heading for column in self._book.columns]))
        ours = self._made.add_format({**look, "bg_color": "#DCE8F5"})
        computed = self._made.add_format({**look, "bg_color": "#D5EBE9", "italic": True})
        for place, column in enumerate(self._book.columns):
            self._page.write_string(self._top, place, column.heading, computed if column.field == COMPUTED else ours)
        self._page.write_string(self._top, self._width, mark_heading(self._book.columns))
        title = next((place for place, column in enumerate(self._book.columns) if column.field == "title"), 0)
        self._page.freeze_panes(self._top + 1, title + 1 if title <= 2 else 0)
        self._page.autofilter(self._top, 0, max(self._last, self._top + 1), self._width)

    def _putters(self) -> list[tuple[str, Callable[[Given], str]]]:
        """The field of each column, and which number format a value gets there."""
        return [(column.field, _SHOWN.get(column.field, _plain)) for column in self._book.columns]

    def _row(self, number: int, row: GivenRow, put: list[tuple[str, Callable[[Given], str]]]) -> None:
        page, formats = self._page, self._formats
        if (height := self._height(row.cells)) > _LINE_HEIGHT:
            page.set_row(number, height)
        for place, (given, level, (name, shown)) in enumerate(zip(row.cells, row.levels, put, strict=True)):
            which = (name, shown(given), level)
            look = formats.get(which) or self._look(which)
            if isinstance(given, str):
                page.write_string(number, place, given, look)
            elif given is None:
                page.write_blank(number, place, None, look)
            elif isinstance(given, date):
                page.write_datetime(number, place, given, look)
            else:
                page.write_number(number, place, given, look)
        if row.mark:
            page.write_string(number, self._width, row.mark)

    def _height(self, cells: Sequence[Given]) -> float:
        """The height that the longest text needs: not every program finds it by itself."""
        lines = 1
        for given, width in zip(cells, self._widths, strict=True):
            if isinstance(given, str) and (len(given) > width or "\n" in given):
                lines = max(lines, sum(1 + int(len(line) / (width * 1.2)) for line in given.split("\n")))
        return min(_TALLEST, lines * _LINE_HEIGHT)

    def _look(self, which: tuple[str, str, Level]) -> Format:
        name, shown, level = which
        said: dict[str, Any] = {**_FONT, "text_wrap": True, "valign": "top", "border": 1, "border_color": _LINE}
        if shown:
            said["num_format"] = shown
        if name in _CENTRED:
            said["align"] = "center"
        if level in _SHADES:
            said["bg_color"] = _SHADES[level]
        found = self._formats[which] = self._made.add_format(said)
        return found

    def _colours(self) -> None:
        """The computed state in its colour; the word stands in the cell."""
        place = next((place for place, column in enumerate(self._book.columns) if column.field == COMPUTED), None)
        if place is None or not self._book.rows:
            return
        area = (self._top + 1, place, self._top + len(self._book.rows), place)
        for word, (fill, text) in self._book.colours.items():
            look = self._made.add_format({"bg_color": fill, "font_color": text})
            self._page.conditional_format(*area, {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look})

    def _print(self) -> None:
        page = self._page
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.repeat_rows(self._top)
        page.set_margins(0.3, 0.3, 0.4, 0.5)
        page.set_footer(f"&C{self._book.say('workbook.page')}")
        last = self._last if self._book.rows == () else self._last - self._book.spare
        page.print_area(0, 0, max(last, self._top), self._width - 1)
        page.hide_gridlines(2)


def _plain(given: Given) -> str:
    return ""


def _as_day(given: Given) -> str:
    return "dd/mm/yyyy" if not isinstance(given, str) else ""


def _as_share(given: Given) -> str:
    if isinstance(given, float) and not (round(given * 100, 10)).is_integer():
        return "0.0#%"
    return "0%" if not isinstance(given, str) else ""


def _as_amount(given: Given) -> str:
    return "#,##0.0##" if isinstance(given, float) and not given.is_integer() else "#,##0"


_SHOWN: Mapping[str, Callable[[Given], str]] = {
    "start": _as_day,
    "completed_on": _as_day,
    "deadline": lambda given: _as_day(given) if given is not None else "",
    "progress": _as_share,
    "budget": _as_amount,
}
