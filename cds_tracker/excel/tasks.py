"""From the rows of a table to tasks: the value of every field, and what somebody should look at."""

from collections.abc import Mapping
from dataclasses import replace

from cds_tracker.domain.addresses import Addresses
from cds_tracker.domain.areas import Areas
from cds_tracker.domain.choices import NOTHING as NO_MEANING
from cds_tracker.domain.reading import Row, Severity
from cds_tracker.domain.status import StatusReading, read_status
from cds_tracker.domain.task import FIELDS, Status, Value
from cds_tracker.domain.text import key
from cds_tracker.domain.units import Registry
from cds_tracker.excel import marked
from cds_tracker.excel.cells import NOTHING, READERS, WORDS, Manner, Read, written
from cds_tracker.excel.entries import Entry
from cds_tracker.excel.findings import Findings
from cds_tracker.excel.guidance import Guidance
from cds_tracker.excel.judging import Judge
from cds_tracker.excel.looks import Looks
from cds_tracker.excel.mapped import Columns
from cds_tracker.excel.profile import MARKS
from cds_tracker.excel.tally import Tally
from cds_tracker.excel.who import UNITS, Named, Who
from cds_tracker.excel.workbook import Cell, letter

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
_REMEMBERED = 50_000
_ASKED = frozenset({"status_unreadable", "status_paused_or_cancelled", "status_mark"})
_WORDS = 60  # characters in a state that is asked about
_STATES = tuple(str(state) for state in Status)


