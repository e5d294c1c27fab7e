"""Number formats as web pages and XML of 2003 name them, in the way of Excel's own."""

import re

from cds_tracker.excel.dates import Shown, clocked, elapsed, moment, shown_as, written
from cds_tracker.excel.workbook import Cell, Style

_NAMED = {
    "general": "",
    "general number": "",
    "general date": "dd/mm/yyyy hh:mm",
    "long date": "dd/mm/yyyy",
    "medium date": "dd-mmm-yy",
    "short date": "dd/mm/yyyy",
    "long time": "hh:mm:ss",
    "medium time": "hh:mm",
    "short time": "hh:mm",
    "currency": "#,##0.00",
    "euro currency": "#,##0.00",
    "fixed": "0.00",
    "standard": "#,##0.00",
    "percent": "0.00%",
    "scientific": "0.00E+00",
}
_NUMBER = re.compile(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*")
_ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{4})|(.))", re.DOTALL)


def named_format(said: str) -> str:
    """A format by its name, or as it is."""
    return _NAMED.get(said.strip().lower(), said)


def styled_format(said: str) -> str:
    """The value of ``mso-number-format`` without the quotes and escapes of style sheets: ``"dd\\/mm\\/yyyy"``."""
    bare = said.strip()
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'":
        bare = bare[1:-1]
    return named_format(_ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], bare))


def number_cell(text: str, style: Style) -> Cell:
    """The cell of a number written as programs write them: a day where its format shows one."""
    if not _NUMBER.fullmatch(text) or abs(number := float(text)) == float("inf"):
        return Cell(None, style, "number_unreadable")
    shown = shown_as(style.format)
    if shown is Shown.NUMBER:
        return Cell(number, style)
    value = elapsed(number) if shown is Shown.ELAPSED else moment(number, from_1904=False)
    return Cell(None, style, "date_out_of_range") if value is None else Cell(value, style)


def written_cell(text: str, style: Style) -> Cell:
    """The cell of a moment written out: ``2025-06-30``, ``2025-06-30T08:00:00``."""
    moment_read = written(text)
    value = None if moment_read is None else clocked(moment_read)
    return Cell(None, style, "date_out_of_range") if value is None else Cell(value, style)
