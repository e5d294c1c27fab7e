"""Calendar periods: years, halves, quarters and months, and the one that holds a day."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Length = Literal["year", "half", "quarter", "month"]
MONTHS: dict[Length, int] = {"year": 12, "half": 6, "quarter": 3, "month": 1}
_WRITTEN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(0[1-9]|1[0-2])))?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The ``number``-th period of its length in ``year``, counted from 1."""

    year: int
    length: Length
    number: int = 1

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, (self.number - 1) * MONTHS[self.length] + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        month = self.number * MONTHS[self.length]
        return date(self.year, month, monthrange(self.year, month)[1])

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies in it."""
        return self.first <= day <= self.last

    def next(self) -> "Period":
        """The one after it."""
        return period_of(self.last + timedelta(days=1), self.length)

    def previous(self) -> "Period":
        """The one before it."""
        return period_of(self.first - timedelta(days=1), self.length)

    def __str__(self) -> str:
        letter = {"year": "", "half": f"-H{self.number}", "quarter": f"-Q{self.number}", "month": f"-{self.number:02}"}
        return f"{self.year:04}{letter[self.length]}"


def period_of(day: date, length: Length) -> Period:
    """The period of this length that holds ``day`` (a reporting period, by default a month)."""
    return Period(day.year, length, (day.month - 1) // MONTHS[length] + 1)


def parse(text: str) -> Period | None:
    """``2025``, ``2025-H1``, ``2025-Q2`` or ``2025-06``; anything else is ``None``."""
    match = _WRITTEN.fullmatch(text.strip())
    if not match or not 2 <= int(match[1]) <= 9998:
        return None
    quarter, half, month = match[2], match[3], match[4]
    if quarter:
        return Period(int(match[1]), "quarter", int(quarter))
    if half:
        return Period(int(match[1]), "half", int(half))
    return Period(int(match[1]), "month", int(month)) if month else Period(int(match[1]), "year")
