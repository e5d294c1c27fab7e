"""When a task is due: the words as written, and what they mean. (The grammar: to be built here.)"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "quarter", "half", "year"]
Kind = Literal["exact", "before", "period_end", "range", "recurring", "conditional", "none", "unreadable"]


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
