"""Tables as text: CSV with ``;``, ``,`` or tab, in UTF-8, UTF-16, the Vietnamese code page, or TCVN3."""

import csv
import io

from cds_tracker.domain.reading import Problem, Severity
from cds_tracker.excel.forms.decoding import decoded
from cds_tracker.excel.forms.gathering import ERRORS, Bounds, beyond
from cds_tracker.excel.limits import Limits
from cds_tracker.excel.own import is_quoted
from cds_tracker.excel.references import LAST_ROW
from cds_tracker.excel.refusal import Refused
from cds_tracker.excel.workbook import Cell, Grid, GridRow, LoadedWorkbook, Workbook, address

_SEPARATORS = ";,\t|"
_SAMPLE = 64 * 1024


def open_text(data: bytes, name: str, limits: Limits) -> Workbook:
    """One sheet, named for the file, all its cells text as written. A text of which no line has two cells is no table."""
    text, encoding = decoded(data)
    warnings = []
    if encoding is not None:
        warnings.append(Problem("encoding_guessed", Severity.WARNING, values={"encoding": encoding}))
    ours = is_quoted(text.partition("\n")[0])
    separator, text = (ours, text) if ours else _separator(text)
    sheet = name.rpartition(".")[0] or name
    grid = _grid(sheet, text, separator, limits)
    if all(len(row.cells) < 2 for row in grid.rows):
        raise Refused("not_a_workbook")
    return LoadedWorkbook([grid], warnings=warnings)


def _separator(text: str) -> tuple[str, str]:
    """The separator that most lines share in the same number, and the text without Excel's ``sep=`` line."""
    if text[:4].lower() == "sep=" and text[4:5] not in ("", "\r", "\n", '"'):
        return text[4], text.partition("\n")[2]
    sample = text[:_SAMPLE]
    best, score = ",", 0
    for separator in _SEPARATORS:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator) if row]
        except csv.Error:
            continue
        wide = [width for width in widths if width > 1]
        common = max(set(wide), key=wide.count, default=0)
        if (found := wide.count(common) * common) > score:
            best, score = separator, found
    return best, text


def _grid(name: str, text: str, separator: str, limits: Limits) -> Grid:
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    bounds = Bounds(limits)
    rows: list[GridRow] = []
    outside: list[str] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for number, values in enumerate(reader, 1):
            if number > LAST_ROW:
                raise Refused("too_many_rows", limit=limits.rows)
            cells = {column: _cell(value, limits) for column, value in enumerate(values[: limits.columns], 1) if value.strip()}
            if cells:
                bounds.row()
                bounds.cells(len(cells))
                rows.append(GridRow(number, cells))
            if len(values) > limits.columns:
                far = enumerate(values[limits.columns :], limits.columns + 1)
                outside += [address(number, column) for column, value in far if value.strip()]
                bounds.cells(len(values) - limits.columns)
    except csv.Error as error:
        raise Refused("not_a_workbook") from error
    return Grid(name, rows, problems=beyond(name, len(outside), outside))


def _cell(value: str, limits: Limits) -> Cell:
    if value in ERRORS:
        return Cell(None, error=value)
    longest = limits.text + value.startswith("'")  # the quote that we put before what looks like a formula is no text
    return Cell(value) if len(value) <= longest else Cell(None, error="text_too_long")
