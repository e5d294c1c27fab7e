"""Whose file it seems to be, by the units that lead its tasks: told in lists of uploads, and never a right."""

from collections import Counter
from typing import Any

from cds_tracker.domain.reading import Reading
from cds_tracker.domain.task import UNREGISTERED

MOST = 0.8  # of the rows that name a lead


def lead(reading: Reading) -> dict[str, Any]:
    """``{"lead": code}`` where one registered unit leads nearly all tasks of a file; nothing where it cannot be told."""
    leads = [refs for row in reading.rows if isinstance(refs := row.values.get("lead"), list) and refs]
    commonest = Counter(str(refs[0]) for refs in leads).most_common(1)
    if not commonest:
        return {}
    ref, count = commonest[0]
    return {} if ref.startswith(UNREGISTERED) or count < MOST * len(leads) else {"lead": ref}
