"""What people are writing about tasks and have not sent yet: read by nobody but its author, and no part of the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import Connection, delete, insert, select, update

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.task import Value
from cds_tracker.store import ledger
from cds_tracker.store.canonical import as_mapping, dumps
from cds_tracker.store.tables_people import draft

LONGEST = 200_000  # characters of one draft


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft: ``values`` by field as typed, and what stood there when its author began (``before``).

    ``base`` is the revision that they saw, ``saved_at`` the instant at which a field was last left.
    """

    task: int
    values: Mapping[str, Value]
    before: Mapping[str, Value] = field(default_factory=dict)
    base: int = 0
    saved_at: str = ""


def of_account(connection: Connection, account: str) -> dict[int, Kept]:
    """A person's own drafts, by task."""
    rows = connection.execute(select(draft).where(draft.c.account == account).order_by(draft.c.task)).mappings()
    return {row["task"]: _kept(row) for row in rows}


def find(connection: Connection, account: str, task: int) -> Kept | None:
    """A person's own draft about a task."""
    row = connection.execute(select(draft).where(*_which(account, task))).mappings().first()
    return _kept(row) if row else None


def save(connection: Connection, account: str, kept: Kept) -> None:
    """Keep a draft in the place of the one before it; one that says nothing is dropped. Takes no revision."""
    if not kept.values:
        drop(connection, account, kept.task)
        return
    said: dict[str, Any] = {"values": dumps(dict(kept.values)), "before": dumps(dict(kept.before))}
    if sum(map(len, said.values())) > LONGEST:
        raise TrackerError("draft_too_long", most=LONGEST)
    ledger.lock(connection)  # two devices of one person at once
    said |= {"base_revision": kept.base, "saved_at": ledger.now()}
    if not connection.execute(update(draft).where(*_which(account, kept.task)).values(**said)).rowcount:
        connection.execute(insert(draft).values(account=account, task=kept.task, **said))


def drop(connection: Connection, account: str, task: int) -> None:
    """Forget a person's own draft."""
    connection.execute(delete(draft).where(*_which(account, task)))


def _which(account: str, task: int) -> tuple[Any, ...]:
    return (draft.c.account == account, draft.c.task == task)


def _kept(row: Any) -> Kept:
    values, before = (cast(dict[str, Value], as_mapping(row[name]) or {}) for name in ("values", "before"))
    return Kept(row["task"], values, before, row["base_revision"], row["saved_at"])
