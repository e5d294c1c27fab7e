"""Several tables in a sheet: below one another, where another kind of header stands, or beside each other."""

from dataclasses import replace

from cds_tracker.domain.text import key
from cds_tracker.excel.header import Header, cell_text, find_header
from cds_tracker.excel.numbering import NOTHING, Number, in_title
from cds_tracker.excel.synonyms import fields_of
from cds_tracker.excel.workbook import Grid, GridRow

_KNOWN = 3  # headings that make a header
_SHORT = 60
_REPEATED = 0.6  # of the texts: the same header again


def split(grid: Grid, header: Header) -> tuple[Grid, list[tuple[Grid, Header | None]]]:
    """The sheet down to the end of its first table, and the tables below with their headers; ``None``: no tasks in it."""
    starts = [place for place, row in enumerate(grid.rows) if row.number > header.bottom and _other_header(row, header)]
    if not starts:
        return grid, []
    starts = [place - 1 if _announces(grid.rows[place - 1]) else place for place in starts]
    first = replace(grid, rows=grid.rows[: starts[0]])
    others: list[tuple[Grid, Header | None]] = []
    for start, end in zip(starts, [*starts[1:], len(grid.rows)], strict=True):
        part = replace(grid, rows=grid.rows[start:end], problems=[])
        others.append((part, find_header(part)))
    return first, others


def _announces(row: GridRow) -> bool:
    texts = [text for cell in row.cells.values() if (text := cell_text(cell.value))]
    return len(texts) == 1 and in_title(texts[0]).kind != "none"


def beside(grid: Grid, header: Header) -> list[tuple[Grid, Header]]:
    """The tables that stand side by side under one row of headings: where the same headings begin again."""
    starts = _starts(header)
    if len(starts) < 2:
        return [(grid, header)]
    found: list[tuple[Grid, Header]] = []
    for first, last in zip([1, *starts[1:]], [*(start - 1 for start in starts[1:]), 1 << 14], strict=True):
        columns = {column: heading for column, heading in header.columns.items() if first <= column <= last}
        kept = (row._replace(cells={c: cell for c, cell in row.cells.items() if first <= c <= last}) for row in grid.rows)
        merges = [area for area in grid.merges if first <= area[1] <= last]
        part = replace(grid, rows=[row for row in kept if row.cells], merges=merges)
        found.append((part, replace(header, columns=columns)))
    return found


def _starts(header: Header) -> list[int]:
    """The columns in which a table begins: every title that stands under the same name, with the number before it."""
    named = {column: heading.named.fields[:1] for column, heading in header.columns.items() if not heading.named.guessed}
    titles = [column for column, fields in named.items() if fields == ("title",) and header.columns[column].group == column]
    if len(titles) < 2 or len({key(header.columns[column].text) for column in titles}) > 1:
        return []
    before = dict(zip(titles, [0, *titles], strict=False))
    numbers = [column for column, fields in named.items() if fields == ("stt",)]
    starts = [max((c for c in numbers if before[title] < c < title), default=title) for title in titles]
    spans = zip(starts, [*starts[1:], 1 << 14], strict=True)
    return starts if all(sum(first <= column < last for column in named) >= _KNOWN for first, last in spans) else []


def opening(grid: Grid, header: Header) -> tuple[Number, str] | None:
    """The numbered text that stands alone in the row above a header: the section that the table is."""
    above = next((row for row in reversed(grid.rows) if row.number < header.top), None)
    texts = [text for cell in above.cells.values() if (text := cell_text(cell.value))] if above else []
    number = in_title(texts[0]) if len(texts) == 1 else NOTHING
    return (number, texts[0]) if number.kind != "none" else None


def _other_header(row: GridRow, header: Header) -> bool:
    """Whether the row names columns, and others than the table's own."""
    for cell in row.cells.values():  # a row of a table nearly always has a number, a day or a long text
        if not isinstance(cell.value, str) or len(cell.value) >= _SHORT:
            return False
    texts = [(column, cell.value) for column, cell in row.cells.items()]
    if len(texts) < _KNOWN:
        return False
    if sum(key(cell_text(value)) in header.keys for _, value in texts) >= _REPEATED * len(texts):
        return False
    named = {column: fields_of(cell_text(value)) for column, value in texts}
    if sum(bool(fields) for fields in named.values()) < _KNOWN:
        return False
    own = {column: heading.named.fields[:1] for column, heading in header.columns.items()}
    return any(fields and fields[:1] != own.get(column) for column, fields in named.items())
