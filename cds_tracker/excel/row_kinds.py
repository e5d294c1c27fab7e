"""What a row of a table is, looked at alone: a task, a section, a part of the row above, or no task at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cds_tracker.domain.text import key
from cds_tracker.excel.cells import written
from cds_tracker.excel.header import Header, is_numbering
from cds_tracker.excel.no_tasks import Is, no_task
from cds_tracker.excel.numbering import NOTHING, Number, in_title, number_of, text_of
from cds_tracker.excel.workbook import Cell, GridRow, Range


@dataclass(slots=True)
class Line:
    """A row at work: its cells (those that merges bring included), where these stand, and what it is."""

    number: int
    cells: dict[int, Cell]
    hidden: bool = False
    kind: Is = Is.TASK
    stt: Number = NOTHING
    title: str = ""
    others: tuple[int, ...] = ()
    origins: dict[int, tuple[int, int]] = field(default_factory=dict)
    stt_code: str | None = None
    mark: str | None = None  # of a row that we wrote: it is a task, whatever it says


class Kinds:
    """Tells the rows of one table apart."""

    def __init__(
        self, header: Header, fields: Mapping[str, int], across: Mapping[int, list[Range]], marks: int | None = None
    ) -> None:
        self._header = header
        self._marks = marks
        self._stt = fields.get("stt")
        self._title = fields["title"]
        self._data = frozenset(fields.values()) - {self._title, self._stt}
        self._lead = fields.get("lead")
        self._own = frozenset(fields[name] for name in ("id", "code") if name in fields)
        self._across = across
        self._before: str | None = None

    def line(self, row: GridRow) -> Line:
        """The row with what it is."""
        line = Line(row.number, row.cells, row.hidden)
        cell = row.cells.get(self._stt) if self._stt else None
        if cell is not None:
            repair = text_of(cell, self._before)
            line.stt, line.stt_code = number_of(repair.text), repair.code
        cell = row.cells.get(self._title)
        line.title = written(cell) if cell is not None else ""
        if cell is not None and (cell.error or cell.formula_without_value):
            line.title = cell.error or "="
        data = self._data
        line.others = tuple(
            [
                column
                for column, cell in row.cells.items()
                if column in data and (not isinstance(cell.value, str) or cell.value[:1].isalnum() or _says(cell))
            ]
        )
        mark = row.cells.get(self._marks) if self._marks else None
        line.mark = (written(mark) or None) if mark is not None else None
        line.kind = self._kind(line) if line.mark is None else Is.TASK
        if line.stt.kind == "arabic":
            self._before = line.stt.text
        return line

    def _kind(self, line: Line) -> Is:
        stt, title = line.stt.kind, line.title
        plain_task = stt == "arabic" and len(title) > 12
        if not plain_task and (structure := self._structure(line)):
            return structure
        if stt == "none" and not title and not line.others:
            return self._elsewhere(line)
        if not title:
            return self._untitled(line)
        if stt in ("roman", "capital"):
            return Is.SECTION if self._is_section(line) else Is.TASK
        if stt == "letter":
            return Is.TASK if line.others else Is.LETTER
        if stt == "none":
            return self._unnumbered(line)
        return Is.HEADING if stt == "arabic" and not line.others and self._spread(line) else Is.TASK

    def _structure(self, line: Line) -> Is | None:
        """A header again, the numbers of its columns, or what ends a table."""
        texts = [text for cell in line.cells.values() if (text := written(cell))]
        if is_numbering(texts) and (not line.title or len(line.title) <= 5):
            return Is.NUMBERING if len(texts) >= 3 or line.title else None
        known = sum(key(text) in self._header.keys for text in texts if len(text) < 200)
        if known >= 2 and known >= 0.6 * len(texts):
            return Is.REPEATED_HEADER
        if line.stt.kind in ("none", "other", "bullet", "capital", "roman", "letter"):
            for text in texts:
                kind = no_task(text)
                if kind is Is.TOTAL and text not in (texts[0], line.title):
                    continue
                if kind is Is.NOTE and (len(texts) > 2 or text != texts[0]):
                    continue
                if kind is Is.SIGNATURE and len(line.others) > 2:
                    continue
                if kind and (line.stt.kind not in ("capital", "roman", "letter") or kind is Is.TOTAL):
                    return kind
        return None

    def _elsewhere(self, line: Line) -> Is:
        """No number, no title, nothing in a known column: a text that stands alone, or nothing at all."""
        texts = [text for cell in line.cells.values() if (text := written(cell))]
        if not texts:
            return Is.BLANK
        return Is.WORDS if self._spread(line) and len(texts) == 1 else Is.BLANK

    def _untitled(self, line: Line) -> Is:
        if line.stt.kind == "other" and not line.others:  # a text merged across, or a section's in the first column
            line.title, line.stt = line.stt.written, NOTHING
            return self._unnumbered(line)
        if line.stt.kind != "none":
            return Is.TASK if line.others else Is.BLANK
        if self._own & set(line.others) and len(line.others) > 1:
            return Is.TASK
        return Is.REST

    def _is_section(self, line: Line) -> bool:
        """A stray fragment in one other cell does not make a task of a section; a lead with something beside it does."""
        others = [column for column in line.others if column not in self._own]
        return len(others) <= 1 or self._spread(line) or self._lead not in others

    def _unnumbered(self, line: Line) -> Is:
        if not line.others:
            number = in_title(line.title)
            if number.kind in ("roman", "capital") or (self._spread(line) and line.title[:1].upper() == line.title[:1]):
                line.stt = Number(number.kind, number.text) if number.kind != "none" else NOTHING
                return Is.SECTION
        return Is.WORDS

    def _spread(self, line: Line) -> bool:
        """Whether a cell of the row is merged across most of the table."""
        width = max(3, len(self._data) // 2 + 1)
        return any(right - left + 1 >= width for _, left, _, right in self._across.get(line.number, ()))


def _says(cell: Cell) -> bool:
    value = cell.value
    return not isinstance(value, str) or value[:1].isalnum() or bool(written(cell))
