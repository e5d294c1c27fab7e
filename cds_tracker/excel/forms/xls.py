""".xls, the form before 2007: xlrd, which keeps formats, fonts, merges and what is hidden."""

import io
from dataclasses import replace
from traceback import extract_tb

import olefile
import xlrd
from xlrd.formatting import XFBackground
from xlrd.sheet import Sheet as XlrdSheet

from cds_tracker.domain.reading import Problem, Severity
from cds_tracker.excel.dates import Shown, elapsed, moment, shown_as
from cds_tracker.excel.fonts import converter
from cds_tracker.excel.forms.calamine import open_by_calamine
from cds_tracker.excel.forms.decryption import decrypted
from cds_tracker.excel.forms.gathering import Bounds, Conversions, bounded
from cds_tracker.excel.limits import Limits
from cds_tracker.excel.refusal import Refused
from cds_tracker.excel.workbook import PLAIN, Cell, Grid, GridRow, SheetInfo, Style, Workbook

_MACROS = "_VBA_PROJECT".encode("utf-16-le")


def open_xls(data: bytes, limits: Limits, password: str | None = None) -> Workbook:
    """The workbook. Raises ``Refused``, with the advice to save it as .xlsx, where xlrd cannot make sense of it."""
    try:
        book = _opened(data)
    except xlrd.XLRDError as error:
        if "find workbook" in str(error).lower():
            raise Refused("not_a_workbook") from error
        if "encrypted" not in str(error).lower():
            raise Refused("xls_unreadable", advice=True) from error
        data = decrypted(data, password)
        book = _opened(data)
    return XlsWorkbook(book, data, limits, macros=_MACROS in data)


def _opened(data: bytes) -> xlrd.Book:
    try:
        return _by_xlrd(data)
    except (MemoryError, xlrd.XLRDError):
        raise
    except Exception as error:  # a damaged file makes xlrd trip anywhere
        in_container = any(frame.filename.endswith("compdoc.py") for frame in extract_tb(error.__traceback__))
        if not in_container:
            raise Refused("xls_unreadable", advice=True) from error
        return _without_its_container(data)


