"""Several tables below one another in a sheet: where another kind of header stands, another table begins."""

from dataclasses import replace

from cds_tracker.domain.text import key
from cds_tracker.excel.header import Header, cell_text, find_header
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
    first = replace(grid, rows=grid.rows[: starts[0]])
    others: list[tuple[Grid, Header | None]] = []
    for start, end in zip(starts, [*starts[1:], len(grid.rows)], strict=True):
        part = replace(grid, rows=grid.rows[start:end], problems=[])
        others.append((part, find_header(part)))
    return first, others


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
