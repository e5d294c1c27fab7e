"""Periods of the calendar: those that are reported on, and those that a filter names (``2025``, ``2025-Q2``, ``2025-06``)."""

import calendar
from datetime import date, timedelta

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "half_year": 6, "year": 12}


def start_of(day: date, rhythm: str = "month") -> date:
    """The first day of the reporting period that holds ``day`` (nine months: the second one is the last quarter)."""
    if rhythm == "week":
        return day - timedelta(days=day.weekday())
    if rhythm == "nine_months":
        return date(day.year, 10 if day.month >= 10 else 1, 1)
    months = _MONTHS.get(rhythm, 1)
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def bounds(period: str) -> tuple[date, date]:
    """The first and last day of a year, quarter, month or day."""
    year, *rest = period.split("-")
    if not rest:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    if rest[0].startswith("Q"):
        last = int(rest[0][1]) * 3
        return date(int(year), last - 2, 1), _last(int(year), last)
    month = int(rest[0])
    if len(rest) == 2:
        day = date(int(year), month, int(rest[1]))
        return day, day
    return date(int(year), month, 1), _last(int(year), month)


def month_of(day: date) -> str:
    """``2025-06``."""
    return f"{day.year:04d}-{day.month:02d}"


def quarter_of(day: date) -> str:
    """``2025-Q2``."""
    return f"{day.year:04d}-Q{(day.month + 2) // 3}"


def after(period: str, steps: int = 1) -> str:
    """The month or quarter so many steps later (or, negative, earlier)."""
    year, part = period.split("-")
    size, number = (4, int(part[1:])) if part.startswith("Q") else (12, int(part))
    years, place = divmod(int(year) * size + number - 1 + steps, size)
    return f"{years:04d}-Q{place + 1}" if size == 4 else f"{years:04d}-{place + 1:02d}"


def between(first: str, last: str, most: int = 60) -> list[str]:
    """Every month from the first to the last; nothing where there would be more than ``most``."""
    keys = [first]
    while keys[-1] < last:
        if len(keys) >= most:
            return []
        keys.append(after(keys[-1]))
    return keys


def _last(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
