"""Who is signed in, and who tried to be: what the pages of sessions list. (Opening sessions and limits are elsewhere.)

A session is named by the beginning of the hash of its token, which opens nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select, update

from cds_tracker.store import ledger
from cds_tracker.store.tables_people import account, attempt, session

REFERENCE = 16  # characters of the hash of a token


@dataclass(frozen=True, slots=True)
class SignIn:
    """A session that goes on. Instants are ISO texts in UTC; ``way`` is ``local`` or ``oidc``."""

    ref: str
    account: str
    name: str
    way: str
    created_at: str
    seen_at: str
    until: str
    address: str | None
    agent: str | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt to sign in. ``account`` is ``None`` where nobody is called so: what was typed is not kept."""

    at: str
    account: str | None
    address: str | None
    way: str
    succeeded: bool
    why: str | None


def active(connection: Connection, code: str | None = None, idle_since: str | None = None) -> list[SignIn]:
    """The sessions that go on, the last seen first; of one account where it is named."""
    listed = _open().order_by(session.c.seen_at.desc())
    if code is not None:
        listed = listed.where(account.c.code == code)
    if idle_since is not None:
        listed = listed.where(session.c.seen_at > idle_since)
    return [_sign_in(row) for row in connection.execute(listed).mappings()]


def end(connection: Connection, refs: Sequence[str], why: str) -> int:
    """End sessions by their references: how many there were."""
    ended = 0
    for ref in refs:
        which = (func.substr(session.c.token_hash, 1, REFERENCE) == ref, session.c.ended_at.is_(None))
        ended += connection.execute(update(session).where(*which).values(ended_at=ledger.now(), ended_why=why)).rowcount
    return ended


def end_all(connection: Connection, account_id: int, why: str, but: str | None = None) -> int:
    """End every session of an account, ``but`` one: how many there were."""
    which = [session.c.account == account_id, session.c.ended_at.is_(None)]
    if but:
        which.append(func.substr(session.c.token_hash, 1, REFERENCE) != but[:REFERENCE])
    return connection.execute(update(session).where(*which).values(ended_at=ledger.now(), ended_why=why)).rowcount


def attempts(connection: Connection, *, failed: bool | None = None, limit: int = 200, offset: int = 0) -> list[Attempt]:
    """Attempts, the latest first; ``failed`` chooses those that failed or succeeded."""
    columns = (attempt.c.at, account.c.code, attempt.c.address, attempt.c.way, attempt.c.succeeded, attempt.c.why)
    listed = select(*columns).select_from(attempt.outerjoin(account, attempt.c.account == account.c.id))
    if failed is not None:
        listed = listed.where(attempt.c.succeeded.is_(not failed))
    found = connection.execute(listed.order_by(attempt.c.id.desc()).limit(limit).offset(offset))
    return [Attempt(at, code, address, way, bool(succeeded), why) for at, code, address, way, succeeded, why in found]


def count_attempts(connection: Connection, since: str, failed: bool = True) -> int:
    """How many attempts failed (or succeeded) since an instant."""
    which = (attempt.c.at >= since, attempt.c.succeeded.is_(not failed))
    return int(connection.execute(select(func.count()).select_from(attempt).where(*which)).scalar_one())


def last_seen(connection: Connection) -> Mapping[str, str]:
    """When each account last signed in, by its name."""
    latest = select(account.c.code, func.max(session.c.created_at)).select_from(session.join(account))
    return {row[0]: row[1] for row in connection.execute(latest.group_by(account.c.code))}


def _open() -> Select[Any]:
    columns = [session.c[name] for name in ("token_hash", "way", "created_at", "seen_at", "until", "address", "agent")]
    joined = select(*columns, account.c.code, account.c.name).select_from(session.join(account))
    return joined.where(session.c.ended_at.is_(None), session.c.until > ledger.now())


def _sign_in(row: Mapping[str, Any]) -> SignIn:
    names = ("way", "created_at", "seen_at", "until", "address", "agent")
    return SignIn(row["token_hash"][:REFERENCE], row["code"], row["name"], *(row[name] for name in names))
