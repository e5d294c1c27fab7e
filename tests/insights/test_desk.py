"""What awaits a unit, and the unit beside the ministry: every number is the length of the list that it opens."""

from datetime import date
from decimal import Decimal

import pytest

from cds_tracker.insights.desk import beside, waiting
from cds_tracker.insights.filters import Filters, from_query
from cds_tracker.insights.selection import apply
from tests.insights.plans import DAY, REGISTRY, due, frame_of, some_tasks

HERE = Filters(plan="KH-2025", as_of=DAY, lang="vi")
OFFICE: dict[str, object] = {"lead": ("VP",), "reported_on": "2025-09-20"}
LATE: dict[str, object] = OFFICE | {"status": "in_progress", "deadline": due("2025-09-01")}
DONE: dict[str, object] = {"status": "done", "deadline": due("2025-06-30")}
TASKS = (
    OFFICE | DONE | {"title": "xong", "completed_on": "2025-06-30", "evidence": "QĐ 1"},
    OFFICE | {"title": "chờ", "status": "awaiting_confirmation", "deadline": due("2025-10-30")},
    OFFICE | {"title": "ngày thứ 30", "status": "in_progress", "deadline": due("2025-10-30")},
    OFFICE | {"title": "ngày thứ 31", "status": "in_progress", "deadline": due("2025-10-31")},
    LATE | {"title": "trễ", "difficulty": "Thiếu vốn"},
    LATE | {"title": "trễ, có bước", "next_step": "Trình lại"},
    LATE | {"title": "trễ, đã giải trình", "explained_on": "2025-09-20"},
    OFFICE | {"title": "im lặng", "status": "in_progress", "reported_on": "2025-08-31"},
    OFFICE | {"title": "bị hỏi", "status": "paused", "asked": True},
    OFFICE | {"title": "xin thêm", "status": "paused", "requested": True},
    {"title": "của nhóm", "lead": ("ALL",), "status": "awaiting_confirmation"},
    {"title": "chỉ phối hợp", "lead": ("PC",), "coordinating": ("VP",), "status": "awaiting_confirmation"},
    DONE | {"title": "xong, thiếu", "lead": ("PC",), "completed_on": "2025-07-01"},
)


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("awaiting", ["chờ"]),
        ("due", ["chờ", "ngày thứ 30"]),
        ("next_step", ["trễ"]),
        ("silent", ["im lặng"]),
        ("asked", ["bị hỏi"]),
        ("requested", ["xin thêm"]),
    ],
)
def test_each_list_holds_what_its_name_says_of_the_tasks_that_the_unit_leads_itself(name: str, titles: list[str]) -> None:
    found = apply(frame_of(*TASKS), waiting(HERE, "VP", DAY)[name], REGISTRY)
    assert found["title"].tolist() == titles


@pytest.mark.parametrize("name", ["awaiting", "due", "next_step", "silent", "asked", "requested"])
def test_a_link_can_carry_each_list(name: str) -> None:
    chosen = waiting(HERE, "VP", DAY)[name]
    assert from_query(chosen.to_query()) == (chosen, {})


def test_the_unit_stands_beside_the_ministry_with_both_counts() -> None:
    rows = {row.name: row for row in beside(frame_of(*TASKS), HERE, "VP", REGISTRY)}
    official = rows["official"]
    assert (official.unit.rate.numerator, official.unit.rate.denominator) == (1, 4)
    assert (official.ministry.rate.numerator, official.ministry.rate.denominator) == (2, 5)
    assert official.unit.rate.percent == Decimal("25.00")
    assert (rows["on_time"].ministry.rate.numerator, rows["on_time"].ministry.rate.denominator) == (1, 2)
    assert (rows["without_evidence"].ministry.rate.numerator, rows["without_evidence"].unit.rate.numerator) == (1, 0)
    assert (rows["reported"].unit.rate.numerator, rows["reported"].unit.rate.denominator) == (6, 8)  # the group's task too


@pytest.mark.parametrize("unit", ["VP", "PC", "TGCP", "CNTT"])
def test_every_number_is_the_length_of_the_list_that_it_opens(unit: str) -> None:
    frame = frame_of(*some_tasks(400))
    for row in beside(frame, HERE, unit, REGISTRY):
        for part in (row.unit, row.ministry):
            for filters, count in ((part.top, part.rate.numerator), (part.bottom, part.rate.denominator)):
                assert count == (len(apply(frame, filters, REGISTRY)) if filters else 0), row.name


def test_a_unit_without_tasks_has_no_rates() -> None:
    rows = beside(frame_of(*TASKS), HERE, "CNTT", REGISTRY)
    measured = {row.name: row.unit.rate.percent for row in rows if row.name != "reported"}
    assert set(measured.values()) == {None}
    assert waiting(HERE, "CNTT", date(2025, 12, 31))["due"].due_before == date(2026, 1, 31)
