"""Who is in time: the truth table of a task's state, and the rates."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from cds_tracker.domain.deadline import parse
from cds_tracker.domain.task import Status
from cds_tracker.domain.timeliness import OTHER, RULES, TWO_BY_TWO, Bucket, days_left, due_soon, is_assumed, rate, timeliness

DUE = date(2026, 6, 30)
DAY = timedelta(days=1)
OPEN = (None, Status.NOT_STARTED, Status.IN_PROGRESS, Status.AWAITING_CONFIRMATION)


def _bucket(
    status: str | None, as_of: date = DUE, due: date | None = DUE, kind: str | None = "exact", **more: object
) -> Bucket:
    values = {"completed_on": None, "done_since": None, "said": None, **more}
    return timeliness(status, kind, due, as_of=as_of, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["exact", "before", "period_end", "range"])
@pytest.mark.parametrize("status", OPEN)
def test_an_open_task_is_in_time_through_its_due_day_and_late_the_day_after(status: str | None, kind: str) -> None:
    assert _bucket(status, DUE - DAY, kind=kind) is Bucket.OPEN_IN_TIME
    assert _bucket(status, DUE, kind=kind) is Bucket.OPEN_IN_TIME
    assert _bucket(status, DUE + DAY, kind=kind) is Bucket.OPEN_OVERDUE


def test_minh_who_finished_on_the_due_day_was_on_time_and_hoa_a_day_later_was_not() -> None:
    assert _bucket("done", DUE + 90 * DAY, completed_on=DUE) is Bucket.DONE_ON_TIME
    assert _bucket("done", DUE + 90 * DAY, completed_on=DUE + DAY) is Bucket.DONE_LATE


def test_without_a_completion_day_the_day_it_was_known_decides() -> None:
    assert _bucket("done", DUE + 90 * DAY, done_since=DUE) is Bucket.DONE_ON_TIME
    assert _bucket("done", DUE + 90 * DAY, done_since=DUE + DAY) is Bucket.DONE_LATE
    assert _bucket("done", DUE + 90 * DAY, done_since=DUE + DAY, completed_on=DUE) is Bucket.DONE_ON_TIME
    assert is_assumed("done", None, None)
    assert not is_assumed("done", DUE, None)
    assert not is_assumed("done", None, "late")
    assert not is_assumed("in_progress", None, None)


def test_the_files_own_words_decide_only_where_no_completion_day_is_written() -> None:
    assert _bucket("done", said="late", done_since=DUE - DAY) is Bucket.DONE_LATE
    assert _bucket("done", said="on_time", done_since=DUE + DAY) is Bucket.DONE_ON_TIME
    assert _bucket("done", said="late", completed_on=DUE) is Bucket.DONE_ON_TIME
    assert _bucket("in_progress", said="late") is Bucket.OPEN_IN_TIME


def test_a_bare_year_is_not_late_on_its_last_day() -> None:
    year = parse("2025")
    assert _bucket("in_progress", date(2025, 12, 31), year.due, year.kind) is Bucket.OPEN_IN_TIME
    assert _bucket("in_progress", date(2026, 1, 1), year.due, year.kind) is Bucket.OPEN_OVERDUE


@pytest.mark.parametrize("status", [*OPEN, Status.DONE])
@pytest.mark.parametrize(
    ("kind", "bucket"),
    [
        ("recurring", Bucket.RECURRING),
        ("conditional", Bucket.UNDETERMINED),
        ("unreadable", Bucket.UNDETERMINED),
        ("none", Bucket.NO_DEADLINE),
        (None, Bucket.NO_DEADLINE),
    ],
)
def test_what_has_no_due_day_stands_apart_whether_done_or_not(status: str | None, kind: str | None, bucket: Bucket) -> None:
    assert _bucket(status, due=None, kind=kind) is bucket


@pytest.mark.parametrize("kind", ["exact", "recurring", "conditional", "unreadable", "none", None])
def test_cancelled_and_paused_come_before_everything_else(kind: str | None) -> None:
    assert _bucket("cancelled", DUE + DAY, kind=kind) is Bucket.CANCELLED
    assert _bucket("paused", DUE + DAY, kind=kind) is Bucket.PAUSED


def test_every_task_falls_into_exactly_one_of_the_buckets_of_the_figures() -> None:
    assert sorted([*TWO_BY_TWO, *OTHER]) == sorted(Bucket)
    assert [rule.bucket for rule in RULES] == list(Bucket)
    for status in (None, *Status):
        for kind in ("exact", "before", "period_end", "range", "recurring", "conditional", "none", "unreadable", None):
            for late in (False, True):
                assert any(rule.fits(status, kind, late) for rule in RULES)


def test_due_soon_is_a_mark_from_seven_days_before_to_the_day_itself() -> None:
    marked = [left for left in range(-3, 12) if due_soon(_bucket(None, DUE - left * DAY), DUE, DUE - left * DAY)]
    assert marked == list(range(8))
    assert not due_soon(_bucket("done", completed_on=DUE), DUE, DUE)
    assert due_soon(Bucket.OPEN_IN_TIME, DUE, DUE - 14 * DAY, within=14)
    assert [days_left(DUE, DUE - DAY), days_left(DUE, DUE), days_left(DUE, DUE + DAY), days_left(None, DUE)] == [1, 0, -1, None]


def test_the_official_report_of_2017_adds_up() -> None:
    on_time, late, in_time, overdue = 14_068, 1_983, 5_640, 223
    assert on_time + late + in_time + overdue == 21_914
    official = rate(on_time + late, on_time + late + overdue)
    assert (official.numerator, official.denominator, official.percent) == (16_051, 16_274, Decimal("98.63"))


def test_a_rate_rounds_half_up_and_knows_no_zero_denominator() -> None:
    assert rate(1, 800).percent == Decimal("0.13")  # 0.125: a banker would say 0.12
    assert rate(0, 5).percent == Decimal("0.00")
    assert rate(0, 0).percent is None
