"""The state of a plan as of a day, and as it was known at a revision: today's, with what came later undone.

Per task and field the days of the ledger never go down as revisions go up, so what is later than a day is the end of the
field's story: its first ``before`` is the value of that day. (docs/adr/0001-ledger-and-time.md)
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, or_, select

from cds_tracker.domain.changes import CREATED
from cds_tracker.domain.task import REPORTED, Value
from cds_tracker.store.canonical import as_mapping, loads
from cds_tracker.store.tables import change, proposal, report, task
from cds_tracker.store.tables_work import marking
from cds_tracker.store.undone import standing, taken_back

EXTENSION = "extension"  # the kind of a proposal that asks for another deadline


@dataclass(frozen=True, slots=True)
class Moment:
    """A plan, a day, and the last revision that counts (``None``: all)."""

    plan: int
    as_of: str
    known_at: int | None = None

    @property
    def applied(self) -> ColumnElement[bool]:
        return and_(proposal.c.plan == self.plan, proposal.c.state == "applied")

    @property
    def unknown(self) -> ColumnElement[bool]:
        return proposal.c.revision > self.known_at if self.known_at is not None else false()

    @property
    def later(self) -> ColumnElement[bool]:
        return and_(self.applied, or_(proposal.c.effective_on > self.as_of, self.unknown))

    @property
    def earlier(self) -> ColumnElement[bool]:
        return and_(self.applied, proposal.c.effective_on <= self.as_of, ~self.unknown)


@dataclass(slots=True)
class Undone:
    """What differs from today: tasks not there yet, fields with their value of that day, done tasks with their day."""

    absent: set[int] = field(default_factory=set)
    fields: dict[int, dict[str, Value]] = field(default_factory=dict)
    done_since: dict[int, str | None] = field(default_factory=dict)


def is_past(connection: Connection, moment: Moment) -> bool:
    """Whether anything was said for a later day, or after the revision."""
    return connection.execute(select(proposal.c.id).where(moment.later).limit(1)).first() is not None


def undo(connection: Connection, moment: Moment) -> Undone:
    """What to change in today's tasks to have those of the moment."""
    undone = Undone()
    if moment.known_at is not None:
        made = (change.c.field == CREATED, change.c.after.is_not(None))
        created = _changes(change.c.subject_id).where(moment.applied, moment.unknown, *made)
        undone.absent = set(connection.execute(created).scalars())
    columns = (change.c.subject_id, change.c.field, change.c.before)
    later = _changes(*columns).where(moment.later, change.c.field != CREATED).order_by(proposal.c.revision, change.c.seq)
    for number, name, before in connection.execute(later):
        undone.fields.setdefault(number, {}).setdefault(name, loads(before))
    _not_yet_reported(connection, moment, undone)
    _done(connection, moment, undone)
    return undone


def _changes(*columns: ColumnElement[Any]) -> Select[Any]:
    """Changes of tasks that count: what was left out when its proposal was applied never stood anywhere."""
    counting = (change.c.subject == "task", change.c.stale.is_(False))
    return select(*columns).join(proposal, proposal.c.id == change.c.proposal).where(*counting)


def _not_yet_reported(connection: Connection, moment: Moment, undone: Undone) -> None:
    """A task that came with a file for a later day was assigned already, but nothing had been reported on it.

    Unless another file had spoken for an earlier day: such changes count.
    """
    late = select(task.c.id).where(task.c.plan == moment.plan, task.c.created_on > moment.as_of)
    numbers = set(connection.execute(late).scalars()) - undone.absent
    if not numbers:
        return
    reported = _changes(change.c.subject_id, change.c.field).where(moment.earlier, change.c.field.in_(sorted(REPORTED)))
    said = {(number, name) for number, name in connection.execute(reported) if number in numbers}
    for number in numbers:
        fields = undone.fields.setdefault(number, {})
        fields |= {name: None for name in REPORTED if (number, name) not in said}


