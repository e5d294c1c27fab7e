"""A plan with late tasks and everybody who has to do with them, for the tests of requests and explanations."""

from datetime import date

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.people import Grant, Person, Role, operator
from cds_tracker.domain.task import Value
from cds_tracker.store import accounts, audit, ledger, tasks
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause
from cds_tracker.store.tables_people import audit as log
from cds_tracker.workflows import importing
from cds_tracker.workflows.acting import acting
from cds_tracker.workflows.editing import Edit, write
from cds_tracker.workflows.importing import Target
from tests.beginnings import once
from tests.store.dumps import dump
from tests.workflows.readings import line, reading

DAY = date(2025, 7, 15)
ACCOUNTS = (
    Account(0, "ha", "Hà", grants=(Grant(Role.LEADERSHIP),)),
    Account(0, "minh", "Minh", grants=(Grant(Role.HEAD, "VP"),)),
    Account(0, "lan", "Lan", grants=(Grant(Role.STAFF, "VP"),)),
    Account(0, "dung", "Dũng", grants=(Grant(Role.STAFF, "VP"),)),
    Account(0, "phuc", "Phúc", grants=(Grant(Role.HEAD, "PC"),)),
    Account(0, "nam", "Nam", grants=(Grant(Role.ADMIN),)),
    Account(0, "hoa", "Hoa", grants=(Grant(Role.VIEWER),)),
)
HA, MINH, LAN, DUNG, PHUC, NAM, HOA = (Person(one.code, one.name) for one in ACCOUNTS)
STRANGER = Person("nobody", "Nobody", (Grant(Role.ADMIN),))
OFFICE, LEGAL = 1, 2  # the office's task, helped by the legal department; the legal department's own


@once
def begin(database: Database) -> int:
    """Two tasks, both due on 30/6/2025; Lan is assigned to the office's. The revision then."""
    with database.write() as connection:
        accounts.save(connection, ACCOUNTS, Cause("account", "test", DAY))
    rows = [
        line("Nâng cấp cổng", lead="Văn phòng Bộ", coordinating="Vụ Pháp chế", status="in_progress", deadline="30/6/2025"),
        line("Xây dựng quy chế", lead="Vụ Pháp chế", status="in_progress", deadline="30/6/2025"),
    ]
    shown = importing.preview(database, reading(rows), Target("KH", create=True), date(2025, 6, 1), operator("test"))
    assert importing.carry_out(database, shown, operator("test")) is not None
    change(database, OFFICE, "assignees", ["@lan"])
    return latest(database)


def latest(database: Database) -> int:
    with database.read() as connection:
        return ledger.latest(connection)


def value(database: Database, task: int, field: str) -> Value:
    with database.read() as connection:
        return tasks.some(connection, [task])[task][field]


def change(database: Database, task: int, field: str, after: Value, on: date = DAY) -> None:
    """The focal unit changes a field by hand."""
    edit, base = Edit(task, {field: after}, {field: value(database, task, field)}), latest(database)
    with acting(database, NAM, "edit") as doing:
        write(doing, [edit], kind="edit", effective_on=on, base=base)


def column(database: Database, task: int, name: str, on: date = DAY) -> object:
    """What a list would show of a task as of a day."""
    with database.read() as connection:
        rows = tasks.load(connection, 1, on)
    row = next(row for row in rows.rows if row[rows.columns.index("id")] == task)
    return row[rows.columns.index(name)]


def all_but_audit(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Everything that a refused act must leave as it was."""
    held = dump(database)
    del held["audit"]
    return held


def audited(database: Database) -> list[tuple[str, str, str]]:
    """Who did what, with what outcome, in order."""
    with database.read() as connection:
        assert list(audit.findings(connection)) == []
        rows = connection.execute(log.select().order_by(log.c.id)).mappings()
        return [(row["actor"], row["act"], row["outcome"]) for row in rows]
