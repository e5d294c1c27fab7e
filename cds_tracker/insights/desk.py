"""What awaits a unit, as choices of tasks, and where the unit stands beside the whole ministry."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from cds_tracker.domain.task import Status
from cds_tracker.domain.timeliness import Rate, rate
from cds_tracker.domain.units import Registry
from cds_tracker.insights.filters import OPEN, Filters, narrow
from cds_tracker.insights.measures import counts
from cds_tracker.insights.rows import Counts
from cds_tracker.insights.selection import apply

WITHIN = 30  # days ahead that a head looks at
WAITING: Mapping[str, Mapping[str, object]] = {
    "awaiting": {"status": Status.AWAITING_CONFIRMATION.value},
    "due": {"timeliness": "open_in_time"},  # up to a day that depends on the day of the page
    "next_step": {"timeliness": "overdue", "next_step": False},
    "silent": {"status": OPEN, "reported": False},
    "asked": {"asked": True},
    "requested": {"requested": True},
}
"""What can await a unit, by name, and the filters that choose it."""
MEASURES = {  # the counts above and below each line
    "official": ("done", "official"),
    "on_time": ("done_on_time", "done"),
    "originally": ("done_on_time_originally", "done"),
    "without_evidence": ("without_evidence", "all_done"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A share of some tasks, and the filters that list what is counted above and below the line."""

    rate: Rate
    top: Filters | None
    bottom: Filters | None


@dataclass(frozen=True, slots=True)
class Beside:
    """One measure of a unit, and the same of the ministry."""

    name: str
    unit: Part
    ministry: Part


def led(filters: Filters, unit: str) -> Filters:
    """What a unit leads by name: the tasks that its head answers for."""
    return replace(filters.context(), unit=unit, role="lead", via="own")


def waiting(filters: Filters, unit: str, as_of: date) -> dict[str, Filters]:
    """What awaits a unit, by name."""
    base = led(filters, unit)
    chosen = {name: replace(base, **further) for name, further in WAITING.items()}  # type: ignore[arg-type]
    return {**chosen, "due": replace(chosen["due"], due_before=as_of + timedelta(WITHIN + 1))}


def beside(frame: pd.DataFrame, filters: Filters, unit: str, registry: Registry) -> tuple[Beside, ...]:
    """The measures of a unit (its row in the figures: all that it leads) and of the ministry (each task once)."""
    ministry = filters.context()
    pair = [_measured(frame, base, registry) for base in (replace(ministry, unit=unit, role="lead"), ministry)]
    return tuple(Beside(name, pair[0][name], pair[1][name]) for name in pair[0])


def _measured(frame: pd.DataFrame, base: Filters, registry: Registry) -> dict[str, Part]:
    found = counts(apply(frame, base, registry), base)
    measured = {name: _part(found, top, bottom) for name, (top, bottom) in MEASURES.items()}
    return {**measured, "reported": _reported(frame, base, registry)}


def _part(found: Counts, top: str, bottom: str) -> Part:
    return Part(rate(found[top], found[bottom]), found.of(top), found.of(bottom))


def _reported(frame: pd.DataFrame, base: Filters, registry: Registry) -> Part:
    """How many of the open tasks were reported on in the period."""
    bottom = narrow(base, {"status": OPEN})
    top = narrow(base, {"status": OPEN, "reported": True})
    sizes = [len(apply(frame, one, registry)) if one else 0 for one in (top, bottom)]
    return Part(rate(sizes[0], sizes[1]), top, bottom)
