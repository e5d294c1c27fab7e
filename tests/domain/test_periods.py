"""Periods of the calendar, and which of them a report counts for."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.periods import (
    RHYTHMS,
    after,
    before,
    bounds,
    cutoff_of,
    parse,
    period_of,
    refuse_bad_cutoff,
    reporting_period,
    since,
)

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-H2", date(2025, 7, 1), date(2025, 12, 31)),
        ("2025-9M", date(2025, 1, 1), date(2025, 9, 30)),
        ("2025-Q2", date(2025, 4, 1), date(2025, 6, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-W01", date(2024, 12, 30), date(2025, 1, 5)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text: str, first: date, last: date) -> None:
    period = parse(text)
    assert period is not None
    assert (period.first, period.last, period.key) == (first, last, text)


@pytest.mark.parametrize(
    "text", ["", "2025-Q5", "2025-13", "2025-00", "2025-6", "Q2", "25", "0000", "2025-06-30", "२०२५", "2025-W53", "2025-W00"]
)
def test_what_is_no_period_is_none(text: str) -> None:
    assert parse(text) is None


@given(DAYS, st.sampled_from(RHYTHMS))
def test_every_day_lies_in_one_period_of_each_rhythm(day: date, rhythm: str) -> None:
    period = period_of(day, rhythm)
    assert period.holds(day)
    assert after(period, rhythm).first == period.last + timedelta(days=1)
    assert before(after(period, rhythm), rhythm) == period == after(before(period, rhythm), rhythm)
    assert parse(period.key) == period


@given(DAYS, st.sampled_from(RHYTHMS))
def test_without_cut_offs_of_its_own_a_report_counts_for_the_period_of_its_day(day: date, rhythm: str) -> None:
    period = reporting_period(day, rhythm)
    assert period == period_of(day, rhythm)
    assert (since(period, rhythm), cutoff_of(period)) == (period.first, period.last)


def test_what_is_reported_after_a_cut_off_counts_for_the_next_period() -> None:
    cutoffs = {"2025-09": date(2025, 9, 25), "2025-10": date(2025, 11, 3)}
    told = {
        date(2025, 9, 25): "2025-09",
        date(2025, 9, 26): "2025-10",
        date(2025, 10, 15): "2025-10",
        date(2025, 11, 3): "2025-10",
        date(2025, 11, 4): "2025-11",
    }
    assert {day: reporting_period(day, "month", cutoffs).key for day in told} == told
    november = period_of(date(2025, 11, 4))
    assert since(november, "month", cutoffs) == date(2025, 11, 4)


@pytest.mark.parametrize(
    ("cutoff", "taken"),
    [
        (date(2025, 8, 31), False),
        (date(2025, 9, 1), True),
        (date(2025, 10, 5), True),
        (date(2025, 10, 19), True),
        (date(2025, 10, 20), False),
    ],
)
def test_cut_offs_follow_one_another(cutoff: date, taken: bool) -> None:
    september, cutoffs = period_of(date(2025, 9, 1)), {"2025-10": date(2025, 10, 20)}
    if taken:
        refuse_bad_cutoff(september, "month", cutoff, cutoffs)
    else:
        with pytest.raises(TrackerError) as refused:
            refuse_bad_cutoff(september, "month", cutoff, cutoffs)
        assert refused.value.key == "period_cutoff"


@pytest.mark.parametrize("text", ["2025", "2025-Q2", "2025-06", "2024-02", "2025-06-30"])
def test_the_bounds_of_a_filter_are_those_of_its_period(text: str) -> None:
    period = parse(text)
    day = date.fromisoformat(text) if period is None else None
    assert bounds(text) == ((period.first, period.last) if period else (day, day))
