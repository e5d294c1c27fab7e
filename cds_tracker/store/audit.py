"""The audit log: who did what, when, from where, and with what outcome. Rows are only added (the database sees to it).

Each row carries the hash of the one before it, so that a row changed or taken out behind the database's back is found.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import Connection, insert, select

from cds_tracker.store import ledger
from cds_tracker.store.canonical import dumps
from cds_tracker.store.tables_people import audit

Outcome = Literal["done", "denied", "failed"]
HASHED = ("at", "actor", "address", "act", "subject", "subject_id", "outcome", "detail", "previous")


@dataclass(frozen=True, slots=True)
class Event:
    """One row to be: ``act`` is a verb of ours (``report``, ``sign_in``), ``subject`` what it is about. No secrets in it."""

    actor: str
    act: str
    subject: str
    subject_id: str | None = None
    outcome: Outcome = "done"
    address: str | None = None
    detail: Mapping[str, object] = field(default_factory=dict)


def append(connection: Connection, event: Event) -> None:
    """Add a row. It takes the lock of all writers, so that rows follow one another."""
    ledger.lock(connection)
    last = connection.execute(select(audit.c.hash).order_by(audit.c.id.desc()).limit(1)).scalar()
    row: dict[str, object] = {
        "at": ledger.now(), "actor": event.actor, "address": event.address, "act": event.act, "subject": event.subject,
        "subject_id": event.subject_id, "outcome": event.outcome,
        "detail": dumps(dict(event.detail)) if event.detail else None, "previous": last,
    }  # fmt: skip
    connection.execute(insert(audit).values(**row, hash=_hash(row)))


def findings(connection: Connection) -> Iterator[str]:
    """Every row that was changed, and every place where one is missing."""
    previous: object = None
    for row in connection.execute(select(audit).order_by(audit.c.id)).mappings():
        if row["previous"] != previous:
            yield f"audit {row['id']}: does not follow the row before it"
        if row["hash"] != _hash(dict(row)):
            yield f"audit {row['id']}: was changed"
        previous = row["hash"]


def _hash(row: Mapping[str, object]) -> str:
    return hashlib.sha256(dumps([row[name] for name in HASHED]).encode()).hexdigest()
