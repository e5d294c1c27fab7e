"""XML Spreadsheet 2003, as many systems write it under the name of an .xls."""

import codecs
import re
from collections.abc import Iterator

from cds_tracker.excel.fonts import converter
from cds_tracker.excel.forms.formats import named_format, number_cell, written_cell
from cds_tracker.excel.forms.gathering import Bounds, Gathering
from cds_tracker.excel.limits import Limits
from cds_tracker.excel.markup import by_name, is_on, parse_deep
from cds_tracker.excel.references import LAST_COLUMN, LAST_ROW, whole
from cds_tracker.excel.refusal import Refused
from cds_tracker.excel.workbook import PLAIN, Cell, LoadedWorkbook, Style, Workbook

_CHUNK = 1 << 16
_NO_CHARACTERS = re.compile(rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]));")
_CONTROLS = bytes((*range(9), 11, 12, *range(14, 32)))
_MOST_COLUMNS = 1_000  # elements that describe columns, of one sheet


def open_xml_2003(data: bytes, limits: Limits) -> Workbook:
    """The workbook. Raises ``Refused`` where it is not well-formed, declares a type, or is over a limit."""
    reader = _Reader(limits)
    parse_deep(_chunks(data), reader.start, reader.end, reader.text)
    if not reader.sheets:
        raise Refused("no_sheets")
    hidden = [sheet.name for sheet in reader.sheets if sheet.name in reader.hidden]
    if len(reader.sheets) - len(hidden) > limits.visible_sheets:
        raise Refused("too_many_sheets", limit=limits.visible_sheets)
    return LoadedWorkbook([sheet.grid() for sheet in reader.sheets], hidden)


def _chunks(data: bytes) -> Iterator[bytes]:
    """In pieces, without what some systems write although XML has no such characters: they would cost the whole file."""
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and 0 not in data[:100]:
        data = _NO_CHARACTERS.sub(b"", data).translate(None, _CONTROLS).lstrip()
    for start in range(0, len(data), _CHUNK):
        yield data[start : start + _CHUNK]


