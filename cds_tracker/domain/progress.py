"""What people write as a share done, and how much is meant.

Progress is never filled from a state: what was not said is absent, not 0.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from cds_tracker.domain.status import StatusReading, read_status
from cds_tracker.domain.task import Status
from cds_tracker.domain.text import clean, key, narrow

__all__ = ["PROBLEMS", "PercentRead", "Scale", "StatusReading", "conflict", "decide_scale", "read_percent", "read_status"]

# Every code names what was written as {value}; status_progress_conflict also the state as {status} and the share as {progress}.
PROBLEMS = frozenset(
    {
        "status_progress_conflict",  # the words win, the share is kept
        "status_in_progress_column",  # words in a percent column, taken as the state
        "progress_unreadable",
        "progress_out_of_range",
        "progress_low_bound",  # "70-80%": the lower end was taken
        "progress_scale_doubtful",  # a bare 1 among percents, 1 % or 100 %? nothing was taken
        "progress_below_one",  # a bare 0.8 among percents, taken as 0.8 %
        "progress_approximate",  # "khoảng 80%"
    }
)
ERRORS = frozenset({"progress_unreadable", "progress_out_of_range"})


class Scale(StrEnum):
    """How the bare numbers of a percent column are meant."""

    PERCENT = "percent"  # 0..100
    FRACTION = "fraction"  # 0..1
    NONE = "none"  # the column has no bare number


@dataclass(frozen=True, slots=True)
class PercentRead:
    """``progress`` 0–100, or none; ``status_text`` where the cell holds a state instead of a share."""

    progress: float | None = None
    code: str | None = None
    status_text: str | None = None


_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)
_SHARE = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*%", re.ASCII)
_BOUNDS = re.compile(r"(\d+(?:[.,]\d+)?)\s*%?\s*(?:-|–|—|đến|->|~)\s*(\d+(?:[.,]\d+)?)\s*%", re.ASCII)
_RATIO = re.compile(r"(\d+)\s*/\s*(\d+)(?:\s+[^\d%]*)?", re.ASCII)
_ABOUT = re.compile(r"\b(?:khoang|gan|hon|tren|duoi|xap xi|uoc)\b")


def decide_scale(cells: Iterable[object], header: str = "") -> Scale:
    """Once per column: percents if any bare number is above 1 or the header says "(%)"; fractions if all lie in 0..1."""
    numbers = [number for number in map(_bare, cells) if number is not None]
    if "%" in header or any(number > 1 for number in numbers):
        return Scale.PERCENT
    return Scale.FRACTION if numbers else Scale.NONE


def _bare(cell: object) -> float | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return float(cell)
    written = narrow(cell).strip() if isinstance(cell, str) else ""
    return _float(written) if _NUMBER.fullmatch(written) else None


def read_percent(value: object, number_format: str = "", scale: Scale = Scale.PERCENT) -> PercentRead:
    """The share that a cell of a percent column holds; see ``PROBLEMS`` for the codes.

    Give ``decide_scale`` only cells whose number format has no "%": theirs are fractions by themselves.
    """
    if value is None or isinstance(value, bool):
        return PercentRead(code=None if value is None else "progress_unreadable")
    if isinstance(value, int | float) and "%" in number_format:
        return _within(float(value) * 100)
    number = _bare(value)
    if number is not None:
        return _scaled(number, scale)
    return _written(narrow(clean(value))) if isinstance(value, str) else PercentRead(code="progress_unreadable")


def _scaled(number: float, scale: Scale) -> PercentRead:
    if scale is Scale.FRACTION:
        return _within(number * 100)
    if number == 1:
        return PercentRead(code="progress_scale_doubtful")
    return _within(number, "progress_below_one" if 0 < number < 1 else None)


def _within(percent: float, code: str | None = None) -> PercentRead:
    if not 0 <= percent <= 100.0000001:
        return PercentRead(code="progress_out_of_range")
    return PercentRead(min(round(percent, 4), 100.0), code)


def _written(text: str) -> PercentRead:
    if not text or text.strip("-–—. /") == "":
        return PercentRead()
    bounds = _BOUNDS.search(text)
    if bounds:
        return _within(_float(bounds[1]), "progress_low_bound")
    shares = _SHARE.findall(text)
    status = read_status(text).status
    if len(shares) == 1 and not re.search(r"\d[^\W\d_]\d*\s*%|[^\W\d_]\d+\s*%", text):
        read = _within(_float(shares[0]), "progress_approximate" if _ABOUT.search(key(text)) else None)
        return PercentRead(read.progress, read.code, text if status else None)
    ratio = _RATIO.fullmatch(text)
    if ratio and int(ratio[2]) > 0:
        return _within(100 * int(ratio[1]) / int(ratio[2]))
    if status is not None and not shares:
        return PercentRead(code="status_in_progress_column", status_text=text)
    return PercentRead(code="progress_unreadable")


def _float(written: str) -> float:
    return float(written.replace(",", "."))


def conflict(status: Status | str | None, progress: float | None) -> str | None:
    """The code where state and share contradict each other: the words win, the share is kept."""
    if status is None or progress is None:
        return None
    unfinished = status == Status.DONE and progress < 100
    finished = status in (Status.IN_PROGRESS, Status.NOT_STARTED) and progress >= 100
    begun = status == Status.NOT_STARTED and progress > 0
    return "status_progress_conflict" if unfinished or finished or begun else None
