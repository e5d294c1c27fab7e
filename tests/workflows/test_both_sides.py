"""Random work on both sides: workbooks changed by people while others change the same tasks; and imports taken back after it.

Many histories on SQLite, a few of the same on PostgreSQL.
"""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from cds_tracker.domain.changes import CREATED
from cds_tracker.domain.choices import Choices
from cds_tracker.domain.people import operator
from cds_tracker.domain.reading import Row
from cds_tracker.domain.task import Value
from cds_tracker.store import check, plans, tasks
from cds_tracker.store.canonical import loads
from cds_tracker.store.database import Database
from cds_tracker.store.tables import change, proposal
from cds_tracker.workflows import importing, undoing
from cds_tracker.workflows.acting import acting
from cds_tracker.workflows.editing import Edit, write
from cds_tracker.workflows.importing import Target
from cds_tracker.workflows.preview import Preview
from tests.store.dumps import dump
from tests.workflows.given_out import changed, file, given_out, row
from tests.workflows.readings import line

LAN, MINH, HOA = operator("lan"), operator("minh"), operator("hoa")
DAY = date(2025, 4, 30)
PLAN = Target("KH", create=True, issued_on=date(2025, 1, 9))
WORDS = ("Nâng cấp Cổng", "Xây dựng quy chế", "Số hóa hồ sơ")
FIELDS = ("note", "progress", "status", "deliverable")
START: dict[str, Value] = {"note": "a", "progress": 0, "status": "in_progress"}
New = Callable[[], Database]
Cell = tuple[int, str]
Work = dict[Cell, Value]

_values: dict[str, list[Value]] = {
    "note": ["a", "b", "c", "a  b"], "progress": [0, 12.5, 100], "status": ["done", "in_progress", "paused"],
    "deliverable": ["Báo cáo", "Phần mềm"],
}  # fmt: skip
cell = st.sampled_from([((place, name), value) for place in range(3) for name in FIELDS for value in _values[name]])
work = st.lists(cell, max_size=5).map(dict)
many = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
few = settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def begun(new: New) -> Database:
    """A database with the plan of three tasks."""
    database = new()
    carried(database, [row(place, {**line(title), **START}) for place, title in enumerate(WORDS, 6)])
    return database


def shown(database: Database, rows: list[Row], choices: Choices = Choices()) -> Preview:  # noqa: B008
    return importing.preview(database, file(rows), PLAN, DAY, LAN, choices)


def carried(database: Database, rows: list[Row], choices: Choices = Choices()) -> int:  # noqa: B008
    applied = importing.carry_out(database, shown(database, rows, choices), LAN)
    return applied.proposal if applied else 0


def worked(rows: list[Row], said: Work) -> list[Row]:
    """The workbook after somebody's work in it."""
    return [changed(one, **{name: value for (place, name), value in said.items() if place == number})
            for number, one in enumerate(rows)]  # fmt: skip


def edit(database: Database, said: Work) -> list[Cell]:
    """Somebody's work in the application; the cells that it changed."""
    done: list[Cell] = []
    numbers = list(state(database))
    for (place, name), value in said.items():
        with database.read() as connection:
            before = tasks.some(connection, [numbers[place]])[numbers[place]].values.get(name)
        if before != value:
            with acting(database, HOA, "edit") as doing:
                write(doing, [Edit(numbers[place], {name: value}, {name: before})], kind="edit", effective_on=DAY, base=10_000)
            done.append((numbers[place], name))
    return done


def state(database: Database) -> dict[int, dict[str, Value]]:
    with database.read() as connection:
        plan = plans.find(connection, PLAN.code)
        assert plan is not None
        return {one.id: dict(one.values) for one in tasks.current(connection, plan.id)}


def sound(database: Database) -> bool:
    with database.read() as connection:
        assert check.findings(connection) == []
    return True


def written(database: Database) -> set[tuple[int, str, str]]:
    """Every value that was ever written to a field, as the ledger has it."""
    query = select(change.c.subject_id, change.c.field, change.c.after).join(proposal, proposal.c.id == change.c.proposal)
    with database.read() as connection:
        rows = connection.execute(query.where(change.c.subject == "task", proposal.c.state == "applied")).all()
    found: set[tuple[int, str, str]] = set()
    for number, name, after in rows:
        said = loads(after)
        values = said.items() if name == CREATED and isinstance(said, dict) else [(name, said)]
        found |= {(number, field, repr(value)) for field, value in values}
    return found


