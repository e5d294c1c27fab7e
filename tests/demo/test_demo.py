"""The demo plan: invented, complete, the same every time, and gone when asked to go."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from cds_tracker.demo import build, people_at_work
from cds_tracker.demo.people import ACCOUNTS, PASSWORD
from cds_tracker.demo.story import TODAY, plots
from cds_tracker.domain.accounts import Account
from cds_tracker.domain.areas import SEED
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.passwords import refuse_weak
from cds_tracker.domain.people import Grant, Role, operator
from cds_tracker.domain.plan import Plan, TaskRows
from cds_tracker.store import accounts, check, credentials, ledger, past, plans, returning, tasks
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause
from cds_tracker.store.tables_people import credential
from cds_tracker.workflows import filekeeping, uploading


def rows(database: Database) -> TaskRows:
    with database.read() as connection:
        found = plans.find(connection, build.CODE)
        assert found is not None
        return tasks.load(connection, found.id, TODAY)


def column(loaded: TaskRows, name: str) -> list[object]:
    place = loaded.columns.index(name)
    return [row[place] for row in loaded.rows]


def test_every_case_that_the_dashboard_can_show_is_in_it(database: Database) -> None:
    assert build.enter(database)
    loaded = rows(database)
    due = Counter(
        str(day) for day, status in zip(column(loaded, "due"), column(loaded, "status"), strict=True) if status != "done"
    )
    for days in (1, 10, 90):
        assert due[(TODAY - timedelta(days)).isoformat()], f"nothing overdue by {days} days"
    assert 2 in column(loaded, "extensions")
    assert {"done", "in_progress", "not_started", "paused", "cancelled"} <= set(column(loaded, "status"))
    assert {"recurring", "conditional", None, "exact", "before", "period_end", "range"} <= set(column(loaded, "kind"))
    assert set(column(loaded, "area")) == {area.code for area in SEED}
    finished = zip(*(column(loaded, name) for name in ("status", "due", "completed_on")), strict=True)
    done_on_the_day = [due_day for status, due_day, day in finished if status == "done" and day == due_day]
    assert done_on_the_day
    proved = [
        bool(text)
        for text, status in zip(column(loaded, "evidence"), column(loaded, "status"), strict=True)
        if status == "done"
    ]
    assert {True, False} == set(proved)
    recurring = [
        str(day) == TODAY.isoformat()
        for day, kind in zip(column(loaded, "reported_on"), column(loaded, "kind"), strict=True)
        if kind == "recurring"
    ]
    assert {True, False} == set(recurring)  # some reported in this period, some not


def test_entering_it_twice_is_entering_it_once(database: Database, tmp_path: Path) -> None:
    assert build.enter(database, tmp_path)
    before = rows(database)
    history = uploading.listed(database, operator("test"))
    assert [one.state for one in history] == ["pending", *["applied"] * 5]
    assert all(filekeeping.finding(tmp_path, one.sha256, one.size) is None for one in history)
    with database.read() as connection:
        revision = ledger.latest(connection)
    assert not build.enter(database, tmp_path)
    with database.read() as connection:
        assert ledger.latest(connection) == revision
        assert check.findings(connection) == []
    assert rows(database) == before
    assert build.leave(database)
    assert uploading.listed(database, operator("test")) == []


def test_it_is_never_entered_beside_plans_of_ones_own(database: Database) -> None:
    with database.write() as connection:
        plans.save(connection, Plan(0, "KH"), Cause("plan", "Lan", TODAY))
    with pytest.raises(TrackerError, match="demo_not_empty"):
        build.enter(database)


def test_everybody_of_it_signs_in_with_the_published_password_and_nobody_of_a_real_database(database: Database) -> None:
    build.enter(database)
    with database.read() as connection:
        for person in ACCOUNTS:
            held = accounts.find(connection, person.code)
            assert held is not None
            assert credentials.verify(connection, held.id, PASSWORD)
    build.leave(database)
    with database.read() as connection:
        listed = accounts.listed(connection)
        assert len(listed) == len(ACCOUNTS)
        assert not any(one.active or credentials.has_password(connection, one.id) for one in listed)
        assert connection.execute(select(credential.c.password_hash).where(credential.c.password_hash.is_not(None))).all() == []


def test_it_is_never_entered_beside_accounts_of_ones_own(database: Database) -> None:
    with database.write() as connection:
        accounts.save(connection, [Account(0, "quantri", "Lan", grants=(Grant(Role.ADMIN),))], Cause("account", "Lan", TODAY))
    with pytest.raises(TrackerError, match="demo_people_there"):
        build.enter(database)
    with database.read() as connection:
        held = accounts.find(connection, "quantri")
        assert held is not None
        assert not credentials.has_password(connection, held.id)


def test_an_interrupted_start_leaves_no_account_with_the_published_password(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "workbooks", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        build.enter(database)
    with database.read() as connection:
        assert accounts.listed(connection) == []
        assert connection.execute(select(credential)).all() == []


def test_the_published_password_is_refused_everywhere_else(database: Database) -> None:
    with pytest.raises(TrackerError, match="password_context"):
        refuse_weak(PASSWORD, (), lambda _: False)
    assert len(PASSWORD) >= 12


def test_removing_it_leaves_no_plan_and_a_clean_ledger(database: Database) -> None:
    build.enter(database)
    assert build.leave(database)
    with database.read() as connection:
        assert plans.listed(connection) == []
        assert plans.demo_day(connection) is None
        assert check.findings(connection) == []
    assert not build.leave(database)
    assert build.enter(database)
    assert len(rows(database).rows) == len(plots())


def test_its_people_are_at_work_some_reports_await_the_head_and_one_came_back(database: Database) -> None:
    build.enter(database)
    loaded = rows(database)
    assert column(loaded, "assignees").count(("@chuyenvien",)) == 8
    said = list(zip(column(loaded, "status"), column(loaded, "evidence"), strict=True))
    waiting = [bool(evidence) for status, evidence in said if status == "awaiting_confirmation"]
    assert sorted(waiting) == [False, True]
    with database.read() as connection:
        plan = plans.find(connection, build.CODE)
        assert plan is not None
        [back] = returning.returned(connection, past.Moment(plan.id, TODAY.isoformat())).values()
    assert (back.author, back.reason) == ("thutruong", people_at_work.REASON)
