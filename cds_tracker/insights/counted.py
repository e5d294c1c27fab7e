"""Which rows count as one task: headings and parts do not."""

from collections.abc import Sequence

import numpy as np

from cds_tracker.insights.columns import Codes, Flags


def counted(ids: Sequence[object], parents: Sequence[object], own: Flags) -> Flags:
    """Neither a heading (all its parts have a lead or deadline of their own) nor a part that has none.

    ``parents`` are ids (or ``None``); ``own`` tells whether a row has a lead or deadline of its own.
    """
    above = places(ids, parents)
    child = above >= 0
    if not child.any():
        return np.ones(len(ids), dtype=bool)
    heading = np.zeros(len(ids), dtype=bool)
    heading[above[child]] = True
    heading[above[child & ~own]] = False
    return ~heading & (own | ~child)


def places(ids: Sequence[object], parents: Sequence[object]) -> Codes:
    """Where each row's parent stands; -1 for none (or one that is not among the rows, or itself)."""
    where = {str(one): place for place, one in enumerate(ids)}
    found = [where.get(str(parent), -1) if parent is not None else -1 for parent in parents]
    above = np.array(found, dtype=np.intp) if found else np.empty(0, dtype=np.intp)
    above[above == np.arange(len(above))] = -1
    return above
