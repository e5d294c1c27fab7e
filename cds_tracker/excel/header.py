"""Finding the header of a task table: anywhere near the top, one to three rows deep, merged in both directions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cds_tracker.domain.text import clean, key
from cds_tracker.excel.naming import Named, name_of
from cds_tracker.excel.workbook import Grid, GridRow, Range

_LOOKED_AT = 80  # rows that say something
DEEPEST = 3
_SAMPLED = 200
_LONGEST = 200  # characters in a heading
_NUMBER = re.compile(r"[(\[]?(?:\d{1,2}|[a-zA-Z])[)\]]?(?:\s*=.*)?")


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a column: the texts from the top down, the row of the lowest, and what they mean."""

    texts: tuple[str, ...]
    row: int
    named: Named
    group: int  # the column in which its (merged) cell begins

    @property
    def text(self) -> str:
        return " ".join(self.texts)


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table: its rows (all included), and the heading of every column that has one."""

    top: int
    bottom: int
    columns: Mapping[int, Heading]
    score: float
    keys: frozenset[str] = field(default_factory=frozenset)  # of all texts in it, to know it again


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    area: Range


def is_numbering(texts: Sequence[str]) -> bool:
    """Whether these are the numbers of columns: "(1) (2) (3)", "1 2 3", "A B 1 2"."""
    return len(texts) >= 2 and all(_NUMBER.fullmatch(text) for text in texts) and any(c.isdigit() for c in "".join(texts))


def cell_text(value: object) -> str:
    """The text of a cell of any type, cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def find_header(grid: Grid) -> Header | None:
    """The best header of the sheet; of several equally good ones (printed pages) the first.

    A table that counts tasks is none: the titles below the header must be words.
    """
    header = _best_header(grid)
    return header if header is not None and _names_tasks(grid, header) else None


def _names_tasks(grid: Grid, header: Header) -> bool:
    titles = [column for column, heading in header.columns.items() if heading.named.fields[:1] == ("title",)]
    body = [row for row in grid.rows[: _LOOKED_AT + _SAMPLED] if row.number > header.bottom]
    values = [row.cells[column].value for row in body for column in titles if column in row.cells]
    return sum(isinstance(value, int | float) for value in values) * 2 <= len(values)


def _best_header(grid: Grid) -> Header | None:
    rows = {row.number: row for row in grid.rows[:_LOOKED_AT]}
    zone = Zone(rows, grid.merges)
    found: list[Header] = []
    for top in rows:
        for depth in range(1, DEEPEST + 1):
            header = zone.block(top, top + depth - 1)
            if header is not None:
                found.append(header)
    if not found:
        return None
    best = max(found, key=lambda header: (header.score, header.top - header.bottom, -header.top))
    earlier = [header for header in found if header.bottom < best.top and header.score >= 0.6 * best.score]
    return max(earlier, key=lambda header: (header.score, header.top - header.bottom, -header.top)) if earlier else best


