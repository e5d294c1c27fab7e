"""“5 rõ”: is it clear who, what, by when, who answers for it, and what must come of it?"""

from collections.abc import Mapping
from functools import cache

from cds_tracker.domain.task import Value

PARTS: Mapping[str, tuple[str, ...]] = {
    "people": ("assignees", "sponsor"),  # rõ người
    "work": ("title",),  # rõ việc
    "time": ("deadline",),  # rõ thời gian
    "responsibility": ("lead",),  # rõ trách nhiệm
    "product": ("deliverable",),  # rõ sản phẩm
}
"""What must be clear → the fields of which one has to say it."""
_FIELDS = tuple(PARTS.items())
_ALL = (1 << len(_FIELDS)) - 1
_NOBODY: Mapping[str, Value] = {}


def clarity(values: Mapping[str, Value], held: Mapping[str, Value] = _NOBODY) -> tuple[str, ...]:
    """What is not clear, by the names of ``PARTS`` in their order. ``held``: what stands already where nothing is said."""
    clear, held = 0, held or values
    for place, (_, names) in enumerate(_FIELDS):
        for name in names:
            if values.get(name) or held.get(name):
                clear |= 1 << place
                break
    return _missing(clear ^ _ALL)


@cache
def _missing(places: int) -> tuple[str, ...]:
    return tuple(name for place, name in enumerate(PARTS) if places >> place & 1)
