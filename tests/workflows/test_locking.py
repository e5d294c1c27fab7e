"""Reporting periods: a cut-off of one's own, a lock that keeps the figures as they were reported, and what came after."""

from datetime import date

import pytest

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Person, operator
from cds_tracker.domain.plan import Plan
from cds_tracker.domain.unit_changes import merge
from cds_tracker.domain.units import Unit
from cds_tracker.insights import measures
from cds_tracker.insights.filters import Filters
from cds_tracker.insights.frame import build
from cds_tracker.insights.rows import Figures
from cds_tracker.store import areas, audit_search, check, periods, plans, tasks, units
from cds_tracker.store.audit_search import Asked
from cds_tracker.store.database import Database
from cds_tracker.workflows import changing_plans, changing_units, importing, locking
from cds_tracker.workflows.acting import Refused, acting
from cds_tracker.workflows.editing import Edit, write
from cds_tracker.workflows.importing import Target
from tests.beginnings import once
from tests.workflows.readings import line, reading

JUNE = date(2025, 6, 30)
JULY = date(2025, 7, 10)
NAM = operator("nam")


@once
def begin(database: Database) -> Plan:
    """A plan with two tasks, reported in June."""
    lines = [line("Nâng cấp cổng", lead="Văn phòng Bộ", deadline="31/12/2025", status="in_progress", progress=20)]
    lines.append(line("Xây dựng quy chế", lead="Vụ Pháp chế", deadline="31/05/2025"))
    shown = importing.preview(database, reading(lines), Target("KH", create=True), date(2025, 6, 20), NAM)
    assert importing.carry_out(database, shown, NAM) is not None
    return plan(database)


def plan(database: Database) -> Plan:
    with database.read() as connection:
        found = plans.find(connection, "KH")
    assert found is not None
    return found


def figures(database: Database, known_at: int | None = None, on: date = JUNE) -> Figures:
    with database.read() as connection:
        held = plans.get(connection, 1, known_at)
        assert held is not None
        known, named = units.load(connection, known_at), areas.load(connection, known_at)
        limits = locking.cutoffs(periods.listed(connection), "KH")
        frame = build(tasks.load(connection, 1, on, known_at), held, known, named, on, cutoffs=limits)
    return measures.figures(frame, Filters(plan="KH", as_of=on), on, known, named)


def edit(database: Database, progress: int, on: date, status: str | None = None, before: int | None = 20) -> None:
    after: dict[str, object] = {"progress": progress} | ({"status": status} if status else {})
    seen: dict[str, object] = {"progress": before, "status": "in_progress"}
    with acting(database, NAM, "edit") as doing:
        write(doing, [Edit(1, after, seen)], kind="edit", effective_on=on, base=10_000, reported=True)  # type: ignore[arg-type]


def test_a_locked_period_answers_the_same_for_ever_and_tells_what_came_after(database: Database) -> None:
    begin(database)
    locked = locking.lock(database, NAM, "KH", "2025-06", JULY)
    assert locked.locked_revision is not None
    before = figures(database, locked.locked_revision)
    edit(database, 100, JUNE, "done")
    with database.read() as connection:
        registry = units.load(connection)
    changing_units.carry_out(database, NAM, merge(registry, ["VP"], Unit("MOI", "Văn phòng mới", 12), date(2025, 6, 1)))
    assert figures(database, locked.locked_revision) == before
    assert figures(database) != before
    with database.read() as connection:
        assert periods.adjustments(connection, 1, locked.cutoff, locked.locked_revision) == 2
        assert check.findings(connection) == []


def test_what_speaks_for_a_day_after_the_cut_off_adjusts_nothing(database: Database) -> None:
    begin(database)
    locked = locking.lock(database, NAM, "KH", "2025-06", JULY)
    edit(database, 60, JULY)
    with database.read() as connection:
        assert periods.adjustments(connection, 1, locked.cutoff, locked.locked_revision or 0) == 0
    assert figures(database) == figures(database, locked.locked_revision)


def test_unlocking_needs_a_reason_and_both_are_written_down(database: Database) -> None:
    begin(database)
    locking.lock(database, NAM, "KH", "2025-06", JULY)
    with pytest.raises(TrackerError, match="period_reason_needed"):
        locking.unlock(database, NAM, "KH", "2025-06", "  ", JULY)
    locking.unlock(database, NAM, "KH", "2025-06", "Vụ Pháp chế báo cáo bổ sung", JULY)
    with database.read() as connection:
        found = audit_search.page(connection, Asked(subject="period"), 0, 10)
        held = periods.find(connection, "KH/2025-06")
        assert check.findings(connection) == []
    assert [one.act for one in found] == ["period_unlock", "period_lock"]
    assert found[0].detail["reason"] == "Vụ Pháp chế báo cáo bổ sung"
    assert held is not None
    assert (held.locked_revision, held.locked_on, held.locked_by) == (None, None, None)


