"""Proposals about tasks: submitted with the values that they expect to find, applied in one transaction, once."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, update

from cds_tracker.domain.changes import CREATED, Change
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.reading import Problem
from cds_tracker.domain.task import Value
from cds_tracker.store import applying, bulk, ledger, undone
from cds_tracker.store.canonical import dumps, loads
from cds_tracker.store.ledger import Cause
from cds_tracker.store.problem_json import problem_out
from cds_tracker.store.tables import change, head, proposal, report


@dataclass(frozen=True, slots=True)
class Draft:
    """What is proposed for a plan. Tasks to be created have the ids -1, -2, … in their order, also in ``reported``
    and (as text) where they are parents.

    ``base`` is the revision from which the changes were computed; ``undoes`` the proposal that it takes back.
    """

    plan: int
    cause: Cause
    base: int
    changes: Sequence[Change]
    reported: Sequence[int] = ()
    fingerprint: str | None = None
    problems: Sequence[Problem] = ()
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Stale:
    """A change that no longer holds: what stands there now; ``code`` as in the words for problems."""

    change: Change
    now: Value
    code: str = "changed_meanwhile"


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying came to: its revision, how many changes are in, which were left out, the tasks that it created.

    ``requests``: the pending proposals submitted beside it; where nothing else was written, ``proposal`` is the first.
    """

    proposal: int
    revision: int
    applied: int
    stale: tuple[Stale, ...] = ()
    created: tuple[int, ...] = ()
    requests: tuple[int, ...] = ()


def submit(connection: Connection, draft: Draft) -> int:
    """Save a proposal, pending, with its changes: its number. New tasks get their ids here."""
    return _submit(connection, draft)[0]


def carry_out(connection: Connection, draft: Draft, by: str, anew: bool = False) -> Applied:
    """Submit and apply in one go. ``anew``: ask whether each change holds even where nothing was written since ``base``."""
    number, changes = _submit(connection, draft)
    return _apply(connection, number, by, changes, anew)


def _submit(connection: Connection, draft: Draft) -> tuple[int, list[Change]]:
    _, following = ledger.lock(connection)
    created = len(_created(draft.changes))
    if created:
        connection.execute(update(head).values(next_task_id=following + created))
    changes = [_numbered(one, following) for one in draft.changes]
    problems = dumps([problem_out(one) for one in draft.problems]) if draft.problems else None
    number = ledger.propose(
        connection, draft.cause, draft.base, plan=draft.plan, fingerprint=draft.fingerprint, problems=problems,
        undoes=draft.undoes,
    )  # fmt: skip
    ledger.record_tasks(connection, number, changes)
    reported = [(number, _task_id(one, following)) for one in draft.reported]
    bulk.insert(connection, report, ("proposal", "task"), reported)
    return number, changes


def apply(connection: Connection, number: int, by: str) -> Applied:
    """Apply a pending proposal: what still holds goes in, what does not is told. Applying again changes nothing."""
    return _apply(connection, number, by, None)


def _apply(
    connection: Connection, number: int, by: str, submitted: list[Change] | None, anew: bool = False
) -> Applied:
    base, _ = ledger.lock(connection)
    found = connection.execute(select(proposal).where(proposal.c.id == number)).mappings().first()
    if found is None:
        raise TrackerError("proposal_unknown", number=number)
    if found["state"] == "applied":
        return _already(connection, number, found["revision"])
    if found["state"] != "pending":
        raise TrackerError("proposal_closed", number=number)
    changes = saved(connection, number) if submitted is None else submitted
    stale: list[Stale] = []
    if anew or base != found["base_revision"]:
        checked = applying.outdated(connection, found["plan"], changes, found["effective_on"], found["base_revision"])
        stale = [Stale(*one) for one in checked]
        _leave_out(connection, number, stale)
    left_out = {(one.change.task, one.change.field) for one in stale}
    kept = [one for one in changes if (one.task, one.field) not in left_out] if left_out else changes
    revision = ledger.seal(connection, number, by, found["kind"])
    applying.write(connection, found["plan"], kept, found["effective_on"])
    if found["undoes"] is not None:
        undone.finish(connection, kept, revision)
    return Applied(number, revision, len(kept), tuple(stale), _created(changes))


def saved(connection: Connection, number: int, stale: bool = False) -> list[Change]:
    """The changes of a proposal, in their order: those that count, or those left out."""
    columns = (change.c.subject_id, change.c.field, change.c.before, change.c.after, change.c.sheet, change.c.sheet_row)
    query = select(*columns).where(change.c.proposal == number, change.c.stale.is_(stale)).order_by(change.c.seq)
    return [Change(row[0], row[1], loads(row[2]), loads(row[3]), row[4], row[5]) for row in connection.execute(query)]


def known(connection: Connection, plan: int, fingerprint: str, effective_on: str) -> int | None:
    """The revision at which the same rows were applied to the plan for the same day, and not taken back since."""
    same = (proposal.c.plan == plan, proposal.c.fingerprint == fingerprint, proposal.c.effective_on == effective_on)
    applied = (proposal.c.state == "applied", undone.standing())
    return connection.execute(select(func.max(proposal.c.revision)).where(*same, *applied)).scalar()


def _already(connection: Connection, number: int, revision: int) -> Applied:
    stale = tuple(Stale(one, None) for one in saved(connection, number, stale=True))
    changes = saved(connection, number)
    return Applied(number, revision, len(changes), stale, _created(changes))


def _created(changes: Sequence[Change]) -> tuple[int, ...]:
    return tuple(one.task for one in changes if one.field == CREATED and one.after is not None)


def _leave_out(connection: Connection, number: int, stale: Sequence[Stale]) -> None:
    for one in stale:
        which = (change.c.proposal == number, change.c.subject_id == one.change.task, change.c.field == one.change.field)
        connection.execute(update(change).where(*which).values(stale=True))
        if one.change.field == CREATED:
            dropped = (report.c.proposal == number, report.c.task == one.change.task)
            connection.execute(report.delete().where(*dropped))


def _task_id(number: int, following: int) -> int:
    return number if number > 0 else following - number - 1


def _numbered(one: Change, following: int) -> Change:
    """With the ids of tasks that are to be created, its own and that of its parent."""
    after = one.after
    if one.field == CREATED and isinstance(after, dict) and "parent" in after:
        after = {**after, "parent": _parent(after["parent"], following)}
    elif one.field == "parent":
        after = _parent(after, following)
    return Change(_task_id(one.task, following), one.field, one.before, after, one.sheet, one.row)


def _parent(said: object, following: int) -> str:
    new = isinstance(said, str) and said.startswith("-") and said[1:].isdecimal()
    return str(_task_id(int(str(said)), following)) if new else str(said)
