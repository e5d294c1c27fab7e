"""When a task is due: the words as written, and what they mean.

``parse`` never guesses: day stands before month, an impossible date is unreadable, and what two people could read in two
ways is flagged or unreadable. Nothing written makes it fail.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from cds_tracker.domain import deadline_reading
from cds_tracker.domain.deadline_parts import Precision
from cds_tracker.domain.deadline_words import fold
from cds_tracker.domain.text import clean

Kind = Literal["exact", "before", "period_end", "range", "recurring", "conditional", "none", "unreadable"]
KINDS: tuple[Kind, ...] = ("exact", "before", "period_end", "range", "recurring", "conditional", "none", "unreadable")
FLAGS = ("ambiguous", "year_assumed", "vague", "extended", "serial")

# Every code names what was written as {value}, and the day it was taken to be due as {due} (not where unreadable).
PROBLEMS = frozenset(
    {"deadline_unreadable", "deadline_ambiguous", "deadline_year_assumed", "deadline_vague", "deadline_serial"}
)
ERRORS = frozenset({"deadline_unreadable"})


@dataclass(frozen=True, slots=True)
class Deadline:
    """``text`` as written; ``due`` is the last day still in time (inclusive).

    ``precision`` is that of the end, ``None`` without a due day. ``flags``: ambiguous, year_assumed, vague, extended, serial.
    ``hint`` is the first due day of a recurring task, or the likely day of a conditional one.
    """

    text: str
    start: date | None = None
    due: date | None = None
    precision: Precision | None = None
    kind: Kind = "none"
    flags: tuple[str, ...] = ()
    hint: date | None = None


@lru_cache(maxsize=65_536)
def parse(text: str, year: int | None = None, before_is_inclusive: bool = False) -> Deadline:
    """What ``text`` means. ``year`` is the plan's, for periods that name none (flag ``year_assumed``).

    "Trước ngày X" is due on the day before X, unless ``before_is_inclusive``.
    """
    read = deadline_reading.read(text, year, before_is_inclusive)
    return Deadline(text, read.start, read.due, read.precision, read.kind, read.flags, read.hint)


def problems(deadline: Deadline) -> tuple[str, ...]:
    """The codes of what somebody should look at. An extension is none; nor is a condition."""
    if deadline.kind == "unreadable":
        return ("deadline_unreadable",)
    return tuple(f"deadline_{flag}" for flag in deadline.flags if f"deadline_{flag}" in PROBLEMS)


def to_value(deadline: Deadline) -> dict[str, object]:
    """The canonical value (see ``task``): plain JSON, the text in its stored form."""
    return {
        "text": clean(deadline.text),
        "start": _iso(deadline.start),
        "due": _iso(deadline.due),
        "precision": deadline.precision,
        "kind": deadline.kind,
        "flags": list(deadline.flags),
        "hint": _iso(deadline.hint),
    }


def from_value(value: Mapping[str, object]) -> Deadline:
    """The deadline of a canonical value."""
    flags = value.get("flags")
    return Deadline(
        text=str(value.get("text") or ""),
        start=_day(value.get("start")),
        due=_day(value.get("due")),
        precision=value.get("precision"),  # type: ignore[arg-type]
        kind=value["kind"],  # type: ignore[arg-type]
        flags=tuple(flags) if isinstance(flags, list | tuple) else (),
        hint=_day(value.get("hint")),
    )


def meaning(deadline: Deadline) -> tuple[object, ...]:
    """What two deadlines share that mean the same; where words alone say when, the words."""
    worded = deadline.kind in ("recurring", "conditional", "unreadable")
    words = fold(deadline.text) if worded else None
    return deadline.kind, deadline.start, deadline.due, deadline.precision, deadline.hint, words


def same_meaning(one: Deadline | Mapping[str, object], other: Deadline | Mapping[str, object]) -> bool:
    """Whether both set the same deadline, however written ("6/2025" and "Tháng 06 năm 2025")."""
    if one == other:
        return True
    first, second = (each if isinstance(each, Deadline) else from_value(each) for each in (one, other))
    return meaning(first) == meaning(second)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None
