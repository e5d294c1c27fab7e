"""What a person corrected in single cells: put into the sheet before anything of it is understood."""

from collections.abc import Mapping
from dataclasses import replace

from cds_tracker.excel.references import place
from cds_tracker.excel.workbook import Cell, Grid, GridRow, Style


def corrected(grid: Grid, said: Mapping[str, str]) -> Grid:
    """The sheet with these cells (address → text) as if a person had written them there; ``''`` empties a cell."""
    by_row: dict[int, dict[int, str]] = {}
    for address, text in said.items():
        found = place(address)
        if found is not None:
            by_row.setdefault(found[0], {})[found[1]] = text
    if not by_row:
        return grid
    rows = {row.number: row for row in grid.rows}
    for number, texts in by_row.items():
        row = rows.get(number) or GridRow(number, {})
        cells = {**row.cells, **{column: _written(row.cells.get(column), text) for column, text in texts.items()}}
        rows[number] = row._replace(cells={column: cells[column] for column in sorted(cells) if cells[column].value != ""})
    return replace(grid, rows=[row for _, row in sorted(rows.items()) if row.cells])


def _written(before: Cell | None, text: str) -> Cell:
    """With the look of the cell that was there, but not its number format."""
    return Cell(text, before.style._replace(format="") if before else Style())
