"""What a file would change in a plan: computed beside the tasks as they stand, nothing written."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cds_tracker.domain.changes import CREATED, Change
from cds_tracker.domain.compare import compare
from cds_tracker.domain.matching import Matches, Unresolved, match
from cds_tracker.domain.plan import Plan
from cds_tracker.domain.reading import Outcome, Problem, Reading, Row, Severity, outcome_of
from cds_tracker.domain.task import REPORTED, Task, Value
from cds_tracker.domain.units import Registry
from cds_tracker.store import ledger, past, proposals, tasks, units
from cds_tracker.store.canonical import fingerprint
from cds_tracker.store.database import Connection
from cds_tracker.store.proposals import Stale

Accept = Mapping[tuple[str, int], int | str]
_NUMBER = re.compile(r"(?<![\w/])(\d+[A-Z]?/(?:\d{4}/)?[A-ZĐ]{2,}(?:-[A-ZĐ]+)*)")
_ASIDE = re.compile(r"^\(|^(?:phụ lục|phụ biểu|biểu|mẫu|đơn vị tính)\b[\s\w.:-]{0,20}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Preview:
    """A file beside a plan. Tasks to be created have the numbers -1, -2, …; ``conflicts`` are the changes not to be made.

    ``base`` is the revision that it was compared with; ``recognised`` the one at which the same rows were applied for the
    same day, if they were.
    """

    reading: Reading
    plan: Plan | None
    held: Plan | None
    effective_on: date
    base: int = 0
    recognised: int | None = None
    fingerprint: str | None = None
    changes: tuple[Change, ...] = ()
    reported: tuple[int, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    absent: tuple[Task, ...] = ()
    problems: tuple[Problem, ...] = ()
    counts: Mapping[str, int] | None = None

    @property
    def outcome(self) -> Outcome:
        """The worst that was met."""
        return self.reading.refused or outcome_of(self.problems)

    @property
    def writes(self) -> bool:
        """Whether applying it would write anything at all."""
        if self.reading.refused or self.plan is None:
            return False
        return bool(self.changes or (self.reported and self.recognised is None) or (self.held and self.plan != self.held))


def refused(reading: Reading, plan: Plan | None, effective_on: date, problem: Problem | None = None) -> Preview:
    """A file of which nothing may be applied: its only problem tells why."""
    if problem is not None:
        reading = Reading(reading.file, reading.sha256, problems=(problem,), refused=Outcome.REJECT_WITH_ADVICE)
    return Preview(reading, plan, None, effective_on, problems=reading.problems)


def compared(
    connection: Connection, reading: Reading, plan: Plan, held: Plan | None, effective_on: date, accept: Accept
) -> Preview:
    """The preview of a file that could be read. ``held`` is the plan as it stands, ``None`` if it is to be created."""
    registry = units.load(connection)
    standing = tasks.current(connection, held.id) if held else []
    matches = match(reading.rows, standing, registry, accept)
    numbers = _numbers(matches)
    changes = _changes(matches, numbers, registry)
    later = past.said_later(connection, held.id, effective_on.isoformat()) if held else set()
    conflicts = [one for one in changes if (one.task, one.field) in later]
    changes = [one for one in changes if (one.task, one.field) not in later]
    rows = {(row.sheet, row.row): row for row in reading.rows}
    problems = [*reading.problems, *_asked(matches)]
    problems += [_conflict(one, rows[one.sheet or "", one.row or 0], effective_on) for one in conflicts]
    absent = _in_scope(connection, held, reading, matches.absent)
    digest = _fingerprint(reading)
    known = proposals.known(connection, held.id, digest, effective_on.isoformat()) if held else None
    return Preview(
        reading, plan, held, effective_on, ledger.latest(connection), known, digest, tuple(changes),
        _reported(reading, matches, numbers), tuple(matches.unresolved), tuple(absent), tuple(problems),
        _counts(matches, changes, absent, problems, len(standing)),
    )  # fmt: skip


def titled(plan: Plan, reading: Reading) -> Plan:
    """A new plan, named by the title block of its file."""
    lines = [line for sheet in reading.sheets[:1] for heading in sheet.headings for line in heading.split("\n")]
    title = " ".join(line for line in lines if line and not _ASIDE.match(line))
    number = next((found[1] for line in lines if (found := _NUMBER.search(line))), None)
    return replace(plan, title=plan.title or title[:500] or None, number=plan.number or number)


def _numbers(matches: Matches) -> dict[tuple[str, int], int]:
    """The task of each row: its id, or for a new one -1, -2, …"""
    found: dict[tuple[str, int], int] = {}
    created = 0
    for row, task in matches.certain:
        created += task is None
        found[row.sheet, row.row] = task.id if task else -created
    return found


def _changes(matches: Matches, numbers: Mapping[tuple[str, int], int], registry: Registry) -> list[Change]:
    changes: list[Change] = []
    for row, task in matches.certain:
        found = compare(_beneath(row, numbers), task, registry)
        if task is None:
            number = numbers[row.sheet, row.row]
            found = [Change(number, CREATED, None, one.after, row.sheet, row.row) for one in found] or [_empty(row, numbers)]
        changes += found
    return changes


def _empty(row: Row, numbers: Mapping[tuple[str, int], int]) -> Change:
    return Change(numbers[row.sheet, row.row], CREATED, None, {}, row.sheet, row.row)


def _beneath(row: Row, numbers: Mapping[tuple[str, int], int]) -> Row:
    """With its parent as the ledger refers to it: by its task. A bare number that a file wrote refers to nothing."""
    above = numbers.get((row.sheet, row.parent_row)) if row.parent_row is not None else None
    said = row.values.get("parent")
    if above is not None:
        return replace(row, values={**row.values, "parent": str(above)})
    if row.parent_row is not None or (isinstance(said, str) and said.lstrip("-").isdecimal()):
        return replace(row, values={name: value for name, value in row.values.items() if name != "parent"})
    return row


def _asked(matches: Matches) -> Iterable[Problem]:
    """Rows that a person has to decide about, with the tasks that they may be."""
    for row, candidates, code in matches.unresolved:
        names = "; ".join(f"{task.id} – {str(task['title'] or '')[:60]}" for task in candidates)
        first = matches.duplicates.get((row.sheet, row.row), (row.sheet, 0))[1]
        values = {"candidates": names, "first": first, "id": row.id, "tasks": [task.id for task in candidates]}
        yield _problem(code, row, "title", row.values.get("title"), values)


def _conflict(one: Change, row: Row, effective_on: date) -> Problem:
    values = {"before": _short(one.before), "after": _short(one.after), "day": effective_on.strftime("%d/%m/%Y")}
    return _problem("speaks_for_earlier_day", row, one.field, one.after, {**values, "task": one.task})


def overtaken(stale: Stale, row: Row | None) -> Problem:
    """A change that no longer held when it was to be applied."""
    one = stale.change
    field = "title" if one.field == CREATED else one.field
    said = one.after.get("title") if one.field == CREATED and isinstance(one.after, dict) else one.after
    after: Value = said if isinstance(said, str | int | float | list | dict) else None
    values = {"before": _short(one.before), "after": _short(after), "now": _short(stale.now), "day": ""}
    return _problem(stale.code, row or Row(one.sheet or "", one.row or 0, {}), field, after, {**values, "task": one.task})


def _problem(code: str, row: Row, field: str, value: Value, values: Mapping[str, object]) -> Problem:
    cell = row.cells.get(field)
    column = cell.rstrip("0123456789") if cell else None
    said = {name: each for name, each in values.items() if each is not None}
    return Problem(code, Severity.WARNING, row.sheet, cell, row.row, column, field, _short(value) or None, said)


def _short(value: Value) -> str:
    text = value.get("text") if isinstance(value, dict) else "; ".join(value) if isinstance(value, list) else value
    return "" if text is None else str(text)[:80]


def _in_scope(connection: Connection, held: Plan | None, reading: Reading, absent: Sequence[Task]) -> list[Task]:
    """Tasks that came from another sheet than those read are not missed."""
    if held is None or not absent:
        return []
    origins = tasks.origins(connection, held.id)
    read = {sheet.name for sheet in reading.sheets}
    if not read & set(origins.values()):
        return list(absent)
    return [task for task in absent if origins.get(task.id) in read]


def _reported(reading: Reading, matches: Matches, numbers: Mapping[tuple[str, int], int]) -> tuple[int, ...]:
    """The tasks of all rows whose sheet tells what a unit reports, changed or not."""
    reporting = {sheet.name for sheet in reading.sheets if REPORTED & set(sheet.columns)}
    return tuple(numbers[row.sheet, row.row] for row, _ in matches.certain if row.sheet in reporting)


def _fingerprint(reading: Reading) -> str:
    places = {(row.sheet, row.row): place for place, row in enumerate(reading.rows)}
    return fingerprint(
        [row.id, places.get((row.sheet, row.parent_row or 0)), sorted(row.unreadable), dict(row.values)] for row in reading.rows
    )


def _counts(
    matches: Matches, changes: Sequence[Change], absent: Sequence[Task], problems: Sequence[Problem], standing: int
) -> dict[str, int]:
    created = sum(one.field == CREATED for one in changes)
    changed = len({one.task for one in changes if one.field != CREATED})
    certain = len(matches.certain)
    return {
        "rows": certain + len(matches.unresolved),
        "new": created,
        "changed": changed,
        "unchanged": certain - created - changed,
        "unresolved": len(matches.unresolved),
        "absent": len(absent),
        "problems": len(problems),
        "total_before": standing,
        "total_after": standing + created,
    }