def _done(connection: Connection, moment: Moment, undone: Undone) -> None:
    """Since when a task was done whose state is another today: since the last that said so (no undo), else its creation."""
    touched = {number for number, fields in undone.fields.items() if "status" in fields}
    late = select(task.c.id).where(task.c.plan == moment.plan, task.c.created_on > moment.as_of)
    touched |= set(connection.execute(late).scalars())
    if not touched:
        return
    columns = (change.c.subject_id, proposal.c.effective_on)
    said = (change.c.field == "status", change.c.after == '"done"', proposal.c.undoes.is_(None))
    became = _changes(*columns).where(moment.earlier, *said)
    days = {number: day for number, day in connection.execute(became.order_by(proposal.c.revision, change.c.seq))}  # noqa: C416
    for number in touched:
        undone.done_since[number] = days.get(number)


def extensions(connection: Connection, moment: Moment) -> dict[int, tuple[int, str | None]]:
    """How often a task's deadline was extended up to the moment, and its original due day, for those where it was changed.

    A change that is marked as a correction is no extension: what it says replaces the original. So does the first deadline
    that a task is given. What was taken back never was one.
    """
    corrections = _corrections(connection, moment)
    undone = taken_back(connection, "deadline", moment.earlier)
    columns = (change.c.subject_id, proposal.c.id, change.c.before, change.c.after)
    moved = _changes(*columns).where(moment.earlier, change.c.field == "deadline", proposal.c.undoes.is_(None))
    found: dict[int, tuple[int, str | None]] = {}
    for number, of, before, after in connection.execute(moved.order_by(proposal.c.revision, change.c.seq)):
        if (number, of) in undone:
            continue
        count, first = found.get(number, (0, _due(before)))
        replaces = before is None or (number, of) in corrections
        found[number] = (count, _due(after)) if replaces else (count + 1, first)
    return found


def _due(deadline: str | None) -> str | None:
    due = (as_mapping(deadline) or {}).get("due")
    return str(due) if due else None


def _corrections(connection: Connection, moment: Moment) -> set[tuple[int, int]]:
    """The (task, proposal) whose change of the deadline was a correction, as last marked up to the moment."""
    marked = select(marking.c.task, marking.c.of, marking.c.nature).join(proposal, proposal.c.id == marking.c.proposal)
    natures = {(number, of): nature for number, of, nature in connection.execute(
        marked.where(moment.earlier).order_by(proposal.c.revision))}  # fmt: skip
    return {which for which, nature in natures.items() if nature == "correction"}


def requested(connection: Connection, moment: Moment) -> set[int]:
    """The tasks for which another deadline was asked for and is not decided about yet."""
    waiting = (proposal.c.plan == moment.plan, proposal.c.state == "pending", proposal.c.effective_on <= moment.as_of)
    query = _changes(change.c.subject_id).where(*waiting, proposal.c.kind == EXTENSION)
    return set() if moment.known_at is not None else set(connection.execute(query).scalars())


def reported_on(connection: Connection, moment: Moment) -> dict[int, str]:
    """The last day, up to the moment, for which each task was reported. (An import that was taken back reports nothing.)"""
    last = select(report.c.task, func.max(proposal.c.effective_on)).join(proposal, proposal.c.id == report.c.proposal)
    found = connection.execute(last.where(moment.earlier, standing(moment.known_at)).group_by(report.c.task))
    return {number: day for number, day in found}  # noqa: C416


def last_day(connection: Connection, plan: int) -> date | None:
    """The last day for which anything of the plan was said."""
    applied = (proposal.c.plan == plan, proposal.c.state == "applied")
    day = connection.execute(select(func.max(proposal.c.effective_on)).where(*applied)).scalar()
    return date.fromisoformat(day) if day else None


def said_later(connection: Connection, plan: int, effective_on: str) -> set[tuple[int, str]]:
    """The fields (of which task) that were last said for a later day than this."""
    moment = Moment(plan, effective_on)
    later = _changes(change.c.subject_id, change.c.field).where(moment.later, change.c.field != CREATED)
    found = {(number, name) for number, name in connection.execute(later)}
    created = _changes(change.c.subject_id, change.c.after).where(moment.later, change.c.field == CREATED)
    for number, after in connection.execute(created):
        said = loads(after)
        found |= {(number, name) for name in (said if isinstance(said, dict) else ()) if name in REPORTED}
    return found
