"""Changing tasks by hand: refused where one may not, and nobody's words overwritten in silence."""

from datetime import date

import pytest

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.people import Grant, Person, Role, operator
from cds_tracker.store import accounts, check, ledger, tasks
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause
from cds_tracker.store.proposals import Applied
from cds_tracker.workflows import importing
from cds_tracker.workflows.acting import Refused, acting
from cds_tracker.workflows.editing import Edit, write
from cds_tracker.workflows.importing import Target
from tests.beginnings import once
from tests.workflows.readings import line, reading

DAY = date(2025, 6, 30)
PEOPLE = (
    Account(0, "minh", "Minh", grants=(Grant(Role.HEAD, "VP"),)),
    Account(0, "lan", "Lan", grants=(Grant(Role.STAFF, "VP"),)),
    Account(0, "hoa", "Hoa", grants=(Grant(Role.HEAD, "PC"),)),
)
MINH, LAN, HOA = (Person(one.code, one.name) for one in PEOPLE)


@once
def begin(database: Database) -> int:
    """A plan with one task of the office, helped by the legal department; Lan is assigned. The revision then."""
    with database.write() as connection:
        accounts.save(connection, PEOPLE, Cause("account", "test", DAY))
    rows = [line("Nâng cấp cổng", lead="Văn phòng Bộ", coordinating="Vụ Pháp chế", status="in_progress", progress=20)]
    shown = importing.preview(database, reading(rows), Target("KH", create=True), DAY, operator("test"))
    assert importing.carry_out(database, shown, operator("test")) is not None
    edit(database, MINH, Edit(1, {"assignees": ["@lan"]}, {}), latest(database))
    return latest(database)


def latest(database: Database) -> int:
    with database.read() as connection:
        return ledger.latest(connection)


def edit(database: Database, person: Person, one: Edit, base: int, reported: bool = False) -> Applied:
    with acting(database, person, "edit") as doing:
        return write(doing, [one], kind="edit", effective_on=DAY, base=base, reported=reported)[0]


def value(database: Database, field: str) -> object:
    with database.read() as connection:
        return tasks.some(connection, [1])[1][field]


def test_an_assigned_person_reports_and_the_ledger_replays(database: Database) -> None:
    base = begin(database)
    applied = edit(database, LAN, Edit(1, {"progress": 60, "result": " Xong  bước 1 "}, {"progress": 20}), base, reported=True)
    assert (applied.applied, applied.stale) == (2, ())
    assert (value(database, "progress"), value(database, "result")) == (60, "Xong bước 1")
    with database.read() as connection:
        assert check.findings(connection) == []


@pytest.mark.parametrize(
    ("person", "after"),
    [
        (HOA, {"progress": 60}),
        (LAN, {"status": "done"}),
        (LAN, {"title": "Khác"}),
        (MINH, {"lead": ["PC"]}),
        (LAN, {"assignees": ["@lan", "@hoa"]}),
        (Person("nobody", "Nobody", (Grant(Role.ADMIN),)), {"progress": 60}),
    ],
)
def test_a_refusal_changes_nothing_but_the_audit_log(database: Database, person: Person, after: dict[str, object]) -> None:
    base = begin(database)
    with pytest.raises(Refused):
        edit(database, person, Edit(1, after, {}), base)  # type: ignore[arg-type]
    assert latest(database) == base
    with database.read() as connection:
        assert check.findings(connection) == []
        from sqlalchemy import text

        last = connection.execute(text("SELECT actor, act, outcome FROM audit ORDER BY id DESC LIMIT 1")).one()
    assert tuple(last) == (person.account, "edit", "denied")


def test_two_people_in_different_fields_merge_and_in_the_same_field_both_values_are_told(database: Database) -> None:
    base = begin(database)
    edit(database, LAN, Edit(1, {"progress": 60}, {"progress": 20}), base)
    other = edit(database, MINH, Edit(1, {"progress": 80, "result": "Đã trình"}, {"progress": 20, "result": None}), base)
    [told] = other.stale
    assert (told.change.field, told.change.before, told.change.after, told.now) == ("progress", 20, 80, 60)
    assert (value(database, "progress"), value(database, "result")) == (60, "Đã trình")


def test_a_person_who_was_deactivated_may_nothing_at_the_next_act(database: Database) -> None:
    base = begin(database)
    with database.write() as connection:
        gone = Account(0, "lan", "Lan", grants=(Grant(Role.STAFF, "VP"),), active=False)
        accounts.save(connection, [gone], Cause("account", "test", DAY))
    with pytest.raises(Refused):
        edit(database, LAN, Edit(1, {"progress": 60}, {"progress": 20}), base)
