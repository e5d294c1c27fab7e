"""The audit log: rows are only added, a row changed behind its back is found, and whoever may can search it."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.people import Grant, Role
from cds_tracker.store import accounts, audit, audit_search, check
from cds_tracker.store.audit import Event
from cds_tracker.store.audit_search import Asked
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause

DAY = date(2025, 6, 30)


def begin(database: Database) -> None:
    with database.write() as connection:
        accounts.save(
            connection, [Account(0, "lan", "Nguyễn Thị Lan", grants=(Grant(Role.STAFF, "VP"),))], Cause("account", "t", DAY)
        )
        audit.append(connection, Event("lan", "report", "task", "7", detail={"reason": "Đã trình 100 %"}, address="10.0.0.7"))
        audit.append(connection, Event("minh", "confirm", "task", "7", "denied", "10.0.0.8"))
        audit.append(connection, Event("system:root", "period_lock", "period", "KH/2025-06"))


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'hoa'", "DELETE FROM audit WHERE id = 1", "DELETE FROM audit"])
def test_the_database_refuses_to_change_or_take_out_a_row(database: Database, statement: str) -> None:
    begin(database)
    with pytest.raises(DBAPIError, match="audit rows are only added"), database.write() as connection:
        connection.execute(text(statement))
    with database.read() as connection:
        assert audit_search.count(connection, Asked()) == 3
        assert check.findings(connection) == []


def without_its_guard(database: Database, statement: str) -> None:
    """As somebody with the database's own password could do it."""
    with database.write() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER ALL"))
        else:
            connection.execute(text("DROP TRIGGER audit_no_update"))
            connection.execute(text("DROP TRIGGER audit_no_delete"))
        connection.execute(text(statement))


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE audit SET actor = 'hoa' WHERE id = 2", "audit 2: was changed"),
        ("UPDATE audit SET outcome = 'done' WHERE id = 2", "audit 2: was changed"),
        ("DELETE FROM audit WHERE id = 2", "audit 3: does not follow the row before it"),
        ("DELETE FROM audit WHERE id = 1", "audit 2: does not follow the row before it"),
    ],
)
def test_the_check_finds_what_was_changed_behind_its_back(database: Database, statement: str, found: str) -> None:
    begin(database)
    without_its_guard(database, statement)
    with database.read() as connection:
        assert found in check.findings(connection)


@pytest.mark.parametrize(
    ("asked", "acts"),
    [
        (Asked(), ["period_lock", "confirm", "report"]),
        (Asked(actor="thị lan"), ["report"]),
        (Asked(actor="min"), ["confirm"]),
        (Asked(act="report"), ["report"]),
        (Asked(outcome="denied"), ["confirm"]),
        (Asked(subject="task"), ["confirm", "report"]),
        (Asked(words="100 %"), ["report"]),
        (Asked(words="%"), ["report"]),
        (Asked(words="10.0.0"), ["confirm", "report"]),
        (Asked(since=date(2100, 1, 1)), []),
        (Asked(until=date(2000, 1, 1)), []),
        (Asked(since=date(2000, 1, 1), until=date(2100, 1, 1)), ["period_lock", "confirm", "report"]),
    ],
)
def test_rows_are_found_newest_first(database: Database, asked: Asked, acts: list[str]) -> None:
    begin(database)
    with database.read() as connection:
        assert [one.act for one in audit_search.page(connection, asked, 0, 50)] == acts
        assert audit_search.count(connection, asked) == len(acts)
        newest = audit_search.last(connection)
        assert [one.act for chunk in audit_search.chunks(connection, asked, newest) for one in chunk] == acts
        assert audit_search.page(connection, asked, len(acts), 50) == []


def test_the_day_of_a_row_is_the_day_in_viet_nam(database: Database) -> None:
    begin(database)
    with database.read() as connection:
        [row] = audit_search.page(connection, Asked(act="report"), 0, 1)
        assert audit_search.count(connection, Asked(since=row.at.date(), until=row.at.date(), act="report")) == 1
    assert row.at.utcoffset() is not None
    assert (row.name, row.address, row.detail) == ("Nguyễn Thị Lan", "10.0.0.7", {"reason": "Đã trình 100 %"})
