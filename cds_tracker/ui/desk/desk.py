"""Whose desk is open: one of the units that the reader answers for."""

from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd
import streamlit as st

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.people import Act
from cds_tracker.domain.staff import staff, units_where
from cds_tracker.insights import desk as insight
from cds_tracker.insights.filters import Filters
from cds_tracker.ui import data, identity
from cds_tracker.ui.markup import show
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page
from cds_tracker.ui.task_data import Ordered

UNIT_BOX = "desk_unit"


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk of a unit on the day of a page."""

    page: Page
    unit: str
    name: str

    @property
    def waiting(self) -> dict[str, Filters]:
        """What awaits the unit, by name."""
        return insight.waiting(self.page.filters, self.unit, self.page.as_of)

    def tasks(self, filters: Filters) -> Ordered:
        """The tasks that these filters leave, the longest overdue first."""
        revision = self.page.revision

        def make() -> Ordered:
            left = data.tasks(filters, revision, self.page.scope)
            return Ordered(left, _by_days(left))

        return data.kept(f"desk {self.page.scope.key}", filters, revision, make, data.LISTS)

    @property
    def people(self) -> tuple[Account, ...]:
        """The people of the unit to whom its tasks can be given today."""
        revision = self.page.revision
        accounts = data.people(revision).values()
        return staff(accounts, [self.unit], identity.rollup(revision))


def choose(page: Page) -> Desk | None:
    """The desk that the address names, else the first of the reader's own; a box where there are several."""
    units = _units(page)
    asked = page.filters.unit
    if asked and asked not in units:
        show(notice(page.words("desk.not_yours"), page.words("desk.not_yours_body"), "warning"))
    own = units_where(page.person, Act.CONFIRM, identity.rollup(page.revision))
    unit = asked if asked in units else next(iter(units), None) if own is not None else None
    if len(units) > 1:
        _box(page, units, unit)
    if unit is None:
        show(notice(page.words("desk.pick"), page.words("desk.pick_body" if units else "desk.no_unit")))
        return None
    return Desk(page, unit, units[unit])


def _units(page: Page) -> dict[str, str]:
    """The units whose desks the reader may open, with their names: their own, or all that lead tasks."""
    own = units_where(page.person, Act.CONFIRM, identity.rollup(page.revision))
    if own is not None:
        registry = data.registry(page.revision)
        return {unit: registry.name(unit) for unit in own}
    rows = data.figures(page.filters.context(), page.revision).by_unit
    return {row.key: row.name or row.key for row in rows if row.key and row.registered and not row.group and not row.ended}


def _box(page: Page, units: dict[str, str], unit: str | None) -> None:
    st.session_state[UNIT_BOX] = unit
    st.selectbox(
        page.words("desk.unit"),
        list(units),
        format_func=lambda code: units.get(code) or "",
        key=UNIT_BOX,
        on_change=_pick,
        placeholder=page.words("desk.pick"),
        width=420,
    )


def _pick() -> None:
    chosen = st.session_state.get(UNIT_BOX)
    if chosen:
        st.query_params["unit"] = cast(str, chosen)
    elif "unit" in st.query_params:
        del st.query_params["unit"]


def _by_days(tasks: pd.DataFrame) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
    days = tasks["days_left"].to_numpy(dtype=float)
    return np.argsort(np.where(np.isnan(days), np.inf, days), kind="stable")
