"""From the rows of a table to tasks: the value of every field, and what somebody should look at."""

from dataclasses import replace
from typing import cast

from cds_tracker.domain.areas import Areas
from cds_tracker.domain.progress import conflict
from cds_tracker.domain.reading import Row, Severity
from cds_tracker.domain.status import StatusReading, read_status
from cds_tracker.domain.task import Status, Value
from cds_tracker.domain.text import key
from cds_tracker.domain.units import Registry, UnitsRead
from cds_tracker.excel.cells import NOTHING, READERS, Manner, Read, written
from cds_tracker.excel.columns import Columns
from cds_tracker.excel.findings import Findings
from cds_tracker.excel.profile import MARKS
from cds_tracker.excel.rows import Entry
from cds_tracker.excel.tally import Tally
from cds_tracker.excel.workbook import Cell, letter

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
_UNITS = ("lead", "coordinating")
_REMEMBERED = 50_000


class Tasks:
    """Reads the rows of one table."""

    def __init__(
        self, columns: Columns, manner: Manner, registry: Registry, areas: Areas, findings: Findings, tally: Tally
    ) -> None:
        self._columns = columns
        self._fields = columns.fields
        self._manner = manner
        self._registry = registry
        self._areas = areas
        self._findings = findings
        self._tally = tally
        apart = (*_UNITS, "area", "stt", "role")
        plain = ((name, column) for name, column in columns.fields.items() if name not in apart)
        self._shapes: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        self._letters = {name: letter(column) for name, column in columns.fields.items()}
        self._known: dict[str, dict[str | int, tuple[Cell, Read, bool]]] = {name: {} for name in READERS}
        self._plain = [(name, column, self._known[name]) for name, column in plain]
        self._units_known: dict[str, UnitsRead] = {}
        self._keyed = "code" in self._fields or "id" in self._fields
        self._codes: dict[tuple[str, str], int] = {}

    def row(self, entry: Entry) -> Row:
        """The task of a row."""
        line = entry.line
        values: dict[str, Value] = {}
        lost: set[str] = set()
        reads: dict[str, Read] = {}
        if line.stt.text:
            values["stt"] = line.stt.text
        if entry.section:
            values["section"] = entry.section
        for name, column, known in self._plain:
            cell = line.cells.get(column)
            if cell is None:
                continue
            before = known.get(cell.value if isinstance(cell.value, str) and cell.link is None else id(cell))
            read = before[1] if before is not None and before[2] else self._read(entry, name, column, cell, lost)
            if read is not NOTHING:
                reads[name] = read
                if read.value is not None:
                    values[name] = read.value
        for name in _UNITS:
            self._units(entry, name, values, lost)
        self._area(entry, values, lost)
        self._role(entry, values)
        self._state(entry, values, reads, lost)
        self._judge(entry, values, lost)
        own_id = values.pop("id", None)
        if entry.parent is not None and "parent" not in values and entry.parent.line.title:
            values["parent"] = entry.parent.line.title
        return Row(
            self._findings.sheet,
            line.number,
            values,
            id=own_id if isinstance(own_id, int) else None,
            parent_row=entry.parent.line.number if entry.parent else None,
            unreadable=frozenset(lost),
            cells=self._cells(entry, values, lost),
        )

    def _cells(self, entry: Entry, values: dict[str, Value], lost: set[str]) -> dict[str, str]:
        number = str(entry.line.number)
        shape = (*values, *lost) if lost else tuple(values)
        named = self._shapes.get(shape)
        if named is None:
            named = self._shapes[shape] = [(name, at) for name, at in self._letters.items() if name in values or name in lost]
        found = {name: at + number for name, at in named}
        for column, (row, origin) in entry.line.origins.items():
            for name, own in self._fields.items():
                if own == column and name in found:
                    found[name] = f"{letter(origin)}{row}"
        return found

    def _at(self, entry: Entry, column: int) -> tuple[int, int]:
        return entry.line.origins.get(column) or (entry.line.number, column)

    def _report(self, entry: Entry, name: str, code: str, said: object, error: bool = False, **values: object) -> None:
        row, column = self._at(entry, self._fields[name])
        self._findings.at(code, row, column, name, said, _ERROR if error else _WARNING, **values)

    def _read(self, entry: Entry, name: str, column: int, cell: Cell, lost: set[str]) -> Read:
        if self._broken(entry, name, cell):
            lost.add(name)
            return NOTHING
        known = self._known[name]
        said = cell.value if isinstance(cell.value, str) and cell.link is None else id(cell)  # equal cells are one object
        before = known.get(said)
        if before is not None:
            read = before[1]
        else:
            read = READERS[name](cell, self._manner)
            if len(known) < _REMEMBERED:
                known[said] = (cell, read, not read.code and not read.lost)  # held, so that no other gets its identity
        if read.code:
            self._report(entry, name, read.code, written(cell), read.lost, **(read.values or {}))
        if read.lost:
            lost.add(name)
        return read

    def _broken(self, entry: Entry, name: str, cell: Cell) -> bool:
        """An error value, or a formula that was saved without one: never a blank."""
        if cell.error:
            code = "cell_error" if cell.error.startswith("#") else cell.error
            self._report(entry, name, code, cell.error, error=True)
        elif cell.formula_without_value:
            self._report(entry, name, "formula_without_value", None, error=True)
        else:
            return False
        return True

    def _units(self, entry: Entry, name: str, values: dict[str, Value], lost: set[str]) -> None:
        column = self._fields.get(name)
        cell = entry.line.cells.get(column) if column else None
        if cell is None or column is None:
            return
        if self._broken(entry, name, cell):
            lost.add(name)
            return
        text = cell.value if isinstance(cell.value, str) else written(cell)
        read = self._units_known.get(text)
        if read is None:
            read = self._units_known[text] = self._registry.read(text)
        if read.refs:
            values[name] = cast(Value, read.refs)
        if read.unknown or read.misspelt:
            row, at = self._at(entry, column)
            sheet = self._findings.sheet
            for unknown in read.unknown:
                code = "unit_ambiguous" if unknown.ambiguous else "unit_unregistered"
                self._tally.meet(code, sheet, row, at, name, unknown.text, nearest="; ".join(unknown.nearest) or "–")
            for said, meant in read.misspelt:
                self._tally.meet("unit_misspelt", sheet, row, at, name, said, meant=meant)

    def _area(self, entry: Entry, values: dict[str, Value], lost: set[str]) -> None:
        column = self._fields.get("area")
        cell = entry.line.cells.get(column) if column else None
        if cell is None or column is None:
            return
        if self._broken(entry, "area", cell):
            lost.add("area")
        elif key(said := written(cell).replace("\n", " ")):
            values["area"] = self._areas.ref(said)
            if self._areas.find(said) is None:
                self._tally.meet("area_unregistered", self._findings.sheet, *self._at(entry, column), "area", said)

    def _role(self, entry: Entry, values: dict[str, Value]) -> None:
        """CT or PH: whether the unit of the row leads or helps."""
        column = self._fields.get("role")
        cell = entry.line.cells.get(column) if column else None
        if cell is None:
            return
        said = key(written(cell))
        if said in ("ph", "phoi hop", "don vi phoi hop", "co quan phoi hop"):
            helping = cast("list[str]", values.pop("lead", None) or [])
            if helping:
                values["coordinating"] = list(dict.fromkeys([*helping, *cast("list[str]", values.get("coordinating") or [])]))
        elif said and said not in ("ct", "chu tri", "don vi chu tri", "co quan chu tri"):
            self._report(entry, "role", "role_unreadable", written(cell))

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

    def _judge(self, entry: Entry, values: dict[str, Value], lost: set[str]) -> None:
        line = entry.line
        if "title" not in values and "title" not in lost:
            self._findings.at("title_missing", line.number, self._fields["title"], "title", None, _ERROR)
        if "lead" not in values and "lead" not in lost and "lead" in self._fields and self._needs_lead(entry, values):
            self._findings.at("lead_missing", line.number, self._fields["lead"], "lead")
        self._judge_state(entry, values)
        self._judge_days(entry, values)
        for name in ("code", "id"):
            if values.get(name) is not None:
                first = self._codes.setdefault((name, key(str(values[name]))), line.number)
                if first != line.number:
                    self._report(entry, name, f"{name}_duplicate", values[name], first=first)
        title = line.cells.get(self._fields["title"])
        if title is not None and title.struck:
            self._findings.row("row_struck", line.number, line.title)

    def _needs_lead(self, entry: Entry, values: dict[str, Value]) -> bool:
        """Not the parts of a task, nor a heading whose parts have their own."""
        if entry.parent is not None and "deadline" not in values:
            return False
        lead = self._fields["lead"]
        return not (entry.children and all(lead in child.line.cells for child in entry.children))

    def _judge_state(self, entry: Entry, values: dict[str, Value]) -> None:
        state, share = values.get("status"), values.get("progress")
        code = conflict(cast("str | None", state), cast("float | None", share))
        name = "status" if "status" in self._fields else "progress"
        if code and name in self._fields:
            said = written(entry.line.cells[self._fields[name]]) if self._fields[name] in entry.line.cells else state
            self._report(entry, name, code, said, status=state, progress=share)
        if "completed_on" in values and state != Status.DONE and state != Status.AWAITING_CONFIRMATION:
            code = "completed_without_status" if state is None else "completed_not_done"
            self._report(entry, "completed_on", code, values["completed_on"], status=state or "")

    def _judge_days(self, entry: Entry, values: dict[str, Value]) -> None:
        start, deadline, done = values.get("start"), values.get("deadline"), values.get("completed_on")
        due = deadline.get("due") if isinstance(deadline, dict) else None
        if isinstance(start, str) and isinstance(due, str) and start > due:
            self._report(entry, "start", "start_after_due", start, due=due)
        if isinstance(start, str) and isinstance(done, str) and done < start:
            self._report(entry, "completed_on", "completed_before_start", done, start=start)
