"""Rows that are tasks, each with its place; and rows put right before anybody asks what they are."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cds_tracker.excel.mapped import Columns
from cds_tracker.excel.row_kinds import Kinds, Line
from cds_tracker.excel.workbook import Cell, GridRow


@dataclass(slots=True)
class Entry:
    """A task row with its place."""

    line: Line
    section: str | None
    parent: "Entry | None" = None
    children: list["Entry"] = field(default_factory=list)
    is_part: bool = False  # of a cell

    def at(self, column: int) -> tuple[int, int]:
        """Row and column of the cell that stands in this column: another one's where a merge brought it."""
        return self.line.origins.get(column) or (self.line.number, column)


def outdented(body: Sequence[GridRow], kinds: Kinds, columns: Columns, indented: Sequence[int]) -> list[Line]:
    """With titles that were moved to the right, under the same merged heading, in the column of the titles."""
    title = columns.fields["title"]
    lines = []
    for row in body:
        moved = next((column for column in indented if column in row.cells), None) if title not in row.cells else None
        if moved is not None:
            cells = {(title if column == moved else column): cell for column, cell in row.cells.items()}
            row = row._replace(cells=dict(sorted(cells.items())))
        lines.append(kinds.line(row))
        if moved is not None:
            lines[-1].origins[title] = (row.number, moved)
    return lines


def joined_with(cell: Cell, said: str, more: str) -> Cell:
    """A cell with the text of the row below behind its own."""
    glue = "\n" if more[:1] in "-–+•*" else " "
    return cell._replace(value=said + glue + more)
