"""What happened to tasks after a revision: later changes of their fields, and whatever else was said about them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, Table, select

from cds_tracker.store.history import SAID
from cds_tracker.store.tables import change, proposal, report, revision, task
from cds_tracker.store.undone import standing

Which = tuple[int, str]  # task and field
Told = tuple[int, str, str]  # about which task, by whom, at which instant


@dataclass(frozen=True, slots=True)
class Touch:
    """Who did something, and at which instant (UTC)."""

    by: str
    at: str


@dataclass(slots=True)
class Later:
    """What came later. ``fields``: the last change of each field that was not taken back; ``tasks``: the last thing of any
    kind; ``days``: the last day that anything was said for a field, taken back or not; ``parents``: tasks with parts."""

    fields: dict[Which, Touch] = field(default_factory=dict)
    tasks: dict[int, Touch] = field(default_factory=dict)
    days: dict[Which, str] = field(default_factory=dict)
    parents: dict[int, set[int]] = field(default_factory=dict)


def since(connection: Connection, plan: int, after: int) -> Later:
    """What came in a plan after a revision."""
    later = Later()
    _changes(connection, plan, after, later)
    for table, _ in SAID.values():
        _touch(later, _said(connection, plan, after, table))
    _touch(later, _said(connection, plan, after, report, standing()))
    waiting = select(change.c.subject_id, proposal.c.author, proposal.c.recorded_at)
    waiting = waiting.join(proposal, proposal.c.id == change.c.proposal)
    asked = (proposal.c.plan == plan, proposal.c.state.in_(("pending", "rejected", "withdrawn")), change.c.subject == "task")
    _touch(later, ((number, by, at) for number, by, at in connection.execute(waiting.where(*asked))))
    parts = select(task.c.parent_id, task.c.id).where(task.c.plan == plan, task.c.removed.is_(None))
    for parent, number in connection.execute(parts.where(task.c.parent_id.is_not(None))):
        later.parents.setdefault(parent, set()).add(number)
    return later


def _changes(connection: Connection, plan: int, after: int, later: Later) -> None:
    """Changes and those that took them back cancel each other out."""
    columns = (
        change.c.subject_id, change.c.field, proposal.c.id, proposal.c.undoes, proposal.c.author, revision.c.recorded_at,
        proposal.c.effective_on,
    )  # fmt: skip
    query = select(*columns).join(proposal, proposal.c.id == change.c.proposal)
    query = query.join(revision, revision.c.number == proposal.c.revision)
    counting = (change.c.subject == "task", change.c.stale.is_(False), proposal.c.state == "applied")
    rows = connection.execute(
        query.where(proposal.c.plan == plan, proposal.c.revision > after, *counting).order_by(proposal.c.revision)
    ).all()
    back = {(number, name, undoes) for number, name, _, undoes, *_ in rows if undoes is not None}
    for number, name, of, undoes, by, at, day in rows:
        which = (number, name)
        later.days[which] = max(day, later.days.get(which, day))
        if undoes is None and (number, name, of) not in back:
            later.fields[which] = later.tasks[number] = Touch(by, at)


def _said(connection: Connection, plan: int, after: int, table: Table, *which: ColumnElement[bool]) -> Iterable[Told]:
    """The tasks that the rows of a table are about, which later proposals brought."""
    query = select(table.c.task, proposal.c.author, revision.c.recorded_at).join(proposal, proposal.c.id == table.c.proposal)
    query = query.join(revision, revision.c.number == proposal.c.revision)
    later = (proposal.c.plan == plan, proposal.c.revision > after, proposal.c.state == "applied")
    return [(number, by, at) for number, by, at in connection.execute(query.where(*later, *which))]


def _touch(later: Later, rows: Iterable[Told]) -> None:
    for number, by, at in rows:
        held = later.tasks.get(number)
        if held is None or held.at < at:
            later.tasks[number] = Touch(by, at)
