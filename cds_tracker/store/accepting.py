"""A pending import, row by row: what is not accepted stays in the ledger as left out, with who decided so and why."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, select, update

from cds_tracker.domain.changes import CREATED
from cds_tracker.store import ledger
from cds_tracker.store.canonical import loads
from cds_tracker.store.tables import change, proposal, report

Place = tuple[str, int]  # sheet and row
_SOME = 500


def places(connection: Connection, number: int) -> list[Place]:
    """The rows from which a proposal would change something, in the order of the file."""
    return list(dict.fromkeys(_place(row) for row in _changes(connection, number)))


def leave_out(connection: Connection, number: int, accepted: Collection[Place]) -> list[Place]:
    """Leave out all changes but those of the accepted rows, and of these what stands under a task that is left out with its
    row: the rows left out."""
    rows = _changes(connection, number)
    out = {_place(row) for row in rows} - set(accepted)
    created = {row["subject_id"]: row for row in rows if row["field"] == CREATED}
    lost = {task for task, row in created.items() if _place(row) in out}
    while more := {task for task, row in created.items() if task not in lost and _above(row) in lost}:
        lost |= more
    out |= {_place(created[task]) for task in lost}
    gone = [row for row in rows if _place(row) in out or _above(row) in lost]
    for some in _some([row["seq"] for row in gone]):
        connection.execute(update(change).where(change.c.proposal == number, change.c.seq.in_(some)).values(stale=True))
    for some in _some(sorted({row["subject_id"] for row in rows if _place(row) in out})):
        connection.execute(delete(report).where(report.c.proposal == number, report.c.task.in_(some)))
    return [place for place in dict.fromkeys(_place(row) for row in rows) if place in out]


def say(connection: Connection, number: int, by: str, reason: str | None) -> None:
    """Write down who decides about a proposal, now, and why."""
    said = {"decided_by": by, "decided_at": ledger.now(), "decision_reason": reason}
    connection.execute(update(proposal).where(proposal.c.id == number).values(**said))


def close(connection: Connection, number: int, state: str, by: str, reason: str | None) -> None:
    """End a pending proposal without applying it. It takes a revision, since pages show what waits."""
    connection.execute(update(proposal).where(proposal.c.id == number, proposal.c.state == "pending").values(state=state))
    say(connection, number, by, reason)
    ledger.take(connection, by, f"import_{state}")


def _changes(connection: Connection, number: int) -> Sequence[Mapping[str, Any]]:
    columns = (change.c.seq, change.c.subject_id, change.c.field, change.c.after, change.c.sheet, change.c.sheet_row)
    counts = (change.c.proposal == number, change.c.stale.is_(False))
    return connection.execute(select(*columns).where(*counts).order_by(change.c.seq)).mappings().all()  # type: ignore[return-value]


def _place(row: Mapping[str, Any]) -> Place:
    return row["sheet"] or "", row["sheet_row"] or 0


def _above(row: Mapping[str, Any]) -> int | None:
    """The task under which a change puts its own, if it does."""
    said = loads(row["after"]) if row["field"] in (CREATED, "parent") else None
    parent = said.get("parent") if isinstance(said, dict) else said
    return int(parent) if isinstance(parent, str) and parent.isdecimal() else None


def _some(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(numbers), _SOME):
        yield numbers[first : first + _SOME]
