"""Sessions: who is signed in where, and since when. The browser alone holds the token; here lies its SHA-256.

A session is looked up, never remembered: what ended it in another process is seen at the next question.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, select

from cds_tracker.store import ledger
from cds_tracker.store.tables_people import account, session


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session goes on: without a sign of life, and at all."""

    idle: timedelta = timedelta(minutes=60)
    whole: timedelta = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session with its account. ``ended_why`` tells what ended it, if somebody did."""

    token_hash: str
    account_id: int
    account: str
    name: str
    way: str
    created_at: str
    seen_at: str
    until: str
    ended_at: str | None
    ended_why: str | None
    address: str | None
    agent: str | None

    @property
    def reference(self) -> str:
        """What the session is called by where its hash has no business."""
        return self.token_hash[:16]


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def begin(
    connection: Connection, token: str, account_id: int, way: str, hours: float, address: str | None, agent: str | None
) -> None:
    """Begin a session, for so many hours at most."""
    began = datetime.now(UTC)
    instants = {"created_at": _iso(began), "seen_at": _iso(began), "until": _iso(began + timedelta(hours=hours))}
    row = {"token_hash": hashed(token), "account": account_id, "way": way, "address": address, "agent": agent, **instants}
    connection.execute(session.insert().values(**row))


def valid(connection: Connection, hashes: Collection[str], limits: Limits) -> dict[str, SignedIn]:
    """Those of these sessions that may go on at this moment, by their hash."""
    rows = connection.execute(_all().where(session.c.token_hash.in_(hashes), _goes_on(limits)))
    return {row["token_hash"]: _signed_in(row) for row in rows.mappings()}


def find(connection: Connection, token_hash: str, limits: Limits) -> SignedIn | None:
    """The session, if it may go on."""
    return valid(connection, (token_hash,), limits).get(token_hash)


def held(connection: Connection, token_hash: str) -> SignedIn | None:
    """The session that nobody has ended, even where its time has run out."""
    row = connection.execute(_all().where(session.c.token_hash == token_hash, session.c.ended_at.is_(None))).mappings().first()
    return _signed_in(row) if row else None


def going_on(connection: Connection, limits: Limits, account_id: int | None = None) -> list[SignedIn]:
    """All sessions that may go on (of an account), the latest sign-in first."""
    chosen = [] if account_id is None else [session.c.account == account_id]
    rows = connection.execute(_all().where(_goes_on(limits), *chosen).order_by(session.c.created_at.desc()))
    return [_signed_in(row) for row in rows.mappings()]


def touch(connection: Connection, token_hash: str) -> None:
    """Somebody is there: the time without a sign of life begins anew."""
    connection.execute(session.update().where(session.c.token_hash == token_hash).values(seen_at=ledger.now()))


def end(connection: Connection, token_hash: str, why: str) -> bool:
    """End a session; whether it was still to be ended. ``why``: ``sign_out``, ``password``, ``renewed``, ``admin``, …"""
    return _end(connection, session.c.token_hash == token_hash, why) > 0


def end_by_reference(connection: Connection, reference: str, why: str) -> bool:
    """The same by what the session is called."""
    return len(reference) == 16 and _end(connection, session.c.token_hash.startswith(reference, autoescape=True), why) > 0


def end_all(connection: Connection, account_id: int, why: str, but: str | None = None) -> int:
    """End every session of an account, except the one of this hash; how many there were."""
    return _end(connection, and_(session.c.account == account_id, session.c.token_hash != (but or "")), why)


def _end(connection: Connection, which: ColumnElement[bool], why: str) -> int:
    ended = session.update().where(which, session.c.ended_at.is_(None)).values(ended_at=ledger.now(), ended_why=why)
    return int(connection.execute(ended).rowcount)


def _all() -> Any:
    columns = [column for column in session.c if column.name != "account"]
    who = [account.c.id.label("account_id"), account.c.code.label("account"), account.c.name]
    return select(*columns, *who).join(account, account.c.id == session.c.account)


def _goes_on(limits: Limits) -> ColumnElement[bool]:
    now = datetime.now(UTC)
    return and_(
        session.c.ended_at.is_(None),
        session.c.until > _iso(now),
        session.c.created_at > _iso(now - limits.whole),
        session.c.seen_at > _iso(now - limits.idle),
        account.c.active,
    )


def _signed_in(row: Mapping[Any, Any]) -> SignedIn:
    return SignedIn(**{name: row[name] for name in SignedIn.__slots__})


def _iso(instant: datetime) -> str:
    return instant.isoformat(timespec="microseconds")
