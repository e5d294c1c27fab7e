"""Counts as the segments of a bar, in the one order that every bar of the dashboard keeps."""

from collections.abc import Iterable

from cds_tracker.insights.rows import Counts
from cds_tracker.ui.bars import Segment
from cds_tracker.ui.legend import APART, STACK


def segments(counts: Counts, *, apart: bool = True) -> tuple[Segment, ...]:
    """The 2×2, each part with the filters that list as many; without ``apart`` only what is judged."""
    names = (*STACK, *APART) if apart else STACK
    return tuple(Segment(name, counts[name], counts.of(name)) for name in names)


def shown(rows: Iterable[Counts]) -> tuple[str, ...]:
    """The meanings that occur, for a legend that names no more than what is drawn."""
    held = list(rows)
    return tuple(name for name in (*STACK, *APART) if any(counts[name] for counts in held))
