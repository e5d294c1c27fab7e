"""Day before month or month before day, decided for a whole column by what stands in it, or asked.

Where Excel took a day for a month, the cells that it has typed are exchanged; where a column was written month first, its
texts are. Dates that can be read in one way only stay as they are.
"""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from cds_tracker.domain.text import clean
from cds_tracker.excel.typed import parts_shown
from cds_tracker.excel.workbook import Cell

Exchanged = Literal["none", "texts", "typed"]
_TEXT_DATE = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(?:\d{4}|\d{2})")
_WITHIN = re.compile(r"(?<![\d/.\-])(\d{1,2})(\s*[/.\-]\s*)(\d{1,2})(\s*[/.\-]\s*(?:\d{4}|\d{2}))(?![\d/.\-])")
_MONTHS = 12
_LONGEST = 20


@lru_cache(maxsize=16_384)
def _numbers(text: str) -> tuple[int, int]:
    """The first two numbers of a date that is written out; (0, 0) where it is none."""
    found = _TEXT_DATE.fullmatch(clean(text))
    return (int(found[1]), int(found[2])) if found else (0, 0)


@dataclass(slots=True)
class Evidence:
    """What a column of dates shows of its order: of the texts (``written``) and of the dates that Excel has typed."""

    day_first: int = 0  # texts that can only be read so
    month_first: int = 0
    either: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)  # that fit both ways
    typed_sure: bool = False

    def take(self, cell: Cell) -> None:
        value = cell.value
        if isinstance(value, str):
            first, second = _numbers(value) if len(value) < _LONGEST else (0, 0)
            if first > _MONTHS >= second:
                self.day_first += 1
            elif second > _MONTHS >= first:
                self.month_first += 1
            elif first != second:
                self.either.append(clean(value))
        elif isinstance(value, datetime.date) and "d" in parts_shown(cell.format):
            if value.day > _MONTHS:
                self.typed_sure = True
            elif value.day != value.month:
                self.typed.append(f"{value:%d/%m/%Y}")

    @property
    def written_month_first(self) -> bool:
        """Whether the texts show that they were written month first."""
        return self.month_first > 0 and not self.day_first

    @property
    def open(self) -> tuple[str, ...]:
        """The dates that could as well be the other way round, where nothing in the column decides; none where it does."""
        if self.month_first and self.day_first:
            return tuple(self.either)
        texts = self.day_first + self.month_first + len(self.either)
        doubted = texts and self.typed and not self.typed_sure and not self.month_first
        return tuple(self.typed) if doubted else ()

    def exchanged(self, order: str | None) -> Exchanged:
        """Which dates are to be exchanged; ``order``: as a person decided."""
        if order == "dmy":
            return "none"
        if order == "mdy":
            return "typed" if self.typed and not self.typed_sure and not self.month_first else "texts"
        return "texts" if self.written_month_first else "none"


def evidence(cells: Iterable[Cell | None]) -> Evidence:
    """Of a whole column."""
    found = Evidence()
    for cell in cells:
        if cell is not None:
            found.take(cell)
    return found


def exchange_text(text: str) -> str:
    """The text with day and month of its dates exchanged, where both can be either."""
    return _WITHIN.sub(_turn, text)


def _turn(found: re.Match[str]) -> str:
    return f"{found[3]}{found[2]}{found[1]}{found[4]}" if int(found[1]) <= _MONTHS and int(found[3]) <= 31 else found[0]


def exchange_typed(value: datetime.date) -> datetime.date:
    """The date with day and month exchanged, where there is such a date."""
    return value.replace(day=value.month, month=value.day) if value.day <= _MONTHS else value
