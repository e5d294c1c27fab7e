"""What needs somebody: the red list, and who has not reported."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from cds_tracker.domain.rollup import Held, Rollup
from cds_tracker.domain.units import Registry
from cds_tracker.insights.columns import Record, records
from cds_tracker.insights.filters import OPEN, Filters, narrow
from cds_tracker.insights.selection import apply, first_of


@dataclass(frozen=True, slots=True)
class RedTask:
    """An overdue task. ``difficulty`` and ``next_step`` are its explanation; both absent: there is none."""

    id: int
    title: str
    lead_names: str
    due: date
    deadline_text: str | None
    days_late: int
    difficulty: str | None
    next_step: str | None
    asked: bool = False
    """Whether somebody asked for an explanation that is still owed."""

    @property
    def explained(self) -> bool:
        return bool(self.difficulty or self.next_step)


@dataclass(frozen=True, slots=True)
class RedList:
    """The longest overdue first; ``total`` and ``unexplained`` count all of them, each with its filters. ``hidden`` of all
    the reader may not read: they are in no list."""

    tasks: tuple[RedTask, ...]
    total: int
    unexplained: int
    filters: Filters | None
    unexplained_filters: Filters | None
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Reporting:
    """How many of a unit's open tasks were reported on in the period; it has reported when all of them are."""

    key: str
    name: str
    short: str
    reported: int
    open: int
    filters: Filters
    """Lists the open tasks that were not reported on."""

    @property
    def complete(self) -> bool:
        return self.reported == self.open

    @property
    def missing(self) -> int:
        return self.open - self.reported


def red_list(
    frame: pd.DataFrame,
    filters: Filters,
    registry: Registry,
    readable: Callable[[pd.DataFrame], pd.DataFrame] = lambda late: late,
    size: int = 5,
) -> RedList:
    """The overdue tasks among those that ``filters`` leaves; ``readable`` leaves those of them that may be shown."""
    chosen = narrow(replace(filters, parts=False), {"timeliness": "overdue"})
    if chosen is None:
        return RedList((), 0, 0, None, None)
    late = apply(frame, chosen, registry)
    shown = readable(late)
    worst = shown.sort_values(["days_left", "position"], kind="stable").head(size)
    tasks = tuple(_red(row) for row in records(worst))
    unexplained = int((~late["explained"].to_numpy()).sum())
    return RedList(tasks, len(late), unexplained, chosen, narrow(chosen, {"explained": False}), len(late) - len(shown))


def reporting(frame: pd.DataFrame, filters: Filters, registry: Registry, as_of: date) -> tuple[Reporting, ...]:
    """Every unit that leads open tasks, in the order of the decree, with how many of them it has reported on.

    Open: neither done, nor paused or cancelled.
    """
    base = narrow(replace(filters, parts=False, reported=None, role="lead"), {"status": OPEN})
    if base is None:
        return ()
    left = apply(frame, base, registry)
    rollup = Rollup(registry, as_of)
    first, places = first_of(left["lead_set"].to_numpy())
    said = left["reported"].to_numpy().astype(np.intp)
    table = np.bincount(places * 2 + said, minlength=len(first) * 2).reshape(-1, 2)
    held: list[Held] = left["lead_held"].to_numpy()[first].tolist()
    wanted = rollup.end(filters.unit) if filters.unit else None
    met: dict[str, tuple[int, int]] = {}
    for one, (silent, reported) in zip(held, table.tolist(), strict=True):
        for ref in (*one.own, *one.group):
            if (rollup.has_row(ref) and wanted is None) or ref == wanted:
                before = met.get(ref, (0, 0))
                met[ref] = (before[0] + silent, before[1] + reported)
    return tuple(
        Reporting(ref, registry.name(ref, as_of), registry.short(ref), reported, silent + reported,
                  replace(base, unit=ref, reported=False))
        for ref, (silent, reported) in sorted(met.items(), key=lambda item: registry.sort_key(item[0], as_of))
    )  # fmt: skip


def _red(row: Record) -> RedTask:
    return RedTask(
        id=row["id"],
        title=row["title"] or "",
        lead_names=row["lead_names"],
        due=row["due"].date(),
        deadline_text=row["deadline_text"],
        days_late=-int(row["days_left"]),
        difficulty=row["difficulty"],
        next_step=row["next_step"],
        asked=bool(row["asked"]),
    )
