"""How far the text of a workbook's cells is what calamine reads."""

import io
from collections.abc import Mapping

from python_calamine import CalamineWorkbook

from cds_tracker.domain.text import clean
from cds_tracker.excel.limits import LIMITS
from cds_tracker.excel.workbook import Grid


def differences(data: bytes, grids: Mapping[str, Grid]) -> int | None:
    """Cells in which one has another text than the other, spaces and escapes left out; ``None`` where calamine gives up."""
    found = 0
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            if name in grids:
                found += _differing(_of_calamine(book, name), _ours(grids[name]))
    except BaseException:  # noqa: BLE001  its panics are no Exceptions
        return None
    return found


def _of_calamine(book: CalamineWorkbook, name: str) -> dict[tuple[int, int], str]:
    sheet = book.get_sheet_by_name(name)
    top, left = 0, (sheet.start or (0, 0))[1]
    return {
        (row, column): said
        for row, values in enumerate(sheet.iter_rows(), top + 1)
        for column, value in enumerate(values, left + 1)
        if isinstance(value, str) and column <= LIMITS.columns and (said := clean(value))
    }


def _ours(grid: Grid) -> dict[tuple[int, int], str]:
    return {
        (row.number, column): said
        for row in grid.rows
        for column, cell in row.cells.items()
        if isinstance(cell.value, str) and (said := clean(cell.value))
    }


def _differing(theirs: Mapping[tuple[int, int], str], ours: Mapping[tuple[int, int], str]) -> int:
    return sum(theirs.get(place) != ours.get(place) for place in theirs.keys() | ours.keys())
