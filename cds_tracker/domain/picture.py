"""What a reader is shown of a sheet before anything is decided: how it looks, what each column was taken for, what is asked."""

from dataclasses import dataclass
from typing import Literal

Certainty = Literal["exact", "likely", "guessed", "chosen", "remembered", "none"]


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """A column as it was understood. ``field`` is ``None`` where it is not used; ``reason`` is a key into the words
    (``picture.reason.<reason>``); ``options`` are the fields between which its values do not decide."""

    letter: str
    heading: str
    field: str | None
    certainty: Certainty
    reason: str
    samples: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class RowSeen:
    """A row as it looks: the texts of its cells by letter, and what it was taken for (``title``, ``header``, ``task``,
    ``section``, or why it was skipped)."""

    number: int
    kind: str
    cells: dict[str, str]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """The top of a sheet: title block, header, first rows. ``merges`` as addresses of ranges (``B3:D3``)."""

    rows: tuple[RowSeen, ...] = ()
    columns: tuple[ColumnSeen, ...] = ()
    merges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What only a person can say. ``code`` is a key into the words (``question.<code>``) and names the choice that answers
    it (``domain.choices.Directions``); ``at`` is the letter of the column, the colour, or what is written.

    ``options`` are canonical answers; ``held`` the one by which the file was read meanwhile (``''``: left out). ``samples`` are
    what the question is about, as written (of sheets, the number of their tasks). ``hint`` is what the file itself says of
    it: the legend of a colour. A question stays when it is answered; ``held`` is then the answer.
    """

    code: Literal["column", "colour", "struck", "order", "parts", "hidden_rows", "hidden_columns", "sheets", "name"]
    sheet: str
    at: str
    options: tuple[str, ...]
    held: str
    count: int = 0
    samples: tuple[str, ...] = ()
    field: str | None = None
    hint: str = ""
