"""An office at work: Minh heads Văn phòng, Lan and Hoa are its staff; Tuấn heads Vụ Pháp chế, which helps and leads too.

Task 1 is led by Văn phòng and helped by Pháp chế; 2 is led by both; 3 by Pháp chế alone; 4 and 5 like 1; 6 by Pháp chế, helped
by Văn phòng.
"""

from datetime import date

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.people import Grant, Person, Role, operator
from cds_tracker.domain.task import Task, Value
from cds_tracker.store import accounts, ledger, tasks
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause
from cds_tracker.workflows import importing
from cds_tracker.workflows.acting import acting
from cds_tracker.workflows.editing import Edit, write
from cds_tracker.workflows.importing import Target
from tests.beginnings import once
from tests.workflows.readings import line, reading

DAY = date(2025, 9, 30)
OFFICE, LEGAL = "VP", "PC"
ACCOUNTS = (
    Account(0, "minh", "Trần Minh", grants=(Grant(Role.HEAD, OFFICE),)),
    Account(0, "lan", "Nguyễn Thị Lan", grants=(Grant(Role.STAFF, OFFICE),)),
    Account(0, "hoa", "Lê Hoa", grants=(Grant(Role.STAFF, OFFICE),)),
    Account(0, "tuan", "Phạm Tuấn", grants=(Grant(Role.HEAD, LEGAL),)),
    Account(0, "thu", "Đỗ Thu", grants=(Grant(Role.STAFF, LEGAL),)),
    Account(0, "nam", "Vũ Nam", grants=(Grant(Role.ADMIN),)),
    Account(0, "ha", "Bùi Hà", grants=(Grant(Role.LEADERSHIP),)),
    Account(0, "xem", "Ngô Xem", grants=(Grant(Role.VIEWER),)),
    Account(0, "cu", "Hồ Cũ", grants=(Grant(Role.STAFF, OFFICE, valid_to=date(2025, 1, 31)),)),
    Account(0, "nghi", "Mai Nghỉ", grants=(Grant(Role.STAFF, OFFICE),), active=False),
)
PEOPLE = {one.code: Person(one.code, one.name) for one in ACCOUNTS}
MINH, LAN, HOA, TUAN, THU, NAM = (PEOPLE[code] for code in ("minh", "lan", "hoa", "tuan", "thu", "nam"))
_OFFICE = {"lead": "Văn phòng Bộ", "coordinating": "Vụ Pháp chế", "status": "in_progress", "progress": 20}
LINES = (
    line("Nâng cấp cổng", **_OFFICE, assignees=["Nguyễn Thị Lan", "Ông Ba"]),
    line("Quy chế chung", lead="Văn phòng Bộ, Vụ Pháp chế", status="in_progress"),
    line("Rà soát văn bản", lead="Vụ Pháp chế", status="in_progress"),
    line("Chuyển sang IPv6", **_OFFICE),
    line("Phòng họp không giấy", **_OFFICE),
    line("Thẩm định hồ sơ", lead="Vụ Pháp chế", coordinating="Văn phòng Bộ", status="in_progress"),
)


@once
def opened(database: Database) -> Database:
    """The office, its people and its tasks."""
    with database.write() as connection:
        accounts.save(connection, ACCOUNTS, Cause("account", "test", date(2025, 1, 1)))
    whoever = operator("test")
    shown = importing.preview(database, reading(LINES), Target("KH", create=True), date(2025, 6, 30), whoever)
    assert importing.carry_out(database, shown, whoever) is not None
    return database


def said(database: Database, task: int, **after: Value) -> None:
    """Minh (or for the legal department Tuấn) writes fields of a task."""
    with acting(database, TUAN if task in (3, 6) else MINH, "report") as doing:
        held = doing.task(task)
        edit = Edit(task, after, {name: held[name] for name in after})
        write(doing, [edit], kind="report", effective_on=DAY, base=ledger.latest(doing.connection), reported=True)


def awaiting(database: Database, *numbers: int, **more: Value) -> int:
    """These tasks are reported as done, with evidence unless said otherwise. The revision then."""
    for number in numbers:
        proof: dict[str, Value] = {"evidence": f"Quyết định số {number}/QĐ-BNV", **more}
        said(database, number, status="awaiting_confirmation", **proof)
    return latest(database)


def task(database: Database, number: int) -> Task:
    """A task as it stands."""
    with database.read() as connection:
        return tasks.some(connection, [number])[number]


def latest(database: Database) -> int:
    """The present revision."""
    with database.read() as connection:
        return ledger.latest(connection)


def audited(database: Database) -> list[tuple[str, str, str]]:
    """Actor, act and outcome of every row of the audit log."""
    with database.read() as connection:
        rows = connection.exec_driver_sql("SELECT actor, act, outcome FROM audit ORDER BY id")
        return [(row[0], row[1], row[2]) for row in rows]
