"""How many rows of a file come to what."""

from collections.abc import Collection

from cds_tracker.domain.changes import CREATED
from cds_tracker.domain.matching import Matches
from cds_tracker.workflows.rights import Divided, Place


def counts(matches: Matches, divided: Divided, foreign: Collection[Place], sizes: tuple[int, int, int]) -> dict[str, int]:
    """Rows by what becomes of them. ``sizes``: how many tasks are absent, how many problems, how many tasks there were."""
    absent, problems, standing = sizes
    created = sum(one.field == CREATED for one in divided.changes)
    changed = {(one.sheet, one.row) for one in divided.changes if one.field != CREATED}
    requested = {(one.sheet, one.row) for one in divided.requests}
    touched = len(changed | requested | divided.refused | divided.waiting)
    return {
        "rows": len(matches.certain) + len(matches.unresolved) + len(foreign),
        "new": created,
        "changed": len(changed),
        "unchanged": len(matches.certain) - created - touched,
        "unresolved": len(matches.unresolved),
        "absent": absent,
        "problems": problems,
        "requested": len(requested),
        "waiting": len(divided.waiting),
        "refused": len(foreign) + len(divided.refused),
        "total_before": standing,
        "total_after": standing + created,
    }
