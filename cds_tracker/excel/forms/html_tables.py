"""The tables of a web page: rows of cells with their text run by run, and the lines that stand around them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from cds_tracker.excel.forms.gathering import Bounds
from cds_tracker.excel.forms.html_styles import Look, StyleSheet
from cds_tracker.excel.forms.html_tokens import attributes, tokens
from cds_tracker.excel.refusal import Refused

_DEPTH = 20  # tables within tables
_INLINE = frozenset({"font", "span", "s", "strike", "del", "b", "i", "u", "em", "strong", "a", "sup", "sub"})
_BLOCKS = frozenset({"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "pre", "caption", "center"})
_ROW_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_READ = frozenset({"table", "tr", "td", "th", "col", "br"}) | _INLINE | _BLOCKS | _ROW_GROUPS
_SPACES = re.compile("[ \t\r\n\f]+")
_AROUND_BREAKS = re.compile(r" *\n *")
_STRUCK = frozenset({"s", "strike", "del"})
_LINES = 20  # kept above a table, and below the last one
_NESTED_INLINE = 100


@dataclass(slots=True)
class TableCell:
    """A cell: its attributes, its look, its text as runs of (text, font, struck), and the tables within it."""

    said: Mapping[str, str]
    look: Look
    runs: list[tuple[str, str | None, bool]] = field(default_factory=list)
    link: str | None = None
    tables: list["Table"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text as a browser shows it."""
        return shown("".join(text for text, _, _ in self.runs))


@dataclass(slots=True)
class Table:
    """A table: lines that stand above it, its columns (hidden or not), its rows (hidden or not) of cells."""

    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    columns: int = 0
    rows: list[tuple[bool, list[TableCell]]] = field(default_factory=list)


def shown(text: str) -> str:
    """Without the blanks around line breaks and at both ends."""
    return _AROUND_BREAKS.sub("\n", text).strip(" \n")


@dataclass(slots=True)
class _Open:
    """A table on the way, with the inline elements open in its cell: (tag, font, struck)."""

    table: Table
    hidden_group: bool = False
    cell: TableCell | None = None
    inline: list[tuple[str, str | None, bool]] = field(default_factory=list)


class PageReader:
    """Collects the tables of one page after another; ``asides`` are its comments and data islands."""

    def __init__(self, bounds: Bounds, styles: StyleSheet) -> None:
        self.tables: list[Table] = []
        self.asides: list[str] = []
        self._bounds = bounds
        self._styles = styles
        self._open: list[_Open] = []
        self._lines: list[str] = [""]

    def read(self, page: str) -> list[Table]:
        """The outermost tables of a page."""
        self.tables, self.asides, self._open, self._lines = [], [], [], [""]
        for tag, text in tokens(page):
            if not tag:
                self._text(text)
            elif tag == "!":
                self._styles.add(text)
                self.asides.append(text)
            elif tag[0] == "/":
                self._end(tag[1:])
            elif tag in _READ:
                self._start(tag, attributes(text) if text.strip(" /") else {})
        while self._open:
            self._end("table")
        if self.tables:
            self.tables[-1].below = self._taken_lines()[:_LINES]
        return self.tables

    def _start(self, tag: str, said: dict[str, str]) -> None:
        if tag == "table":
            return self._open_table()
        inside = self._open[-1] if self._open else None
        if tag == "br" or tag in _BLOCKS:
            self._break(tag == "br")
        elif inside is None:
            return
        elif tag in ("td", "th"):
            self._open_cell(inside, tag, said)
        elif tag == "tr" or tag in _ROW_GROUPS:
            self._open_row(inside, tag, said)
        elif tag == "col":
            self._column(inside.table, said)
        elif inside.cell is not None:
            self._inline(inside, inside.cell, tag, said)

    def _end(self, tag: str) -> None:
        inside = self._open[-1] if self._open else None
        if tag in _BLOCKS:
            self._break(False)
        elif inside is None:
            return
        elif tag == "table":
            self._open.pop()
            if not self._open:
                self.tables.append(inside.table)
        elif tag in ("td", "th", "tr") or tag in _ROW_GROUPS:
            inside.cell = None
            inside.hidden_group = inside.hidden_group and tag not in _ROW_GROUPS
        elif tag in _INLINE and any(opened[0] == tag for opened in inside.inline):
            while inside.inline.pop()[0] != tag:
                pass

    def _open_table(self) -> None:
        if len(self._open) >= _DEPTH:
            raise Refused("too_deep", limit=_DEPTH)
        table = Table()
        if not self._open:
            table.above = self._taken_lines()[-_LINES:]
        elif (cell := self._open[-1].cell) is not None:
            cell.tables.append(table)
        else:
            self._open[-1].table.rows.append((False, [TableCell({}, Look(), tables=[table])]))
        self._open.append(_Open(table))

    def _open_row(self, inside: _Open, tag: str, said: dict[str, str]) -> None:
        inside.cell = None
        hidden = self._styles.look(tag, said).hidden
        if tag in _ROW_GROUPS:
            inside.hidden_group = hidden
        else:
            inside.table.rows.append((hidden or inside.hidden_group, []))

    def _open_cell(self, inside: _Open, tag: str, said: dict[str, str]) -> None:
        self._bounds.cells()
        if not inside.table.rows:
            inside.table.rows.append((inside.hidden_group, []))
        inside.cell = TableCell(said, self._styles.look(tag, said))
        inside.inline = [("td", inside.cell.look.font, inside.cell.look.struck)]
        inside.table.rows[-1][1].append(inside.cell)

    def _column(self, table: Table, said: dict[str, str]) -> None:
        span = int(said["span"]) if said.get("span", "").isdecimal() and len(said["span"]) < 6 else 1
        most = self._bounds.limits.columns
        if self._styles.look("col", said).hidden:
            table.hidden_columns.update(range(min(table.columns, most) + 1, min(table.columns + span, most) + 1))
        table.columns += span

    def _inline(self, inside: _Open, cell: TableCell, tag: str, said: dict[str, str]) -> None:
        if tag == "a":
            cell.link = cell.link or said.get("href")
        if len(inside.inline) < _NESTED_INLINE:
            _, font, struck = inside.inline[-1]
            look = self._styles.look(tag, said)
            inside.inline.append((tag, said.get("face") or look.font or font, struck or look.struck or tag in _STRUCK))

    def _break(self, always: bool) -> None:
        cell = self._open[-1].cell if self._open else None
        if cell is not None:
            if always or (cell.runs and not cell.runs[-1][0].endswith("\n")):
                cell.runs.append(("\n", None, False))
        elif not self._open and self._lines[-1]:
            self._lines.append("")

    def _text(self, raw: str) -> None:
        text = _SPACES.sub(" ", unescape(raw) if "&" in raw else raw)
        self._bounds.text(len(text))
        if not self._open:
            self._lines[-1] += text if self._lines[-1] or text != " " else ""
        elif (cell := self._open[-1].cell) is not None and (cell.runs or text != " "):
            _, font, struck = self._open[-1].inline[-1]
            cell.runs.append((text, font, struck))

    def _taken_lines(self) -> list[str]:
        lines, self._lines = [line.strip() for line in self._lines], [""]
        return [line for line in lines if line.strip("\xa0 ")]


def cells_of(table: Table) -> Iterator[TableCell]:
    """All cells of a table, those of tables within it left out."""
    for _, cells in table.rows:
        yield from cells