def merged_in_either_order(new: New, app: Work, lan: Work, minh: Work) -> None:
    ends: list[dict[int, dict[str, Value]]] = []
    conflicts: list[set[Cell]] = []
    for order in ((lan, minh), (minh, lan)):
        database = begun(new)
        given, numbers = given_out(database, PLAN.code), list(state(database))
        edit(database, app)
        told: set[Cell] = set()
        unsettled: set[tuple[int, str, str]] = set()
        for said in order:
            rows = worked(given, said)
            preview = shown(database, rows)
            importing.carry_out(database, preview, LAN)
            told |= {(one.task, one.field) for one in preview.conflicts}
            unsettled |= {(one.task, one.field, repr(one.said)) for one in preview.conflicts}
            before = dump(database)
            again = shown(database, rows)
            assert (again.changes, importing.carry_out(database, again, LAN), dump(database)) == ((), None, before)
        everything = {(numbers[place], name, repr(value)) for one in (app, *order) for (place, name), value in one.items()
                      if not (name == "note" and value == "a  b")}  # fmt: skip
        assert everything <= written(database) | unsettled  # nothing that anybody wrote is lost
        assert sound(database)
        ends.append(state(database))
        conflicts.append(told)
        database.close()
    assert conflicts[0] == conflicts[1]
    cells = {(n, f) for end in ends for n, values in end.items() for f in values}
    assert {c for c in cells if ends[0][c[0]].get(c[1]) != ends[1][c[0]].get(c[1])} <= conflicts[0]


@pytest.mark.parametrize("new_url", ["sqlite"], indirect=True)
@many
@given(app=work, lan=work, minh=work)
def test_work_on_both_sides_comes_to_the_same_in_either_order_or_is_a_conflict(
    new_database: New, app: Work, lan: Work, minh: Work
) -> None:
    merged_in_either_order(new_database, app, lan, minh)


@pytest.mark.parametrize("new_url", ["postgresql"], indirect=True)
@few
@given(app=work, lan=work, minh=work)
def test_work_on_both_sides_comes_to_the_same_on_the_other_engine(
    new_database: New, app: Work, lan: Work, minh: Work
) -> None:
    merged_in_either_order(new_database, app, lan, minh)


def taken_back_exactly(new: New, brought: Work, added: int, first: Work, second: Work, last: Work, both: bool) -> None:
    database = begun(new)
    before = state(database)
    rows = worked(given_out(database, PLAN.code), brought)
    more = [row(20 + place, {**line(f"Việc mới số {place}"), **START}) for place in range(added)]
    number = carried(database, [*rows, *more])
    after = state(database)
    touched = set(edit(database, first))
    between = carried(database, worked(given_out(database, PLAN.code), second))
    with database.read() as connection:
        wrote = select(change.c.subject_id, change.c.field).where(change.c.proposal == between, change.c.stale.is_(False))
        later = {(task, name) for task, name in connection.execute(wrote)} if between else set()
    touched |= set(edit(database, last))
    if both and between:
        undoing.undo(database, between, HOA)
    else:
        touched |= later
    reported = set() if both or not between else set(after)
    now = state(database)
    if number and undoing.foresee(database, number, HOA).writes:
        told = undoing.foresee(database, number, HOA)
        undoing.undo(database, number, HOA)
        untouched = {one for one in after.keys() - before.keys() if one not in reported and one not in {t for t, _ in touched}}
        assert {task.id for task in told.removed} == untouched
        end = state(database)
        assert end.keys() == now.keys() - untouched
        for task in end:
            for name in FIELDS:
                mine = task in before and before[task].get(name) != after[task].get(name)
                back = mine and (task, name) not in touched
                assert end[task].get(name) == (before if back else now)[task].get(name)
    assert sound(database)
    database.close()


@pytest.mark.parametrize("new_url", ["sqlite"], indirect=True)
@many
@given(brought=work, added=st.integers(0, 2), first=work, second=work, last=work, both=st.booleans())
def test_an_import_is_taken_back_exactly_where_nobody_touched_it(
    new_database: New, brought: Work, added: int, first: Work, second: Work, last: Work, both: bool
) -> None:
    taken_back_exactly(new_database, brought, added, first, second, last, both)


@pytest.mark.parametrize("new_url", ["postgresql"], indirect=True)
@few
@given(brought=work, added=st.integers(0, 2), first=work, second=work, last=work, both=st.booleans())
def test_an_import_is_taken_back_exactly_on_the_other_engine(
    new_database: New, brought: Work, added: int, first: Work, second: Work, last: Work, both: bool
) -> None:
    taken_back_exactly(new_database, brought, added, first, second, last, both)
