"""Attempts to sign in: they are counted by the name typed and by address, and listed for whoever looks after accounts.

A name that is no account's stands only as a keyed hash: what was typed there may be a password.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from cds_tracker.domain.accounts import folded
from cds_tracker.store import ledger
from cds_tracker.store.tables_people import account, attempt


@dataclass(frozen=True, slots=True)
class Limit:
    """So many failures within so many minutes lock a name; ``address`` times as many, of whatever names, an address.

    (Behind one address may sit a whole ministry.)
    """

    failures: int = 5
    minutes: int = 15
    address: int = 4


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt. ``account`` is ``None`` where the name was no account's; ``way``: local, code, change or oidc."""

    at: str
    account: str | None
    address: str | None
    way: str
    succeeded: bool
    why: str | None


def name_hash(name: str, key: str) -> str:
    """What stands for a name that was typed, however it was typed."""
    return hmac.new(key.encode(), folded(name).encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def begin(connection: Connection, name: str, account_id: int | None, address: str | None, way: str, limit: Limit) -> int | None:
    """Count an attempt before anything is looked at, as one that failed; ``None``: locked, nothing may be looked at.

    All attempts come one after the other here, so that many at once are not more than so many.
    """
    ledger.lock(connection)
    if is_locked(connection, name, address, limit):
        return None
    row = {"at": ledger.now(), "name_hash": name, "account": account_id, "address": address, "way": way}
    written = attempt.insert().values(**row, succeeded=False, why="wrong").returning(attempt.c.id)
    return int(connection.execute(written).scalar_one())


def succeed(connection: Connection, number: int) -> None:
    """It was right after all."""
    connection.execute(attempt.update().where(attempt.c.id == number).values(succeeded=True, why=None))


def note(connection: Connection, name: str, account_id: int, address: str | None, way: str) -> None:
    """Somebody came in by a way that is judged elsewhere."""
    row = {"at": ledger.now(), "name_hash": name, "account": account_id, "address": address, "way": way}
    connection.execute(attempt.insert().values(**row, succeeded=True))


def is_locked(connection: Connection, name: str, address: str | None, limit: Limit) -> bool:
    """Whether the name or the address has failed too often of late. A success sets the name's count back, not the address's."""
    since = (datetime.now(UTC) - timedelta(minutes=limit.minutes)).isoformat(timespec="microseconds")
    by_name = attempt.c.name_hash == name
    last = connection.execute(select(func.max(attempt.c.at)).where(by_name, attempt.c.succeeded, attempt.c.at > since)).scalar()
    failed = select(func.count()).select_from(attempt).where(attempt.c.succeeded.is_(False))
    of_name = connection.execute(failed.where(by_name, attempt.c.at > (last or since))).scalar_one()
    if of_name >= limit.failures or address is None:
        return bool(of_name >= limit.failures)
    of_address = connection.execute(failed.where(attempt.c.address == address, attempt.c.at > since)).scalar_one()
    return bool(of_address >= limit.failures * limit.address)


def listed(connection: Connection, many: int = 200, skip: int = 0, account_id: int | None = None) -> list[Attempt]:
    """The latest attempts (of an account) first."""
    said = (attempt.c.at, attempt.c.address, attempt.c.way, attempt.c.succeeded, attempt.c.why)
    chosen = [] if account_id is None else [attempt.c.account == account_id]
    found = select(*said, account.c.code.label("account")).outerjoin(account, account.c.id == attempt.c.account).where(*chosen)
    rows = connection.execute(found.order_by(attempt.c.at.desc(), attempt.c.id.desc()).limit(many).offset(skip))
    return [_attempt(row) for row in rows.mappings()]


def _attempt(row: Mapping[Any, Any]) -> Attempt:
    return Attempt(row["at"], row["account"], row["address"], row["way"], bool(row["succeeded"]), row["why"])