class Tasks:
    """Reads the rows of one table."""

    def __init__(
        self,
        columns: Columns,
        manners: Mapping[str, Manner],
        registry: Registry,
        areas: Areas,
        findings: Findings,
        tally: Tally,
        guidance: Guidance | None = None,
        looks: Looks | None = None,
    ) -> None:
        self._columns = columns
        self._fields = columns.fields
        self._manners = manners
        self._findings = findings
        apart = (*UNITS, "area", "stt", "role")
        plain = ((name, column) for name, column in columns.fields.items() if name not in apart)
        self._shapes: dict[tuple[str, ...], dict[str, str]] = {}
        self._letters = {name: letter(column) for name, column in columns.fields.items()}
        ours = columns.hidden_marks is not None
        self._readers = marked.OWN_READERS if ours else READERS
        self._known: dict[str, dict[str | int, tuple[Cell, Read, bool]]] = {name: {} for name in READERS}
        self._plain = [(name, column, None if self._readers[name] in WORDS else self._known[name]) for name, column in plain]
        self._keyed = "code" in self._fields or "id" in self._fields
        self._judge = Judge(columns.fields, findings)
        self._who = Who(columns.fields, Named(registry, areas), findings, tally, guidance or Guidance(), ours)
        self._meant = guidance.meant("status", _STATES) if guidance else {}
        self._looks = looks or Looks()
        self._wondered: dict[str, tuple[str, int]] = {}
        self._having = frozenset(columns.fields.keys() & FIELDS.keys()) | ({"status"} if columns.marks else set())

    def row(self, entry: Entry) -> Row:
        """The task of a row."""
        line = entry.line
        values: dict[str, Value] = {}
        lost: set[str] = set()
        reads: dict[str, Read] = {}
        stt = line.stt.text if line.mark is None else marked.number(line.cells.get(self._fields.get("stt", 0)))
        if stt:
            values["stt"] = stt
        if entry.section:
            values["section"] = entry.section
        for name, column, known in self._plain:
            cell = line.cells.get(column)
            if cell is None:
                continue
            if known is None:
                if isinstance(cell.value, str):  # words: nearly every one another, and nothing to ask about
                    if words := WORDS[self._readers[name]](cell.value):
                        values[name] = words
                    continue
                known = self._known[name]
            before = known.get(cell.value if isinstance(cell.value, str) and cell.link is None else id(cell))
            read = before[1] if before is not None and before[2] else self._read(entry, name, column, cell, lost)
            if read is not NOTHING:
                reads[name] = read
                if read.value is not None:
                    values[name] = read.value
        self._who.read(entry, values, lost)
        self._state(entry, values, reads, lost)
        looked = self._look(entry, values)
        self._judge.judge(entry, values, lost)
        own_id = values.pop("id", None)
        if entry.parent is not None and "parent" not in values and entry.parent.line.title:
            values["parent"] = entry.parent.line.title
        cells = self._cells(entry, values, lost)
        return Row(
            self._findings.sheet,
            line.number,
            values,
            id=own_id if isinstance(own_id, int) else None,
            parent_row=entry.parent.line.number if entry.parent else None,
            unreadable=frozenset(lost),
            cells={**cells, **looked} if looked else cells,
            columns=self._having if not entry.is_part else self._having.intersection(values),
            mark=line.mark,
        )

    def _cells(self, entry: Entry, values: dict[str, Value], lost: set[str]) -> Mapping[str, str]:
        shape = (*values, *lost) if lost else tuple(values)
        named = self._shapes.get(shape)
        if named is None:
            named = {name: at for name, at in self._letters.items() if name in values or name in lost}
            self._shapes[shape] = named
        found = Addresses(named, entry.line.number)
        return self._moved(entry, dict(found)) if entry.line.origins else found

    def _moved(self, entry: Entry, found: dict[str, str]) -> dict[str, str]:
        """With the addresses of what merged cells, or rows that were joined, have brought."""
        for column, (row, origin) in entry.line.origins.items():
            for name, own in self._fields.items():
                if own == column and name in found:
                    found[name] = f"{letter(origin)}{row}"
        return found

    def _report(self, entry: Entry, name: str, code: str, said: object, error: bool = False, **values: object) -> None:
        row, column = entry.at(self._fields[name])
        self._findings.at(code, row, column, name, said, _ERROR if error else _WARNING, **values)

    def _read(self, entry: Entry, name: str, column: int, cell: Cell, lost: set[str]) -> Read:
        if self._who.is_broken(entry, name, cell):
            lost.add(name)
            return NOTHING
        known = self._known[name]
        said = cell.value if isinstance(cell.value, str) and cell.link is None else id(cell)  # equal cells are one object
        before = known.get(said)
        if before is not None:
            read = before[1]
        else:
            read = self._fresh(name, cell)
            if len(known) < _REMEMBERED:
                known[said] = (cell, read, not read.code and not read.lost)  # held, so that no other gets its identity
        if read.code:
            self._report(entry, name, read.code, written(cell), read.lost, **(read.values or {}))
            if name == "status" and read.code in _ASKED:
                self._wonder(written(cell))
        if read.lost:
            lost.add(name)
        return read

    def _fresh(self, name: str, cell: Cell) -> Read:
        meant = self._meant.get(key(written(cell))) if name == "status" and self._meant else None
        if meant is None or meant not in (*_STATES, NO_MEANING):
            return self._readers[name](cell, self._manners[name])
        state = Status(meant) if meant else None
        return Read(meant or None, more=StatusReading(state, text_kept=True))

    def _wonder(self, said: str) -> None:
        if len(said) <= _WORDS and key(said):
            self._wondered[key(said)] = (said, self._wondered.get(key(said), ("", 0))[1] + 1)

    def ask(self) -> None:
        """The words for states that only a person can tell the meaning of, the commonest first."""
        for said, count in sorted(self._wondered.values(), key=lambda each: -each[1]):
            state = read_status(said).status
            held = str(state) if state else NO_MEANING
            self._findings.ask("name", said, [*_STATES, NO_MEANING], held, count, field="status")

    def _state(self, entry: Entry, values: dict[str, Value], reads: dict[str, Read], lost: set[str]) -> None:
        state = reads.get("status", NOTHING).more
        said = written(entry.line.cells[self._fields["status"]]) if isinstance(state, StatusReading) else ""
        moved = reads.get("progress", NOTHING).more
        if self._columns.marks:
            state, said = self._marked(entry), ""
            if state.status:
                values["status"] = str(state.status)
        elif isinstance(moved, str) and "status" not in values:
            state, said = read_status(moved), moved
            if state.status:
                values["status"] = str(state.status)
        if not isinstance(state, StatusReading):
            return
        if state.said:
            values["said"] = state.said
        if state.text_kept and said:
            result = values.get("result")
            if not isinstance(result, str):
                values["result"] = said
            elif said not in result:
                values["result"] = f"{said}\n{result}"

    def _look(self, entry: Entry, values: dict[str, Value]) -> dict[str, str]:
        """The state that a person said the row's look stands for, with the cell that bears the look."""
        line = entry.line
        coloured = self._looks.coloured.get(line.number)
        if coloured and "status" not in values:
            values["status"] = coloured[0]
            return {"status": f"{letter(coloured[1])}{line.number}"}
        title = line.cells.get(self._fields["title"])
        if title is None or not title.struck or entry.is_part:
            return {}
        struck = self._looks.struck
        if struck is None:
            self._findings.row("row_struck", line.number, line.title)
        elif struck in _STATES:
            before = values.get("status")
            if before not in (None, struck):
                self._findings.row("row_struck_over", line.number, line.title, before=before, after=struck)
            values["status"] = struck
            return {"status": f"{letter(self._fields['title'])}{line.number}"}
        return {}

    def _marked(self, entry: Entry) -> StatusReading:
        """The state in whose column the cross stands."""
        crossed = [
            column
            for column in self._columns.marks
            if (cell := entry.line.cells.get(column)) is not None and written(cell).lower() in MARKS
        ]
        if len(crossed) > 1:
            first = min(crossed)
            self._findings.at("status_marks_several", entry.line.number, first, "status", written(entry.line.cells[first]))
        if len(crossed) != 1:
            return StatusReading()
        state = read_status(self._columns.headings[crossed[0]].texts[-1])
        return replace(state, text_kept=False)
