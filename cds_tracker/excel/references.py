"""References to cells as the XML of a worksheet writes them."""

import re

from cds_tracker.excel.markup import by_name
from cds_tracker.excel.workbook import Range, letter

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


def reference_range(reference: str) -> Range | None:
    """``A1:C3`` or ``A1``, first corner first; ``None`` where it is neither."""
    first, _, last = reference.partition(":")
    one, other = place(first), place(last or first)
    if one is None or other is None:
        return None
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])


def place(reference: str) -> tuple[int, int] | None:
    """Row and column; ``None`` where there is no such cell."""
    found = _REFERENCE.fullmatch(reference.strip())
    if found is None:
        return None
    column = 0
    for character in found[1].upper():
        column = column * 26 + ord(character) - 64
    row = int(found[2])
    return (row, column) if 1 <= row <= LAST_ROW and column <= LAST_COLUMN else None


def placed(said: list[str], before: str, row_text: str) -> list[str]:
    """The attributes of a cell with its reference first: its own, or else that of the column after the last cell's."""
    values = by_name(said)
    reference = values.pop("r", None)
    if reference is None:
        last = place(before)
        reference = f"{letter(last[1] + 1 if last else 1)}{row_text}"
    return ["r", reference, *(word for name in ("s", "t") if name in values for word in (name, values[name]))]


def kind_and_style(attributes: list[str]) -> tuple[str, str]:
    """The type of a cell (``n`` where none is named) and the index of its style."""
    values = by_name(attributes)
    return values.get("t", "n"), values.get("s", "0")


def whole(text: str | None) -> int:
    """A row or column number; 0 where it is none."""
    return int(text) if text is not None and text.isdecimal() and len(text) < 8 else 0
