"""From a cell to the canonical value of its field. What cannot be read is a problem of that cell, and of no other."""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from cds_tracker.domain.deadline import Deadline, parse, to_value
from cds_tracker.domain.deadline import problems as deadline_problems
from cds_tracker.domain.numbers import ERRORS as MONEY_ERRORS
from cds_tracker.domain.numbers import read_money
from cds_tracker.domain.progress import ERRORS as PROGRESS_ERRORS
from cds_tracker.domain.progress import Scale, read_percent
from cds_tracker.domain.status import ERRORS as STATUS_ERRORS
from cds_tracker.domain.status import StatusReading, read_status
from cds_tracker.domain.task import Value
from cds_tracker.domain.text import clean
from cds_tracker.excel.day_order import Exchanged, exchange_text, exchange_typed
from cds_tracker.excel.typed import month_shown, number_text, typed_deadline
from cds_tracker.excel.workbook import Cell

_BULLET = re.compile(r"^\s*[-+•*·]\s+")
_NAMES = re.compile(r"[,;\n]+")


class Read(NamedTuple):
    """What a cell says: its value, and a code with its values where somebody should look at it.

    ``lost``: something was written that could not be read. ``more`` is a state's reading, or a state in a column of shares.
    """

    value: Value = None
    code: str | None = None
    lost: bool = False
    values: Mapping[str, object] | None = None
    more: StatusReading | str | None = None


NOTHING = Read()


@dataclass(slots=True)
class Manner:
    """How the cells of one table are to be read."""

    year: int | None = None
    scale: Scale = Scale.PERCENT
    money: Decimal | None = None
    decimals: bool = False
    exchanged: Exchanged = "none"  # the dates of this column whose day and month are to change places


def written(cell: Cell) -> str:
    """A cell as text, as its reader sees it."""
    value = cell.value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return number_text(value, cell.format)
    if isinstance(value, datetime.date):
        return f"{value.month}/{value.year}" if month_shown(cell.format) else f"{value:%d/%m/%Y}"
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    return "" if value is None else str(value)


def text(cell: Cell, manner: Manner) -> Read:
    """Words, with their line breaks."""
    return Read(written(cell) or None)


def line(cell: Cell, manner: Manner) -> Read:
    """Words on one line."""
    return Read(written(cell).replace("\n", " ") or None)


def names(cell: Cell, manner: Manner) -> Read:
    """Persons."""
    found = (_BULLET.sub("", name).strip(" -") for name in _NAMES.split(written(cell)))
    return Read(list(dict.fromkeys(name for name in found if name)) or None)


def own_id(cell: Cell, manner: Manner) -> Read:
    """Our own id of a task."""
    said = written(cell)
    if said.isascii() and said.isdigit() and len(said) < 16:
        return Read(int(said))
    return Read(None, "id_unreadable", lost=True) if said else NOTHING


def evidence(cell: Cell, manner: Manner) -> Read:
    """A document, with the address that it leads to."""
    said, link = written(cell), (cell.link or "").strip()
    if not link.lower().startswith(("http://", "https://")) or link in said:
        return Read(said or None)
    return Read(f"{said} ({link})" if said else link)


def deadline(cell: Cell, manner: Manner) -> Read:
    """A deadline; one that cannot be read keeps its words."""
    understood = _deadline(cell, manner)
    if understood.kind == "none":
        return NOTHING if not understood.text.strip() else Read(to_value(understood))
    codes = deadline_problems(understood)
    due = understood.due.strftime("%d/%m/%Y") if understood.due else ""
    return Read(to_value(understood), codes[0] if codes else None, lost=understood.kind == "unreadable", values={"due": due})


def _deadline(cell: Cell, manner: Manner) -> Deadline:
    if isinstance(cell.value, datetime.date):
        typed = manner.exchanged == "typed" and not month_shown(cell.format)
        return typed_deadline(exchange_typed(cell.value) if typed else cell.value, cell.format)
    if isinstance(cell.value, datetime.time) and cell.value == datetime.time():
        return parse("00/01/1900")
    said = written(cell)
    if manner.exchanged == "texts":
        return replace(parse(exchange_text(said), manner.year), text=said)
    return parse(said, manner.year)


def day(cell: Cell, manner: Manner) -> Read:
    """One day: of completion."""
    return _day(cell, manner, end=True)


def first_day(cell: Cell, manner: Manner) -> Read:
    """The first day of what is written: of beginning."""
    return _day(cell, manner, end=False)


def _day(cell: Cell, manner: Manner, end: bool) -> Read:
    understood = _deadline(cell, manner)
    if understood.kind == "none":
        return NOTHING
    doubt = next((f"date_{flag}" for flag in ("ambiguous", "year_assumed", "serial") if flag in understood.flags), None)
    if understood.kind == "exact" and understood.due:
        return Read(understood.due.isoformat(), doubt, values={"day": understood.due.strftime("%d/%m/%Y")})
    if not end and understood.kind in ("period_end", "range") and understood.start:
        return Read(understood.start.isoformat())
    return Read(None, "date_unreadable", lost=True)


def status(cell: Cell, manner: Manner) -> Read:
    """A declared state, with what its words say besides."""
    read = read_status(written(cell))
    return Read(read.status and str(read.status), read.code, lost=read.code in STATUS_ERRORS, more=read)


def progress(cell: Cell, manner: Manner) -> Read:
    """A share done, 0–100."""
    value = cell.value if isinstance(cell.value, str | float | bool) else written(cell)
    read = read_percent(value, cell.format, manner.scale)
    share = int(read.progress) if read.progress is not None and read.progress.is_integer() else read.progress
    return Read(share, read.code, lost=read.code in PROGRESS_ERRORS, more=read.status_text)


def budget(cell: Cell, manner: Manner) -> Read:
    """Money, in million đồng."""
    value = cell.value if isinstance(cell.value, str | float | bool) else written(cell)
    read = read_money(value, manner.money, manner.decimals)
    amount = int(read.amount) if read.amount is not None and read.amount.is_integer() else read.amount
    if read.text_kept:
        return Read(None, "budget_words" if written(cell).strip("-–—. ") else None)
    return Read(amount, read.code, lost=read.code in MONEY_ERRORS, values={"read": amount})


Reader = Callable[[Cell, Manner], Read]
WORDS: Mapping[Reader, Callable[[str], str]] = {text: clean, line: lambda said: clean(said).replace("\n", " ")}
"""What the readers of mere words make of a text."""

READERS: dict[str, Reader] = {
    "id": own_id,
    "code": line,
    "section": line,
    "title": text,
    "parent": text,
    "area": line,
    "lead": text,
    "coordinating": text,
    "role": line,
    "assignees": names,
    "sponsor": line,
    "start": first_day,
    "deadline": deadline,
    "completed_on": day,
    "deliverable": text,
    "status": status,
    "progress": progress,
    "budget": budget,
    "basis": text,
    "result": text,
    "evidence": evidence,
    "difficulty": text,
    "proposal": text,
    "next_step": text,
    "note": text,
}
