"""What stands in the STT column: the kind of number, and numbers that Excel has turned into something else."""

import datetime
import re
from functools import lru_cache
from typing import Literal, NamedTuple

from cds_tracker.domain.text import clean, narrow
from cds_tracker.excel.workbook import Cell

Kind = Literal["none", "arabic", "roman", "capital", "letter", "bullet", "other"]

_ARABIC = re.compile(r"\(?(\d{1,6}(?:\s*[.\-]\s*\w{1,4})*)\s*[.):]?", re.ASCII)
_ROMAN = re.compile(r"\(?([IVXLC]+(?:\.\d+)*)[.):]?")
_CAPITAL = re.compile(r"\(?([A-ZĐ])(?:\.\d+)*[.):]?")
_LETTER = re.compile(r"\(?([a-zđ])[.)]?|\(?([a-zđ]\d?)[.)]")
_IN_TITLE = re.compile(
    r"([IVXLC]+(?:\.\d+)*[.)]|[A-ZĐ][.)]|(?:PHẦN|MỤC|CHƯƠNG|NHÓM|Phần|Mục|Chương|Nhóm)\s+\w+\s*[.:\-–])\s*\S"
)


class Number(NamedTuple):
    """``text`` as it is stored; ``written`` as it stands in the file."""

    kind: Kind
    text: str = ""
    written: str = ""

    @property
    def parent(self) -> str | None:
        """The number above: 11 of 11.1."""
        return self.text.rpartition(".")[0] or None if self.kind == "arabic" else None


NOTHING = Number("none")


@lru_cache(maxsize=65_536)
def number_of(text: str) -> Number:
    """The number that a text is."""
    if text.isascii() and text.isdigit() and len(text) <= 6:
        return Number("arabic", text, text)
    written = narrow(clean(text)).replace("\n", " ")
    if not written:
        return NOTHING
    if written.strip("-–—+•*·.") == "":
        return Number("bullet", written, written)
    if match := _ARABIC.fullmatch(written):
        return Number("arabic", re.sub(r"\s+", "", match[1]), written)
    if match := _ROMAN.fullmatch(written):
        return Number("roman", match[1], written)
    if match := _CAPITAL.fullmatch(written):
        return Number("capital", match[1], written)
    if _LETTER.fullmatch(written):
        return Number("letter", written, written)
    return Number("other", written, written)


def in_title(title: str) -> Number:
    """The number of a section that stands before its title in the same cell."""
    match = _IN_TITLE.match(title)
    if match is None:
        return NOTHING
    found = number_of(match[1])
    return found if found.kind in ("roman", "capital") else Number("other", match[1], match[1])


class Repair(NamedTuple):
    """A number as it must have been typed, and whether Excel's own format left no doubt."""

    text: str
    code: str | None = None


def text_of(cell: Cell, before: str | None) -> Repair:
    """The text of an STT cell. ``before`` is the number of the row above: it tells 1.10 after 1.9 from 1.1."""
    value = cell.value
    if isinstance(value, str):
        return Repair(clean(value))
    if isinstance(value, datetime.date):
        return Repair(f"{value.day}.{value.month}", "stt_was_date")
    if isinstance(value, bool) or not isinstance(value, float):
        return Repair("" if value is None else str(value))
    if value.is_integer():
        zeros = cell.format if set(cell.format) == {"0"} else ""
        return Repair(str(int(value)).zfill(len(zeros)))
    text = repr(value)
    decimals = re.search(r"0\.(0+)", cell.format)
    if decimals:
        text = f"{value:.{len(decimals[1])}f}"
    elif before and _follows(before, text + "0"):
        return Repair(text + "0", "stt_was_number")
    return Repair(text)


def _follows(before: str, text: str) -> bool:
    """Whether this is the next number after the one before: 1.10 after 1.9."""
    head, _, last = before.rpartition(".")
    return bool(head) and last.isdigit() and text == f"{head}.{int(last) + 1}"
