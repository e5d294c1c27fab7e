"""Cells that Excel has typed: a day shown as a month is a month, and a number is read as it is shown."""

import datetime
import re
from calendar import monthrange
from functools import lru_cache

from cds_tracker.domain.deadline import Deadline, parse

_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


@lru_cache(maxsize=1_024)
def parts_shown(number_format: str) -> frozenset[str]:
    """Which of d, m, y a number format shows."""
    return frozenset(_ASIDE.sub("", number_format).split(";")[0].lower()) & frozenset("dmy")


def month_shown(number_format: str) -> bool:
    """Whether only month and year are shown: what was typed was a month."""
    return parts_shown(number_format) == {"m", "y"}


def typed_deadline(value: datetime.date, number_format: str) -> Deadline:
    """The deadline of a cell that holds a date; the day is meant unless the format shows less."""
    day = value.date() if isinstance(value, datetime.datetime) else value
    shown = parts_shown(number_format)
    if day.year <= 1900 or day == datetime.date(1970, 1, 1):
        return parse(f"{day.day:02}/{day.month:02}/{day.year}")
    if shown == {"m", "y"}:
        last = day.replace(day=monthrange(day.year, day.month)[1])
        return Deadline(f"{day.month}/{day.year}", day.replace(day=1), last, "month", "period_end")
    if shown == {"y"}:
        return Deadline(f"{day.year}", datetime.date(day.year, 1, 1), datetime.date(day.year, 12, 31), "year", "period_end")
    flags = ("year_assumed",) if shown == {"d", "m"} else ()
    return Deadline(f"{day:%d/%m/%Y}", None, day, "day", "exact", flags)


def number_text(value: float, number_format: str) -> str:
    """A number as it is shown: 0007 in the format 0000, 80% in a percent format."""
    if value.is_integer() and abs(value) < 1e15:
        zeros = len(number_format) if number_format and set(number_format) == {"0"} else 0
        text = str(int(value)).zfill(zeros)
    else:
        text = repr(value)
    if "%" in number_format:
        share = round(value * 100, 6)
        return f"{int(share) if share.is_integer() else share}%"
    decimals = re.search(r"0\.(0+)(?![0#])", number_format)
    return f"{value:.{len(decimals[1])}f}" if decimals else text
