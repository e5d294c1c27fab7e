"""Which tasks a choice leaves."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from cds_tracker.domain.periods import bounds
from cds_tracker.domain.rollup import Held
from cds_tracker.domain.task import ACCOUNT
from cds_tracker.domain.text import key
from cds_tracker.domain.units import Registry
from cds_tracker.insights import search
from cds_tracker.insights.columns import Codes, Flags, distinct, each, truths
from cds_tracker.insights.filters import CLOSED, NONE, OPEN, Filters
from cds_tracker.insights.tally import within


def apply(frame: pd.DataFrame, filters: Filters, registry: Registry) -> pd.DataFrame:
    """The tasks of ``frame`` that ``filters`` leaves, in the order of the plan (of a search: the better matches first)."""
    chosen = np.ones(len(frame), dtype=bool) if filters.parts else frame["counted"].to_numpy().copy()
    for name, rule in _RULES.items():
        if getattr(filters, name) is not None:
            chosen &= rule(frame, filters)
    if filters.unit is not None:
        chosen &= _of_unit(frame, filters, registry)
    left = frame if chosen.all() else frame[chosen]
    return _found(left, filters.q) if filters.q is not None else left


def first_of(codes: Codes) -> tuple[Codes, Codes]:
    """Where each distinct code stands first, and every row's place among these."""
    _, first, places = np.unique(codes, return_index=True, return_inverse=True)
    return first, places


def role_of(filters: Filters) -> str:
    """The role meant: ``via`` speaks of leading, unless coordinating was asked for."""
    return "lead" if filters.via is not None and filters.role == "any" else filters.role


def _of_unit(frame: pd.DataFrame, filters: Filters, registry: Registry) -> Flags:
    own, group = np.zeros(len(frame), dtype=bool), np.zeros(len(frame), dtype=bool)
    unit = str(filters.unit)
    if unit == NONE:
        role = "coordinating" if filters.role == "coordinating" else "lead"
        return _held(frame, role, lambda held: not held.own)
    as_of = frame.attrs["as_of"]
    ref = registry.end(unit, as_of)
    for role in ("lead", "coordinating"):
        if role_of(filters) in ("any", role):
            own |= _held(frame, role, lambda held: ref in held.own)
            group |= _held(frame, role, lambda held: ref in held.group)
    if filters.via == "own":
        return own
    return group & ~own if filters.via == "group" else own | group


def _held(frame: pd.DataFrame, role: str, answer: Callable[[Held], bool]) -> Flags:
    """The answer for every task, asked once for each set of units."""
    first, places = first_of(frame[f"{role}_set"].to_numpy())
    return truths(answer(held) for held in frame[f"{role}_held"].to_numpy()[first])[places]


def _found(frame: pd.DataFrame, query: str) -> pd.DataFrame:
    texts = [f"{code or ''} {title or ''}" for code, title in zip(frame["code"], frame["title"], strict=True)]
    return frame.iloc[search.search(query, frame["fold"].tolist(), texts)[1]]


def _same(column: str) -> Callable[[pd.DataFrame, Filters], Flags]:
    def rule(frame: pd.DataFrame, filters: Filters) -> Flags:
        value = getattr(filters, column)
        codes, values = distinct(frame[column].to_numpy())
        return each(codes, values, lambda found: found == (None if value == NONE else value))

    return rule


def _mark(column: str) -> Callable[[pd.DataFrame, Filters], Flags]:
    return lambda frame, filters: frame[column].to_numpy() == getattr(filters, column)


def _status(frame: pd.DataFrame, filters: Filters) -> Flags:
    if filters.status != OPEN:
        return _same("status")(frame, filters)
    codes, values = distinct(frame["status"].to_numpy())
    return each(codes, values, lambda status: status not in CLOSED)


def _section(frame: pd.DataFrame, filters: Filters) -> Flags:
    path = str(filters.section)
    codes, values = distinct(frame["section"].to_numpy())
    if path == NONE:
        return each(codes, values, lambda found: found is None)
    return each(codes, values, lambda found: found is not None and (found == path or found.startswith(f"{path} / ")))


def _timeliness(frame: pd.DataFrame, filters: Filters) -> Flags:
    if filters.timeliness == "due_soon":
        return np.asarray(frame["due_soon"], dtype=np.bool_)
    codes, values = distinct(frame["bucket"].to_numpy())
    return each(codes, values, lambda bucket: within(bucket, str(filters.timeliness)))


def _due(frame: pd.DataFrame, filters: Filters) -> Flags:
    due = frame["due"].to_numpy()
    if filters.due == NONE:
        return np.asarray(np.isnat(due), dtype=np.bool_)
    first, last = bounds(str(filters.due))
    return (due >= np.datetime64(first, "s")) & (due <= np.datetime64(last, "s"))


def _assignee(frame: pd.DataFrame, filters: Filters) -> Flags:
    """The account after ``@``, or the person of that name; where nobody is called just so, all whose name holds these words."""
    if str(filters.assignee).startswith(ACCOUNT):
        sets, refs = distinct(frame["assigned"].to_numpy())
        return each(sets, refs, lambda found: filters.assignee in found)
    codes, values = distinct(frame["assignees"].to_numpy())
    wanted = key(str(filters.assignee))
    names = [[key(name) for name in people] for people in values]
    exact = [wanted in people for people in names]
    if not any(exact):
        words = [f" {word} " for word in wanted.split()]
        exact = [bool(words) and any(all(word in f" {name} " for word in words) for name in people) for people in names]
    return each(codes, list(range(len(values))), lambda place: exact[place])


def _pillar(frame: pd.DataFrame, filters: Filters) -> Flags:
    codes, values = distinct(frame["pillars"].to_numpy())
    return each(codes, values, lambda pillars: filters.pillar in pillars)


def _next_step(frame: pd.DataFrame) -> Flags:
    """Whether the unit said what comes next: in the field, or in an explanation (which cannot leave it out)."""
    explained = ~np.isnat(frame["explained_on"].to_numpy())
    return np.asarray(truths(frame["next_step"].to_numpy()) | explained, dtype=np.bool_)


_RULES: dict[str, Callable[[pd.DataFrame, Filters], Flags]] = {
    "plan": _same("plan"),
    "area": _same("area"),
    "section": _section,
    "status": _status,
    "side": _same("side"),
    "pillar": _pillar,
    "timeliness": _timeliness,
    "due": _due,
    "due_before": lambda frame, filters: frame["due"].to_numpy() < np.datetime64(filters.due_before, "s"),
    "assignee": _assignee,
    "reported": _mark("reported"),
    "evidence": _mark("evidence"),
    "assumed": _mark("assumed"),
    "explained": _mark("explained"),
    "late_originally": _mark("late_originally"),
    "asked": _mark("asked"),
    "requested": _mark("requested"),
    "next_step": lambda frame, filters: _next_step(frame) == filters.next_step,
    "extended": lambda frame, filters: (frame["extensions"].to_numpy() > 0) == filters.extended,
}
