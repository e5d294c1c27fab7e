"""Units renamed, replaced, merged and ended: nothing is lost, old files still match, figures and rights roll up."""

from dataclasses import replace
from datetime import date

import pytest

from cds_tracker.domain import unit_changes
from cds_tracker.domain.accounts import Account
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Grant, Person, Role, may_do, operator, standing
from cds_tracker.domain.rollup import Rollup
from cds_tracker.domain.unit_changes import UnitChange
from cds_tracker.domain.units import Registry, Unit
from cds_tracker.insights import measures
from cds_tracker.insights.filters import Filters
from cds_tracker.insights.frame import build
from cds_tracker.store import accounts, areas, check, plans, tasks, units
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause
from cds_tracker.workflows import changing_units, importing
from cds_tracker.workflows.importing import Target
from tests.beginnings import once
from tests.workflows.readings import line, reading

DAY = date(2025, 6, 30)
ON = date(2025, 9, 1)
LATER = date(2025, 9, 30)
ADMIN = operator("nam")
LINES = [
    line("Nâng cấp cổng", lead="Văn phòng Bộ", deadline="2025", status="in_progress"),
    line("Xây dựng quy chế", lead="Vụ Pháp chế", coordinating="Văn phòng Bộ", deadline="2025"),
]


@once
def begin(database: Database) -> None:
    """A plan with a task of the office and one of the legal department; Minh heads the office."""
    with database.write() as connection:
        head = Account(0, "minh", "Minh", grants=(Grant(Role.HEAD, "VP"),))
        accounts.save(connection, [head], Cause("account", "test", DAY))
    shown = importing.preview(database, reading(LINES), Target("KH", create=True), DAY, ADMIN)
    assert importing.carry_out(database, shown, ADMIN) is not None


def registry(database: Database) -> Registry:
    with database.read() as connection:
        return units.load(connection)


def change(database: Database, made: UnitChange) -> None:
    changing_units.carry_out(database, ADMIN, made)


def leads(database: Database, on: date) -> dict[str, int]:
    """The names of units with the number of tasks that they lead, as the figures of a day say it."""
    with database.read() as connection:
        plan = plans.find(connection, "KH")
        assert plan is not None
        known, named = units.load(connection), areas.load(connection)
        frame = build(tasks.load(connection, plan.id, on), plan, known, named, on)
    found = measures.figures(frame, Filters(plan="KH", as_of=on), on, known, named)
    return {str(row.name): row.counts.total for row in found.by_unit if row.counts.total}


def unchanged_by_the_old_file(database: Database) -> bool:
    shown = importing.preview(database, reading(LINES), Target("KH"), LATER, ADMIN)
    return not shown.changes and not shown.problems


def test_a_renamed_unit_has_its_old_name_before_the_day_and_old_files_still_match(database: Database) -> None:
    begin(database)
    made = unit_changes.rename(registry(database), "VP", "Văn phòng Bộ Nội vụ và Lao động", ON)
    shown = changing_units.preview(database, made)
    assert [(one.before, one.after, one.lead, one.coordinating, one.grants) for one in shown.moved] == [
        ("Văn phòng Bộ", "Văn phòng Bộ Nội vụ và Lao động", 1, 1, 1)
    ]
    change(database, made)
    assert leads(database, DAY) == {"Văn phòng Bộ": 1, "Vụ Pháp chế": 1}
    assert leads(database, LATER) == {"Văn phòng Bộ Nội vụ và Lao động": 1, "Vụ Pháp chế": 1}
    assert registry(database).read("Văn phòng Bộ").refs == ["VP"]
    assert unchanged_by_the_old_file(database)
    with database.read() as connection:
        assert check.findings(connection) == []


def test_merged_units_roll_up_from_the_day_with_the_rights_of_their_heads(database: Database) -> None:
    begin(database)
    new = Unit("VPPC", "Văn phòng và Pháp chế", 12)
    made = unit_changes.merge(registry(database), ["VP", "PC"], new, ON)
    told = {one.before: (one.after, one.lead, one.grants) for one in changing_units.preview(database, made).moved}
    assert told == {"Văn phòng Bộ": ("Văn phòng và Pháp chế", 1, 1), "Vụ Pháp chế": ("Văn phòng và Pháp chế", 1, 0)}
    change(database, made)
    assert leads(database, DAY) == {"Văn phòng Bộ": 1, "Vụ Pháp chế": 1}
    assert leads(database, LATER) == {"Văn phòng và Pháp chế": 2}
    assert unchanged_by_the_old_file(database)
    rollup = Rollup(registry(database), LATER)
    with database.read() as connection:
        minh = accounts.find(connection, "minh")
        office, legal = tasks.some(connection, [1, 2]).values()
        assert check.findings(connection) == []
    assert minh is not None
    assert may_do(minh.person(), Act.CONFIRM, standing(office, rollup), rollup)
    assert may_do(minh.person(), Act.CONFIRM, standing(legal, rollup), rollup), "the merged unit is one unit"


