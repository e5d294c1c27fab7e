"""Counting many kinds at once: each task has one small number (its cell), and every count is a sum over such numbers."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from cds_tracker.insights.columns import Codes, Flags
from cds_tracker.insights.filters import DERIVED, OTHER, TWO_BY_TWO
from cds_tracker.insights.timeliness import BUCKETS

MARKS = ("due_soon", "done", "evidence", "assumed", "late_originally")
SIZE = len(BUCKETS) << len(MARKS)
Numbers = npt.NDArray[np.int64]

KINDS: Mapping[str, Mapping[str, object]] = {
    "total": {},
    **{bucket: {"timeliness": bucket} for bucket in (*TWO_BY_TWO, *OTHER)},
    **{name: {"timeliness": name} for name in DERIVED},
    "all_done": {"status": "done"},
    **{f"{bucket}_and_done": {"timeliness": bucket, "status": "done"} for bucket in OTHER},
    "other_and_done": {"timeliness": "other", "status": "done"},
    "without_evidence": {"status": "done", "evidence": False},
    "assumed": {"assumed": True},
    "done_on_time_originally": {"timeliness": "done", "late_originally": False},
}
"""What is counted, by name, and the filters that choose it."""


def cells(bucket: Codes, due_soon: Flags, done: Flags, evidence: Flags, assumed: Flags, late_originally: Flags) -> Codes:
    """The cell of every task: its bucket and its marks in one number."""
    return ((((bucket * 2 + due_soon) * 2 + done) * 2 + evidence) * 2 + assumed) * 2 + late_originally


def per(groups: Codes, size: int, cell: Codes) -> Numbers:
    """How many tasks of each group stand in each cell."""
    return np.bincount(groups * SIZE + cell, minlength=size * SIZE).astype(np.int64).reshape(size, SIZE)


def numbers(counts: Numbers) -> dict[str, int]:
    """The count of every kind, from the counts of the cells."""
    return {name: int(counts[members].sum()) for name, members in _MEMBERS.items()}


def within(bucket: str, timeliness: str) -> bool:
    """Whether all tasks of a bucket are meant by a timeliness filter (``due_soon`` asks for its own mark besides)."""
    return bucket == timeliness or bucket in DERIVED.get(timeliness, ())


def _members(kind: Mapping[str, object]) -> Flags:
    """The cells that belong to a kind."""
    cell = np.arange(SIZE)
    marks = {name: cell >> place & 1 for place, name in enumerate(reversed(MARKS))}
    timeliness = kind.get("timeliness")
    if timeliness == "due_soon":
        chosen = marks["due_soon"] == 1
    elif timeliness:
        chosen = np.array([within(BUCKETS[place], str(timeliness)) for place in cell >> len(MARKS)])
    else:
        chosen = np.ones(SIZE, dtype=bool)
    if "status" in kind:
        chosen &= marks["done"] == 1
    for name in ("evidence", "assumed", "late_originally"):
        if name in kind:
            chosen &= marks[name] == int(bool(kind[name]))
    return np.asarray(chosen, dtype=np.bool_)


_MEMBERS = {name: _members(kind) for name, kind in KINDS.items()}
