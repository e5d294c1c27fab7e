"""What the pages about single tasks ask for: lists in an order, the choices of the filters, one task with its history."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cds_tracker.domain.people import OPERATOR
from cds_tracker.domain.rollup import Rollup
from cds_tracker.domain.task import FIELDS
from cds_tracker.insights.document import area_name, area_said
from cds_tracker.insights.filters import Filters
from cds_tracker.insights.scope import Scope
from cds_tracker.store import contributions as contribution_store
from cds_tracker.store import evidence as evidence_store
from cds_tracker.store import history as history_store
from cds_tracker.store.contributions import Contribution
from cds_tracker.store.evidence import Piece
from cds_tracker.store.history import Moment
from cds_tracker.style.words import Words
from cds_tracker.ui import data
from cds_tracker.ui.task_values import Names

Record = Mapping[str, Any]
"""One task of a frame: plain values by column, days as dates, ``None`` where nothing is said."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """The tasks of a list: places in the frame ``tasks``, in the order of reading."""

    tasks: pd.DataFrame
    places: npt.NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.places)

    def rows(self, first: int, last: int) -> list[Record]:
        """The tasks from place ``first`` up to, not including, ``last``."""
        return [record(self.tasks, int(place)) for place in self.places[first:last]]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters can be set to: (reference, name) of units and areas, periods and names of assignees."""

    units: tuple[tuple[str, str], ...]
    areas: tuple[tuple[str, str], ...]
    periods: tuple[str, ...]
    assignees: tuple[str, ...]


def ordered(filters: Filters, revision: int, sort: str, scope: Scope) -> Ordered:
    """The tasks that ``filters`` leaves and the reader may read, in the order ``sort``; ties stay in that of the plan."""
    name = f"ordered {sort} {scope.key}"
    return data.kept(name, filters, revision, lambda: _ordered(data.tasks(filters, revision, scope), sort))


def _ordered(tasks: pd.DataFrame, sort: str) -> Ordered:
    if sort == "plan":
        return Ordered(tasks, np.arange(len(tasks)))
    days = tasks["days_left"].to_numpy(dtype=float)
    settled = ~tasks["bucket"].isin(["open_in_time", "open_overdue"]).to_numpy()
    keys: dict[str, Callable[[], npt.NDArray[np.floating[Any]]]] = {
        "due": lambda: np.where(np.isnan(days), np.inf, np.where(days < 0, 1e9 - days, days)) + 1e12 * settled,
        "overdue": lambda: np.where(np.isnan(days), np.inf, days) + 1e12 * settled,
        "unit": lambda: tasks["lead_names"].fillna("~").rank(method="dense").to_numpy(dtype=float),
        "progress": lambda: tasks["progress"].fillna(-1).to_numpy(dtype=float),
    }
    return Ordered(tasks, np.argsort(keys[sort](), kind="stable"))


def choices(filters: Filters, revision: int, scope: Scope) -> Choices:
    """What the tasks of the plan on the day offer; people only of the tasks that the reader may read."""
    whole = replace(filters.context(), lang=filters.lang)
    return data.kept(f"choices {scope.key}", whole, revision, lambda: _choices(whole, revision, scope))


def _choices(filters: Filters, revision: int, scope: Scope) -> Choices:
    rows, words = data.figures(filters, revision), Words(filters.lang or "")
    months = [row.key for row in rows.by_month if row.key]
    quarters = sorted({f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}" for month in months})
    years = sorted({month[:4] for month in months})
    readable = data.within(data.frame(filters, revision), scope, revision)
    people = {name for names in readable["assignees"] for name in names}
    return Choices(
        tuple((row.key, row.name or row.key) for row in rows.by_unit if row.key),
        tuple((row.key, area_name(row, words)) for row in rows.by_area if row.key),
        (*years, *quarters, *months),
        tuple(sorted(people)),
    )


def one(filters: Filters, revision: int, asked: str, scope: Scope) -> Record | None:
    """The task of that id in the plan on the day; ``None`` where there is none that the reader may read."""
    tasks = data.frame(filters, revision)
    wanted = int(asked) if asked.isdecimal() and len(asked) < 10 else 0
    found = np.flatnonzero(tasks["id"].to_numpy() == wanted)
    readable = data.within(tasks.iloc[found[:1]], scope, revision)
    return record(readable, 0) if len(readable) else None


def moments(task_id: int, filters: Filters, revision: int) -> list[Moment]:
    """The history of a task; with ``known_at`` as far as it was known then."""
    with data.database().read() as connection:
        return history_store.of_task(connection, task_id, filters.known_at)


def proofs(task_id: int, filters: Filters) -> tuple[list[Piece], list[Contribution]]:
    """The evidence of a task, and what units that help say of it; with ``known_at`` as far as it was known then."""
    with data.database().read() as connection:
        pieces = evidence_store.of_task(connection, task_id, filters.known_at)
        return pieces, contribution_store.of_task(connection, task_id, filters.known_at)


def names(filters: Filters, revision: int) -> Names:
    """How units, areas and people are called."""
    areas, words = data.areas(revision), Words(filters.lang or "")
    people = data.people(revision)

    def author(account: str) -> str:
        held = people.get(account)
        if account.startswith(OPERATOR):
            return words("tasks.detail.operator", user=account.removeprefix(OPERATOR))
        return held.name if held else account

    return Names(data.registry(revision).name, lambda ref: area_said(ref, areas.name(ref), words), author)


def names_now(named: Names, rollup: Rollup, words: Words) -> Names:
    """The same, where a unit that has a successor on the day is told with it."""

    def unit(ref: str) -> str:
        then, now = named.unit(ref), rollup.names((ref,))
        return then if rollup.end(ref) == ref or now == then else words("tasks.detail.now", then=then, now=now)

    return replace(named, unit=unit)


def record(tasks: pd.DataFrame, place: int) -> Record:
    """The task at a place of a frame."""
    return {name: _plain(tasks[name].iat[place]) for name in tasks.columns}


def _plain(value: Any) -> Any:
    if isinstance(value, pd.Timestamp):
        return value.date()
    if value is pd.NaT or (isinstance(value, float) and value != value):
        return None
    return value.item() if isinstance(value, np.generic) else value


def values(task: Record) -> dict[str, object]:
    """The fields of a task as canonical values."""
    deadline = {"text": task["deadline_text"], "due": task["due"].isoformat() if task["due"] else None}
    said = {name: task[name] for name in FIELDS if name in task}
    if task["kind"] in ("period_end", "before"):
        said["start"] = None  # nobody said so: it is only where the period begins
    return {**said, "evidence": task["evidence_text"], "deadline": deadline if task["deadline_text"] else None}
