"""The rows of a worksheet that are written as nearly all are, taken from the text itself; what is left goes to the parser.

A row is taken only if every character of it is accounted for. What stands between its values is the same in each row but for
the row's number: with a mark in the place of that, each such piece is looked at closely once and known from then on, and so is
the text of each value. Whatever is unlike goes to the parser as it stands: that row, or all that follows.
"""

import re
from collections.abc import Callable, Iterator

from cds_tracker.excel.making import ByText, Makers
from cds_tracker.excel.markup import PLAIN_ENCODINGS
from cds_tracker.excel.references import LAST_ROW
from cds_tracker.excel.workbook import Cell

_OPENED, _CLOSED = b"<sheetData>", "</sheetData"
_END = "</row>"
_AFTER, _NUMBER = "\1", "\2"  # the end of a value, the number of the row: no XML can hold these characters
_HEAD = re.compile(r'[ \t\r\n]*<row r="([1-9][0-9]{0,6})"([^<>]*)>')
_MORE = re.compile(
    r'(?: (spans|ht|(?:x14ac:)?dyDescent|s|outlineLevel|customHeight|customFormat|thickBot|thickTop|hidden|collapsed|ph)'
    r'="[0-9A-Za-z.: ]*")*/?'
)
_NAME = re.compile(r' ([0-9A-Za-z:]+)="')
_HIDDEN = re.compile(r' hidden="(?:1|true|on)"')
_EMPTY = r'(?:<c r="[A-Z]{1,3}\2"(?: s="[0-9]{1,6}")?(?: t="[a-z]+")?(?:/>|></c>))*'.replace("\\2", _NUMBER)
_OPEN = r'<c r="([A-Z]{1,3})\2"(?: s="([0-9]{1,6})")?(?: t="(n|s|b|e|str)")?>'.replace("\\2", _NUMBER)
_FIRST, _BETWEEN = re.compile(_EMPTY + _OPEN), re.compile(f"{_AFTER}</c>{_EMPTY}{_OPEN}")
_LAST, _ALL = re.compile(f"{_AFTER}</c>{_EMPTY}"), re.compile(_EMPTY)
_PLAIN = re.compile(r"[!#-%'-;=?-~](?:[ !#-%'-;=?-~]*[!#-%'-;=?-~])?")  # nothing that XML reads otherwise, no blank around
_EMPTY_ROW = re.compile(r"<row(?=[ /])[^<>]*/>")
_KEPT = 1 << 12  # pieces remembered
_LONGEST = 1 << 21  # characters of a row
_PATIENCE = 64  # rows unlike any

Place = tuple[int, ByText]  # the column, and the cells by their text
Push = Callable[[int, dict[int, Cell], bool], None]


class _NotPlain(Exception):
    """A row for the parser."""