def test_a_unit_that_is_there_takes_over(database: Database) -> None:
    begin(database)
    change(database, unit_changes.merge(registry(database), ["PC"], "VP", ON))
    assert leads(database, LATER) == {"Văn phòng Bộ": 2}
    assert changing_units.state_of(registry(database), "PC", LATER) == "succeeded"
    assert changing_units.state_of(registry(database), "PC", DAY) == "valid"


def test_a_unit_that_ended_without_successor_keeps_its_tasks(database: Database) -> None:
    begin(database)
    change(database, unit_changes.end(registry(database), "PC", ON))
    assert leads(database, LATER) == {"Văn phòng Bộ": 1, "Vụ Pháp chế": 1}
    assert changing_units.state_of(registry(database), "PC", LATER) == "ended"
    assert unchanged_by_the_old_file(database)


def test_the_group_follows_its_member_rule(database: Database) -> None:
    held = registry(database).units["NDV"]
    change(database, unit_changes.edit(registry(database), replace(held, members="VP;PC"), DAY))
    assert registry(database).members("NDV", DAY) == sorted(["VP", "PC"], key=lambda code: registry(database).units[code].order)
    with pytest.raises(TrackerError, match="unit_code_unknown"):
        unit_changes.edit(registry(database), replace(held, members="VP;XYZ"), DAY)


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (lambda held: unit_changes.rename(held, "XYZ", "Cục mới", ON), "unit_code_unknown"),
        (lambda held: unit_changes.rename(held, "VP", " văn phòng  bộ ", ON), "unit_same_name"),
        (lambda held: unit_changes.rename(held, "VP", "Vụ Pháp chế", ON), "unit_name_taken"),
        (lambda held: unit_changes.rename(held, "VP", "  ", ON), "unit_name_needed"),
        (lambda held: unit_changes.add(held, Unit("VP", "Cục mới", 1), ON), "unit_code_taken"),
        (lambda held: unit_changes.add(held, Unit("mã", "Cục mới", 1), ON), "unit_code_form"),
        (lambda held: unit_changes.add(held, Unit("CM", "Cục mới", 1, valid_from=ON, valid_to=DAY), ON), "unit_days_reversed"),
        (lambda held: unit_changes.merge(held, ["VP"], "VP", ON), "unit_merge_nothing"),
        (lambda held: unit_changes.merge(held, ["VP"], "XYZ", ON), "unit_code_unknown"),
        (lambda held: unit_changes.merge(held, ["VP"], "TGCP", ON), "unit_ended_already"),
        (lambda held: unit_changes.merge(held, ["VP"], Unit("PC", "Cục mới", 1), ON), "unit_code_taken"),
        (lambda held: unit_changes.end(held, "TNBDG", date(2025, 3, 1)), "unit_days_reversed"),
        (lambda held: unit_changes.end(held, "TGCP", ON), "unit_ended_already"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(make: object, key: str) -> None:
    from cds_tracker.store.registry import shipped
    from cds_tracker.style.problems import refusal
    from cds_tracker.style.words import Words

    with pytest.raises(TrackerError) as refused:
        make(Registry(shipped()))  # type: ignore[operator]
    assert refused.value.key == key
    assert refusal(Words("vi"), refused.value) != key


def test_circles_are_refused_and_nothing_is_written(database: Database) -> None:
    held = registry(database)
    circle = UnitChange(
        "unit_merge",
        ON,
        (replace(held.units["VP"], successor="PC"), replace(held.units["PC"], successor="VP")),
        (held.units["VP"], held.units["PC"]),
    )
    with pytest.raises(TrackerError, match="units_successor_circle"):
        changing_units.preview(database, circle)
    with pytest.raises(TrackerError, match="units_successor_circle"):
        change(database, circle)
    assert registry(database).units == held.units


def test_a_unit_that_somebody_else_changed_meanwhile_is_not_overwritten(database: Database) -> None:
    made = unit_changes.rename(registry(database), "VP", "Văn phòng mới", ON)
    change(database, unit_changes.edit(registry(database), replace(registry(database).units["VP"], order=77), DAY))
    with pytest.raises(TrackerError, match="record_changed"):
        change(database, made)


def test_the_register_is_known_as_it_was_at_a_revision(database: Database) -> None:
    with database.read() as connection:
        from cds_tracker.store import ledger

        before = ledger.latest(connection)
    change(database, unit_changes.add(registry(database), Unit("MOI", "Cục Hoàn toàn mới", 55), DAY))
    change(database, unit_changes.rename(registry(database), "VP", "Văn phòng mới", ON))
    with database.read() as connection:
        known = units.load(connection, before)
    assert "MOI" not in known.units
    assert known.units["VP"] == Registry(known.units.values()).units["VP"]
    assert (known.units["VP"].name, known.units["VP"].old_names) == ("Văn phòng Bộ", ())


def test_who_is_not_an_admin_changes_no_unit(database: Database) -> None:
    from cds_tracker.workflows.acting import Refused

    begin(database)
    held = registry(database)
    with pytest.raises(Refused):
        changing_units.carry_out(database, Person("minh", "Minh"), unit_changes.end(held, "PC", ON))
    assert registry(database).units == held.units
