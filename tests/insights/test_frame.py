"""What a plan's tasks look like as columns."""

import json
from datetime import date

from cds_tracker.domain.plan import Plan
from cds_tracker.insights.filters import Filters
from cds_tracker.insights.frame import COLUMNS
from cds_tracker.insights.measures import figures

from .plans import AREAS, DAY, PLAN, REGISTRY, due, frame_of


def test_a_plan_without_tasks_has_all_columns_and_no_figures() -> None:
    frame = frame_of()
    assert tuple(frame.columns) == COLUMNS
    empty = figures(frame, Filters(), DAY, REGISTRY, AREAS)
    assert (empty.counts.total, empty.by_unit, empty.by_month) == (0, (), ())
    assert empty.counts.official.percent is None


def test_json_text_and_decoded_values_read_alike() -> None:
    decoded = {"lead": ("VP", "PC"), "deadline": due("2025-06-30"), "assignees": ["Lan"]}
    written = {"lead": '["VP", "PC"]', "deadline": json.dumps(due("2025-06-30")), "assignees": '["Lan"]'}
    frame = frame_of(decoded, written)
    assert frame["lead_set"].nunique() == 1
    for name in ("lead", "assignees", "due", "bucket", "lead_names"):
        first, second = frame[name].tolist()
        assert first == second


def test_a_task_is_rolled_up_to_the_unit_of_the_day() -> None:
    task = {"lead": ("TTTT",)}
    assert frame_of(task)["lead_names"].tolist() == ["Trung tâm Công nghệ thông tin"]
    assert frame_of(task, as_of=date(2025, 2, 28))["lead_names"].tolist() == ["Trung tâm Thông tin"]


def test_a_missing_area_comes_from_the_plans_table_of_sections() -> None:
    plan = Plan(1, "KH", section_areas={"II. Hạ tầng": "infrastructure"})
    frame = frame_of(
        {"section": "II. Hạ tầng / 1. Mạng"},
        {"section": "II. Hạ tầng", "area": "portal"},
        {"section": "II. Hạ tầng khác"},
        {"area": "~Hạ tầng số"},
        plan=plan,
    )
    assert frame["area"].tolist() == ["infrastructure", "portal", None, "infrastructure"]
    assert frame["side"].tolist() == ["second", "second", None, "second"]


def test_headings_and_parts_do_not_count() -> None:
    frame = frame_of(
        {"lead": ("VP",)},  # 1 a heading: both its parts have a lead or a deadline
        {"parent_id": 1, "lead": ("PC",)},
        {"parent_id": 1, "deadline": due("2025-06-30")},
        {"lead": ("VP",)},  # 4 counts: one of its parts has neither
        {"parent_id": 4},
        {"parent_id": 4, "lead": ("PC",)},
        {},  # 7 alone, with nothing said
    )
    assert frame.loc[frame["counted"], "id"].tolist() == [2, 3, 4, 6, 7]


def test_a_task_is_reported_in_the_period_that_holds_the_day() -> None:
    tasks = [{"reported_on": day} for day in (None, "2025-08-31", "2025-09-01", "2025-09-30")]
    assert frame_of(*tasks)["reported"].tolist() == [False, False, True, True]
    quarterly = Plan(1, "KH", rhythm="quarter")
    assert frame_of(*tasks, plan=quarterly)["reported"].tolist() == [False, True, True, True]


def test_seven_days_before_is_soon_and_eight_is_not() -> None:
    days = ("2025-09-29", "2025-09-30", "2025-10-07", "2025-10-08")
    tasks = [{"deadline": due(day), "status": "in_progress"} for day in days]
    frame = frame_of(*tasks)
    assert frame["days_left"].tolist() == [-1, 0, 7, 8]
    assert frame["due_soon"].tolist() == [False, True, True, False]
    assert frame["bucket"].tolist() == ["open_overdue", "open_in_time", "open_in_time", "open_in_time"]


def test_a_day_of_completion_is_assumed_only_where_nobody_said_anything() -> None:
    done = {"status": "done", "done_since": "2025-06-01", "deadline": due("2025-06-30")}
    frame = frame_of(done, done | {"completed_on": "2025-06-02"}, done | {"said": "late"}, done | {"deadline": None})
    assert frame["assumed"].tolist() == [True, False, False, False]
    assert PLAN.code in set(frame["plan"])
