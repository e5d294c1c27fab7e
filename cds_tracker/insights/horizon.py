"""The plan along the calendar: months and quarters behind and ahead, a Gantt, and what falls due on each day."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from cds_tracker.domain.periods import bounds, later, month_of, quarter_of
from cds_tracker.domain.units import Registry
from cds_tracker.insights import tally
from cds_tracker.insights.columns import Record, records
from cds_tracker.insights.filters import NONE, Filters
from cds_tracker.insights.measures import by_month
from cds_tracker.insights.rows import Counts
from cds_tracker.insights.selection import apply, first_of


@dataclass(frozen=True, slots=True)
class Period:
    """A month or quarter and what falls due in it; ``now``: it holds the day."""

    key: str
    counts: Counts
    now: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A task on the time axis. ``start`` is ``None`` where nothing says when it starts: then only its end is known.
    ``assumed``: it starts with the plan, for want of a start of its own."""

    id: int
    title: str
    lead_names: str
    start: date | None
    due: date
    done_on: date | None
    bucket: str
    due_soon: bool
    days_left: int
    deadline_text: str | None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which tasks fall due."""

    day: date
    counts: Counts


def periods(
    frame: pd.DataFrame,
    filters: Filters,
    registry: Registry,
    as_of: date,
    behind: int = 3,
    ahead: int = 3,
    quarters: bool = False,
) -> tuple[Period, ...]:
    """So many months (or quarters) behind and ahead of the one that holds the day, the empty ones too."""
    base = replace(filters, parts=False)
    left = apply(frame, base, registry)
    now = quarter_of(as_of) if quarters else month_of(as_of)
    due = left["due"].to_numpy()
    cell = left["cell"].to_numpy()
    found = []
    for key in (later(now, step) for step in range(-behind, ahead + 1)):
        first, last = bounds(key)
        inside = cell[(due >= np.datetime64(first, "s")) & (due <= np.datetime64(last, "s"))]
        numbers = tally.numbers(np.bincount(inside, minlength=tally.SIZE))
        found.append(Period(key, Counts(numbers, replace(base, due=_within(base.due, key))), key == now))
    return tuple(found)


def months(frame: pd.DataFrame, filters: Filters, registry: Registry) -> dict[str | None, Counts]:
    """Every month in which something falls due, the empty ones between them too; ``None``: without a due day."""
    base = replace(filters, parts=False)
    rows = {row.key: row.counts for row in by_month(apply(frame, base, registry), base)}
    keys = sorted(key for key in rows if key)
    filled: dict[str | None, Counts] = {}
    key = keys[0] if keys else ""
    while keys and key <= keys[-1] and len(filled) < 600:
        nothing = Counts(tally.numbers(np.zeros(tally.SIZE, dtype=np.int64)), replace(base, due=_within(base.due, key)))
        filled[key] = rows.get(key) or nothing
        key = later(key)
    return filled | ({None: rows[None]} if None in rows else {})


def spans(
    frame: pd.DataFrame, filters: Filters, registry: Registry, since: date | None = None, size: int = 60
) -> tuple[tuple[Span, ...], int]:
    """The tasks that have a due day, the first due first, at most ``size`` of them; and how many there are in all.

    ``since`` is the plan's own day: where a task's start is unknown, it is taken to start with the plan.
    """
    left = apply(frame, replace(filters, parts=False), registry)
    dated = left[~np.isnat(left["due"].to_numpy())]
    shown = dated.sort_values(["due", "position"], kind="stable").head(size)
    return tuple(_span(row, since) for row in records(shown)), len(dated)


def calendar(frame: pd.DataFrame, filters: Filters, registry: Registry, month: str) -> tuple[Day, ...]:
    """The days of a month on which something falls due."""
    base = replace(filters, parts=False)
    within = _within(base.due, month)
    left = apply(frame, replace(base, due=within), registry) if within != NONE else frame[:0]
    due = left["due"].to_numpy()
    first, places = first_of(due.astype("datetime64[D]").astype(np.int64))
    table = tally.per(places, len(first), left["cell"].to_numpy())
    days: list[date] = due[first].astype("datetime64[D]").tolist()
    return tuple(
        Day(day, Counts(tally.numbers(numbers), replace(base, due=day.isoformat())))
        for day, numbers in zip(days, table, strict=True)
    )


def weeks(month: str) -> list[list[date]]:
    """The weeks of a month, Monday first, filled up with the days before and after it."""
    first, last = bounds(month)
    day = first - timedelta(days=first.weekday())
    rows = []
    while day <= last:
        rows.append([day + timedelta(days=step) for step in range(7)])
        day += timedelta(days=7)
    return rows


def _within(chosen: str | None, period: str) -> str:
    """The finer of two periods where one holds the other; ``none`` with nothing in common."""
    if chosen is None:
        return period
    if chosen == NONE:
        return NONE
    mine, other = bounds(chosen), bounds(period)
    if other[0] <= mine[0] and mine[1] <= other[1]:
        return chosen
    return period if mine[0] <= other[0] and other[1] <= mine[1] else NONE


def _span(found: Record, since: date | None) -> Span:
    due: date = found["due"].date()
    said = _date(found["start"])
    start = said if said and said <= due else None
    assumed = start is None and since is not None and since < due
    done_on = _date(found["completed_on"]) or _date(found["done_since"])
    return Span(
        id=found["id"],
        title=found["title"] or "",
        lead_names=found["lead_names"],
        start=since if assumed else start,
        due=due,
        done_on=done_on if found["status"] == "done" else None,
        bucket=found["bucket"],
        due_soon=bool(found["due_soon"]),
        days_left=int(found["days_left"]),
        deadline_text=found["deadline_text"],
        assumed=assumed,
    )


def _date(stamp: pd.Timestamp) -> date | None:
    return None if pd.isna(stamp) else stamp.date()