class PlainRows:
    """Takes rows out of a sheet's XML and hands them to ``push``. ``opened`` is set where the parser met ``sheetData``."""

    def __init__(self, makers: Makers, columns: dict[str, int], push: Push) -> None:
        self.opened = False
        self._readable = True
        self._makers = makers
        self._columns = columns
        self._push = push
        self._texts: dict[tuple[str, str], ByText] = {}
        self._first = _Places(lambda piece: self._place(_FIRST, piece))
        self._between = _Places(lambda piece: self._place(_BETWEEN, piece))
        self._ends: set[str] = set()
        self._more: dict[str, tuple[bool, bool]] = {}
        self._taken = self._left = 0

    def declared(self, version: str, encoding: str | None, standalone: int) -> None:
        """What the XML says of itself."""
        self._readable = encoding is None or encoding.lower() in PLAIN_ENCODINGS

    def without(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """The XML without the rows taken. Each part must be parsed before the next is asked for."""
        head = next(chunks, b"")
        start = head.find(_OPENED) + len(_OPENED)
        if start < len(_OPENED):
            yield head
        else:
            yield head[:start]
            if self.opened and self._readable:
                yield from self._rows(head[start:].decode("latin-1"), chunks)
            else:
                yield head[start:]
        yield from chunks

    def _rows(self, text: str, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """What is not taken of the rows, and what comes after them as far as it was read."""
        while True:
            if _AFTER in text or _NUMBER in text:  # damaged: the parser says so
                yield text.encode("latin-1")
                return
            rows = text.split(_END)
            text = rows.pop()
            for place, row in enumerate(rows):
                try:
                    self._row(row)
                except _NotPlain:
                    self._left += 1
                    yield (row + _END).encode("latin-1")
                    if not _stands_alone(row) or self._left > max(_PATIENCE, self._taken):
                        yield _END.join([*rows[place + 1 :], text]).encode("latin-1")
                        return
            ended = text.lstrip().startswith(_CLOSED) or len(text) > _LONGEST
            chunk = None if ended else next(chunks, None)
            if chunk is None:
                yield text.encode("latin-1")
                return
            text += chunk.decode("latin-1")

    def _row(self, text: str) -> None:
        """One row without its end, and the empty ones before it."""
        while True:
            head = _HEAD.match(text)
            if head is None:
                raise _NotPlain
            number, more = head.groups()
            hidden, empty = self._more.get(more) or self._looked_at(more)
            text = text[head.end() :]
            if not empty:
                break
            self._push(int(number), {}, hidden)
        if int(number) > LAST_ROW:
            raise _NotPlain
        parts = text.replace(f'{number}"', f'{_NUMBER}"').replace("</v>", f"<v>{_AFTER}").split("<v>")
        cells: dict[int, Cell] = {}
        if len(parts) == 1 or parts[-1] not in self._ends:
            self._end(parts[-1], _ALL if len(parts) == 1 else _LAST)
        if len(parts) > 1:
            column, texts = self._first[parts[0]]
            cell = texts[parts[1]]
            if cell is not None:
                cells[column] = cell
            between = self._between
            for piece, said in zip(parts[2::2], parts[3::2], strict=False):
                column, texts = between[piece]
                cell = texts[said]
                if cell is not None:
                    cells[column] = cell
        self._push(int(number), cells, hidden)
        self._taken += 1

    def _looked_at(self, more: str) -> tuple[bool, bool]:
        """Whether a row is hidden, and whether it ends at once, by the rest of its attributes."""
        names = _NAME.findall(more)
        if not _MORE.fullmatch(more) or len(names) != len(set(names)):
            raise _NotPlain
        found = (_HIDDEN.search(more) is not None, more.endswith("/"))
        if len(self._more) < _KEPT:
            self._more[more] = found
        return found

    def _place(self, form: re.Pattern[str], piece: str) -> Place:
        """The cell that a piece opens."""
        found = form.fullmatch(piece)
        column = self._columns.get(found[1]) if found else None
        if found is None or column is None:
            raise _NotPlain
        which = (found[3] or "n", found[2] or "0")
        if which not in self._texts:
            make = self._makers.maker(*which)
            self._texts[which] = _Texts(make)
        return column, self._texts[which]

    def _end(self, piece: str, form: re.Pattern[str]) -> None:
        """What stands behind the last value of a row (or in one without any)."""
        if not form.fullmatch(piece):
            raise _NotPlain
        if form is _LAST and len(self._ends) < _KEPT:
            self._ends.add(piece)


class _Places(dict[str, Place]):
    """Pieces and the cells that they open."""

    def __init__(self, read: Callable[[str], Place]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, piece: str) -> Place:
        found = self._read(piece)
        if len(self) < _KEPT:
            self[piece] = found
        return found


class _Texts(ByText):
    """The cells of one type and style, as long as nothing in their text is a sign of XML."""

    def __missing__(self, text: str) -> Cell | None:
        if not (text.isalnum() and text.isascii()) and not _PLAIN.fullmatch(text):
            raise _NotPlain
        cell = self._make(text)  # as ``ByText`` does, without asking it
        if len(self) < self._kept:
            self[text] = cell
        return cell


def _stands_alone(row: str) -> bool:
    """Whether the parser, given this row, is again where a row may begin: all in it that looks like a tag is one."""
    if "<!" in row or "<?" in row or not row.lstrip(" \t\r\n").startswith("<row"):
        return False
    return row.count("<row") - len(_EMPTY_ROW.findall(row)) == 1
