"""Requests that wait for somebody else's decision, and what became of them: proposals of two kinds.

An ``extension`` asks for another deadline; a ``request`` for other changes of what the plan assigns. A change that was
left out (``stale``) stays with its proposal: it is what was asked for where something else was granted.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from cds_tracker.domain.changes import Change
from cds_tracker.store import ledger, proposals
from cds_tracker.store.canonical import dumps, loads
from cds_tracker.store.past import EXTENSION
from cds_tracker.store.tables import change, proposal
from cds_tracker.store.waiting import REQUEST as REQUEST

KINDS = (EXTENSION, REQUEST)
PENDING, ACCEPTED, REFUSED, WITHDRAWN = "pending", "applied", "rejected", "withdrawn"
STATES = (PENDING, ACCEPTED, REFUSED, WITHDRAWN)
Which = tuple[int, str]  # task and field of a change


@dataclass(frozen=True, slots=True)
class Request:
    """A request. ``changes`` are those that count; ``left_out`` what was asked for and not granted so."""

    number: int
    plan: int
    kind: str
    state: str
    author: str
    asked_on: date
    effective_on: date
    recorded_at: str
    reason: str | None
    document: str | None
    file: str | None
    changes: tuple[Change, ...]
    left_out: tuple[Change, ...] = ()
    decided_by: str | None = None
    decided_at: str | None = None
    decision_reason: str | None = None
    decision_document: str | None = None

    @property
    def asked(self) -> tuple[Change, ...]:
        """What was asked for."""
        return self.left_out or self.changes

    @property
    def tasks(self) -> tuple[int, ...]:
        """The tasks that it is about, new ones too."""
        return tuple(dict.fromkeys(one.task for one in (*self.changes, *self.left_out)))


def listed(connection: Connection, plan: int) -> list[Request]:
    """All requests of a plan, the latest first."""
    return _requests(connection, proposal.c.plan == plan)


def of_task(connection: Connection, task: int) -> list[Request]:
    """The requests about a task, the latest first."""
    about = select(change.c.proposal).where(change.c.subject == "task", change.c.subject_id == task)
    return _requests(connection, proposal.c.id.in_(about))


def find(connection: Connection, number: int) -> Request | None:
    """The request of this number."""
    return next(iter(_requests(connection, proposal.c.id == number)), None)


def waiting(connection: Connection, task: int, field: str = "deadline") -> int | None:
    """The pending extension of a task, if one waits for a decision."""
    about = (change.c.subject == "task", change.c.subject_id == task, change.c.field == field, proposal.c.state == PENDING)
    query = select(proposal.c.id).join(change, change.c.proposal == proposal.c.id).where(*about, proposal.c.kind == EXTENSION)
    return connection.execute(query.limit(1)).scalar()


def submit(connection: Connection, draft: proposals.Draft, document: str | None) -> int:
    """Save a request that waits for a decision: its number. It takes a revision, since pages show it."""
    number = proposals.submit(connection, draft)
    about = {"document": document, "asked_on": draft.cause.effective_on.isoformat()}
    connection.execute(update(proposal).where(proposal.c.id == number).values(**about))
    ledger.take(connection, draft.cause.by, draft.cause.kind)
    return number


def say(connection: Connection, number: int, reason: str | None, document: str | None, effective_on: date) -> None:
    """Write down why, by which paper and for which day somebody decides. (Applying says who.)"""
    said = {"decision_reason": reason, "decision_document": document, "decided_at": ledger.now()}
    asked_on = func.coalesce(proposal.c.asked_on, proposal.c.effective_on)
    day = {"asked_on": asked_on, "effective_on": effective_on.isoformat()}
    connection.execute(update(proposal).where(proposal.c.id == number).values(**said, **day))


def close(connection: Connection, number: int, state: str, by: str) -> None:
    """End a pending request without applying it."""
    closed = {"state": state, "decided_by": by, "decided_at": ledger.now()}
    connection.execute(update(proposal).where(proposal.c.id == number, proposal.c.state == PENDING).values(**closed))
    ledger.take(connection, by, f"request_{state}")


def replace(connection: Connection, number: int, asked: Change, granted: Change) -> None:
    """Let something else stand for a change that was asked for; that stays, as left out."""
    which = (change.c.proposal == number, change.c.subject_id == asked.task, change.c.field == asked.field)
    connection.execute(update(change).where(*which).values(stale=True))
    last = connection.execute(select(func.max(change.c.seq)).where(change.c.proposal == number)).scalar_one()
    row = {
        "proposal": number, "seq": last + 1, "subject": "task", "subject_id": granted.task, "field": granted.field,
        "before": None if granted.before is None else dumps(granted.before),
        "after": None if granted.after is None else dumps(granted.after), "stale": False,
    }  # fmt: skip
    connection.execute(insert(change).values(**row))


def split(connection: Connection, number: int, out: Collection[Which]) -> int:
    """Move changes of a pending request into a second one, equal in all else: its number."""
    held = connection.execute(select(proposal).where(proposal.c.id == number)).mappings().one()
    values = {name: value for name, value in held.items() if name != "id"}
    second = int(connection.execute(insert(proposal).values(**values).returning(proposal.c.id)).scalar_one())
    for task, field in out:
        which = (change.c.proposal == number, change.c.subject_id == task, change.c.field == field)
        connection.execute(update(change).where(*which).values(proposal=second))
    return second


def _requests(connection: Connection, which: Any) -> list[Request]:
    query = select(proposal).where(which, proposal.c.kind.in_(KINDS), proposal.c.state.in_(STATES))
    rows = connection.execute(query.order_by(proposal.c.recorded_at.desc(), proposal.c.id.desc())).mappings().all()
    numbers = select(proposal.c.id).where(which, proposal.c.kind.in_(KINDS))
    columns = (
        change.c.proposal, change.c.stale, change.c.subject_id, change.c.field, change.c.before, change.c.after,
        change.c.sheet, change.c.sheet_row,
    )  # fmt: skip
    found: dict[tuple[int, bool], list[Change]] = {}
    mine = select(*columns).where(change.c.proposal.in_(numbers), change.c.subject == "task")
    for of, stale, task, field, before, after, sheet, row in connection.execute(mine.order_by(change.c.seq)):
        found.setdefault((of, bool(stale)), []).append(Change(task, field, loads(before), loads(after), sheet, row))
    return [_request(row, found.get((row["id"], False), ()), found.get((row["id"], True), ())) for row in rows]


def _request(row: RowMapping, changes: Iterable[Change], left_out: Iterable[Change]) -> Request:
    effective_on = date.fromisoformat(row["effective_on"])
    decided = row["state"] != PENDING
    return Request(
        number=row["id"],
        plan=row["plan"],
        kind=row["kind"],
        state=row["state"],
        author=row["author"],
        asked_on=date.fromisoformat(row["asked_on"]) if row["asked_on"] else effective_on,
        effective_on=effective_on,
        recorded_at=row["recorded_at"],
        reason=row["reason"],
        document=row["document"],
        file=row["file"],
        changes=tuple(changes),
        left_out=tuple(left_out),
        decided_by=row["decided_by"] if decided else None,
        decided_at=row["decided_at"],
        decision_reason=row["decision_reason"],
        decision_document=row["decision_document"],
    )
