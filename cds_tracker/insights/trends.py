"""How the five numbers moved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

NUMBERS = ("total", "done_on_time", "done_late", "open_in_time", "open_overdue")


@dataclass(frozen=True, slots=True)
class Point:
    """The five numbers (``NUMBERS``) as they stood on a day."""

    day: date
    numbers: dict[str, int]


def days(as_of: date, points: int = 7, span: int = 30) -> tuple[date, ...]:
    """The days of a series: evenly spread over ``span`` days, ``as_of`` last."""
    raise NotImplementedError


def series(load: Callable[[date], pd.DataFrame], as_of: date, points: int = 7, span: int = 30) -> tuple[Point, ...]:
    """The five numbers over the last ``span`` days; ``load`` gives the (filtered) frame of a day."""
    raise NotImplementedError


def change(points: Sequence[Point]) -> dict[str, int]:
    """Last minus first, by number."""
    raise NotImplementedError