def _without_its_container(data: bytes) -> xlrd.Book:
    """By the one stream that holds the workbook, where the table of the container leads astray: calamine dies of some."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            return _by_xlrd(container.openstream("Workbook").read())
    except (MemoryError, xlrd.XLRDError):
        raise
    except Exception as error:
        raise Refused("damaged_file") from error


def _by_xlrd(data: bytes) -> xlrd.Book:
    return xlrd.open_workbook(
        file_contents=data, formatting_info=True, logfile=io.StringIO(), ragged_rows=True, on_demand=True
    )


class XlsWorkbook(Workbook):
    """An opened .xls. Row and column counts are bounded by the form itself (65 536 × 256)."""

    def __init__(self, book: xlrd.Book, data: bytes, limits: Limits, *, macros: bool) -> None:
        self._book = book
        self._data = data
        self._limits = limits
        self._bounds = Bounds(limits)
        self._styles: dict[int, Style] = {}
        visible = [getattr(book, "_sheet_visibility", [])[i : i + 1] in ([], [0]) for i in range(book.nsheets)]
        self.sheets = tuple(SheetInfo(name, shown) for name, shown in zip(book.sheet_names(), visible, strict=False))
        if sum(visible) > limits.visible_sheets:
            raise Refused("too_many_sheets", limit=limits.visible_sheets)
        self.warnings = (Problem("macros_ignored", Severity.WARNING),) if macros else ()

    def grid(self, name: str) -> Grid:
        if all(sheet.name != name for sheet in self.sheets):
            raise KeyError(name)
        try:
            sheet = self._book.sheet_by_name(name)
            return self._grid(name, sheet)
        except (MemoryError, Refused):
            raise
        except Exception as error:  # noqa: BLE001  a damaged file makes xlrd trip anywhere
            return self._by_calamine(name, error)

    def _by_calamine(self, name: str, error: Exception) -> Grid:
        """The values alone, where xlrd gives up on one sheet."""
        try:
            grid = open_by_calamine(self._data, "xls", self._limits).grid(name)
        except (Refused, KeyError):
            raise Refused("xls_unreadable", advice=True, sheet=name) from error
        lost = Problem("form_read_in_part", Severity.WARNING, sheet=name, values={"form": "xls"})
        return replace(grid, problems=[lost, *grid.problems])

    def _grid(self, name: str, sheet: XlrdSheet) -> Grid:
        converted = Conversions()
        self._bounds.begin(name)
        rows = []
        for index in range(sheet.nrows):
            cells = {}
            for column in range(sheet.row_len(index)):
                cell = self._cell(sheet, index, column, converted)
                if cell is not None:
                    cells[column + 1] = cell
            if cells:
                info = sheet.rowinfo_map.get(index)
                rows.append(GridRow(index + 1, cells, bool(info and info.hidden)))
                self._bounds.row()
                self._bounds.cells(len(cells))
        self._bounds.end(name)
        merged = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
        merges, problems = bounded(name, merged, self._limits)
        hidden = frozenset(column + 1 for column, info in sheet.colinfo_map.items() if info.hidden)
        return Grid(name, rows, merges, hidden, [*problems, *converted.problems(name)])

    def _cell(self, sheet: XlrdSheet, row: int, column: int, converted: Conversions) -> Cell | None:
        kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
        if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or value == "":
            return None
        style = self._style(sheet.cell_xf_index(row, column))
        link = sheet.hyperlink_map.get((row, column))
        target = link.url_or_path if link is not None and isinstance(link.url_or_path, str) else None
        if kind == xlrd.XL_CELL_TEXT:
            text = self._text(sheet, row, column, value, style)
            if text != value:
                converted.note(row + 1, column + 1, value, text)
            return Cell(text, style, link=target) if len(text) <= self._limits.text else Cell(None, style, "text_too_long")
        if kind == xlrd.XL_CELL_ERROR:
            return Cell(None, style, xlrd.error_text_from_code.get(value, "#ERROR!"))
        if kind == xlrd.XL_CELL_BOOLEAN:
            return Cell(bool(value), style)
        return self._number(float(value), style)._replace(link=target)

    def _number(self, number: float, style: Style) -> Cell:
        shown = shown_as(style.format)
        if shown is Shown.NUMBER:
            return Cell(number, style)
        value = elapsed(number) if shown is Shown.ELAPSED else moment(number, from_1904=bool(self._book.datemode))
        return Cell(None, style, "date_out_of_range") if value is None else Cell(value, style)

    def _text(self, sheet: XlrdSheet, row: int, column: int, text: str, style: Style) -> str:
        """The text with legacy fonts turned into Unicode, run by run."""
        runs = sheet.rich_text_runlist_map.get((row, column), [])
        starts = [(0, style.font), *((start, self._font(font)[0]) for start, font in runs)]
        ends = [start for start, _ in starts[1:]] + [len(text)]
        parts = [(text[start:end], converter(font)) for (start, font), end in zip(starts, ends, strict=True)]
        return "".join(convert(part) if convert else part for part, convert in parts)

    def _style(self, index: int | None) -> Style:
        if index is None:
            return PLAIN
        style = self._styles.get(index)
        if style is None:
            look = self._book.xf_list[index]
            font, struck = self._font(look.font_index)
            shape = self._book.format_map[look.format_key].format_str or ""
            style = Style("" if shape.lower() == "general" else shape, font, struck, self._fill(look.background))
            self._styles[index] = style
        return style

    def _font(self, index: int) -> tuple[str | None, bool]:
        """The name of a font and whether it strikes through; some programs write references to fonts that there are not."""
        fonts = self._book.font_list
        return (fonts[index].name, bool(fonts[index].struck_out)) if 0 <= index < len(fonts) else (None, False)

    def _fill(self, background: XFBackground) -> str | None:
        colour = self._book.colour_map.get(background.pattern_colour_index) if background.fill_pattern == 1 else None
        return None if colour in (None, (255, 255, 255)) else "{:02X}{:02X}{:02X}".format(*colour)
