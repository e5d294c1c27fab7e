"""Which tasks are one's own: those that one's unit leads and that name one's account, those that it leads at all, and those
with which it helps. Asked of the units in place today, like every right."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from cds_tracker.domain.people import Role, Standing, standing_of, units_of
from cds_tracker.domain.task import ACCOUNT
from cds_tracker.domain.text import key
from cds_tracker.insights.columns import Flags, truths
from cds_tracker.ui import data, identity
from cds_tracker.ui.page import Page
from cds_tracker.ui.task_data import Ordered, Record

TABS = ("lead", "help")
ME, UNIT = "me", "unit"
SETTLED = ("done_on_time", "done_late", "cancelled", "paused")


def units(page: Page) -> frozenset[str]:
    """The units in which the reader works."""
    return frozenset(units_of(page.person, identity.rollup(page.revision)))


def usual(page: Page) -> str:
    """Whose tasks a reader sees first: staff their own, a head those of the unit."""
    return ME if page.person.has(Role.STAFF) or not page.person.has(Role.HEAD) else UNIT


def listed(page: Page, tab: str, whose: str) -> Ordered:
    """The tasks of a tab that the page's filters leave, those with the fewest days left first, the settled ones last."""
    return _ordered(data.tasks(page.filters, page.revision, page.scope), page, tab, whose)


def named(page: Page) -> list[Record]:
    """Tasks of the reader's units in which a file names them, without giving them to the reader's account."""
    found = _named(data.tasks(page.filters.context(), page.revision, page.scope), page)
    return found.rows(0, len(found))


def is_open(task: Record) -> bool:
    """Whether a report on it is still waited for."""
    return task["bucket"] not in SETTLED


def _ordered(tasks: pd.DataFrame, page: Page, tab: str, whose: str) -> Ordered:
    mine = units(page)
    if tab == "lead":
        chosen = _standing(tasks, page, lambda held: bool(mine & set(held.leads)))
        if whose == ME:
            assigned = _assigned(tasks, page)
            chosen = assigned & chosen if mine else assigned
    else:
        chosen = _standing(tasks, page, lambda held: bool(mine & {*held.helps, *held.shares} - set(held.leads)))
    places = np.flatnonzero(chosen)
    days = tasks["days_left"].to_numpy(dtype=float)[places]
    settled = tasks["bucket"].isin(SETTLED).to_numpy()[places]
    order = np.lexsort((np.where(np.isnan(days), np.inf, days), settled))
    return Ordered(tasks, places[order])


def _named(tasks: pd.DataFrame, page: Page) -> Ordered:
    mine, called = units(page), key(page.person.name)
    leads = _standing(tasks, page, lambda held: bool(mine & set(held.leads)))
    plain = truths(
        any(not ref.startswith(ACCOUNT) and key(ref) == called for ref in refs) for refs in tasks["assigned"].to_numpy()
    )
    open_still = ~tasks["bucket"].isin(SETTLED).to_numpy()
    return Ordered(tasks, np.flatnonzero(leads & plain & ~_assigned(tasks, page) & open_still))


def _assigned(tasks: pd.DataFrame, page: Page) -> Flags:
    ref = f"{ACCOUNT}{page.person.account}"
    return truths(ref in refs for refs in tasks["assigned"].to_numpy())


def _standing(tasks: pd.DataFrame, page: Page, answer: Callable[[Standing], bool]) -> Flags:
    """The answer for every task, asked once for each pair of sets of units."""
    rollup, known = identity.rollup(page.revision), dict[tuple[int, int], bool]()
    pairs = list(zip(tasks["lead_set"].tolist(), tasks["coordinating_set"].tolist(), strict=True))
    lead, coordinating = tasks["lead"].to_numpy(), tasks["coordinating"].to_numpy()
    for place, pair in enumerate(pairs):
        if pair not in known:
            known[pair] = answer(standing_of(lead[place], coordinating[place], (), rollup))
    return truths(known[pair] for pair in pairs)
