"""The strict reading of what we wrote: a row that bears a mark is a task, whatever it says, and its cells mean what they say.

Rows without a mark in the same table are read as in any other file, but know the wordings that we write too.
"""

import datetime
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from cds_tracker.domain.deadline import Deadline, to_value
from cds_tracker.domain.status import StatusReading
from cds_tracker.domain.task import FIELDS, Status
from cds_tracker.domain.text import clean, key
from cds_tracker.excel import literal
from cds_tracker.excel.cells import READERS, Manner, Read, Reader, written
from cds_tracker.excel.typed import parts_shown
from cds_tracker.excel.workbook import Cell

# The states as we write them, in both languages, in comparison form. (``read_status`` knows what else people write.)
STATES: Mapping[str, StatusReading] = {
    "chua thuc hien": StatusReading(Status.NOT_STARTED),
    "dang thuc hien": StatusReading(Status.IN_PROGRESS),
    "cho xac nhan": StatusReading(Status.AWAITING_CONFIRMATION),
    "hoan thanh": StatusReading(Status.DONE),
    "hoan thanh dung han": StatusReading(Status.DONE, "on_time"),
    "hoan thanh qua han": StatusReading(Status.DONE, "late"),
    "tam dung": StatusReading(Status.PAUSED),
    "huy": StatusReading(Status.CANCELLED),
    "not started": StatusReading(Status.NOT_STARTED),
    "in progress": StatusReading(Status.IN_PROGRESS),
    "awaiting confirmation": StatusReading(Status.AWAITING_CONFIRMATION),
    "done": StatusReading(Status.DONE),
    "done on time": StatusReading(Status.DONE, "on_time"),
    "done late": StatusReading(Status.DONE, "late"),
    "paused": StatusReading(Status.PAUSED),
    "cancelled": StatusReading(Status.CANCELLED),
}
_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})", re.ASCII)
_SHARE = re.compile(r"(?:100|\d{1,2}(?:,\d+)?)%", re.ASCII)
_AMOUNT = re.compile(r"\d+(?:,\d+)?", re.ASCII)
_WHOLE_DAY = frozenset("dmy")


def _text(name: str) -> Reader:
    ordinary = READERS[name]

    def read(cell: Cell, manner: Manner) -> Read:
        """A text that was cut to fit says nothing about the whole."""
        if isinstance(cell.value, str) and literal.is_cut(cell.value):
            return Read(None, "text_cut", lost=True)
        return ordinary(cell, manner)

    return read


def _parent(cell: Cell, manner: Manner) -> Read:
    return Read(None, lost=True) if literal.is_parent(written(cell)) else _text("note")(cell, manner)


def _names(cell: Cell, manner: Manner) -> Read:
    if isinstance(cell.value, str) and "«" in cell.value:
        return Read([clean(name) for name in literal.names(written(cell))] or None)
    return READERS["assignees"](cell, manner)


def _deadline(cell: Cell, manner: Manner) -> Read:
    value = cell.value
    if isinstance(value, str):
        spelt = literal.terms(written(cell))
        return Read(to_value(spelt)) if spelt else _text("deadline")(cell, manner)
    day = _typed_day(cell)
    if day is not None:
        return Read(to_value(Deadline(f"{day:%d/%m/%Y}", None, day, "day", "exact")))
    return READERS["deadline"](cell, manner)


def _day(name: str) -> Reader:
    ordinary = READERS[name]

    def read(cell: Cell, manner: Manner) -> Read:
        day = _typed_day(cell) or _written_day(cell)
        return Read(day.isoformat()) if day else ordinary(cell, manner)

    return read


def _typed_day(cell: Cell) -> datetime.date | None:
    """The day of a date cell that shows all of it."""
    value = cell.value
    if not isinstance(value, datetime.date) or parts_shown(cell.format) != _WHOLE_DAY:
        return None
    return value.date() if isinstance(value, datetime.datetime) else value


def _written_day(cell: Cell) -> datetime.date | None:
    found = _DAY.fullmatch(cell.value.strip()) if isinstance(cell.value, str) else None
    try:
        return datetime.date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _status(cell: Cell, manner: Manner) -> Read:
    state = STATES.get(key(written(cell)))
    return Read(str(state.status), more=state) if state else READERS["status"](cell, manner)


def _progress(cell: Cell, manner: Manner) -> Read:
    value = cell.value
    if isinstance(value, float) and "%" in cell.format and 0 <= value <= 1:
        return Read(_whole(round(value * 100, 10)))
    if isinstance(value, str) and _SHARE.fullmatch(value.strip()):
        return Read(_whole(float(value.strip(" %").replace(",", "."))))
    return READERS["progress"](cell, manner)


def _whole(share: float) -> int | float:
    return int(share) if share.is_integer() else share


def _budget(cell: Cell, manner: Manner) -> Read:
    """In a text file decimals follow a comma, and nothing parts thousands."""
    value = cell.value
    if manner.money is None:  # what we write without a unit is in million đồng
        manner = Manner(manner.year, manner.scale, Decimal(1), manner.decimals)
    if isinstance(value, str) and _AMOUNT.fullmatch(value.strip()):
        return READERS["budget"](cell._replace(value=float(value.strip().replace(",", "."))), manner)
    return READERS["budget"](cell, manner)


OWN_READERS: Mapping[str, Reader] = {
    **READERS,
    **{name: _text(name) for name, field in FIELDS.items() if field.kind in ("text", "line") and name in READERS},
    "parent": _parent,
    "assignees": _names,
    "deadline": _deadline,
    "start": _day("start"),
    "completed_on": _day("completed_on"),
    "status": _status,
    "progress": _progress,
    "budget": _budget,
}
"""How the cells of a table with marks are read: as ``cells.READERS``, and every wording of ours exactly."""


def lost_formats(cells: Iterable[Cell | None]) -> bool:
    """Whether a column of shares that we wrote came without its formats, as some forms of files do: then 0.8 is 80 %."""
    said = [(cell.value, cell.format) for cell in cells if cell is not None and isinstance(cell.value, float)]
    return bool(said) and not any("%" in form or not 0 <= value <= 1 for value, form in said if isinstance(value, float))


def number(cell: Cell | None) -> str | None:
    """What a marked row says in its column of numbers, as it stands."""
    return (written(cell).replace("\n", " ") or None) if cell is not None else None
