"""What every reader of workbooks hands over, whatever the file's form: sheets, rows, cells. Coordinates count from 1.

``opening.open_workbook`` finds the form by content. A grid is read when it is asked for, never before, and holds only
cells that say something: styled empty cells and rows are not in it.
"""

import datetime
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cds_tracker.domain.reading import Problem

Scalar = str | float | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta | None
Range = tuple[int, int, int, int]  # first row, first column, last row, last column


class Style(NamedTuple):
    """What of a cell's look carries meaning. ``format`` is the number format, ``''`` for General; ``fill`` a solid fill that
    is not white, as ``RRGGBB``."""

    format: str = ""
    font: str | None = None
    struck: bool = False
    fill: str | None = None


PLAIN = Style()


class Cell(NamedTuple):
    """A cell that says something.

    Numbers are floats; a number shown as a date is a ``datetime`` (midnight when only the day is shown; ``format`` tells
    whether a day, ``m/yyyy`` or a time is meant), a ``time`` below 1, a ``timedelta`` in formats such as ``[h]:mm``.
    ``time(0, 0)`` is Excel's day nought (00/01/1900). Text is as written, legacy fonts already turned into Unicode, not yet
    cleaned. ``error`` and ``formula_without_value`` come with the value ``None``: an error is what Excel shows (``#REF!``),
    or, where it does not begin with ``#``, the code of a problem of the file itself (``string_missing``, ``text_too_long``,
    ``number_unreadable``, ``date_out_of_range``).
    """

    value: Scalar
    style: Style = PLAIN
    error: str | None = None
    formula_without_value: bool = False
    link: str | None = None

    @property
    def format(self) -> str:
        """The number format, ``''`` for General."""
        return self.style.format

    @property
    def font(self) -> str | None:
        """The font's name, where the file gives one."""
        return self.style.font

    @property
    def struck(self) -> bool:
        """Whether the whole cell is struck through."""
        return self.style.struck


class GridRow(NamedTuple):
    """A row with at least one cell: its number as Excel shows it, and its cells by column (1 = A), left to right."""

    number: int
    cells: dict[int, Cell]
    hidden: bool = False


@dataclass(slots=True)
class Grid:
    """One sheet. ``merges`` are listed, never expanded. ``problems`` are what the reader met or did while reading it."""

    name: str
    rows: Sequence[GridRow] = ()
    merges: list[Range] = field(default_factory=list)
    hidden_columns: frozenset[int] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    _texts: frozenset[str] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def texts(self) -> frozenset[str]:
        """All different texts of its cells as they stand, gathered once. (Its rows are not to be changed afterwards.)"""
        if self._texts is None:
            values = {cell.value for row in self.rows for cell in row.cells.values()}
            self._texts = frozenset(value for value in values if isinstance(value, str))
        return self._texts

    @classmethod
    def of(cls, name: str, rows: Iterable[Iterable[Cell | Scalar]], merges: Iterable[Range] = ()) -> "Grid":
        """A grid of plain values, row 1 first; ``None`` and ``''`` are no cells."""
        grid_rows = []
        for number, values in enumerate(rows, 1):
            cells = {c: v if isinstance(v, Cell) else Cell(v) for c, v in enumerate(values, 1) if v is not None and v != ""}
            if cells:
                grid_rows.append(GridRow(number, cells))
        return cls(name, grid_rows, list(merges))


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet as the workbook lists it, in its order. ``visible`` is false for hidden and very hidden ones."""

    name: str
    visible: bool = True


class Workbook(ABC):
    """An opened file. ``warnings`` concern the file as a whole (macros, external links, a form that was converted)."""

    sheets: Sequence[SheetInfo] = ()
    warnings: Sequence[Problem] = ()

    @abstractmethod
    def grid(self, name: str) -> Grid:
        """The sheet of that name, read now. Raises ``Refused`` where it is over a limit; ``KeyError`` where there is none."""

    def fills(self, name: str) -> Mapping[tuple[int, int], str]:
        """The solid fills of a sheet by row and column, those of cells that say nothing among them, where the form tells."""
        return {}


class LoadedWorkbook(Workbook):
    """A workbook whose grids are at hand."""

    def __init__(self, grids: Iterable[Grid], hidden: Iterable[str] = (), warnings: Iterable[Problem] = ()) -> None:
        self._grids: Mapping[str, Grid] = {grid.name: grid for grid in grids}
        concealed = frozenset(hidden)
        self.sheets = tuple(SheetInfo(name, name not in concealed) for name in self._grids)
        self.warnings = tuple(warnings)

    def grid(self, name: str) -> Grid:
        return self._grids[name]


def letter(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """The address of a cell as Excel shows it: ``F17``."""
    return f"{letter(column)}{row}"