@pytest.mark.parametrize(
    ("key", "on", "refusal"),
    [
        ("2025-06", JUNE, "period_not_over"),
        ("2025-Q2", JULY, "period_unknown"),
        ("tháng sáu", JULY, "period_unknown"),
    ],
)
def test_only_a_period_of_the_plan_that_is_over_can_be_locked(database: Database, key: str, on: date, refusal: str) -> None:
    begin(database)
    with pytest.raises(TrackerError, match=refusal):
        locking.lock(database, NAM, "KH", key, on)
    with pytest.raises(TrackerError, match="period_open" if refusal == "period_not_over" else refusal):
        locking.unlock(database, NAM, "KH", key, "Vì nhầm", on)


def test_a_period_is_locked_once_and_its_cut_off_stands_while_it_is(database: Database) -> None:
    begin(database)
    locking.lock(database, NAM, "KH", "2025-06", JULY)
    with pytest.raises(TrackerError, match="period_locked"):
        locking.lock(database, NAM, "KH", "2025-06", JULY)
    with pytest.raises(TrackerError, match="period_locked"):
        locking.set_cutoff(database, NAM, "KH", "2025-06", date(2025, 6, 25), JULY)


def test_what_is_reported_after_a_cut_off_of_ones_own_counts_for_the_next_period(database: Database) -> None:
    begin(database)
    locking.set_cutoff(database, NAM, "KH", "2025-06", date(2025, 6, 18), JULY)
    with database.read() as connection:
        limits = locking.cutoffs(periods.listed(connection), "KH")
        held = plan(database)
        frame = build(
            tasks.load(connection, 1, JULY), held, units.load(connection), areas.load(connection), JULY, cutoffs=limits
        )
    assert list(frame["reported"]) == [True, True], "reported on 20 June, after the cut-off of June: in the period of July"
    with pytest.raises(TrackerError, match="period_cutoff"):
        locking.set_cutoff(database, NAM, "KH", "2025-06", date(2025, 7, 31), JULY)


def test_the_rhythm_of_the_plan_decides_what_a_period_is(database: Database) -> None:
    held = begin(database)
    changing_plans.save(database, NAM, Plan(held.id, "KH", held.title, rhythm="quarter"), held, JULY)
    assert locking.lock(database, NAM, "KH", "2025-Q2", JULY).cutoff == JUNE
    with pytest.raises(TrackerError, match="period_unknown"):
        locking.lock(database, NAM, "KH", "2025-06", JULY)


def test_sections_get_the_areas_that_an_admin_chooses(database: Database) -> None:
    begin(database)
    assert changing_plans.set_sections(database, NAM, "KH", {"I. Hạ tầng": "infrastructure"}, JULY).section_areas
    changing_plans.set_sections(database, NAM, "KH", {"II. Dữ liệu": "sector_data"}, JULY)
    assert plan(database).section_areas == {"I. Hạ tầng": "infrastructure", "II. Dữ liệu": "sector_data"}
    changing_plans.set_sections(database, NAM, "KH", {"I. Hạ tầng": None}, JULY)
    assert plan(database).section_areas == {"II. Dữ liệu": "sector_data"}
    with pytest.raises(TrackerError, match="area_unknown"):
        changing_plans.set_sections(database, NAM, "KH", {"I. Hạ tầng": "xyz"}, JULY)


def test_a_plan_keeps_its_sections_when_it_is_described_anew_and_a_code_is_used_once(database: Database) -> None:
    held = begin(database)
    held = changing_plans.set_sections(database, NAM, "KH", {"I": "portal"}, JULY)
    changing_plans.save(database, NAM, Plan(held.id, "KH", "Kế hoạch 2025", issued_on=date(2025, 1, 2)), held, JULY)
    assert (plan(database).title, plan(database).section_areas) == ("Kế hoạch 2025", {"I": "portal"})
    with pytest.raises(TrackerError, match="record_changed"):
        changing_plans.save(database, NAM, Plan(held.id, "KH", "Khác"), held, JULY)
    with pytest.raises(TrackerError, match="plan_code_taken"):
        changing_plans.save(database, NAM, Plan(0, "KH"), None, JULY)
    assert changing_plans.save(database, NAM, Plan(0, "KH-2026"), None, JULY).id == 2
    for bad in (Plan(0, "kế hoạch"), Plan(0, ""), Plan(0, "X", year_from=2026, year_to=2025), Plan(0, "X", rhythm="day")):
        with pytest.raises(TrackerError):
            changing_plans.save(database, NAM, bad, None, JULY)


def test_nobody_else_locks(database: Database) -> None:
    begin(database)
    with pytest.raises(Refused):
        locking.lock(database, Person("minh", "Minh"), "KH", "2025-06", JULY)
    with database.read() as connection:
        assert periods.listed(connection) == []
