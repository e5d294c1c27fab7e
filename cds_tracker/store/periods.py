"""Reporting periods of plans: their cut-offs where an admin set them, and their locks. In the ledger like units and plans."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, distinct, func, or_, select

from cds_tracker.domain.changes import CREATED
from cds_tracker.domain.periods import Period, Reported
from cds_tracker.store import records
from cds_tracker.store.ledger import Cause
from cds_tracker.store.records import Saved
from cds_tracker.store.tables import change, proposal, report
from cds_tracker.store.tables_work import period
from cds_tracker.store.undone import standing


def listed(connection: Connection) -> list[Reported]:
    """All periods that an admin touched, the latest cut-off first."""
    rows = connection.execute(select(period).order_by(period.c.cutoff.desc(), period.c.id.desc())).mappings()
    return [_reported(dict(row)) for row in rows]


def find(connection: Connection, code: str) -> Reported | None:
    """The period of this code, where an admin touched it."""
    row = connection.execute(select(period).where(period.c.code == code)).mappings().first()
    return _reported(dict(row)) if row else None


def save(connection: Connection, periods: Iterable[Reported], cause: Cause) -> Saved:
    """Write periods down, or bring those that are there up to date."""
    return records.save(connection, period, {one.code: _row(one) for one in periods}, cause)


def adjustments(connection: Connection, plan: int, cutoff: date, locked_revision: int) -> int:
    """How many changes of tasks were recorded after a lock and speak for a day up to its cut-off (new tasks: for any)."""
    query = select(func.count()).select_from(change).join(proposal, proposal.c.id == change.c.proposal)
    held = (change.c.subject == "task", change.c.stale.is_(False), proposal.c.plan == plan, proposal.c.state == "applied")
    told = or_(proposal.c.effective_on <= cutoff.isoformat(), change.c.field == CREATED)
    return int(connection.execute(query.where(*held, told, proposal.c.revision > locked_revision)).scalar_one())


def reports(connection: Connection, plan: int, spans: Mapping[str, tuple[date, date]]) -> dict[str, int]:
    """How many tasks were reported on from the first to the last day of each span, by its key."""
    query = select(func.count(distinct(report.c.task))).join(proposal, proposal.c.id == report.c.proposal)
    query = query.where(standing())
    return {key: int(connection.execute(query.where(_within(plan, *span))).scalar_one()) for key, span in spans.items()}


def _within(plan: int, first: date, last: date) -> ColumnElement[bool]:
    day = proposal.c.effective_on
    return and_(
        proposal.c.plan == plan, proposal.c.state == "applied", day >= first.isoformat(), day <= last.isoformat()
    )  # fmt: skip


def _row(one: Reported) -> dict[str, object]:
    return {
        "plan": one.plan,
        "first": one.period.first.isoformat(),
        "last": one.period.last.isoformat(),
        "cutoff": one.cutoff.isoformat(),
        "locked_revision": one.locked_revision,
        "locked_on": one.locked_on.isoformat() if one.locked_on else None,
        "locked_by": one.locked_by,
    }


def _reported(row: Mapping[str, Any]) -> Reported:
    first, last, cutoff = (date.fromisoformat(row[name]) for name in ("first", "last", "cutoff"))
    locked_on = date.fromisoformat(row["locked_on"]) if row["locked_on"] else None
    key = row["code"].removeprefix(f"{row['plan']}/")
    return Reported(row["plan"], Period(key, first, last), cutoff, row["locked_revision"], locked_on, row["locked_by"])
