"""What every command asks of its surroundings: the database, and today's date here."""

import getpass
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from cds_tracker import settings
from cds_tracker.domain.accounts import code_of
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Person, may, operator, reads_all, units_of
from cds_tracker.domain.plan import Plan
from cds_tracker.domain.rollup import Rollup
from cds_tracker.insights.filters import FIRST, LAST
from cds_tracker.insights.scope import Scope
from cds_tracker.store import accounts, ledger, plans, units
from cds_tracker.store.database import Connection, Database, connect
from cds_tracker.store.migrating import migrate
from cds_tracker.workflows.acting import Refused

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
DAYS = ["%Y-%m-%d", "%d/%m/%Y"]
As = Annotated[str | None, typer.Option("--as", help="Act as this account, with its rights (default: the server's operator).")]


def actor(database: Database, account: str | None = None) -> Person:
    """The person of this account with the grants of today; without one the operator of the server, who is an admin."""
    if account is None:
        return operator(getpass.getuser())
    with database.read() as connection:
        held = accounts.find(connection, code_of(account))
    if held is None or not held.active:
        raise TrackerError("account_unknown", account=account)
    return held.person("cli").on(ledger.today())


def reader(connection: Connection, person: Person) -> Scope:
    """What this person may read; refused where that is nothing at all."""
    if not may(person, Act.READ):
        raise Refused(Act.READ)
    held = Rollup(units.load(connection), ledger.today())
    return Scope() if reads_all(person) else Scope(units_of(person, held))


def database() -> Database:
    """The database of the settings, brought up to date."""
    found = connect(settings.load().database_url)
    migrate(found)
    return found


def today() -> date:
    """The day it is in Viet Nam."""
    return datetime.now(HERE).date()


def day(given: datetime | None) -> date:
    """The day that an option names, else today."""
    return given.date() if given else today()


def day_of_figures(connection: Connection, given: datetime | None) -> date:
    """The day that an option names, else today; the invented figures of a demo have a day of their own."""
    if given and not FIRST <= given.date() <= LAST:
        raise TrackerError("filter_value", name="as-of", value=given.date().isoformat())
    return given.date() if given else plans.demo_day(connection) or today()


def the_plan(connection: Connection, code: str | None) -> Plan:
    """The plan of this code, or the only one."""
    listed = plans.listed(connection)
    found = [plan for plan in listed if code in (None, plan.code)]
    if len(found) == 1:
        return found[0]
    raise TrackerError("plan_not_found" if code else "plan_needed", plan=code, codes=_codes(listed))


def plan_codes(database: Database) -> str:
    """The plans that there are, for a reader."""
    with database.read() as connection:
        return _codes(plans.listed(connection))


def _codes(listed: Sequence[Plan]) -> str:
    return ", ".join(plan.code for plan in listed) or "–"
