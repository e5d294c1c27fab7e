"""Who does what in the demo: the head of its unit gives most tasks to the member of staff; two carry only her name."""

from cds_tracker.demo.people import ACCOUNTS, UNIT
from cds_tracker.demo.story import ISSUED, TODAY
from cds_tracker.domain.people import Role
from cds_tracker.domain.rollup import Rollup
from cds_tracker.domain.task import ACCOUNT
from cds_tracker.store import ledger, plans, tasks, units
from cds_tracker.store.database import Connection, Database
from cds_tracker.workflows.acting import acting
from cds_tracker.workflows.editing import Edit, write

BY_NAME = 2  # tasks in which only the name is written, as files do


def assign(database: Database, plan: str) -> None:
    """Give the tasks that the unit leads to its member of staff."""
    head, staff = (next(one for one in ACCOUNTS if one.person().has(role)) for role in (Role.HEAD, Role.STAFF))
    with database.read() as connection:
        led = _led(connection, plan)
        base = ledger.latest(connection)
    names = [f"{ACCOUNT}{staff.code}"] * (len(led) - BY_NAME) + [staff.name] * BY_NAME
    edits = [Edit(number, {"assignees": [who]}, {}) for number, who in zip(led, names, strict=True)]
    with acting(database, head.person(), "assign") as doing:
        write(doing, edits, kind="assign", effective_on=ISSUED, base=base)


def _led(connection: Connection, code: str) -> list[int]:
    rollup = Rollup(units.load(connection), TODAY)
    plan = next(one for one in plans.listed(connection) if one.code == code)
    return [task.id for task in tasks.current(connection, plan.id) if UNIT in map(rollup.end, map(str, task["lead"] or ()))]  # type: ignore[arg-type]
