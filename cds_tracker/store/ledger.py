"""The ledger's lock and numbering: every write that a page can show takes one revision, and they come one by one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, insert, select, update

from cds_tracker.domain.changes import Change
from cds_tracker.domain.task import Value
from cds_tracker.store import bulk
from cds_tracker.store.canonical import dumps
from cds_tracker.store.tables import change, head, proposal, revision

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
CHANGE_COLUMNS = ("proposal", "seq", "subject", "subject_id", "field", "before", "after", "sheet", "sheet_row", "stale")


class Entry(NamedTuple):
    """One change of anything: ``subject`` is ``task``, ``plan``, ``unit`` or ``area``."""

    subject: str
    subject_id: int
    field: str
    before: Value
    after: Value
    sheet: str | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """Who changes something, why, from which file, and for which day."""

    kind: str
    by: str
    effective_on: date
    reason: str | None = None
    file: str | None = None
    sha256: str | None = None


def now() -> str:
    """This instant, in UTC: the only clock of the store, for ``recorded_at``."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def today() -> date:
    """The day it is in Viet Nam at this instant: the day of permissions, never of figures."""
    return datetime.fromisoformat(now()).astimezone(HERE).date()


def latest(connection: Connection) -> int:
    """The number of the present state: the key of every cache."""
    return int(connection.execute(select(head.c.revision)).scalar_one())


def lock(connection: Connection) -> tuple[int, int]:
    """Wait for all other writers; the last revision and the id of the next task. (SQLite holds its lock already.)"""
    found = connection.execute(select(head.c.revision, head.c.next_task_id).with_for_update()).one()
    return int(found[0]), int(found[1])


def take(connection: Connection, by: str, what: str) -> int:
    """The next revision. The lock must be held."""
    number = latest(connection) + 1
    connection.execute(insert(revision).values(number=number, recorded_at=now(), author=by, what=what))
    connection.execute(update(head).values(revision=number))
    return number


def propose(connection: Connection, cause: Cause, base: int, **more: object) -> int:
    """A proposal, pending: its number."""
    values = {
        "kind": cause.kind, "state": "pending", "author": cause.by, "reason": cause.reason, "file": cause.file,
        "sha256": cause.sha256, "effective_on": cause.effective_on.isoformat(), "recorded_at": now(), "base_revision": base,
    }  # fmt: skip
    written = connection.execute(insert(proposal).values(**values, **more).returning(proposal.c.id))
    return int(written.scalar_one())


def record(connection: Connection, number: int, entries: Iterable[Entry]) -> None:
    """Write the changes of a proposal, in their order."""
    rows = [
        (number, seq, e.subject, e.subject_id, e.field, _text(e.before), _text(e.after), e.sheet, e.row, False)
        for seq, e in enumerate(entries, 1)
    ]
    bulk.insert(connection, change, CHANGE_COLUMNS, rows)


def record_tasks(connection: Connection, number: int, changes: Iterable[Change]) -> None:
    """The same for changes of tasks, of which there may be a hundred thousand."""
    rows = [
        (number, seq, "task", one.task, one.field, None if one.before is None else dumps(one.before),
         None if one.after is None else dumps(one.after), one.sheet, one.row, False)
        for seq, one in enumerate(changes, 1)
    ]  # fmt: skip
    bulk.insert(connection, change, CHANGE_COLUMNS, rows)


def seal(connection: Connection, number: int, by: str, what: str) -> int:
    """The proposal is applied: the revision that it made."""
    taken = take(connection, by, what)
    applied = {"state": "applied", "revision": taken, "decided_by": by}
    connection.execute(update(proposal).where(proposal.c.id == number).values(**applied))
    return taken


def known(connection: Connection, kind: str, sha256: str) -> bool:
    """Whether a file of this kind was applied before, byte by byte."""
    same = (proposal.c.kind == kind, proposal.c.sha256 == sha256, proposal.c.state == "applied")
    return bool(connection.execute(select(func.count()).select_from(proposal).where(*same)).scalar_one())


def _text(value: Value) -> str | None:
    return None if value is None else dumps(value)
