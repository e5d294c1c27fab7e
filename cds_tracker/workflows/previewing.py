"""What a file would change in a plan: computed beside the tasks as they stand, nothing written."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cds_tracker.domain.changes import CREATED, Change
from cds_tracker.domain.compare import compare
from cds_tracker.domain.matching import Matches, Unresolved, match
from cds_tracker.domain.people import Act, Person
from cds_tracker.domain.plan import Plan
from cds_tracker.domain.reading import Outcome, Problem, Reading, Row, outcome_of
from cds_tracker.domain.rollup import Rollup
from cds_tracker.domain.task import REPORTED, Task
from cds_tracker.domain.units import Registry
from cds_tracker.store import accounts, ledger, past, proposals, tasks, units, waiting
from cds_tracker.store.canonical import fingerprint
from cds_tracker.store.database import Connection
from cds_tracker.workflows import naming, rights
from cds_tracker.workflows.counting import counts
from cds_tracker.workflows.rights import Rights
from cds_tracker.workflows.telling import asked, conflict

Accept = Mapping[tuple[str, int], int | str]
_NUMBER = re.compile(r"(?<![\w/])(\d+[A-Z]?/(?:\d{4}/)?[A-ZĐ]{2,}(?:-[A-ZĐ]+)*)")
_ASIDE = re.compile(r"^\(|^(?:phụ lục|phụ biểu|biểu|mẫu|đơn vị tính)\b[\s\w.:-]{0,20}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Preview:
    """A file beside a plan. Tasks to be created have the numbers -1, -2, …; ``requests`` are the changes
    that the person may not make, but ask for.

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
    requests: tuple[Change, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """The worst that was met."""
        return self.reading.refused or outcome_of(self.problems)

    @property
    def writes(self) -> bool:
        """Whether applying it would write anything at all."""
        if self.reading.refused or self.plan is None:
            return False
        report = self.reported and self.recognised is None
        return bool(self.changes or self.requests or report or (self.held and self.plan != self.held))


def refused(reading: Reading, plan: Plan | None, effective_on: date, problem: Problem | None = None) -> Preview:
    """A file of which nothing may be applied: its only problem tells why."""
    if problem is not None:
        reading = Reading(reading.file, reading.sha256, problems=(problem,), refused=Outcome.REJECT_WITH_ADVICE)
    return Preview(reading, plan, None, effective_on, problems=reading.problems)


def compared(
    connection: Connection,
    reading: Reading,
    plan: Plan,
    held: Plan | None,
    effective_on: date,
    accept: Accept,
    person: Person,
) -> Preview:
    """The preview of a file that could be read. ``held`` is the plan as it stands, ``None`` if it is to be created."""
    registry = units.load(connection)
    mine = Rights(person, Rollup(registry, ledger.today()))
    standing = tasks.current(connection, held.id) if held else []
    known = {task.id: task for task in standing}
    rights.refuse_foreign(mine, accept, known)
    rows = naming.plain(reading.rows)
    matches = match(rights.known_rows(mine, rows, known), standing, registry, accept)
    matches, foreign = rights.narrowed(mine, matches, rows)
    matches.certain = _assigned(connection, matches)
    numbers = _numbers(matches)
    changes, conflicts = _apart(connection, held, _changes(matches, numbers, registry), effective_on)
    pending = waiting.waiting(connection, held.id) if held and not mine.whole else set()
    divided = rights.divide(mine, matches.certain, changes, pending)
    places = {(row.sheet, row.row): row for row in rows}
    absent = _in_scope(connection, held, reading, matches.absent)
    problems = (
        *reading.problems, *foreign.problems, *asked(matches),
        *(conflict(one, places[one.sheet or "", one.row or 0], effective_on) for one in conflicts), *divided.problems,
    )  # fmt: skip
    digest = _fingerprint(rows)
    return Preview(
        reading, plan, held, effective_on, ledger.latest(connection), _recognised(connection, held, digest, effective_on),
        digest, divided.changes, _reported(reading, matches, numbers, mine), tuple(matches.unresolved), tuple(absent), problems,
        counts(matches, divided, foreign.refused, (len(absent), len(problems), len(standing))), divided.requests,
    )  # fmt: skip


def _assigned(connection: Connection, matches: Matches) -> list[tuple[Row, Task | None]]:
    """The rows, accounts under their own names understood as these accounts."""
    people = {one.code: one.name for one in accounts.listed(connection)}
    return [(naming.assigned(row, task, people), task) for row, task in matches.certain]


def _apart(
    connection: Connection, held: Plan | None, changes: Sequence[Change], effective_on: date
) -> tuple[list[Change], list[Change]]:
    """The changes that can be made, and those that speak for an earlier day than what stands there."""
    later = past.said_later(connection, held.id, effective_on.isoformat()) if held else set()
    return (
        [one for one in changes if (one.task, one.field) not in later],
        [one for one in changes if (one.task, one.field) in later],
    )


def _recognised(connection: Connection, held: Plan | None, digest: str, effective_on: date) -> int | None:
    return proposals.known(connection, held.id, digest, effective_on.isoformat()) if held else None


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


def _in_scope(connection: Connection, held: Plan | None, reading: Reading, absent: Sequence[Task]) -> list[Task]:
    """Tasks that came from another sheet than those read are not missed."""
    if held is None or not absent:
        return []
    origins = tasks.origins(connection, held.id)
    read = {sheet.name for sheet in reading.sheets}
    if not read & set(origins.values()):
        return list(absent)
    return [task for task in absent if origins.get(task.id) in read]


def _reported(
    reading: Reading, matches: Matches, numbers: Mapping[tuple[str, int], int], mine: Rights
) -> tuple[int, ...]:
    """The tasks of all rows whose sheet tells what a unit reports, changed or not, and on which the person may report."""
    reporting = {sheet.name for sheet in reading.sheets if REPORTED & set(sheet.columns)}
    rows = ((row, task) for row, task in matches.certain if row.sheet in reporting)
    whole = mine.whole  # the same for every row, and dear to ask
    return tuple(
        numbers[row.sheet, row.row] for row, task in rows if whole or (task and mine.may_do(Act.REPORT, task))
    )


def _fingerprint(rows: Sequence[Row]) -> str:
    places = {(row.sheet, row.row): place for place, row in enumerate(rows)}
    return fingerprint(
        [row.id, places.get((row.sheet, row.parent_row or 0)), sorted(row.unreadable), dict(row.values)] for row in rows
    )
