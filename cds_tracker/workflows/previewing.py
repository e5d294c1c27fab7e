"""What a file would change in a plan: computed beside the tasks as they stand, nothing written."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cds_tracker.domain.changes import Change
from cds_tracker.domain.choices import SKIP, Choices, Place
from cds_tracker.domain.matching import Matches, match
from cds_tracker.domain.merging import Conflict
from cds_tracker.domain.people import Act, Person
from cds_tracker.domain.plan import Plan
from cds_tracker.domain.reading import Outcome, Problem, Reading, Row
from cds_tracker.domain.rollup import Rollup
from cds_tracker.domain.task import REPORTED, Task
from cds_tracker.domain.units import Registry
from cds_tracker.store import accounts, ledger, past, proposals, tasks, units, waiting
from cds_tracker.store.canonical import fingerprint
from cds_tracker.store.database import Connection
from cds_tracker.store.since import Since, since
from cds_tracker.workflows import beneath, counting, foreign, marked, missing, naming, rights, telling, three_ways
from cds_tracker.workflows.counting import Found
from cds_tracker.workflows.missing import Cancelled
from cds_tracker.workflows.preview import Preview as Preview
from cds_tracker.workflows.rights import Divided, Rights

Accept = Mapping[Place, int | str]



@dataclass(frozen=True, slots=True)
class FileOf:
    """Whose file it is: a unit's, if said; one that we wrote, if known (see ``importing.Target``)."""

    unit: str | None = None
    ours: bool = False


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
    choices: Choices,
    person: Person,
    of: FileOf,
) -> Preview:
    """The preview of a file that could be read. ``held`` is the plan as it stands, ``None`` if it is to be created."""
    registry = units.load(connection)
    mine = Rights(person, Rollup(registry, ledger.today()))
    standing = tasks.current(connection, held.id) if held else []
    seen = _recognised_rows(connection, reading, plan, standing, mine, registry, choices)
    matches, numbers = seen.matches, beneath.numbered(seen.matches)
    merge = three_ways.merge(matches.certain, numbers, registry, seen.since, choices, own=not mine.whole)
    three_ways.refuse(mine, merge, matches)
    later = past.said_later(connection, held.id, effective_on.isoformat()) if held else set()
    changes, early = _apart(merge.changes, later)
    pending = waiting.waiting(connection, held.id) if held and not mine.whole else set()
    divided = rights.divide(mine, matches.certain, changes, pending)
    absent = missing.in_scope(connection, held, reading, matches.absent, min(seen.shown.values(), default=None))
    cancels = Cancelled()
    if choices.absent == "cancel":
        same = [task for task in absent if task.id not in seen.since.base and (task.id, "status") not in later]
        cancels = missing.cancelled(mine, matches, reading, same, of.unit, pending)
    unsettled = [one for one in merge.conflicts if one.chosen is None]
    unknown = marked.unknown_base(matches, seen.shown, of.ours)
    problems = (*seen.problems(reading), *_told(reading, seen, divided, early, unsettled, effective_on), *marked.told(unknown))
    made = counting.outcomes(
        Found(
            seen.rows, matches, numbers, divided, merge.conflicts, _places((*unsettled, *early)), seen.refused, problems
        )
    )  # fmt: skip
    digest = _fingerprint(seen.rows)
    return Preview(
        reading, plan, held, effective_on, ledger.latest(connection), _known(connection, held, digest, effective_on), digest,
        (*divided.changes, *cancels.changes), _reported(reading, matches, numbers, mine), tuple(matches.unresolved),
        tuple(absent), problems, counting.counts(made, len(standing), {
            "absent": len(absent), "problems": len(problems), "conflicts": len(unsettled) + len(early), "merged": merge.merged,
            "blank": len(merge.cleared), "unknown_base": unknown, "cancelled": len(cancels.all),
        }),
        (*divided.requests, *cancels.requests), choices, tuple(merge.conflicts), tuple(merge.cleared), cancels.all, made,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Seen:
    """The rows of a file with the tasks that they are about; what the file knows of each (``shown``: at which revision;
    ``since``: what was said later); the rows of which nothing is taken, and why."""

    rows: tuple[Row, ...]
    matches: Matches
    shown: Mapping[int, int]
    since: Since
    refused: frozenset[Place]
    why: tuple[Problem, ...]
    people: Mapping[str, str]  # names by account

    def problems(self, reading: Reading) -> tuple[Problem, ...]:
        return (*reading.problems, *self.why, *telling.asked(self.matches))


def _recognised_rows(
    connection: Connection,
    reading: Reading,
    plan: Plan,
    standing: Sequence[Task],
    mine: Rights,
    registry: Registry,
    choices: Choices,
) -> _Seen:
    known = {task.id: task for task in standing}
    foreign.refuse_accepted(mine, choices.accept, known)
    rows = naming.plain(reading.rows)
    bearing = marked.verified(connection, plan, rows, mine, known, choices)
    accept = {**choices.accept, **dict.fromkeys(bearing.refused, SKIP)} if bearing.refused else choices.accept
    matches = match(foreign.known_rows(mine, bearing.rows, known), standing, registry, accept)
    matches, strange = foreign.narrowed(mine, matches, bearing.rows)
    shown = marked.shown_at(matches, bearing)
    earliest = min(shown.values(), default=0)
    missed = {task.id: earliest for task in matches.absent} if choices.absent == "cancel" and shown else {}
    later = since(connection, plan.id, missed | shown, mine.person.account) if shown else Since()
    marked.replaced(matches, shown, later, choices)
    people = {one.code: one.name for one in accounts.listed(connection)}
    matches.certain = _assigned(people, matches, later)
    refused = frozenset(bearing.refused) | strange.refused
    return _Seen(rows, matches, shown, later, refused, (*bearing.refused.values(), *strange.problems), people)


def _assigned(people: Mapping[str, str], matches: Matches, later: Since) -> list[tuple[Row, Task | None]]:
    """The rows, accounts under their own names understood as these accounts."""
    return [
        (naming.assigned(row, task, people, later.base.get(task.id, {}).get("assignees") if task else None), task)
        for row, task in matches.certain
    ]


def _told(
    reading: Reading, seen: _Seen, divided: Divided, early: Sequence[Change], open: Sequence[Conflict], day: date
) -> tuple[Problem, ...]:
    places = {(row.sheet, row.row): row for row in seen.rows} if early or open else {}
    found = (
        *(telling.conflict(one, places[one.sheet or "", one.row or 0], day) for one in early),
        *(telling.changed_twice(one, places[one.sheet, one.row], seen.people) for one in open),
        *divided.problems,
    )  # fmt: skip
    return telling.pinned(found, reading.sheets)


def _places(found: Iterable[Change | Conflict]) -> set[Place]:
    return {(one.sheet or "", one.row or 0) for one in found}


def _apart(changes: Sequence[Change], later: Collection[tuple[int, str]]) -> tuple[list[Change], list[Change]]:
    """The changes that can be made, and those that speak for an earlier day than what stands there."""
    if not later:
        return list(changes), []
    return (
        [one for one in changes if (one.task, one.field) not in later],
        [one for one in changes if (one.task, one.field) in later],
    )


def _known(connection: Connection, held: Plan | None, digest: str, effective_on: date) -> int | None:
    return proposals.known(connection, held.id, digest, effective_on.isoformat()) if held else None


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
    parts = any(row.parent_row for row in rows)
    places = {(row.sheet, row.row): place for place, row in enumerate(rows)} if parts else {}
    return fingerprint(
        [
            row.id,
            row.parent_row and places.get((row.sheet, row.parent_row)),
            sorted(row.unreadable),
            row.values if isinstance(row.values, dict) else dict(row.values),
        ]
        for row in rows
    )
