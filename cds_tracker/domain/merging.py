"""Three ways: what stood when the file was written, what stands now, what the file says."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from cds_tracker.domain.task import Value

Equal = Callable[[Value, Value], bool]


class Verdict(Enum):
    """What a cell comes to."""

    UNTOUCHED = "untouched"  # the file says what it was given: whatever stands now stays
    FILE = "file"  # only the file changed it
    SAME = "same"  # both say the same now
    CONFLICT = "conflict"  # both changed it, differently


def judge(base: Value, held: Value, said: Value, equal: Equal) -> Verdict:
    """``base``: what the file was written from; ``held``: what stands now; ``said``: what the file says."""
    if equal(base, said):
        return Verdict.UNTOUCHED
    if equal(held, said):
        return Verdict.SAME
    return Verdict.FILE if equal(base, held) else Verdict.CONFLICT


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that was changed in the file and, since the file was written, by somebody else too.

    ``by`` and ``at`` (an instant in UTC) say who wrote what stands now, ``because`` how (the kind of the proposal).
    """

    task: int
    field: str
    base: Value
    held: Value
    said: Value
    sheet: str
    row: int
    by: str | None = None
    at: str | None = None
    because: str | None = None
