"""How a workbook of ours is known again: the hidden column of marks, whose heading says which column carries which field.

It stands in the table itself, so it survives a lost hidden sheet, sorting, renamed headings, another program, and CSV.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cds_tracker.domain.choices import NOTHING
from cds_tracker.domain.task import FIELDS
from cds_tracker.domain.text import clean, key
from cds_tracker.excel import literal
from cds_tracker.excel.guidance import Decided
from cds_tracker.excel.header import Header, Heading
from cds_tracker.excel.header import find_header as find_foreign
from cds_tracker.excel.mapped import Columns
from cds_tracker.excel.naming import Named, name_of
from cds_tracker.excel.workbook import Cell, Grid, GridRow, SheetInfo, Workbook, letter

SCHEMA = "1"
COMPUTED = "~"  # a column that we compute: shown, never read
META, LISTS = "_cds", "_danh_muc"  # the hidden sheets of a workbook of ours
ERRORS = frozenset({"Danh sách lỗi", "List of problems"})
ASIDE_NAMES = frozenset({META, LISTS, "Hướng dẫn", "Instructions"}) | ERRORS
ASIDE = "_cds:"  # begins cell A1 of a sheet of ours that holds no tasks
_HEADING = re.compile(rf"_cds{SCHEMA}(?P<quoted>q?)(?P<columns>(?: [a-z_~]*=[0-9a-f]{{6}})*)")
_MARK = re.compile(r"CDS1-\d{1,18}-\d{1,18}-[0-9a-f]{8,64}")
_LOOKED_AT = 80  # rows
_FIRST_MARKS = 300  # rows below the header, in which a mark is looked for


@dataclass(frozen=True, slots=True)
class Column:
    """A column as we write it: its heading, and its field (``COMPUTED``; ``""``: theirs, about which we know nothing)."""

    heading: str
    field: str = ""


def mark_heading(columns: Sequence[Column], quoted: bool = False) -> str:
    """The heading of the column of marks. ``quoted``: texts that look like formulas have a quote before them."""
    said = (f" {column.field}={_digest(column.heading)}" for column in columns)
    return f"_cds{SCHEMA}{'q' if quoted else ''}{''.join(said)}"


def is_quoted(first_line: str) -> str | None:
    """The separator of a text file of ours, by its first line."""
    found = re.search(rf'(?P<separator>[;,\t])"?_cds{SCHEMA}q', first_line)
    return found["separator"] if found else None


def is_aside(grid: Grid) -> bool:
    """Whether a sheet is one of ours that holds no tasks."""
    first = grid.rows[0].cells.get(1) if grid.rows and grid.rows[0].number == 1 else None
    return first is not None and isinstance(first.value, str) and first.value.startswith(ASIDE)


def without_aside(workbook: Workbook) -> list[SheetInfo]:
    """The sheets of a workbook but those of ours that hold no tasks: of them nothing needs to be said."""
    return [info for info in workbook.sheets if not (info.name in ASIDE_NAMES and is_aside(workbook.grid(info.name)))]


def find_header(grid: Grid) -> Header | None:
    """The header of the sheet: that of a table of ours, whatever stands around it, else the best that there is."""
    return find(grid) or find_foreign(grid)


def find(grid: Grid) -> Header | None:
    """The header of a table of ours."""
    for row in grid.rows[:_LOOKED_AT]:
        if any(_bound(cell.value) for cell in row.cells.values()):
            headings = {column: _heading(column, row) for column in row.cells}
            keys = frozenset(key(heading.text) for heading in headings.values())
            return Header(row.number, row.number, headings, 100.0, keys)
    return None


def mark_column(grid: Grid, header: Header) -> int | None:
    """The column of marks: ours by its heading; else, where rows of ours were copied into another table, by the marks."""
    for column, heading in header.columns.items():
        if _bound(heading.text):
            return column
    below = (row for row in grid.rows[: _LOOKED_AT + _FIRST_MARKS] if row.number > header.bottom)
    return next((column for row in below for column, cell in row.cells.items() if is_mark(cell.value)), None)


def is_mark(value: object) -> bool:
    """Whether this looks like the mark of a row (who wrote it is asked elsewhere)."""
    return isinstance(value, str) and value.lstrip().startswith("CDS1-") and bool(_MARK.fullmatch(value.strip()))


def bound(header: Header) -> tuple[dict[int, str], bool] | None:
    """column → field as the heading of the marks says, and whether texts are quoted; ``None`` where it says nothing.

    A column is known by its heading, wherever it stands now; one whose heading was changed, by its place.
    """
    marks = next((column for column, heading in header.columns.items() if _bound(heading.text)), None)
    said = _bound(header.columns[marks].text) if marks is not None else None
    if said is None or not said["columns"]:
        return None
    entries = [entry.split("=") for entry in said["columns"].split()]
    digests = {column: _digest(heading.text) for column, heading in header.columns.items() if column != marks}
    return _placed(entries, digests), bool(said["quoted"])


def gone(header: Header) -> list[str]:
    """The fields that stood in the table when we gave it out, and for which it has no column any more."""
    said = next((match["columns"] for heading in header.columns.values() if (match := _bound(heading.text))), "")
    found = bound(header)
    held = set(found[0].values()) if found else set()
    return [name for entry in said.split() if (name := entry.partition("=")[0]) in FIELDS and name not in held]


def decided(header: Header) -> Decided:
    """What the heading of the marks decides about the columns of a table of ours; nothing in any other."""
    found = bound(header)
    if found is None:
        return {}
    said = {column: field if field in FIELDS else NOTHING for column, field in found[0].items()}
    return {column: (name, "remembered") for column, name in said.items()}


def with_marks(columns: Columns, marks: int | None) -> Columns:
    """The columns of a table, told where its marks stand, of which nobody needs to know."""
    columns.hidden_marks = marks
    if marks is not None:
        columns.headings.pop(marks, None)
        columns.why.pop(marks, None)
        columns.unmapped.pop(letter(marks), None)
    return columns


def unguarded(grid: Grid, header: Header) -> Grid:
    """The sheet without the quotes before what looked like a formula, where it is a text file of ours (or was one)."""
    found = bound(header)
    if found is None or not found[1]:
        return grid
    below = (row for row in grid.rows if row.number > header.bottom)
    rows = [row._replace(cells={column: _unguarded(cell) for column, cell in row.cells.items()}) for row in below]
    return replace(grid, rows=[*(row for row in grid.rows if row.number <= header.bottom), *rows])


def _unguarded(cell: Cell) -> Cell:
    value = cell.value
    return cell._replace(value=literal.unguarded(value)) if isinstance(value, str) and value[:1] == "'" else cell


def _placed(entries: Sequence[Sequence[str]], digests: Mapping[int, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    left: list[tuple[int, str]] = []
    for place, (field, digest) in enumerate(entries, 1):
        same = [column for column, own in digests.items() if own == digest and column not in found]
        if same:
            found[place if place in same else same[0]] = field
        else:
            left.append((place, field))
    for place, field in left:
        if place in digests and place not in found:
            found[place] = field
    return found


def _heading(column: int, row: GridRow) -> Heading:
    value = row.cells[column].value
    text = " ".join(clean(value if isinstance(value, str) else str(value or "")).split())
    named = Named() if _bound(text) else name_of((text,))
    return Heading((text,), row.number, named, column)


def _bound(value: object) -> re.Match[str] | None:
    return _HEADING.fullmatch(value.strip()) if isinstance(value, str) and value.lstrip().startswith("_cds") else None


def _digest(heading: str) -> str:
    return hashlib.sha256(key(heading).encode()).hexdigest()[:6]
