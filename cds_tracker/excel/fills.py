"""Merged cells of a table: a value holds for exactly the range that it covers."""

from collections.abc import Iterable, Sequence

from cds_tracker.excel.workbook import Cell, GridRow, Range


class Fills:
    """Asked row by row, downwards: the cells that a row has only by a merge that began above, or to the left."""

    def __init__(self, rows: Sequence[GridRow], merges: Iterable[Range], columns: Iterable[int], units: frozenset[int]) -> None:
        wanted = set(columns)
        self._rows = {row.number: row for row in rows} if merges else {}
        self._down: dict[int, list[Range]] = {}
        self.across: dict[int, list[Range]] = {}
        for area in sorted(merges):
            top, left, bottom, right = area
            if right > left and top == bottom:
                self.across.setdefault(top, []).append(area)
            for column in wanted & set(range(left, min(right, left + 60) + 1)):
                if (bottom > top and column == left) or (column != left and {column, left} <= units):
                    self._down.setdefault(column, []).append(area)
        self._at = dict.fromkeys(self._down, 0)
        self.any = bool(self._down)

    def into(self, number: int) -> dict[int, tuple[Cell, int, int]]:
        """column → the cell that holds there, with its own row and column."""
        found: dict[int, tuple[Cell, int, int]] = {}
        for column, areas in self._down.items():
            place = self._at[column]
            while place < len(areas) and areas[place][2] < number:
                place += 1
            self._at[column] = place
            if place < len(areas) and areas[place][0] <= number and (areas[place][0], areas[place][1]) != (number, column):
                top, left = areas[place][:2]
                row = self._rows.get(top)
                if row is not None and left in row.cells:
                    found[column] = (row.cells[left], top, left)
        return found
