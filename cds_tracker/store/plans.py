"""Plans: the documents that assign tasks."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, select, update

from cds_tracker.domain.plan import Plan
from cds_tracker.store import records, tables
from cds_tracker.store.canonical import as_mapping, dumps, loads
from cds_tracker.store.ledger import Cause
from cds_tracker.store.tables import change, head, plan, proposal


def listed(connection: Connection) -> list[Plan]:
    """All plans, in the order in which they were created."""
    return [_plan(dict(row)) for row in connection.execute(select(plan).order_by(plan.c.id)).mappings()]


def find(connection: Connection, code: str) -> Plan | None:
    """The plan of this code."""
    return _one(connection, select(plan).where(plan.c.code == code))


def get(connection: Connection, number: int, known_at: int | None = None) -> Plan | None:
    """The plan of this id; with ``known_at`` as it was known at that revision (``None`` if it did not exist)."""
    found = _one(connection, select(plan).where(plan.c.id == number))
    if found is None or known_at is None:
        return found
    later = (
        select(change.c.field, change.c.before)
        .join(proposal, proposal.c.id == change.c.proposal)
        .where(change.c.subject == "plan", change.c.subject_id == number, proposal.c.revision > known_at)
        .order_by(proposal.c.revision.desc(), change.c.seq.desc())
    )
    row = _row(found) | {"id": found.id, "code": found.code}
    for field, before in connection.execute(later):
        if field == "*":
            return None
        row[field] = loads(before)
    return _plan(row)


def save(connection: Connection, wanted: Plan, cause: Cause) -> Plan:
    """Create the plan of this code, or bring it up to date."""
    records.save(connection, plan, {wanted.code: _row(wanted)}, cause)
    found = find(connection, wanted.code)
    return replace(wanted, id=found.id if found else 0)


def demo_day(connection: Connection) -> date | None:
    """The day of the invented figures, where the database is marked as demo."""
    day = connection.execute(select(head.c.demo_day)).scalar()
    return date.fromisoformat(day) if day else None


def workbook_key(connection: Connection) -> str:
    """The database's own secret, with which rows of workbooks are signed (see ``domain.marks``)."""
    return str(connection.execute(select(head.c.workbook_key)).scalar_one() or "")


def mark_demo(connection: Connection, day: date | None) -> None:
    """Mark the database as demo, to be read on a day; or no longer."""
    connection.execute(update(head).values(demo_day=day.isoformat() if day else None))


def _one(connection: Connection, query: Select[Any]) -> Plan | None:
    row = connection.execute(query).mappings().first()
    return _plan(dict(row)) if row else None


def _row(wanted: Plan) -> dict[str, object]:
    return {
        "title": wanted.title,
        "number": wanted.number,
        "issued_on": wanted.issued_on.isoformat() if wanted.issued_on else None,
        "issuer": wanted.issuer,
        "year_from": wanted.year_from,
        "year_to": wanted.year_to,
        "rhythm": wanted.rhythm,
        "section_areas": dumps(dict(wanted.section_areas)) if wanted.section_areas else None,
        "is_demo": wanted.is_demo,
        "approve_uploads": wanted.approve_uploads,
    }


def _plan(row: dict[str, Any]) -> Plan:
    known = {name: row[name] for name in tables.plan.columns.keys() if name in row}  # noqa: SIM118
    known["issued_on"] = date.fromisoformat(row["issued_on"]) if row["issued_on"] else None
    known["section_areas"] = {name: str(code) for name, code in (as_mapping(row["section_areas"]) or {}).items()}
    return Plan(**known)
