"""What a reader may see of a plan: a scope is applied to whole frames, after the caches, which know no reader."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cds_tracker.domain.rollup import Rollup
from cds_tracker.insights.columns import Flags, truths
from cds_tracker.insights.filters import Filters

TEXTUAL = ("q", "assignee", "section")  # filters that speak of texts or people


@dataclass(frozen=True, slots=True)
class Scope:
    """The units whose tasks somebody may read: those that they lead, coordinate or share. ``None``: every task."""

    units: tuple[str, ...] | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self.units is None

    @property
    def key(self) -> str:
        """Equal for equal scopes: what markup drawn for one scope is kept under."""
        return "" if self.units is None else "units " + " ".join(sorted(self.units))

    def of_counts(self, filters: Filters) -> "Scope":
        """What is counted for these filters: the whole plan; but only what is within the scope where they speak of texts or
        people, since a count would tell what stands in a task."""
        return self if textual(filters) else Scope()

    def mask(self, frame: pd.DataFrame, rollup: Rollup) -> Flags:
        """Which tasks of a frame are within it: by the units that they have today, in place on the day of ``rollup`` (today
        too), whatever the frame's day. A link to a past day opens nothing that is not open today."""
        if self.units is None:
            return np.ones(len(frame), dtype=bool)
        mine = frozenset(self.units)
        return _named(frame, "lead_now", mine, rollup) | _named(frame, "coordinating_now", mine, rollup)

    def within(self, frame: pd.DataFrame, rollup: Rollup) -> pd.DataFrame:
        """The tasks within it."""
        return frame if self.units is None else frame[self.mask(frame, rollup)]


def textual(filters: Filters) -> bool:
    """Whether these filters speak of texts or people."""
    return any(getattr(filters, name) is not None for name in TEXTUAL)


def _named(frame: pd.DataFrame, role: str, mine: Collection[str], rollup: Rollup) -> Flags:
    """Asked once for each set of units."""
    _, first, places = np.unique(frame[f"{role}_set"].to_numpy(), return_index=True, return_inverse=True)
    sets = frame[role].to_numpy()[first]
    return truths(any(unit in mine for unit in _held(refs, rollup)) for refs in sets)[places]


def _held(refs: tuple[str, ...], rollup: Rollup) -> tuple[str, ...]:
    held = rollup.held(refs)
    return (*held.own, *held.group)
