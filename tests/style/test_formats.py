"""How days, numbers and percentages are written."""

from datetime import date
from decimal import Decimal

import pytest

from cds_tracker.style import formats
from cds_tracker.style.words import Words

VI, EN = Words("vi"), Words("en")


def test_days_are_written_day_first() -> None:
    assert formats.day(date(2025, 6, 3)) == "03/06/2025"
    assert formats.short_day(date(2025, 6, 3)) == "03/06"
    assert formats.day(None) == "–"


@pytest.mark.parametrize(
    ("value", "places", "vi", "en"),
    [
        (21_914, 0, "21.914", "21,914"),
        (0, 0, "0", "0"),
        (-1234.5, 1, "-1.234,5", "-1,234.5"),
        (Decimal("2.345"), 2, "2,35", "2.35"),
        (None, 0, "–", "–"),
    ],
)
def test_numbers_follow_the_language(value: Decimal | None, places: int, vi: str, en: str) -> None:
    assert formats.number(value, "vi", places) == vi
    assert formats.number(value, "en", places) == en


def test_percentages_have_two_decimals_and_absence_is_a_dash() -> None:
    assert formats.percent(Decimal("98.625"), "vi") == "98,63\u00a0%"
    assert formats.percent(100, "en") == "100.00%"
    assert formats.percent(None, "vi") == "–"


def test_a_change_carries_its_sign() -> None:
    assert [formats.signed(value, "vi") for value in (14, 0, -1200)] == ["+14", "0", "−1.200"]


def test_periods_have_names_in_both_languages() -> None:
    assert [formats.period(key, VI) for key in ("2025", "2025-Q2", "2025-06", "2025-06-30")] == [
        "2025",
        "Quý II/2025",
        "Th 6/2025",
        "30/06/2025",
    ]
    assert [formats.period(key, EN) for key in ("2025-Q4", "2025-12")] == ["Q4 2025", "Dec 2025"]


@pytest.mark.parametrize(
    ("days", "vi", "en"),
    [
        (-12, "quá hạn 12 ngày", "12 days overdue"),
        (-1, "quá hạn 1 ngày", "1 day overdue"),
        (0, "hôm nay đến hạn", "due today"),
        (1, "còn 1 ngày", "1 day left"),
        (1500, "còn 1.500 ngày", "1,500 days left"),
        (None, "–", "–"),
        (float("nan"), "–", "–"),
    ],
)
def test_days_left_are_said_in_words(days: float | None, vi: str, en: str) -> None:
    assert (formats.days_left(days, VI), formats.days_left(days, EN)) == (vi, en)


def test_a_long_text_is_cut_between_words() -> None:
    assert formats.clamp("Xây dựng cơ sở dữ liệu", 14) == "Xây dựng cơ…"
    assert formats.clamp("ngắn", 14) == "ngắn"
    assert len(formats.clamp("a" * 200, 50)) == 50
