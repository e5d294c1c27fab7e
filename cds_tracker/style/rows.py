"""A row of a sheet as readers call it: its number, and which of several tasks told within it is meant."""

from cds_tracker.domain.reading import row_and_part
from cds_tracker.style.words import Words


def row_name(words: Words, place: int) -> str:
    """``12``, or ``12 (part 3)``."""
    row, part = row_and_part(place)
    return words("importing.part", row=row, part=part) if part else str(row)
