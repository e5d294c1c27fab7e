"""What the page of sign-ins asks besides: who is locked out at this moment, and when each account last came in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, func, select

from cds_tracker.store import attempts
from cds_tracker.store.attempts import Limit
from cds_tracker.store.tables_people import account, attempt, session


@dataclass(frozen=True, slots=True)
class Locked:
    """A name that failed too often. ``account`` is ``None`` where nobody is called so."""

    account: str | None
    failures: int
    last_at: str


def locked(connection: Connection, limit: Limit) -> list[Locked]:
    """The names that are locked at this moment, the latest failure first."""
    since = (datetime.now(UTC) - timedelta(minutes=limit.minutes)).isoformat(timespec="microseconds")
    columns = (attempt.c.name_hash, func.max(account.c.code), func.count(), func.max(attempt.c.at))
    failed = select(*columns).outerjoin(account, account.c.id == attempt.c.account)
    failed = failed.where(attempt.c.succeeded.is_(False), attempt.c.at > since).group_by(attempt.c.name_hash)
    rows = connection.execute(failed.order_by(func.max(attempt.c.at).desc())).all()
    return [Locked(code, many, last) for name, code, many, last in rows if attempts.is_locked(connection, name, None, limit)]


def last_seen(connection: Connection) -> Mapping[str, str]:
    """When each account last signed in, by its name."""
    latest = select(account.c.code, func.max(session.c.created_at)).select_from(session.join(account))
    return {row[0]: row[1] for row in connection.execute(latest.group_by(account.c.code))}


def failures(connection: Connection, hours: int = 24) -> int:
    """How many attempts failed in these hours."""
    since = (datetime.now(UTC) - timedelta(hours=hours)).isoformat(timespec="microseconds")
    which = (attempt.c.at >= since, attempt.c.succeeded.is_(False))
    return int(connection.execute(select(func.count()).select_from(attempt).where(*which)).scalar_one())
