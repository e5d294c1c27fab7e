"""Numbers that are days: what a number format shows, and the day behind a serial number."""

import datetime
import math
import re
from enum import Enum
from functools import lru_cache

Moment = datetime.datetime | datetime.time | datetime.timedelta

_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_LONGEST = 255  # what Excel takes of a number format
_LAST_DAY = 2_958_465  # 31/12/9999
_MIDNIGHT = datetime.datetime(1900, 1, 1)  # noqa: DTZ001  workbooks know no zones
_LEAP_THAT_NEVER_WAS = 60  # Excel counts a 29/02/1900


class Shown(Enum):
    """What a number format makes of a number."""

    NUMBER = "number"
    MOMENT = "moment"
    ELAPSED = "elapsed"


@lru_cache(maxsize=4_096)
def shown_as(number_format: str) -> Shown:
    """Judged by the first section, without quoted text, escapes, colours and locales. ``General`` is a number."""
    if not number_format or number_format.lower() == "general":
        return Shown.NUMBER
    first = _ASIDE.sub("", number_format[:_LONGEST]).split(";")[0].lower()
    if _ELAPSED.search(first):
        return Shown.ELAPSED
    if "general" in first or "@" in first:
        return Shown.NUMBER
    return Shown.MOMENT if re.search(r"[dmyhs]", first) else Shown.NUMBER


def moment(serial: float, *, from_1904: bool) -> Moment | None:
    """The day and time of a serial number, to the millisecond; a ``time`` below 1; ``None`` where there is no such day."""
    if not math.isfinite(serial) or serial < 0 or serial >= _LAST_DAY + 1:
        return None
    days, fraction = divmod(serial, 1)
    clock = datetime.timedelta(milliseconds=round(fraction * 86_400_000))
    if from_1904:
        days += 1_462
    elif days == 0:
        return (_MIDNIGHT + clock).time()
    elif days < _LEAP_THAT_NEVER_WAS:
        days += 1
    elif days == _LEAP_THAT_NEVER_WAS:
        return None
    try:
        return datetime.datetime(1899, 12, 30) + datetime.timedelta(days=days) + clock  # noqa: DTZ001  workbooks know no zones
    except OverflowError:
        return None


def elapsed(serial: float) -> datetime.timedelta | None:
    """A duration in days, as formats such as ``[h]:mm`` show it."""
    if not math.isfinite(serial) or abs(serial) > _LAST_DAY:
        return None
    return datetime.timedelta(milliseconds=round(serial * 86_400_000))


def written(text: str) -> Moment | None:
    """An ISO 8601 day, moment or time; a zone is dropped: the wall clock counts."""
    text = text.strip()
    for read in (datetime.datetime.fromisoformat, datetime.time.fromisoformat):
        try:
            return read(text).replace(tzinfo=None)
        except ValueError:
            continue
    return None


def clocked(value: Moment) -> Moment | None:
    """What forms that know only whole moments wrote: a time of day on the days before 1900; what lies before is no day."""
    if not isinstance(value, datetime.datetime) or value.year >= 1900:
        return value
    return value.time() if (value.year, value.month) == (1899, 12) and value.day >= 30 else None
