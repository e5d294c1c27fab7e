"""How the five numbers moved."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from cds_tracker.insights.filters import TWO_BY_TWO, Filters
from cds_tracker.insights.measures import counts

NUMBERS = ("total", *TWO_BY_TWO)


@dataclass(frozen=True, slots=True)
class Point:
    """The five numbers (``NUMBERS``) as they stood on a day."""

    day: date
    numbers: Mapping[str, int]


def days(as_of: date, points: int = 7, span: int = 30) -> tuple[date, ...]:
    """The days of a series: evenly spread over ``span`` days, ``as_of`` last."""
    steps = max(points - 1, 1)
    found = (as_of - timedelta(days=round(span * (steps - step) / steps)) for step in range(steps + 1))
    return tuple(dict.fromkeys(found))


def point(left: pd.DataFrame, day: date) -> Point:
    """The five numbers of the tasks of a frame."""
    found = counts(left, Filters())
    return Point(day, {name: found[name] for name in NUMBERS})


def series(load: Callable[[date], pd.DataFrame], as_of: date, points: int = 7, span: int = 30) -> tuple[Point, ...]:
    """The five numbers over the last ``span`` days; ``load`` gives the tasks of a day, already filtered."""
    return tuple(point(load(day), day) for day in days(as_of, points, span))


def change(points: Sequence[Point]) -> dict[str, int]:
    """Last minus first, by number; nothing where there are no points."""
    return {name: points[-1].numbers[name] - points[0].numbers[name] for name in NUMBERS} if points else {}
