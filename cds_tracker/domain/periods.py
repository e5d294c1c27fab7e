"""Periods of the calendar: those that are reported on, and those that a filter names (``2025``, ``2025-Q2``, ``2025-06``).

The reporting rule: a period runs to its cut-off, by default its last day, and the next one from the day after it. So a day
belongs to one period, and what is reported after a cut-off counts for the next period, whether the calendar has begun
it or not. A cut-off may lie a little after the period, but before the next one's.
"""

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from cds_tracker.domain.errors import TrackerError

RHYTHMS = ("week", "month", "quarter", "half_year", "nine_months", "year")
Cutoffs = Mapping[str, date]
NO_CUTOFFS: Cutoffs = MappingProxyType({})
_ONE = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_LETTERS = {"quarter": "Q", "half_year": "H"}
_WRITTEN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(9M)|W(\d\d)|(0[1-9]|1[0-2])))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """A period of the calendar: ``2025``, ``2025-H2``, ``2025-9M``, ``2025-Q3``, ``2025-09`` or ``2025-W39``."""

    key: str
    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies in it."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Reported:
    """A reporting period of a plan as an admin left it: its cut-off; locked, the revision that its figures are read at."""

    plan: str
    period: Period
    cutoff: date
    locked_revision: int | None = None
    locked_on: date | None = None
    locked_by: str | None = None

    def adjusted_by(self, revision: int, day: date) -> bool:
        """Whether what was recorded at this revision for this day came after the lock of a period that holds the day."""
        locked = self.locked_revision is not None and revision > self.locked_revision
        return locked and self.period.first <= day <= self.cutoff

    @property
    def code(self) -> str:
        """What it is known by: the plan's code, a slash, the period."""
        return f"{self.plan}/{self.period.key}"


def period_of(day: date, rhythm: str = "month") -> Period:
    """The period of this rhythm that holds ``day`` (nine months: the second one of a year is its last quarter)."""
    if rhythm == "week":
        first = day - timedelta(days=day.weekday())
        year, week, _ = day.isocalendar()
        return Period(f"{year:04d}-W{week:02d}", first, first + timedelta(days=6))
    if rhythm == "nine_months":
        if day.month >= 10:
            return period_of(day, "quarter")
        return Period(f"{day.year:04d}-9M", date(day.year, 1, 1), date(day.year, 9, 30))
    months = _MONTHS.get(rhythm, 1)
    place = (day.month - 1) // months
    last = (place + 1) * months
    if months == 12:
        key = f"{day.year:04d}"
    else:
        key = f"{day.year:04d}-{_LETTERS[rhythm]}{place + 1}" if rhythm in _LETTERS else f"{day.year:04d}-{last:02d}"
    return Period(key, date(day.year, place * months + 1, 1), _last(day.year, last))


def after(period: Period, rhythm: str) -> Period:
    """The one that follows."""
    return period_of(period.last + _ONE, rhythm)


def before(period: Period, rhythm: str) -> Period:
    """The one that it follows."""
    return period_of(period.first - _ONE, rhythm)


def parse(text: str) -> Period | None:
    """The period of this key; anything else is ``None``."""
    match = _WRITTEN.fullmatch(text.strip())
    if not match or not 2 <= int(match[1]) <= 9998:
        return None
    year, quarter, half, nine, week, month = int(match[1]), *match.groups()[1:]
    if week:
        weeks = date(year, 12, 28).isocalendar().week
        return period_of(date.fromisocalendar(year, int(week), 1), "week") if 1 <= int(week) <= weeks else None
    if nine:
        return period_of(date(year, 1, 1), "nine_months")
    if quarter:
        return period_of(date(year, int(quarter) * 3, 1), "quarter")
    if half:
        return period_of(date(year, int(half) * 6, 1), "half_year")
    return period_of(date(year, int(month), 1), "month") if month else period_of(date(year, 1, 1), "year")


def cutoff_of(period: Period, cutoffs: Cutoffs = NO_CUTOFFS) -> date:
    """Its cut-off: the one that an admin set, else its last day."""
    return cutoffs.get(period.key, period.last)


def reporting_period(day: date, rhythm: str = "month", cutoffs: Cutoffs = NO_CUTOFFS) -> Period:
    """The period that what is reported on ``day`` counts for."""
    found = period_of(day, rhythm)
    if day > cutoff_of(found, cutoffs):
        return after(found, rhythm)
    earlier = before(found, rhythm)
    return earlier if day <= cutoff_of(earlier, cutoffs) else found


def since(period: Period, rhythm: str, cutoffs: Cutoffs = NO_CUTOFFS) -> date:
    """The first day on which a report counts for the period: the day after the cut-off before it."""
    return cutoff_of(before(period, rhythm), cutoffs) + _ONE


def refuse_bad_cutoff(period: Period, rhythm: str, cutoff: date, cutoffs: Cutoffs) -> None:
    """Raises ``TrackerError`` unless cut-offs follow one another: not before the period, and before the next cut-off."""
    first = max(period.first, since(period, rhythm, cutoffs))
    last = min(after(period, rhythm).last, cutoff_of(after(period, rhythm), cutoffs)) - _ONE
    if not first <= cutoff <= last:
        raise TrackerError("period_cutoff", period=period.key, first=first, last=last)


def bounds(period: str) -> tuple[date, date]:
    """The first and last day of a year, quarter, month or day."""
    if len(period) == 10:
        day = date.fromisoformat(period)
        return day, day
    year, *rest = period.split("-")
    if not rest:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    last = int(rest[0][1]) * 3 if rest[0].startswith("Q") else int(rest[0])
    return date(int(year), last - 2 if rest[0].startswith("Q") else last, 1), _last(int(year), last)


def month_of(day: date) -> str:
    """``2025-06``."""
    return period_of(day, "month").key


def quarter_of(day: date) -> str:
    """``2025-Q2``."""
    return period_of(day, "quarter").key


def later(period: str, steps: int = 1) -> str:
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
        keys.append(later(keys[-1]))
    return keys


def back_from(period: Period, rhythm: str) -> Iterator[Period]:
    """This one, the one before it, and so on, without end."""
    while True:
        yield period
        period = before(period, rhythm)


def _last(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
