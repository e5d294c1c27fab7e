"""The figures of a plan on a day, each with the filters that list what it counts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from cds_tracker.domain.areas import Areas
from cds_tracker.domain.periods import bounds
from cds_tracker.domain.rollup import Held, Rollup
from cds_tracker.domain.task import UNREGISTERED
from cds_tracker.domain.units import Registry
from cds_tracker.insights import tally
from cds_tracker.insights.columns import distinct
from cds_tracker.insights.filters import NONE, Filters
from cds_tracker.insights.rows import AreaRow, Counts, Figures, MonthRow, UnitRow
from cds_tracker.insights.selection import apply, first_of

__all__ = ["AreaRow", "Counts", "Figures", "MonthRow", "UnitRow", "by_area", "by_month", "by_unit", "counts", "figures"]


def figures(frame: pd.DataFrame, filters: Filters, as_of: date, registry: Registry, areas: Areas) -> Figures:
    """The figures of the tasks that ``filters`` leaves in ``frame`` (see ``frame.build``); headings and parts are left out."""
    base = replace(filters, parts=False)
    left = apply(frame, base, registry)
    return Figures(
        plan=filters.plan,
        as_of=as_of,
        counts=counts(left, base),
        by_unit=by_unit(left, base, registry, as_of, shown=_own_units(frame, base, registry, as_of)),
        by_area=by_area(left, base, areas),
        by_month=by_month(left, base),
    )


def counts(left: pd.DataFrame, base: Filters) -> Counts:
    """All counts of the tasks that ``base`` left."""
    cell = left["cell"].to_numpy()
    return Counts(tally.numbers(np.bincount(cell, minlength=tally.SIZE)), base)


def by_unit(
    left: pd.DataFrame, base: Filters, registry: Registry, as_of: date, shown: Sequence[str] = ()
) -> tuple[UnitRow, ...]:
    """A row per unit that has tasks (or is to be ``shown`` without), in the order of the decree; who leads, unless
    ``base.role`` asks who coordinates. Rows overlap: a joint task counts in each."""
    role = "coordinating" if base.role == "coordinating" else "lead"
    rollup = Rollup(registry, as_of)
    first, places = first_of(left[f"{role}_set"].to_numpy())
    table = tally.per(places, len(first), left["cell"].to_numpy())
    sets: list[Held] = left[f"{role}_held"].to_numpy()[first].tolist()
    wanted = None if base.unit in (None, NONE) else rollup.end(str(base.unit))
    total = dict.fromkeys(shown, np.zeros(tally.SIZE, dtype=np.int64))
    through: dict[str, int] = {}
    for held, numbers in zip(sets, table, strict=True):
        own, group = _counting(held, base.via)
        for ref in (*own, *group):
            if (rollup.has_row(ref) and wanted is None) or ref == wanted:
                total[ref] = total.get(ref, 0) + numbers
        for ref in group:
            through[ref] = through.get(ref, 0) + int(numbers.sum())
    rows = [
        UnitRow(
            key=ref,
            name=registry.name(ref, as_of),
            short=registry.short(ref),
            counts=Counts(tally.numbers(total[ref]), replace(base, unit=ref, role=role)),
            via_group=through.get(ref, 0),
            ended=registry.ended(ref, as_of),
            registered=not ref.startswith(UNREGISTERED),
            group=registry.is_group(ref),
        )
        for ref in sorted(total, key=lambda ref: registry.sort_key(ref, as_of))
    ]
    return (*rows, *_without_unit(sets, table, replace(base, unit=NONE, role=role), wanted))


def by_area(left: pd.DataFrame, base: Filters, areas: Areas) -> tuple[AreaRow, ...]:
    """A row per area in their order, those as written after them, the unclassified last."""
    codes, met = distinct(left["area"].to_numpy())
    table = dict(zip(met, tally.per(codes, len(met), left["cell"].to_numpy()), strict=True))
    nothing = np.zeros(tally.SIZE, dtype=np.int64)
    keys: list[str | None] = [*sorted({*areas.areas, *(ref for ref in met if ref)}, key=areas.sort_key), None]
    if base.area is not None:
        keys = [key for key in keys if (key or NONE) == base.area]
    return tuple(
        AreaRow(
            key=key,
            name=areas.name(key) if key else None,
            short=(areas.areas[key].short_name if key in areas.areas else None) or (areas.name(key) if key else None),
            counts=Counts(tally.numbers(table.get(key, nothing)), replace(base, area=key or NONE)),
        )
        for key in keys
    )


def by_month(left: pd.DataFrame, base: Filters) -> tuple[MonthRow, ...]:
    """A row per month in which tasks fall due, earliest first; those without a due day last, if there are any."""
    months = left["due"].to_numpy().astype("datetime64[M]")
    first, places = first_of(np.where(np.isnat(months), np.iinfo(np.int64).max, months.astype(np.int64)))
    table = tally.per(places, len(first), left["cell"].to_numpy())
    rows = []
    for month, numbers in zip(months[first], table, strict=True):
        key = None if np.isnat(month) else str(month)
        rows.append(MonthRow(key, Counts(tally.numbers(numbers), replace(base, due=_period(base.due, key)))))
    return tuple(rows)


def _period(chosen: str | None, month: str | None) -> str:
    """The period that lists a month's tasks within the period already chosen."""
    if month is None:
        return NONE
    if chosen and chosen != NONE and (bounds(chosen)[1] - bounds(chosen)[0]).days < 27:
        return chosen
    return month


def _counting(held: Held, via: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (held.own if via != "group" else ()), (held.group if via != "own" else ())


def _without_unit(sets: Sequence[Held], table: tally.Numbers, base: Filters, wanted: str | None) -> tuple[UnitRow, ...]:
    """The row of the tasks that no unit was given, if there are any."""
    bare = [place for place, held in enumerate(sets) if not held.own]
    if not bare or base.via or wanted:
        return ()
    return (UnitRow(None, None, None, Counts(tally.numbers(table[bare].sum(axis=0)), base)),)


def _own_units(frame: pd.DataFrame, base: Filters, registry: Registry, as_of: date) -> list[str]:
    """The ministry's own units of the day, where the plan concerns any of them: shown even without a task."""
    first, _ = first_of(frame["lead_set"].to_numpy())
    met = {ref for held in frame["lead_held"].to_numpy()[first] for ref in (*held.own, *held.group)}
    kinds = {unit.kind for ref in met if (unit := registry.units.get(ref))}
    if "unit" not in kinds or base.unit is not None:
        return []
    own = (unit for unit in registry.units.values() if unit.kind == "unit")
    return [
        unit.code
        for unit in own
        if (unit.valid_from is None or unit.valid_from <= as_of) and (unit.valid_to is None or as_of <= unit.valid_to)
    ]
