"""Columns in which days and months may have been swapped when they were typed: texts beside dates that all fit both ways."""

import datetime
import re

from cds_tracker.domain.text import clean
from cds_tracker.excel.rows import Entry
from cds_tracker.excel.typed import parts_shown

_TEXT_DATE = re.compile(r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*(?:\d{4}|\d{2})")
_MONTHS = 12


def may_be_swapped(entries: list[Entry], column: int) -> bool:
    """Whether the column mixes dates written as text with real dates none of which has a day above 12."""
    written = real = 0
    for entry in entries:
        cell = entry.line.cells.get(column)
        value = cell.value if cell is not None else None
        if isinstance(value, str):
            written += len(value) < 20 and _TEXT_DATE.fullmatch(clean(value)) is not None
        elif isinstance(value, datetime.date) and cell is not None and "d" in parts_shown(cell.format):
            if value.day > _MONTHS:
                return False
            real += value.day != value.month
    return written > 0 and real > 0
