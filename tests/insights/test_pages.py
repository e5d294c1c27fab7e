"""The red list, who has not reported, the areas' lens, the calendar and the past: each number with its list."""

from datetime import date

import pytest

from cds_tracker.insights import horizon, trends
from cds_tracker.insights.filters import Filters
from cds_tracker.insights.lens import heat, lens, pillars
from cds_tracker.insights.selection import apply
from cds_tracker.insights.watch import red_list, reporting

from .plans import AREAS, DAY, REGISTRY, due, frame_of, some_tasks

FRAME = frame_of(*some_tasks(400))
CHOICES = (
    Filters(),
    Filters(unit="VP"),
    Filters(due="2025-Q2", side="first"),
    Filters(timeliness="overdue"),
    Filters(area="none"),
)


def listed(filters: Filters | None) -> int:
    return 0 if filters is None else len(apply(FRAME, filters, REGISTRY))


def test_the_longest_overdue_stands_first_with_its_explanation() -> None:
    late = {"status": "in_progress", "lead": ("TTTT",)}
    frame = frame_of(
        late | {"deadline": due("2025-09-29"), "difficulty": "Thiếu vốn"},
        late | {"deadline": due("2025-07-02")},
        late | {"deadline": due("2025-09-20"), "next_step": "Trình ký"},
        late | {"deadline": due("2025-09-30")},
    )
    found = red_list(frame, Filters(), REGISTRY, size=2)
    assert [(task.id, task.days_late, task.explained) for task in found.tasks] == [(2, 90, False), (3, 10, True)]
    assert (found.total, found.unexplained) == (3, 1)
    assert found.tasks[0].lead_names == "Trung tâm Công nghệ thông tin"


@pytest.mark.parametrize("chosen", CHOICES)
def test_the_red_list_and_the_silent_list_as_many_as_they_say(chosen: Filters) -> None:
    found = red_list(FRAME, chosen, REGISTRY)
    assert (found.total, found.unexplained) == (listed(found.filters), listed(found.unexplained_filters))
    for row in reporting(FRAME, chosen, REGISTRY, DAY):
        assert row.missing == listed(row.filters)


def test_a_unit_has_reported_when_all_its_open_tasks_are() -> None:
    frame = frame_of(
        {"lead": ("VP",), "reported_on": "2025-09-02", "status": "in_progress"},
        {"lead": ("VP",), "status": "done"},  # no longer open: nothing to report
        {"lead": ("PC",), "reported_on": "2025-09-02"},
        {"lead": ("PC",), "reported_on": "2025-08-02", "deadline": due(None, "recurring")},
    )
    found = {row.key: (row.reported, row.open, row.complete) for row in reporting(frame, Filters(), REGISTRY, DAY)}
    assert found == {"PC": (1, 2, False), "VP": (1, 1, True)}


@pytest.mark.parametrize("chosen", CHOICES)
def test_lens_pillars_and_heat_map_list_as_many_as_they_say(chosen: Filters) -> None:
    counted = [side.counts for side in lens(FRAME, chosen, REGISTRY).sides if chosen.side in (None, side.key)]
    for version in ("2022", "2025"):
        rows = pillars(FRAME, chosen, REGISTRY, version)
        assert sum(row.counts.total for row in rows) == listed(chosen)
        counted += [row.counts for row in rows]
    table = heat(FRAME, chosen, REGISTRY, AREAS, DAY)
    counted += [cell for line in table.cells for cell in line if cell]
    for counts in counted:
        for kind in ("total", "all_done", "overdue"):
            assert counts[kind] == listed(counts.of(kind))


def test_tasks_split_by_the_side_of_their_area() -> None:
    frame = frame_of(*({"area": area, "status": status} for area, status in (
        ("awareness", "done"), ("institutions", None), ("training", None), ("portal", "done"), (None, "done"), ("~Lạ", None),
    )))  # fmt: skip
    found = lens(frame, Filters(), REGISTRY)
    assert [(side.key, side.counts.total) for side in found.sides] == [("first", 3), ("second", 1), ("none", 2)]
    assert (found.share("first").percent, found.done_share("first").percent) == (75, 50)


@pytest.mark.parametrize("chosen", CHOICES)
def test_months_quarters_and_days_list_as_many_as_they_say(chosen: Filters) -> None:
    found = [period.counts for period in horizon.periods(FRAME, chosen, REGISTRY, DAY, 4, 4)]
    found += [period.counts for period in horizon.periods(FRAME, chosen, REGISTRY, DAY, 4, 4, quarters=True)]
    found += [day.counts for day in horizon.calendar(FRAME, chosen, REGISTRY, "2025-06")]
    for counts in found:
        assert counts.total == (listed(counts.filters) if counts.total else 0)


def test_periods_run_from_behind_to_ahead_with_the_present_one_marked() -> None:
    months = horizon.periods(FRAME, Filters(), REGISTRY, DAY, 2, 1)
    assert [(period.key, period.now) for period in months] == [
        ("2025-07", False),
        ("2025-08", False),
        ("2025-09", True),
        ("2025-10", False),
    ]
    quarters = horizon.periods(FRAME, Filters(), REGISTRY, date(2025, 1, 1), 1, 0, quarters=True)
    assert [period.key for period in quarters] == ["2024-Q4", "2025-Q1"]


def test_empty_months_between_are_kept() -> None:
    frame = frame_of({"deadline": due("2025-06-30")}, {"deadline": due("2025-08-01")}, {})
    found = horizon.months(frame, Filters(), REGISTRY)
    assert {key: counts.total for key, counts in found.items()} == {"2025-06": 1, "2025-07": 0, "2025-08": 1, None: 1}


def test_a_task_without_a_start_starts_with_the_plan_or_is_a_point() -> None:
    frame = frame_of({"deadline": due("2025-06-30")}, {"deadline": due("2025-07-30"), "start": "2025-07-01"}, {})
    alone, total = horizon.spans(frame, Filters(), REGISTRY)
    assert [(span.start, span.assumed) for span in alone] == [(None, False), (date(2025, 7, 1), False)]
    assert total == 2
    with_plan, _ = horizon.spans(frame, Filters(), REGISTRY, since=date(2025, 1, 2), size=1)
    assert [(span.start, span.assumed) for span in with_plan] == [(date(2025, 1, 2), True)]


def test_a_calendar_month_has_whole_weeks_from_monday() -> None:
    weeks = horizon.weeks("2025-06")
    assert (weeks[0][0], weeks[-1][-1], {len(week) for week in weeks}) == (date(2025, 5, 26), date(2025, 7, 6), {7})


def test_the_five_numbers_move_with_the_day() -> None:
    tasks = [{"deadline": due("2025-09-15"), "status": "in_progress"}, {"deadline": due("2025-12-31")}]
    points = trends.series(lambda day: frame_of(*tasks, as_of=day), DAY, points=3, span=30)
    assert [point.day for point in points] == [date(2025, 8, 31), date(2025, 9, 15), DAY]
    assert [point.numbers["open_overdue"] for point in points] == [0, 0, 1]
    assert trends.change(points) == {"total": 0, "done_on_time": 0, "done_late": 0, "open_in_time": -1, "open_overdue": 1}
