"""One worksheet of an .xlsx, streamed: only cells that say something become objects.

The handlers run once per element, millions of times: closures without a spare step. The text of a value ends where the
next element starts, so that ends need no handler; only types in which blanks count have one.
"""

from collections.abc import Iterator
from itertools import pairwise
from xml.parsers import expat

from cds_tracker.excel.around import Around
from cds_tracker.excel.limits import Limits
from cds_tracker.excel.making import Makers
from cds_tracker.excel.markup import by_name, feed, is_on, new_parser
from cds_tracker.excel.plain_rows import PlainRows
from cds_tracker.excel.references import LAST_COLUMN, LAST_ROW, kind_and_style, place, placed
from cds_tracker.excel.refusal import Refused
from cds_tracker.excel.strings import TextParts
from cds_tracker.excel.workbook import Cell, GridRow, letter

_FORMULA, _VALUE = 1, 2  # what of the open cell was met
_NO_CELL = ["r", ""]


class SheetXml(Around):
    """What a worksheet's XML said. ``beyond`` are the cells outside the columns taken."""

    def __init__(self, makers: Makers, limits: Limits, *, cells_left: int | None = None, rows_left: int | None = None) -> None:
        super().__init__(limits)
        self.rows: list[GridRow] = []
        self.cells = 0
        self.beyond: list[str] = []
        self.beyond_count = 0
        self._makers = makers
        self._limits = limits
        self._cells_left = limits.cells if cells_left is None else cells_left
        self._rows_left = limits.rows if rows_left is None else rows_left
        self._columns = {letter(column): column for column in range(1, min(limits.columns, LAST_COLUMN) + 1)}

    def read(self, chunks: Iterator[bytes]) -> "SheetXml":
        """All of it. Raises ``Refused`` where it is not well-formed or over a limit."""
        self._through(chunks)
        numbers = [row.number for row in self.rows]
        if any(after <= before for before, after in pairwise(numbers)):
            self.rows = _in_order(self.rows)
        return self

    def _through(self, chunks: Iterator[bytes]) -> None:  # one closure on purpose: see above
        makers, columns = self._makers, self._columns
        numbers, shared = makers["n"], makers["s"]
        texts: list[str] = []
        inline = TextParts()
        within_inline = False
        cells: dict[int, Cell] = {}
        attributes = ["r", ""]  # of the open cell, or of the last one
        given: Cell | None = None  # made of an inline string
        met = 0
        row, row_text, row_width, hidden = 0, "0", 1, False

        def start(tag: str, said: list[str]) -> None:
            nonlocal attributes, met
            if tag == "c":
                if met:
                    close()
                if not said or said[0] != "r":
                    said = placed(said, attributes[1], row_text)
                attributes = said
            elif tag == "v":
                texts.clear()
                met |= _VALUE
                if attributes[-1] == "str":
                    parser.EndElementHandler = end_of_text
            elif tag == "row":
                if met:
                    close()
                open_row(said)
            elif tag == "f":
                if met & _VALUE:
                    close()
                else:
                    met = _FORMULA
            elif tag == "is":
                open_inline()
            elif within_inline:
                inline.start(tag, said)
            else:
                if met:
                    close()
                self._aside(tag, said)

        def close() -> None:
            nonlocal met
            if attributes is _NO_CELL:  # a value that stands in no cell
                met = 0
                return
            cell = given
            if met & _VALUE:
                text = texts[0] if len(texts) == 1 else "".join(texts)
                width = len(attributes)
                if width == 6 and attributes[4] == "t" and attributes[2] == "s":
                    cell = makers[attributes[5]][attributes[3]][text]
                elif width == 4 and attributes[2] == "s":
                    cell = numbers[attributes[3]][text]
                elif width == 4 and attributes[2] == "t" and attributes[3] == "s":
                    cell = shared["0"][text]
                elif width == 2:
                    cell = numbers["0"][text]
                else:
                    kind, style = kind_and_style(attributes)
                    cell = makers[kind][style][text]
            if cell is None and met & _FORMULA:
                kind, style = kind_and_style(attributes)
                if kind != "str" or not met & _VALUE:
                    cell = makers.empty_formula(style)
            met = 0
            if cell is not None:
                reference = attributes[1]
                column = columns.get(reference[:-row_width]) if reference.endswith(row_text) else None
                if column is None:
                    column = elsewhere(reference)
                if column:
                    cells[column] = cell

        def elsewhere(reference: str) -> int:
            """The column of a cell that names another row than its own, or one outside those taken (0)."""
            nonlocal row, row_text, row_width, hidden
            found = place(reference)
            if found is None or found[1] > self._limits.columns:
                self._note_beyond(reference)
                return 0
            if found[0] != row:
                push()
                row, row_text, hidden = found[0], str(found[0]), False
                row_width = len(row_text)
            return found[1]

        def open_row(said: list[str]) -> None:
            nonlocal row, row_text, row_width, hidden, attributes
            push()
            texts.clear()
            attributes = ["r", ""]
            named = said[1] if said and said[0] == "r" else by_name(said).get("r", "")
            row = int(named) if named.isdecimal() and len(named) < 8 else row + 1
            row_text = str(row) if 1 <= row <= LAST_ROW else "\0"  # matches no reference
            row_width = len(row_text)
            hidden = "hidden" in said and is_on(by_name(said)["hidden"])

        def push() -> None:
            nonlocal cells
            if cells:
                self._push(GridRow(row, cells, hidden))
                cells = {}

        def take(number: int, taken: dict[int, Cell], concealed: bool) -> None:
            """A row that did not go through the parser."""
            nonlocal row, attributes
            if met:
                close()
            push()
            row, attributes = number, _NO_CELL
            if taken:
                self._push(GridRow(number, taken, concealed))

        def end_of_text(_: str) -> None:
            parser.EndElementHandler = None
            close()

        def open_inline() -> None:
            nonlocal within_inline
            within_inline = True
            parser.CharacterDataHandler = inline.append
            parser.EndElementHandler = end_of_inline

        def end_of_inline(tag: str) -> None:
            nonlocal within_inline, met, given
            tag = tag.rpartition(":")[2]
            if tag != "is":
                return inline.end(tag)
            within_inline, met = False, 0
            parser.CharacterDataHandler = texts.append
            parser.EndElementHandler = None
            given = makers.text(inline.taken(), kind_and_style(attributes)[1])
            close()
            given = None

        parser: expat.XMLParserType = new_parser(start, None, texts.append)
        plain = self._plain = PlainRows(makers, columns, take)
        parser.XmlDeclHandler = plain.declared
        feed(parser, plain.without(chunks))
        if met:
            close()
        push()

    def _push(self, row: GridRow) -> None:
        columns = list(row.cells)
        if columns != sorted(columns):
            row = row._replace(cells={column: row.cells[column] for column in sorted(columns)})
        self.rows.append(row)
        self.cells += len(columns)
        if len(self.rows) > self._rows_left:
            raise Refused("too_many_rows", limit=self._limits.rows)
        if self.cells > self._cells_left:
            raise Refused("too_many_cells", limit=self._limits.cells)

    def _note_beyond(self, reference: str) -> None:
        self.beyond_count += 1
        if len(self.beyond) < 3:
            self.beyond.append(reference[:12])

    def _aside(self, tag: str, said: list[str]) -> None:
        """Elements around the cells."""
        if tag == "sheetData":
            self._plain.opened = True
        else:
            self.element(tag, said)


def _in_order(rows: list[GridRow]) -> list[GridRow]:
    """By number; what was written in two places of one row is one row."""
    merged: dict[int, GridRow] = {}
    for row in rows:
        other = merged.get(row.number)
        cells = row.cells if other is None else dict(sorted({**other.cells, **row.cells}.items()))
        merged[row.number] = GridRow(row.number, cells, row.hidden or (other is not None and other.hidden))
    return [merged[number] for number in sorted(merged)]
