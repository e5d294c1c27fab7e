"""Reading the audit log: who did what, newest first. (Rows are added by ``audit``.)"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select

from cds_tracker.store.canonical import loads
from cds_tracker.store.ledger import HERE
from cds_tracker.store.tables_people import account, audit

MOST = 100_000  # rows of one export
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows; blank is all. ``actor`` is part of an account or of a name; days are those of Viet Nam, both included."""

    actor: str = ""
    act: str = ""
    outcome: str = ""
    since: date | None = None
    until: date | None = None
    subject: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the log. ``at`` is local time; ``name`` that of the account, where there is one."""

    id: int
    at: datetime
    actor: str
    name: str | None
    address: str | None
    act: str
    subject: str
    subject_id: str | None
    outcome: str
    detail: Mapping[str, object]


def count(connection: Connection, asked: Asked) -> int:
    """How many rows there are."""
    return int(connection.execute(select(func.count()).select_from(audit).where(*_where(asked))).scalar_one())


def last(connection: Connection) -> int:
    """The number of the newest row."""
    return int(connection.execute(select(func.coalesce(func.max(audit.c.id), 0))).scalar_one())


def page(connection: Connection, asked: Asked, skip: int, most: int) -> list[Entry]:
    """Some of the rows, newest first."""
    query = _query().where(*_where(asked)).order_by(audit.c.id.desc()).offset(skip).limit(most)
    return [_entry(dict(row)) for row in connection.execute(query).mappings()]


def chunks(connection: Connection, asked: Asked, newest: int, most: int = MOST) -> Iterator[list[Entry]]:
    """The rows up to the one of this number, newest first, a few at a time and at most so many."""
    below = newest + 1
    while most > 0:
        query = _query().where(*_where(asked), audit.c.id < below).order_by(audit.c.id.desc()).limit(min(_CHUNK, most))
        found = [_entry(dict(row)) for row in connection.execute(query).mappings()]
        if not found:
            return
        yield found
        below, most = found[-1].id, most - len(found)


def values(connection: Connection, column: str) -> list[str]:
    """Everything that stands in ``act`` or ``subject``, for a choice."""
    return list(connection.execute(select(audit.c[column]).distinct().order_by(audit.c[column])).scalars())


def _query() -> Any:
    return select(audit, account.c.name).join(account, account.c.code == audit.c.actor, isouter=True)


def _where(asked: Asked) -> list[ColumnElement[bool]]:
    equal = {"act": asked.act, "outcome": asked.outcome, "subject": asked.subject}
    found: list[ColumnElement[bool]] = [audit.c[name] == value for name, value in equal.items() if value]
    if asked.since:
        found.append(audit.c.at >= _instant(asked.since))
    if asked.until:
        found.append(audit.c.at < _instant(min(asked.until, LAST) + timedelta(days=1)))
    if asked.actor:
        named = select(account.c.code).where(account.c.name.icontains(asked.actor, autoescape=True))
        found.append(or_(audit.c.actor.icontains(asked.actor, autoescape=True), audit.c.actor.in_(named)))
    if asked.words:
        columns = (audit.c.subject_id, audit.c.detail, audit.c.address)
        found.append(or_(*(column.icontains(asked.words, autoescape=True) for column in columns)))
    return found


def _instant(day: date) -> str:
    """The beginning of a day here, as it is stored. Days at the ends of the calendar have no hours in another zone."""
    return datetime.combine(min(max(day, FIRST), LAST), time(), HERE).astimezone(UTC).isoformat(timespec="microseconds")


def _entry(row: Mapping[str, Any]) -> Entry:
    detail = loads(row["detail"])
    at = datetime.fromisoformat(row["at"]).astimezone(HERE)
    kept = {name: row[name] for name in ("id", "actor", "name", "address", "act", "subject", "subject_id", "outcome")}
    return Entry(at=at, detail=detail if isinstance(detail, dict) else {}, **kept)
