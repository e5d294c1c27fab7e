"""The plan through its areas: the 80/20 saying, the pillars of the framework, and area by unit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from cds_tracker.domain.areas import PILLARS, VERSIONS, Areas
from cds_tracker.domain.timeliness import Rate, rate
from cds_tracker.domain.units import Registry
from cds_tracker.insights import tally
from cds_tracker.insights.columns import distinct
from cds_tracker.insights.filters import NONE, SIDES, Filters
from cds_tracker.insights.measures import by_unit
from cds_tracker.insights.rows import Counts, UnitRow
from cds_tracker.insights.selection import apply

SAYING = {"first": 80, "second": 20}
"""The guiding saying, in percent of what counts towards success; not a target."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the saying (``first``, ``second``, ``none``: unclassified)."""

    key: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Lens:
    """How the tasks split. ``share(side)`` is of the classified ones, ``done_share`` of their finished ones."""

    sides: tuple[Side, ...]

    def __getitem__(self, key: str) -> Counts:
        return next(side.counts for side in self.sides if side.key == key)

    def share(self, key: str) -> Rate:
        return rate(self[key].total, sum(self[side].total for side in SAYING))

    def done_share(self, key: str) -> Rate:
        return rate(self[key]["all_done"], sum(self[side]["all_done"] for side in SAYING))


@dataclass(frozen=True, slots=True)
class PillarRow:
    """A pillar of one version of the framework; ``key`` is ``None`` for what has none."""

    version: str
    key: str | None
    counts: Counts


@dataclass(frozen=True, slots=True)
class Heat:
    """Area by unit: ``cells[area][unit]``; only areas and units that have tasks. Joint tasks stand in several columns."""

    areas: tuple[str | None, ...]
    units: tuple[UnitRow, ...]
    cells: tuple[tuple[Counts | None, ...], ...]


def lens(frame: pd.DataFrame, filters: Filters, registry: Registry) -> Lens:
    """The tasks that ``filters`` leaves, by the side of the saying that their area counts as."""
    base = replace(filters, parts=False)
    left = apply(frame, base, registry)
    keys = [filters.side] if filters.side else SIDES
    table = _by(left, "side", {None: NONE})
    counted = {key: Counts(tally.numbers(table.get(key, _NOTHING)), replace(base, side=key)) for key in keys}
    return Lens(tuple(Side(key, counted.get(key) or Counts(tally.numbers(_NOTHING), replace(base, side=key))) for key in SIDES))


def pillars(frame: pd.DataFrame, filters: Filters, registry: Registry, version: str = VERSIONS[-1]) -> tuple[PillarRow, ...]:
    """The six pillars of a version in their order, what has none last."""
    base = replace(filters, parts=False, pillar=None)
    left = apply(frame, base, registry)
    place = VERSIONS.index(version)
    codes, met = distinct(found[place] for found in left["pillars"])
    table = dict(zip(met, tally.per(codes, len(met), left["cell"].to_numpy()), strict=True))
    return tuple(
        PillarRow(version, key, Counts(tally.numbers(table.get(name, _NOTHING)), replace(base, pillar=name)))
        for key in (*PILLARS, None)
        for name in [f"{version}/{key or NONE}"]
    )


def heat(frame: pd.DataFrame, filters: Filters, registry: Registry, areas: Areas, as_of: date) -> Heat:
    """Where the units' tasks lie."""
    base = replace(filters, parts=False)
    left = apply(frame, base, registry)
    units = by_unit(left, base, registry, as_of)
    codes, met = distinct(left["area"].to_numpy())
    keys = sorted((ref for ref in met if ref), key=areas.sort_key) + ([None] if None in met else [])
    cells = []
    for key in keys:
        chosen = replace(base, area=key or NONE)
        rows = {row.key: row.counts for row in by_unit(left[codes == met.index(key)], chosen, registry, as_of)}
        cells.append(tuple(rows.get(row.key) for row in units))
    return Heat(tuple(keys), units, tuple(cells))


_NOTHING = np.zeros(tally.SIZE, dtype=np.int64)


def _by(left: pd.DataFrame, column: str, renamed: dict[None, str]) -> dict[str, tally.Numbers]:
    codes, met = distinct(left[column].to_numpy())
    names: Sequence[str] = [renamed.get(name, name) for name in met]
    return dict(zip(names, tally.per(codes, len(met), left["cell"].to_numpy()), strict=True))
