""".xlsb and the .xls that xlrd gives up, by calamine. Only ever in the reading process: it can take it down.

It keeps values alone; what it drops (errors, formats, what is hidden, merges) is said in a warning.
"""

import datetime
import io
from collections.abc import Callable
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from cds_tracker.domain.reading import Problem, Severity
from cds_tracker.excel.forms.gathering import Bounds, beyond, bounded
from cds_tracker.excel.limits import Limits
from cds_tracker.excel.refusal import Refused
from cds_tracker.excel.workbook import Cell, Grid, GridRow, Scalar, SheetInfo, Workbook, address


def open_by_calamine(data: bytes, form: str, limits: Limits) -> Workbook:
    """The workbook. Raises ``Refused``, with the advice to save it as .xlsx, where calamine gives up."""
    book = _tried(lambda: CalamineWorkbook.from_filelike(io.BytesIO(data)), form)
    return CalamineBook(book, form, limits)


class CalamineBook(Workbook):
    """An opened .xlsb, or .xls."""

    def __init__(self, book: Any, form: str, limits: Limits) -> None:
        self._book = book
        self._form = form
        self._limits = limits
        self._bounds = Bounds(limits)
        listed = [sheet for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
        self.sheets = tuple(SheetInfo(sheet.name, sheet.visible is SheetVisibleEnum.Visible) for sheet in listed)
        if sum(sheet.visible for sheet in self.sheets) > limits.visible_sheets:
            raise Refused("too_many_sheets", limit=limits.visible_sheets)
        self.warnings = (Problem("form_read_in_part", Severity.WARNING, values={"form": form}),)

    def grid(self, name: str) -> Grid:
        if all(sheet.name != name for sheet in self.sheets):
            raise KeyError(name)
        sheet = _tried(lambda: self._book.get_sheet_by_name(name), self._form)
        self._bounds.begin(name)
        most, count = self._limits.columns, 0
        far: list[str] = []
        left = (sheet.start or (0, 0))[1]  # rows come from the first one on, columns from the first one used
        rows = []
        for number, values in enumerate(sheet.iter_rows(), 1):
            cells = {
                column: self._cell(value)
                for column, value in enumerate(values, left + 1)
                if value is not None and value != "" and column <= most
            }
            if cells:
                rows.append(GridRow(number, cells))
                self._bounds.row()
                self._bounds.cells(len(cells))
            if left + len(values) > most:
                outside = [column for column, value in enumerate(values, left + 1) if column > most and value not in (None, "")]
                count += len(outside)
                far += [address(number, column) for column in outside[: 3 - len(far)]]
        self._bounds.end(name)
        merged = [(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in sheet.merged_cell_ranges or []]
        merges, problems = bounded(name, merged, self._limits)
        return Grid(name, rows, merges, problems=[*beyond(name, count, far), *problems])

    def _cell(self, value: Any) -> Cell:
        if isinstance(value, str) and len(value) > self._limits.text:
            return Cell(None, error="text_too_long")
        return Cell(_scalar(value))


def _tried(read: Callable[[], Any], form: str) -> Any:
    try:
        return read()
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # its panics are no Exceptions
        raise Refused("form_unreadable", advice=True, form=form) from error


def _scalar(value: Any) -> Scalar:
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return datetime.datetime(value.year, value.month, value.day)  # noqa: DTZ001  workbooks know no zones
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
