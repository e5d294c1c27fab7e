"""The body of a table, top to bottom: which rows are tasks, in which section, under which parent, joined from which rows."""

import re
from collections.abc import Sequence

from cds_tracker.domain.reading import Skipped
from cds_tracker.excel.cells import written
from cds_tracker.excel.dittos import is_ditto
from cds_tracker.excel.entries import Entry, joined_with, outdented
from cds_tracker.excel.fills import Fills
from cds_tracker.excel.findings import Findings, shown
from cds_tracker.excel.header import Header
from cds_tracker.excel.mapped import Columns
from cds_tracker.excel.no_tasks import Is
from cds_tracker.excel.numbering import Number
from cds_tracker.excel.row_kinds import Kinds, Line
from cds_tracker.excel.sections import Sections
from cds_tracker.excel.workbook import Cell, Grid

_ENDS = re.compile(r"[.!?;:…)”\"]\s*$")
_BULLETS = tuple("-–+•*")
_DITTO = 16  # characters
_NO_DITTO = frozenset({"stt", "code", "id"})
_TAIL = frozenset({Is.WORDS, Is.REST, Is.NOTE, Is.SIGNATURE, Is.TOTAL, Is.BLANK, Is.LETTER, Is.SECTION})


class Body:
    """One table at work. ``entries`` are its tasks; ``skipped`` the rows that are none; ``opening`` the section that it is."""

    def __init__(
        self, grid: Grid, header: Header, columns: Columns, findings: Findings, opening: tuple[Number, str] | None = None
    ) -> None:
        self._fields = columns.fields
        self._by_column = {column: name for name, column in columns.fields.items()}
        self._findings = findings
        self._sheet = grid.name
        units = frozenset(columns.fields[name] for name in ("lead", "coordinating") if name in columns.fields)
        body = [row for row in grid.rows if row.number > header.bottom]
        indented = [column for column in columns.under_title(header) if any(column in row.cells for row in body)]
        merges = [area for area in grid.merges if area[2] > header.bottom]
        self._fills = Fills(body, merges, {*columns.fields.values(), *columns.marks}, units)
        kinds = Kinds(header, columns.fields, self._fills.across, columns.hidden_marks)
        self._lines = [kinds.line(row) for row in body] if not indented else outdented(body, kinds, columns, indented)
        self._marks = columns.marks
        self._first_deadline = columns.first_deadline or 0
        self.entries: list[Entry] = []
        self.skipped: list[Skipped] = []
        self._sections = Sections()
        if opening is not None:
            self._sections.enter(*opening)
        self._numbered: dict[str, Entry] = {}
        self._last_numbered: Entry | None = None
        self._above: dict[int, Cell] = {}
        self._header = header
        self._fresh = True  # nothing but structure since the header
        self._own_numbers = self._has_numbers()
        short = (text for text in grid.texts if len(text) <= _DITTO and not text[-1:].isdecimal())
        self._repeating = any(map(is_ditto, short))

    def read(self) -> None:
        """Goes through all rows once."""
        lines = self._lines
        end = self._end_of_tasks(lines)
        ended = False
        for place, line in enumerate(lines[:end]):
            self._row(line, lines, place)
        for line in lines[end:]:
            ended = self._after(line, ended)

    def _has_numbers(self) -> bool:
        titled = [line for line in self._lines[:500] if line.title and line.kind in (Is.TASK, Is.WORDS)]
        return sum(line.stt.kind != "none" for line in titled) * 2 >= len(titled)

    def _end_of_tasks(self, lines: Sequence[Line]) -> int:
        """Where the last task ends, with the rows that continue it."""
        end = self._first_signature(lines)
        while end and (lines[end - 1].kind in _TAIL and not self._is_task_without_number(lines[end - 1])):
            end -= 1
        while end < len(lines) and self._continues(lines[end], lines[end - 1] if end else None):
            end += 1
        return end or len(lines)

    @staticmethod
    def _first_signature(lines: Sequence[Line]) -> int:
        """Where the signatures begin, below which no numbered task stands."""
        end = at = len(lines)
        while at and not (lines[at - 1].kind is Is.TASK and lines[at - 1].title and lines[at - 1].stt.kind == "arabic"):
            if lines[at - 1].mark:
                break
            at -= 1
            if lines[at].kind is Is.SIGNATURE:
                end = at
        return end

    def _is_task_without_number(self, line: Line) -> bool:
        return line.kind is Is.WORDS and bool(line.others) and (self._has_own(line) or len(line.others) > 1)

    def _has_own(self, line: Line) -> bool:
        return any(self._fields.get(name) in line.others for name in ("lead", "deadline", "id", "code"))

    def _row(self, line: Line, lines: Sequence[Line], place: int) -> None:
        if line.mark is not None:
            return self._marked(line)
        kind = line.kind
        if kind is Is.LETTER:
            kind = Is.TASK if self._is_part(lines, place) else Is.SECTION
        if kind is Is.HEADING:
            kind = Is.TASK if self._has_parts(lines, place) else Is.SECTION
        if kind is Is.TASK and self._repeats_above(line):
            kind = Is.REST
        if kind is Is.TASK:
            self._task(line)
        elif kind is Is.SECTION:
            self._section(line)
        elif kind in (Is.WORDS, Is.REST):
            self._unnumbered(line, lines, place)
        elif kind is not Is.BLANK:
            self._skip(line, kind.value)
        else:
            self._blank(line)

    def _marked(self, line: Line) -> None:
        """A row that we wrote: a task of its own, under nothing, in no section but the one that it names."""
        self._fill(line)
        entry = Entry(line, None)
        if line.stt.kind == "arabic":
            self._numbered[line.stt.text] = self._last_numbered = entry
        self.entries.append(entry)
        self._above = line.cells
        self._fresh = False

    def _fill(self, line: Line) -> None:
        """What merged cells bring into the row."""
        for column, (cell, top, left) in self._fills.into(line.number).items() if self._fills.any else ():
            if column not in line.cells:
                line.cells = {**line.cells, column: cell}
                line.origins[column] = (top, left)

    def _blank(self, line: Line) -> None:
        said = next((text for cell in line.cells.values() if (text := written(cell))), "")
        if said:
            self.skipped.append(Skipped(self._sheet, line.number, Is.BLANK.value, shown(said) or ""))

    def _repeats_above(self, line: Line) -> bool:
        """Whether number and title are those of the row above, merged down: one task over several rows."""
        title, stt = self._fields["title"], self._fields.get("stt")
        if title in line.cells or not self.entries:
            return False
        filled = self._fills.into(line.number)
        if title not in filled or filled[title][1] != self.entries[-1].line.number:
            return False
        return stt is None or stt not in line.cells

    def _is_part(self, lines: Sequence[Line], place: int) -> bool:
        """ "a)" with a title alone: one of several in a row below a task is a part of it, otherwise it is a section."""
        around = [lines[p].kind for p in (place - 1, place + 1) if 0 <= p < len(lines)]
        return self._last_numbered is not None and Is.LETTER in around

    @staticmethod
    def _has_parts(lines: Sequence[Line], place: int) -> bool:
        """Whether the next row is a part of this one by its number: "1.1" or "a)" below "1."."""
        below = next((line for line in lines[place + 1 :] if line.kind is not Is.BLANK), None)
        if below is None:
            return False
        return below.stt.kind in ("letter", "bullet") or below.stt.parent == lines[place].stt.text

    def _unnumbered(self, line: Line, lines: Sequence[Line], place: int) -> None:
        above = self.entries[-1].line if self.entries and self.entries[-1].line.mark is None else None
        if self._continues(line, above):
            self._join(line)
        elif line.kind is Is.REST:
            self._join(line) if above is not None else self._skip(line, "stray")
        elif not line.others and self._opens(line, lines[place + 1 : place + 2]):
            self._section(line)
        else:
            self._task(line)

    @staticmethod
    def _opens(line: Line, following: Sequence[Line]) -> bool:
        """Whether a text without number, in capitals or with a colon, stands above a task: a section."""
        task = following and (following[0].kind is Is.TASK or following[0].others)
        return bool(task) and (line.title.isupper() or line.title.endswith(":"))

    def _continues(self, line: Line, above: Line | None) -> bool:
        """A row left by a page break, or lines of one task that stand in rows of their own."""
        if above is None or above.mark or line.kind not in (Is.WORDS, Is.REST):
            return False  # what we wrote is whole
        if line.kind is Is.REST:
            return not (self._fields.get("lead") in line.others and self._fields.get("deadline") in line.others)
        first = line.title.lstrip("-–+•* ")[:1]
        if first.islower():
            return True
        if self._has_own(line) or not self._own_numbers:
            return False
        if line.title.startswith(_BULLETS):
            return True
        return not above.title.isupper() and not _ENDS.search(above.title) and not line.title.isupper()

    def _task(self, line: Line) -> None:
        self._fill(line)
        if self._repeating:
            self._dittos(line)
        if not line.title:  # it may have come by a merge
            title = line.cells.get(self._fields["title"])
            line.title = written(title) if title is not None else ""
        entry = Entry(line, self._sections.path)
        self._place(entry, line.stt)
        self.entries.append(entry)
        if self._first_deadline in line.cells and (deadline := self._fields["deadline"]) not in line.cells:
            line.cells = {**line.cells, deadline: line.cells[self._first_deadline]}
            line.origins[deadline] = (line.number, self._first_deadline)
        self._above = line.cells
        self._fresh = False
        if line.stt_code:
            stt = self._fields["stt"]
            self._findings.at(line.stt_code, line.number, stt, "stt", written(line.cells[stt]), read=line.stt.text)

    def _place(self, entry: Entry, stt: Number) -> None:
        """Under the task that its number names."""
        parent: Entry | None = None
        if stt.kind == "arabic":
            above = stt.parent
            parent = self._numbered.get(above) if above else None
            self._numbered[stt.text] = entry
            self._last_numbered = entry
        elif stt.kind in ("letter", "bullet") or self._is_bullet(entry.line):
            parent = self._last_numbered
        if parent is not None:
            entry.parent = parent
            parent.children.append(entry)

    def _is_bullet(self, line: Line) -> bool:
        """A dash before a title, where other tasks have numbers."""
        return line.stt.kind == "none" and self._own_numbers and line.title.startswith(_BULLETS)

    def _dittos(self, line: Line) -> None:
        for column, cell in line.cells.items():
            value = cell.value
            if not isinstance(value, str) or len(value) > _DITTO or not is_ditto(value):
                continue
            name = self._by_column.get(column)
            if name is None or name in _NO_DITTO:
                continue
            source = self._above.get(column)
            changed = dict(line.cells)
            if source is not None:
                changed[column] = source
            else:
                del changed[column]
                self._findings.at("ditto_without_source", line.number, column, name, value)
            line.cells = changed

    def _section(self, line: Line) -> None:
        self._sections.enter(line.stt, line.title)
        self._numbered.clear()
        self._last_numbered = None
        self.skipped.append(Skipped(self._sheet, line.number, Is.SECTION.value, shown(line.title) or ""))
        for column in line.others:
            name = self._by_column.get(column)
            self._findings.at("section_stray", line.number, column, name, written(line.cells[column]), section=line.title[:80])

    def _join(self, line: Line) -> None:
        above = self.entries[-1].line
        joined = dict(above.cells)
        title = self._fields["title"]
        for column in (title, *line.others):
            cell = line.cells.get(column)
            if cell is None or (column == title and not line.title):
                continue
            held = joined.get(column)
            if held is None:
                joined[column] = cell
                above.origins[column] = (line.number, column)
            elif isinstance(cell.value, str):
                joined[column] = joined_with(held, written(held), written(cell))
        above.cells = joined
        above.title = written(joined[title]) if title in joined else ""
        self._above = joined
        self._findings.row("row_joined", line.number, line.title or self._first(line), above=above.number)
        self.skipped.append(Skipped(self._sheet, line.number, "joined", shown(line.title or self._first(line)) or ""))

    def _after(self, line: Line, ended: bool) -> bool:
        """A row below the last task."""
        if line.kind is Is.BLANK and not ended:
            self._blank(line)
            return False
        if line.kind is Is.SIGNATURE or ended:
            if any(written(cell) for cell in line.cells.values()):
                self._skip(line, Is.SIGNATURE.value)
            return True
        self._skip(line, line.kind.value if line.kind in (Is.TOTAL, Is.NOTE) else Is.NOTE.value)
        return False

    def _skip(self, line: Line, reason: str) -> None:
        said = line.title or self._first(line)
        self.skipped.append(Skipped(self._sheet, line.number, reason, shown(said) or ""))
        if reason != Is.NUMBERING.value or not self._fresh:
            self._findings.row(f"row_skipped_{reason}", line.number, said, reason=reason)

    @staticmethod
    def _first(line: Line) -> str:
        return next((text for cell in line.cells.values() if (text := written(cell))), "")
