"""Every number has filters that list as many tasks, and the numbers are those of a hand count."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from cds_tracker.domain.timeliness import rate
from cds_tracker.insights.document import to_json
from cds_tracker.insights.filters import TIMELINESS, Filters, narrow
from cds_tracker.insights.measures import figures
from cds_tracker.insights.rows import Counts, Figures
from cds_tracker.insights.selection import apply
from cds_tracker.insights.tally import KINDS
from cds_tracker.style.words import Words

from .plans import AREAS, DAY, REGISTRY, due, frame_of, some_tasks

FRAME = frame_of(*some_tasks(400))
CHOICES = (
    Filters(),
    Filters(plan="KH-2025", as_of=DAY, lang="en"),
    Filters(unit="VP"),
    Filters(unit="TTTT"),
    Filters(unit="VP", via="own"),
    Filters(unit="VP", via="group"),
    Filters(unit="CNTT", role="coordinating"),
    Filters(unit="ALL"),
    Filters(unit="none"),
    Filters(role="coordinating"),
    Filters(area="portal"),
    Filters(area="none"),
    Filters(side="first"),
    Filters(pillar="2025/none"),
    Filters(section="II. Hạ tầng"),
    Filters(status="done"),
    Filters(status="open"),
    Filters(status="none", due_before=date(2025, 6, 1)),
    Filters(due="2025-Q2"),
    Filters(due="2025-06"),
    Filters(due="2025-06-05"),
    Filters(due="none"),
    Filters(assignee="Lan", reported=True),
    Filters(evidence=False, explained=False, extended=True),
    Filters(q="nhiem vu 1", assumed=True),
    *(Filters(timeliness=name) for name in TIMELINESS),
)


def listed(frame: pd.DataFrame, filters: Filters) -> int:
    return len(apply(frame, filters, REGISTRY))


def every_counts(found: Figures) -> Iterator[Counts]:
    yield found.counts
    for rows in (found.by_unit, found.by_area, found.by_month):
        for row in rows:
            yield row.counts  # type: ignore[attr-defined]


def count_of(chosen: Filters, frame: pd.DataFrame = FRAME) -> Figures:
    return figures(frame, chosen, DAY, REGISTRY, AREAS)


@pytest.mark.parametrize("chosen", CHOICES, ids=lambda chosen: "&".join(chosen.to_query().values()) or "all")
def test_every_number_lists_exactly_that_many_tasks(chosen: Filters) -> None:
    found = count_of(chosen)
    for counts in every_counts(found):
        for kind in KINDS:
            filters = counts.of(kind)
            assert counts[kind] == (0 if filters is None else listed(FRAME, filters)), (kind, counts.filters)
    for row in found.by_unit:
        through = row.via_group_filters
        assert row.via_group == (0 if through is None or row.key is None else listed(FRAME, through))


def test_the_two_by_two_and_the_others_add_up_in_every_row() -> None:
    for counts in every_counts(count_of(Filters())):
        assert sum(counts.two_by_two.values()) + sum(counts.other.values()) == counts.total


def test_areas_and_months_share_out_the_total() -> None:
    found = count_of(Filters())
    assert sum(row.counts.total for row in found.by_area) == found.counts.total
    assert sum(row.counts.total for row in found.by_month) == found.counts.total


def test_units_stand_in_the_order_of_the_decree_then_groups_the_ended_the_unregistered_and_none() -> None:
    found = count_of(Filters())
    assert [row.key for row in found.by_unit] == ["PC", "VP", "CNTT", "BTC", "BND", "TGCP", "~Tổ 06", None]
    assert [row.key for row in found.by_unit if row.ended] == ["TGCP"]
    assert [row.key for row in found.by_unit if row.group] == ["BND"]


def test_a_unit_counts_own_joint_and_group_tasks_each_once() -> None:
    frame = frame_of({"lead": ("VP",)}, {"lead": ("VP", "PC")}, {"lead": ("ALL",)}, {"lead": ("ALL", "VP")}, {"lead": ("BND",)})
    found = count_of(Filters(), frame)
    rows = {row.key: (row.counts.total, row.via_group) for row in found.by_unit}
    assert rows == {"PC": (3, 2), "VP": (4, 1), "CNTT": (2, 2), "BND": (1, 0)}
    assert found.counts.total == 5


def test_own_units_are_shown_without_tasks_only_where_the_plan_concerns_them() -> None:
    assert [row.key for row in count_of(Filters(), frame_of({"lead": ("VP",)})).by_unit] == ["PC", "VP", "CNTT"]
    assert [row.key for row in count_of(Filters(), frame_of({"lead": ("BTC",)})).by_unit] == ["BTC"]


def test_before_the_merger_a_task_stands_under_the_old_unit() -> None:
    day = date(2025, 2, 28)
    frame = frame_of({"lead": ("TTTT",)}, as_of=day)
    rows = figures(frame, Filters(), day, REGISTRY, AREAS).by_unit
    assert {row.key: row.counts.total for row in rows} == {"PC": 0, "VP": 0, "TTTT": 1, "TGCP": 0}


def test_the_official_report_is_reproduced() -> None:
    """Báo cáo 1270/BC-TCTTTg (2017): 21 914 = 14 068 + 1 983 + 5 640 + 223, of which 98,63 % done."""
    done = {"status": "done", "deadline": due("2025-06-30")}
    frame = frame_of(
        *[done | {"completed_on": "2025-06-30"}] * 14_068,
        *[done | {"completed_on": "2025-07-01"}] * 1_983,
        *[{"status": "in_progress", "deadline": due("2025-09-30")}] * 5_640,
        *[{"status": "in_progress", "deadline": due("2025-09-29")}] * 223,
    )
    counts = count_of(Filters(), frame).counts
    assert (counts.total, list(counts.two_by_two.values())) == (21_914, [14_068, 1_983, 5_640, 223])
    assert counts.official == rate(16_051, 16_274)
    assert counts.official.percent == Decimal("98.63")


def test_the_document_says_what_was_counted_by_hand() -> None:
    done = {"status": "done", "done_since": "2025-07-01", "deadline": due("2025-06-30"), "lead": ("VP",), "area": "portal"}
    frame = frame_of(
        done,  # late, on an assumed day, without evidence
        done | {"completed_on": "2025-06-30", "evidence": "QĐ 12"},
        {"status": "in_progress", "deadline": due("2025-10-01"), "lead": ("ALL",)},
        {"deadline": due("2025-09-29")},
        {"status": "done", "deadline": due(None, "recurring"), "evidence": "QĐ 13"},
        {"status": "cancelled", "deadline": due("2025-06-30")},
    )
    document = to_json(count_of(Filters(plan="KH-2025"), frame), Words("vi"))
    assert document["as_of"] == "2025-09-30"
    assert document["plan"] == "KH-2025"
    assert document["total"] == 6
    assert document["two_by_two"] == {"done_on_time": 1, "done_late": 1, "open_in_time": 1, "open_overdue": 1}
    assert document["other"] == {"recurring": 1, "undetermined": 0, "no_deadline": 0, "paused": 0, "cancelled": 1}
    assert document["other_done"] == {"recurring": 1, "undetermined": 0, "no_deadline": 0, "paused": 0, "cancelled": 0}
    assert (document["done_without_evidence"], document["assumed_dates"], document["due_soon"]) == (1, 1, 1)
    assert document["rates"] == {
        "official": {"numerator": 2, "denominator": 3, "percent": 66.67},
        "overall": {"numerator": 3, "denominator": 6, "percent": 50.0},
        "on_time": {"numerator": 1, "denominator": 2, "percent": 50.0},
        "on_time_originally": {"numerator": 1, "denominator": 2, "percent": 50.0},
    }
    assert [(row["key"], row["name"], row["total"], row["via_group"]) for row in document["by_unit"]] == [
        ("PC", "Vụ Pháp chế", 1, 1),
        ("VP", "Văn phòng Bộ", 3, 1),
        ("CNTT", "Trung tâm Công nghệ thông tin", 1, 1),
        (None, "Chưa ghi đơn vị chủ trì", 3, 0),
    ]  # type: ignore[index]
    assert [(row["key"], row["name"], row["total"]) for row in document["by_month"]] == [
        ("2025-06", "Th 6/2025", 3),
        ("2025-09", "Th 9/2025", 1),
        ("2025-10", "Th 10/2025", 1),
        (None, "Không có ngày đến hạn", 1),
    ]
    assert [row["key"] for row in document["by_area"]] == [*AREAS.areas, None]
    assert sum(row["total"] for row in document["by_area"]) == 6


def test_english_says_the_same_in_english() -> None:
    document = to_json(count_of(Filters(), frame_of({"deadline": due("2025-06-30")})), Words("en"))
    assert [row["name"] for row in document["by_month"]] == ["Jun 2025"]
    assert document["by_area"][-1]["name"] == "Unclassified"


def test_headings_and_parts_are_listed_on_demand_but_never_counted() -> None:
    frame = frame_of({}, {"parent_id": 1, "lead": ("VP",)})
    assert count_of(Filters(parts=True), frame).counts.total == 1
    assert listed(frame, Filters(parts=True)) == 2


def test_a_choice_that_nothing_can_fit_has_no_list() -> None:
    counts = count_of(Filters(timeliness="overdue")).counts
    assert (counts["done"], counts.of("done")) == (0, None)
    assert narrow(replace(counts.filters), {"timeliness": "overdue"}) is not None