class Zone:
    """Rows of a sheet with their merged cells spread out."""

    def __init__(self, rows: Mapping[int, GridRow], merges: Sequence[Range]) -> None:
        self._rows = rows
        last = max(rows, default=0) + DEEPEST
        self._merges = [area for area in merges if area[0] <= last and area[2] - area[0] <= _LOOKED_AT]
        self._spread = {number: self._texts(number) for number in rows}
        for top, _, bottom, _ in self._merges:
            for number in range(top, min(bottom, top + DEEPEST) + 1):
                if number not in self._spread and top in rows:
                    self._spread[number] = self._texts(number)

    def _texts(self, number: int) -> dict[int, _Text]:
        found: dict[int, _Text] = {}
        row = self._rows.get(number)
        for column, cell in row.cells.items() if row else ():
            text = cell_text(cell.value)
            if text:
                found[column] = _Text(text, (number, column, number, column))
        for area in self._merges:
            top, left, bottom, right = area
            origin = self._rows.get(top)
            if top <= number <= bottom and origin is not None and left in origin.cells:
                text = cell_text(origin.cells[left].value)
                for column in range(left, min(right, left + 60) + 1) if text else ():
                    found[column] = _Text(text, area)
        return found

    def block(self, top: int, bottom: int) -> Header | None:
        """The rows as a header, if they can be one."""
        lines = [self._spread.get(number, {}) for number in range(top, bottom + 1)]
        if not lines[0] or not lines[-1] or self._cuts(top, bottom):
            return None
        if any(not self._is_heading(text) for line in lines for text in line.values()):
            return None
        if any(is_numbering([text.text for text in line.values()]) for line in lines):
            return None
        columns = self.columns(top, bottom)
        title = next((c for c, heading in columns.items() if heading.named.fields[:1] == ("title",)), None)
        if title is None or self._data_below(title, lines):
            return None
        score = _score(columns)
        keys = frozenset(key(text.text) for line in lines for text in line.values())
        return Header(top, bottom, columns, score, keys) if score else None

    def columns(self, top: int, bottom: int) -> dict[int, Heading]:
        """The heading of every column that has a text in these rows."""
        lines = [self._spread.get(number, {}) for number in range(top, bottom + 1)]
        return {column: self._heading(column, lines) for column in sorted({c for line in lines for c in line})}

    @staticmethod
    def _is_heading(text: _Text) -> bool:
        return len(text.text) <= _LONGEST and not text.text.replace(".", "").isdigit()

    def _cuts(self, top: int, bottom: int) -> bool:
        """Whether a merged cell reaches across the edge of the block."""
        for first, left, last, _ in self._merges:
            said = first in self._rows and left in self._rows[first].cells
            if said and ((first < top <= last) or (top <= first <= bottom < last)):
                return True
        return False

    @staticmethod
    def _data_below(title: int, lines: list[dict[int, _Text]]) -> bool:
        """Whether the title column goes on with a text of its own below its name."""
        own = [line[title] for line in lines if title in line]
        named = [place for place, text in enumerate(own) if "title" in name_of((text.text,)).fields]
        return bool(named) and any(text.area != own[named[0]].area for text in own[named[0] + 1 :])

    def _heading(self, column: int, lines: list[dict[int, _Text]]) -> Heading:
        path: list[_Text] = []
        for place, line in enumerate(lines):
            text = line.get(column)
            if text is None and place < len(lines) - 1 and any(column in below for below in lines[place + 1 :]):
                text = self._to_the_left(column, lines, place)
            if text is not None and (not path or path[-1].area != text.area):
                path.append(text)
        width = len({c for line in lines for c in line})
        told = [text for text in path if text is path[-1] or text.area[3] - text.area[1] + 1 < max(width, 2)]
        texts = tuple(" ".join(text.text.split()) for text in told)
        return Heading(texts, path[-1].area[0], name_of(texts), path[-1].area[1])

    @staticmethod
    def _to_the_left(column: int, lines: list[dict[int, _Text]], place: int) -> _Text | None:
        """The parent of a heading whose cells were never merged: the nearest one to the left that has children itself."""
        for other in range(column - 1, max(0, column - 8), -1):
            text = lines[place].get(other)
            if text is not None:
                has_child = any(other in below and below[other].area != text.area for below in lines[place + 1 :])
                return text if has_child else None
        return None


def _score(columns: Mapping[int, Heading]) -> float:
    """How much of a task table this is: every field counts once, a guessed one half. 0 where it is none."""
    exact = {heading.named.fields[0] for heading in columns.values() if heading.named.fields and not heading.named.guessed}
    guessed = {heading.named.fields[0] for heading in columns.values() if heading.named.guessed} - exact
    wanted = (exact | guessed) & _USEFUL
    if len(exact) < 2 or not wanted:
        return 0.5 if exact and len(exact | guessed) > 1 else 0.0
    return 3 + len(exact) + len(guessed) / 2


_USEFUL = frozenset(
    {"lead", "coordinating", "assignees", "deadline", "start", "completed_on", "deliverable", "status", "progress", "result"}
)
