"""What a workbook said: rows, the sheets they stand in, and every problem met on the way."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cds_tracker.domain.picture import Picture, Question
from cds_tracker.domain.task import Value

PARTS = 10_000_000  # rows are numbered below it


def place_of_part(row: int, part: int) -> int:
    """The number by which a task is known that is the ``part``-th (1, 2, …) told within a row, beside the row's own."""
    return row + part * PARTS


def row_and_part(place: int) -> tuple[int, int]:
    """The row as Excel numbers it, and the part of it (0: the row's own task)."""
    part, row = divmod(place, PARTS)
    return row, part


class Severity(StrEnum):
    """``error``: a written value could not be read, or a task has no title. ``warning``: everything else to look at."""

    ERROR = "error"
    WARNING = "warning"


class Outcome(StrEnum):
    """The answer to a file as a whole."""

    IMPORT = "import"
    WITH_WARNINGS = "import_with_warnings"
    WITH_ERRORS = "import_with_errors"
    REJECT = "reject"
    REJECT_WITH_ADVICE = "reject_with_advice"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to look at, pinned to the smallest place that it concerns.

    ``code`` is a key into the words (``problem.<code>``); ``values`` fill the sentence. ``value`` is what was written, cut
    to 80 characters. ``cell`` is ``None`` only where a whole row, column, sheet or file is meant: then ``row``,
    ``column`` (a letter) or ``sheet`` says which.
    """

    code: str
    severity: Severity
    sheet: str | None = None
    cell: str | None = None
    row: int | None = None
    column: str | None = None
    field: str | None = None
    value: str | None = None
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One task row: canonical values of the cells that said something (see ``task``), by field.

    A field that is absent from ``values`` was blank, had no column, or could not be read (then it is in ``unreadable``):
    on an update it stays as it was. ``id`` is our own id where the file carries it; ``parent_row`` the row of the parent.
    Where a row tells several tasks, ``row`` of the others is a ``place_of_part``; ``cells`` are always true addresses.
    ``columns`` are the fields that the row's table has a column for; ``mark`` is the hidden mark of a row that we wrote, as
    it was found (see ``domain.marks``).
    """

    sheet: str
    row: int
    values: Mapping[str, Value]
    id: int | None = None
    parent_row: int | None = None
    unreadable: frozenset[str] = frozenset()
    cells: Mapping[str, str] = dataclasses.field(default_factory=dict)  # field → address of its cell
    columns: frozenset[str] = frozenset()
    mark: str | None = None

    @property
    def blank(self) -> frozenset[str]:
        """The fields that have a column, and nothing in it."""
        return self.columns - self.values.keys() - self.unreadable


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no task, and why: ``section``, ``total``, ``repeated_header``, ``numbering``, ``signature``, ``note``…"""

    sheet: str
    row: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that was read: where its header stands and which field each column carries (field → letter)."""

    name: str
    header_row: int
    columns: Mapping[str, str]
    tasks: int
    headings: tuple[str, ...] = ()  # the title block above the header, top first
    unmapped: Mapping[str, str] = dataclasses.field(default_factory=dict)  # letter → header text of the columns not understood
    layout: str = ""  # fingerprint of the header, by which its mapping is known again
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole file, read. ``refused`` is set where nothing of it may be applied; its reason is then the only problem."""

    file: str
    sha256: str
    sheets: tuple[Sheet, ...] = ()
    rows: tuple[Row, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()
    refused: Outcome | None = None
    questions: tuple[Question, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """The worst that was met."""
        return self.refused or outcome_of(self.problems)


def outcome_of(problems: tuple[Problem, ...] | list[Problem]) -> Outcome:
    """``import`` without problems, else by the worst severity."""
    if not problems:
        return Outcome.IMPORT
    worst = any(problem.severity is Severity.ERROR for problem in problems)
    return Outcome.WITH_ERRORS if worst else Outcome.WITH_WARNINGS
