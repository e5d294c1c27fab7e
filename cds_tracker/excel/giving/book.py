"""What a workbook of ours is made of, before it is written as .xlsx or as text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from cds_tracker.excel.giving.given import Given
from cds_tracker.excel.own import Column


class Level(IntEnum):
    """What becomes of a change that the reader makes in a cell: it counts, becomes a request, or is refused."""

    FREE = 0
    ASK = 1
    CLOSED = 2


@dataclass(frozen=True, slots=True)
class GivenRow:
    """A task: what stands under each column, what may be changed there (one object for all rows of a kind), its mark."""

    cells: Sequence[Given]
    levels: Sequence[Level]
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook. ``say`` gives the words for a key of ``workbook.*``.

    ``choices``: name of a list (see ``giving_rules.LISTED``) → the words to choose from; ``colours``: word of a computed
    state → its fill and the text upon it; ``about``: what the hidden sheet and the properties tell; ``spare``: empty rows
    below, open to the reader as ``new`` says.
    """

    headings: Sequence[str]
    columns: Sequence[Column]
    rows: Sequence[GivenRow]
    say: Callable[[str], str]
    guide: Sequence[str] = ()
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    colours: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)
    spare: int = 0
    new: Sequence[Level] = ()
