"""Entering the demo plan: its workbooks go through the real import, oldest first, so that it has a history."""

from dataclasses import replace
from pathlib import Path

from cds_tracker.demo import people_at_work, people_in_delay, people_who_upload
from cds_tracker.demo.people import ACCOUNTS, PASSWORD
from cds_tracker.demo.story import ISSUED, TODAY
from cds_tracker.demo.workbooks import workbooks
from cds_tracker.domain.accounts import Account
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import operator
from cds_tracker.domain.plan import Plan
from cds_tracker.store import accounts, areas, credentials, identities, ledger, plans, removing, sessions, units
from cds_tracker.store.database import Connection, Database
from cds_tracker.store.ledger import Cause
from cds_tracker.workflows import importing, uploading
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


def enter(database: Database, folder: Path | None = None) -> bool:
    """Enter the demo plan into an empty database and mark it as demo; ``False`` if it is there already.

    ``folder``: where workbooks are kept, so that there is a history of uploads too, with one that waits.
    ``TrackerError`` where the database holds plans or accounts of somebody's own.
    """
    with database.write() as connection:
        ledger.lock(connection)
        held = plans.listed(connection)
        if any(not plan.is_demo for plan in held):
            raise TrackerError("demo_not_empty", count=len(held))
        if plans.demo_day(connection) is not None:
            return False
        if any(account.active and not _is_ours(connection, account) for account in accounts.listed(connection)):
            raise TrackerError("demo_people_there")
        removing.remove_plans(connection)  # whatever an interrupted start left behind
        plans.save(connection, PLAN, Cause("plan", BY, ISSUED))
    _import_all(database, folder)
    with database.write() as connection:
        accounts.save(connection, ACCOUNTS, Cause("account", BY, ISSUED))
    people_at_work.play(database, CODE)
    people_in_delay.play(database, CODE)
    if folder is not None:
        people_who_upload.play(database, CODE, folder)
    with database.write() as connection:
        ledger.lock(connection)
        plans.mark_demo(connection, TODAY)
        _let_in(connection)
    return True


def leave(database: Database) -> bool:
    """Empty a database marked as demo of all plans, tasks and what was done to them; ``False`` if it is not marked.

    No account of it can sign in afterwards.
    """
    with database.write() as connection:
        ledger.lock(connection)
        if plans.demo_day(connection) is None:
            return False
        removing.remove_plans(connection)
        _let_nobody_in(connection)
        plans.mark_demo(connection, None)
        ledger.take(connection, BY, "demo_removed")
    return True


def _is_ours(connection: Connection, account: Account) -> bool:
    """Whether an interrupted beginning left it: an invented person with nothing yet to sign in with."""
    unused = not credentials.has_password(connection, account.id) and not credentials.code_pending(connection, account.id)
    return unused and replace(account, id=0) in ACCOUNTS


def _let_in(connection: Connection) -> None:
    """The invented people get their published password: in the transaction that marks the database as demo."""
    for person in ACCOUNTS:
        held = accounts.find(connection, person.code)
        assert held is not None  # noqa: S101 - saved at the beginning
        credentials.put_password(connection, held.id, PASSWORD)


def _let_nobody_in(connection: Connection) -> None:
    listed = accounts.listed(connection)
    accounts.save(connection, [replace(one, active=False) for one in listed], Cause("account", BY, ledger.today()))
    for one in listed:
        credentials.forget(connection, one.id)
        sessions.end_all(connection, one.id, "demo_removed")
    for known in (*identities.linked(connection), *identities.waiting(connection)):
        identities.forget(connection, known.issuer, known.subject)


def _import_all(database: Database, folder: Path | None) -> None:
    with database.read() as connection:
        registry, listed = units.load(connection), areas.load(connection)
    for day, name, file in workbooks(registry.name, listed.name):
        if folder is not None:
            number = uploading.receive(database, folder, operator(BY), name, file, plan=CODE, effective_on=day)
            result = uploading.carry_out(database, folder, number, operator(BY))
            shown = result.preview
        else:
            reading = importing.read(database, file, name, Target(CODE))
            shown = importing.preview(database, reading, Target(CODE), day, operator(BY))
            importing.carry_out(database, shown, operator(BY))
        if shown is None or shown.reading.refused or shown.unresolved:
            raise RuntimeError(f"{name} was not taken: {shown.problems[:3] if shown else None}")
