"""What somebody should look at in a task row as a whole: what is missing, and what contradicts itself."""

from typing import cast

from cds_tracker.domain.progress import conflict
from cds_tracker.domain.reading import Severity
from cds_tracker.domain.task import Status, Value
from cds_tracker.domain.text import key
from cds_tracker.excel.cells import written
from cds_tracker.excel.entries import Entry
from cds_tracker.excel.findings import Findings

_ERROR = Severity.ERROR


class Judge:
    """Of the rows of one table; ``fields``: field → column."""

    def __init__(self, fields: dict[str, int], findings: Findings) -> None:
        self._fields = fields
        self._findings = findings
        self._codes: dict[tuple[str, str], int] = {}

    def judge(self, entry: Entry, values: dict[str, Value], lost: set[str]) -> None:
        """Reports what is to be looked at."""
        line = entry.line
        if "title" not in values and "title" not in lost:
            self._report("title_missing", entry, "title", None, _ERROR)
        if "lead" not in values and "lead" not in lost and "lead" in self._fields and self._needs_lead(entry, values):
            self._report("lead_missing", entry, "lead", None)
        self._judge_state(entry, values)
        self._judge_days(entry, values)
        for name in ("code", "id"):
            if values.get(name) is not None:
                first = self._codes.setdefault((name, key(str(values[name]))), line.number)
                if first != line.number:
                    self._report(f"{name}_duplicate", entry, name, values[name], first=first)

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
            self._report(code, entry, name, said, status=state, progress=share)
        if "completed_on" in values and state != Status.DONE and state != Status.AWAITING_CONFIRMATION:
            code = "completed_without_status" if state is None else "completed_not_done"
            self._report(code, entry, "completed_on", values["completed_on"], status=state or "")

    def _judge_days(self, entry: Entry, values: dict[str, Value]) -> None:
        start, deadline, done = values.get("start"), values.get("deadline"), values.get("completed_on")
        due = deadline.get("due") if isinstance(deadline, dict) else None
        if isinstance(start, str) and isinstance(due, str) and start > due:
            self._report("start_after_due", entry, "start", start, due=due)
        if isinstance(start, str) and isinstance(done, str) and done < start:
            self._report("completed_before_start", entry, "completed_on", done, start=start)

    def _report(
        self, code: str, entry: Entry, name: str, said: object, severity: Severity = Severity.WARNING, **values: object
    ) -> None:
        row, column = entry.at(self._fields[name])
        self._findings.at(code, row, column, name, said, severity, **values)
