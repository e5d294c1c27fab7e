"""The only caches. Every key holds the database's revision, so that nothing is ever cleared by hand.

What is kept is shared between all readers: frames, figures and markup are read, never written to. A warm page asks the
database for one number and takes everything else from here, whatever the size of the plan.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

import pandas as pd
import streamlit as st

from cds_tracker import settings
from cds_tracker.domain.accounts import Account
from cds_tracker.domain.areas import Areas
from cds_tracker.domain.periods import Reported
from cds_tracker.domain.plan import Plan
from cds_tracker.domain.rollup import Rollup
from cds_tracker.domain.units import Registry
from cds_tracker.insights import measures, selection, trends, watch
from cds_tracker.insights.filters import Filters
from cds_tracker.insights.frame import build
from cds_tracker.insights.rows import Figures
from cds_tracker.insights.scope import Scope
from cds_tracker.store import accounts as account_store
from cds_tracker.store import areas as area_store
from cds_tracker.store import database as databases
from cds_tracker.store import ledger
from cds_tracker.store import periods as period_store
from cds_tracker.store import plans as plan_store
from cds_tracker.store import tasks as task_store
from cds_tracker.store import units as unit_store
from cds_tracker.workflows import locking

EVERYTHING = Scope()  # the scope of counts, unless filters speak of texts or people
FRAMES = 6  # whole plans on a day: at a hundred thousand tasks each takes some hundred megabytes
LISTS = 48
DRAWN = 512
FEW = 4  # readings of whole files, and what they would change
T = TypeVar("T")


def database() -> databases.Database:
    """The one database of this process."""
    return _database(settings.load().database_url)


def revision() -> int:
    """The present state of the database: the one question of every run."""
    with database().read() as connection:
        return ledger.latest(connection)


def plans(revision: int) -> tuple[Plan, ...]:
    """All plans, as listed."""
    return _plans(settings.load().database_url, revision)


def opens_on(revision: int) -> date | None:
    """The day on which an invented plan is read; ``None``: today."""
    return _opens_on(settings.load().database_url, revision)


def registry(revision: int, known_at: int | None = None) -> Registry:
    """The units; with ``known_at`` as they were known at that revision."""
    return _registry(settings.load().database_url, revision, known_at)


def areas(revision: int, known_at: int | None = None) -> Areas:
    """The platform areas; with ``known_at`` as they were known at that revision."""
    return _areas(settings.load().database_url, revision, known_at)


def periods(revision: int) -> tuple[Reported, ...]:
    """The reporting periods that an admin touched, of all plans, the latest cut-off first."""
    return _periods(settings.load().database_url, revision)


def people(revision: int) -> Mapping[str, Account]:
    """The accounts, by their name."""
    return _people(settings.load().database_url, revision)


def frame(filters: Filters, revision: int) -> pd.DataFrame:
    """All tasks of the plan of ``filters`` on its day, whoever reads: to be counted, never to be shown (see ``within``)."""
    day, url = _day(filters), settings.load().database_url
    return _frame(url, filters.plan or "", revision, day.isoformat(), filters.known_at)


def within(tasks: pd.DataFrame, scope: Scope, revision: int) -> pd.DataFrame:
    """Those of some tasks that may be read: whoever shows a row, title or text asks this, or ``tasks``."""
    return scope.within(tasks, Rollup(registry(revision), ledger.today()))


def counted(filters: Filters, revision: int, scope: Scope) -> pd.DataFrame:
    """The tasks to count: of the whole plan, or those within the scope where the filters speak of texts or people."""
    return within(frame(filters, revision), scope.of_counts(filters), revision)


def tasks(filters: Filters, revision: int, scope: Scope) -> pd.DataFrame:
    """The tasks that ``filters`` leaves, as far as they may be read."""

    def make() -> pd.DataFrame:
        return _left(within(frame(filters, revision), scope, revision), filters, revision)

    return kept(f"tasks {scope.key}", filters, revision, make, LISTS)


def figures(filters: Filters, revision: int, scope: Scope = EVERYTHING) -> Figures:
    """The figures of the tasks that ``filters`` leaves."""

    def make() -> Figures:
        return measures.figures(counted(filters, revision, scope), filters, _day(filters), *_known(filters, revision))

    return kept(f"figures {scope.of_counts(filters).key}", filters, revision, make)


def trend(filters: Filters, revision: int, scope: Scope = EVERYTHING) -> tuple[trends.Point, ...]:
    """The five numbers over the last thirty days."""
    of = scope.of_counts(filters)

    def load(day: date) -> pd.DataFrame:
        on_day = replace(filters, as_of=day, parts=False)
        whole = frame(on_day, revision) if day == filters.as_of else _load(on_day, revision)
        return _left(within(whole, of, revision), on_day, revision)

    return kept(f"trend {of.key}", filters, revision, lambda: trends.series(load, _day(filters)))


def red_list(filters: Filters, revision: int, scope: Scope) -> watch.RedList:
    """The longest overdue of the tasks that ``filters`` leaves: all are counted, those that may be read are shown."""

    def make() -> watch.RedList:
        whole = counted(filters, revision, scope)
        return watch.red_list(whole, filters, _known(filters, revision)[0], lambda late: within(late, scope, revision))

    return kept(f"red list {scope.key}", filters, revision, make)


def reporting(filters: Filters, revision: int, scope: Scope = EVERYTHING) -> tuple[watch.Reporting, ...]:
    """What each unit has reported in the current period."""

    def make() -> tuple[watch.Reporting, ...]:
        return watch.reporting(counted(filters, revision, scope), filters, _known(filters, revision)[0], _day(filters))

    return kept(f"reporting {scope.of_counts(filters).key}", filters, revision, make)


def count(filters: Filters | None, revision: int, scope: Scope = EVERYTHING) -> int:
    """How many tasks ``filters`` lists; none where no task can fit."""
    return 0 if filters is None else figures(filters, revision, scope).counts.total


def kept(name: str, filters: Filters, revision: int, make: Callable[[], T], most: int = DRAWN) -> T:
    """What ``make`` makes, made once for these filters and this revision; ``name`` tells what it is.

    ``make`` may depend on nothing else: the reader's language stands in ``filters``; what depends on the reader's scope has
    the scope's key in its name.
    """
    keep = {LISTS: _lists, FEW: _few}.get(most, _drawn)
    query = "&".join(f"{key}={value}" for key, value in filters.to_query().items())
    return keep(name, query, revision, settings.load().database_url, make)  # type: ignore[return-value]


def _left(whole: pd.DataFrame, filters: Filters, revision: int) -> pd.DataFrame:
    return selection.apply(whole, filters, _known(filters, revision)[0])


def _day(filters: Filters) -> date:
    if filters.as_of is None:
        raise ValueError("a day must be settled before figures are asked for")
    return filters.as_of


def _load(filters: Filters, revision: int) -> pd.DataFrame:
    plan = next(plan for plan in plans(revision) if plan.code == filters.plan)
    with database().read() as connection:
        rows = task_store.load(connection, plan.id, _day(filters), filters.known_at)
        as_known = plan_store.get(connection, plan.id, filters.known_at) or plan
    names = {code: one.name for code, one in people(revision).items()}
    known, limits = _known(filters, revision), locking.cutoffs(periods(revision), plan.code)
    return build(rows, as_known, *known, _day(filters), people=names, cutoffs=limits)


def _known(filters: Filters, revision: int) -> tuple[Registry, Areas]:
    return registry(revision, filters.known_at), areas(revision, filters.known_at)


@st.cache_resource(show_spinner=False)
def _database(url: str) -> databases.Database:
    return databases.connect(url)


@st.cache_resource(max_entries=4, show_spinner=False)
def _plans(url: str, revision: int) -> tuple[Plan, ...]:
    with database().read() as connection:
        return tuple(plan_store.listed(connection))


@st.cache_resource(max_entries=4, show_spinner=False)
def _opens_on(url: str, revision: int) -> date | None:
    with database().read() as connection:
        return plan_store.demo_day(connection)


@st.cache_resource(max_entries=4, show_spinner=False)
def _registry(url: str, revision: int, known_at: int | None) -> Registry:
    with database().read() as connection:
        return unit_store.load(connection, known_at)


@st.cache_resource(max_entries=4, show_spinner=False)
def _areas(url: str, revision: int, known_at: int | None) -> Areas:
    with database().read() as connection:
        return area_store.load(connection, known_at)


@st.cache_resource(max_entries=4, show_spinner=False)
def _periods(url: str, revision: int) -> tuple[Reported, ...]:
    with database().read() as connection:
        return tuple(period_store.listed(connection))


@st.cache_resource(max_entries=4, show_spinner=False)
def _people(url: str, revision: int) -> Mapping[str, Account]:
    with database().read() as connection:
        return {one.code: one for one in account_store.listed(connection)}


@st.cache_resource(max_entries=FRAMES, show_spinner=False)
def _frame(url: str, plan: str, revision: int, as_of: str, known_at: int | None) -> pd.DataFrame:
    return _load(Filters(plan=plan, as_of=date.fromisoformat(as_of), known_at=known_at), revision)


@st.cache_resource(max_entries=LISTS, show_spinner=False)
def _lists(name: str, query: str, revision: int, url: str, _make: Callable[[], object]) -> object:
    return _make()


@st.cache_resource(max_entries=DRAWN, show_spinner=False)
def _drawn(name: str, query: str, revision: int, url: str, _make: Callable[[], object]) -> object:
    return _make()


@st.cache_resource(max_entries=FEW, show_spinner=False)
def _few(name: str, query: str, revision: int, url: str, _make: Callable[[], object]) -> object:
    return _make()