class _Reader:
    """What expat tells, put into sheets."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: list[Gathering] = []
        self.hidden: set[str] = set()
        self._bounds = Bounds(limits)
        self._styles: dict[str, Style] = {}
        self._style_id = ""
        self._columns: dict[int, str] = {}  # style of a whole column
        self._column_elements = 0
        self._row_style = ""
        self._row, self._column, self._next_column = 0, 0, 1
        self._cell: dict[str, str] = {}
        self._in_comment = False
        self._kind = ""
        self._fonts: list[tuple[str, str]] = []  # of the runs within a text: tag, font
        self._parts: list[tuple[str, str]] | None = None  # text and its font, while in <Data>
        self._visible_said: list[str] | None = None

    def start(self, tag: str, attributes: list[str]) -> None:
        if self._parts is not None:
            if tag == "Font":
                self._fonts.append((tag, by_name(attributes).get("Face", "")))
            return
        handler = getattr(self, f"_open_{tag.lower()}", None) if tag in _TAGS else None
        if handler is not None:
            handler(by_name(attributes))

    def end(self, tag: str) -> None:
        if tag == "Comment":
            self._in_comment = False
        elif self._parts is not None and tag == "Data":
            self._close_data()
        elif self._parts is not None and self._fonts and tag == self._fonts[-1][0]:
            self._fonts.pop()
        elif tag == "Cell":
            self._next_column = self._column + 1 + self._across
        elif tag == "Visible" and self._visible_said is not None:
            if self.sheets and "".join(self._visible_said).strip() in ("SheetHidden", "SheetVeryHidden"):
                self.hidden.add(self.sheets[-1].name)
            self._visible_said = None

    def text(self, text: str) -> None:
        if self._parts is not None:
            self._bounds.text(len(text))
            self._parts.append((text, self._fonts[-1][1] if self._fonts else ""))
        elif self._visible_said is not None:
            self._visible_said.append(text[:20])

    @property
    def _across(self) -> int:
        return min(whole(self._cell.get("MergeAcross")), LAST_COLUMN)

    def _open_style(self, said: dict[str, str]) -> None:
        self._style_id = said.get("ID", "")
        self._styles[self._style_id] = self._styles.get(said.get("Parent", "Default"), PLAIN)

    def _open_font(self, said: dict[str, str]) -> None:
        if self._style_id:
            style = self._styles[self._style_id]
            font = said.get("FontName", style.font)
            self._styles[self._style_id] = style._replace(font=font, struck=is_on(said.get("StrikeThrough")))

    def _open_numberformat(self, said: dict[str, str]) -> None:
        if self._style_id:
            shape = named_format(said.get("Format", ""))
            self._styles[self._style_id] = self._styles[self._style_id]._replace(format=shape)

    def _open_worksheet(self, said: dict[str, str]) -> None:
        self._bounds.sheet()
        names = {sheet.name for sheet in self.sheets}
        name = said.get("Name", "") or f"Sheet{len(self.sheets) + 1}"
        self.sheets.append(Gathering(name if name not in names else f"{name} ({len(self.sheets) + 1})", self._bounds))
        self._style_id = ""
        self._columns, self._row, self._column, self._next_column, self._column_elements = {}, 0, 0, 1, 0

    def _open_column(self, said: dict[str, str]) -> None:
        first = whole(said.get("Index")) or self._column + 1
        self._column = min(first + whole(said.get("Span")), LAST_COLUMN)
        self._column_elements += 1
        if self._column_elements > _MOST_COLUMNS:
            return
        for column in range(first, min(self._column, self._bounds.limits.columns) + 1):
            if is_on(said.get("Hidden")) and self.sheets:
                self.sheets[-1].hidden_columns.add(column)
            if "StyleID" in said:
                self._columns[column] = said["StyleID"]

    def _open_row(self, said: dict[str, str]) -> None:
        self._row = whole(said.get("Index")) or self._row + 1
        self._next_column, self._row_style = 1, said.get("StyleID", "")
        if self.sheets and is_on(said.get("Hidden")):
            self.sheets[-1].hidden_rows.append((self._row, self._row + whole(said.get("Span"))))

    def _open_cell(self, said: dict[str, str]) -> None:
        self._cell = said
        self._column = whole(said.get("Index")) or self._next_column
        down = whole(said.get("MergeDown"))
        if self.sheets and (self._across or down):
            bottom, right = min(self._row + down, LAST_ROW), min(self._column + self._across, LAST_COLUMN)
            self.sheets[-1].merge((self._row, self._column, bottom, right))

    def _open_comment(self, _: dict[str, str]) -> None:
        self._in_comment = True

    def _open_data(self, said: dict[str, str]) -> None:
        if not self._in_comment:
            self._kind, self._parts, self._fonts = said.get("Type", "String"), [], []

    def _open_visible(self, _: dict[str, str]) -> None:
        self._visible_said = []

    def _close_data(self) -> None:
        parts, self._parts = self._parts or [], None
        if not self.sheets or self._row < 1:
            return
        style_id = self._cell.get("StyleID") or self._row_style or self._columns.get(self._column, "Default")
        style = self._styles.get(style_id, PLAIN)
        before = "".join(text for text, _ in parts)
        cell = _typed(before, self._kind, style)
        if cell is None:
            return
        if isinstance(cell.value, str):
            converted = [(text, converter(font or style.font)) for text, font in parts]
            after = "".join(convert(text) if convert else text for text, convert in converted)
            if after != before:
                self.sheets[-1].conversions.note(self._row, self._column, before, after)
            cell = cell._replace(value=after, link=self._cell.get("HRef"))
        self.sheets[-1].put(self._row, self._column, cell)


_TAGS = frozenset({"Style", "Font", "NumberFormat", "Worksheet", "Column", "Row", "Cell", "Comment", "Data", "Visible"})


def _typed(text: str, kind: str, style: Style) -> Cell | None:
    if not text.strip():
        return None
    if kind == "Number":
        return number_cell(text, style)
    if kind == "DateTime":
        return written_cell(text, style)
    if kind == "Boolean":
        return Cell(is_on(text.strip().lower()), style)
    if kind == "Error":
        return Cell(None, style, text.strip())
    return Cell(text, style)
