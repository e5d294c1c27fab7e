"""Calendar periods."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_tracker.domain.periods import MONTHS, Length, parse, period_of


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-H2", date(2025, 7, 1), date(2025, 12, 31)),
        ("2025-Q2", date(2025, 4, 1), date(2025, 6, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text: str, first: date, last: date) -> None:
    period = parse(text)
    assert period is not None
    assert (period.first, period.last, str(period)) == (first, last, text)


@pytest.mark.parametrize("text", ["", "2025-Q5", "2025-13", "2025-00", "2025-6", "Q2", "25", "0000", "2025-06-30", "२०२५"])
def test_what_is_no_period_is_none(text: str) -> None:
    assert parse(text) is None


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.sampled_from(list(MONTHS)))
def test_every_day_lies_in_one_period_of_each_length(day: date, length: Length) -> None:
    period = period_of(day, length)
    assert period.holds(day)
    assert not period.next().holds(day)
    assert not period.previous().holds(day)
    assert period.next().previous() == period
    assert parse(str(period)) == period
