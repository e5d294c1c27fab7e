"""Entering the demo plan: its workbooks go through the real import, oldest first, so that it has a history."""

from cds_tracker.demo.people import ACCOUNTS, PASSWORD
from cds_tracker.demo.story import ISSUED, TODAY
from cds_tracker.demo.workbooks import workbooks
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import operator
from cds_tracker.domain.plan import Plan
from cds_tracker.store import accounts, areas, credentials, ledger, plans, removing, units
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause
from cds_tracker.workflows import importing
from cds_tracker.workflows.importing import Target

CODE = "KH-CDS-2025"
PLAN = Plan(
    id=0,
    code=CODE,
    title="Kế hoạch chuyển đổi số năm 2025",
    number="01/KH-DEMO",
    issued_on=ISSUED,
    issuer="Bộ Nội vụ",
    year_from=2025,
    year_to=2025,
    is_demo=True,
)
BY = "demo"


def enter(database: Database) -> bool:
    """Enter the demo plan into an empty database and mark it as demo; ``False`` if it is there already.

    ``TrackerError`` where the database holds plans of somebody's own.
    """
    with database.write() as connection:
        ledger.lock(connection)
        held = plans.listed(connection)
        if any(not plan.is_demo for plan in held):
            raise TrackerError("demo_not_empty", count=len(held))
        if plans.demo_day(connection) is not None:
            return False
        removing.remove_plans(connection)  # whatever an interrupted start left behind
        accounts.save(connection, ACCOUNTS, Cause("account", BY, ISSUED))
        for person in accounts.listed(connection):
            credentials.put_password(connection, person.id, PASSWORD)
        plans.save(connection, PLAN, Cause("plan", BY, ISSUED))
    _import_all(database)
    with database.write() as connection:
        plans.mark_demo(connection, TODAY)
    return True


def leave(database: Database) -> bool:
    """Empty a database marked as demo of all plans, tasks and what was done to them; ``False`` if it is not marked."""
    with database.write() as connection:
        ledger.lock(connection)
        if plans.demo_day(connection) is None:
            return False
        removing.remove_plans(connection)
        plans.mark_demo(connection, None)
        ledger.take(connection, BY, "demo_removed")
    return True


def _import_all(database: Database) -> None:
    with database.read() as connection:
        registry, listed = units.load(connection), areas.load(connection)
    for day, name, file in workbooks(registry.name, listed.name):
        reading = importing.read(database, file, name, Target(CODE))
        shown = importing.preview(database, reading, Target(CODE), day, operator(BY))
        if shown.reading.refused or shown.unresolved:
            raise RuntimeError(f"{name} was not taken: {shown.problems[:3]}")
        importing.carry_out(database, shown, operator(BY))
