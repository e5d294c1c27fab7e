"""Money as people write it, in million đồng."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from cds_tracker.domain.text import clean, key, narrow

# Every code names what was written as {value}; money_unit_unknown also how it was taken as {read}.
PROBLEMS = frozenset(
    {
        "money_unreadable",
        "money_negative",
        "money_dot_doubtful",  # "96.898" beside real decimals: taken as thousands
        "money_unit_unknown",  # no unit in the cell or the header: taken as million đồng, beyond ``_BEYOND`` as đồng
    }
)
ERRORS = frozenset({"money_unreadable", "money_negative"})

_MILLIONS = {"ty": Decimal(1000), "ti": Decimal(1000), "trieu": Decimal(1), "tr": Decimal(1)}
_MILLIONS |= {"nghin": Decimal("0.001"), "ngan": Decimal("0.001"), "dong": Decimal("0.000001"), "vnd": Decimal("0.000001")}
MOST = 2**53  # million đồng: no sum of money, and no database keeps it
_BEYOND = Decimal(10) ** 8  # million đồng: more than any plan costs
_UNIT = re.compile(r"\b(ty|ti|trieu|tr|nghin|ngan|dong|vnd)\b")
_COUNTED = re.compile(r"\b1 ?000( ?000)? (?:dong|vnd)\b")  # "(1.000 đồng)"
_AMOUNT = re.compile(r"([+-]?\d[\d.,\s]*)([^\d]*)", re.ASCII)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?:,\d+)?", re.ASCII)
_COMMA_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?", re.ASCII)
_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)
_SINGLE_DOT = re.compile(r"[+-]?\d{1,3}\.\d{3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Money:
    """``amount`` in million đồng, or none; ``text_kept`` where the words name a source instead ("NSNN")."""

    amount: float | None = None
    code: str | None = None
    text_kept: bool = False


def unit_of(header: str) -> Decimal | None:
    """How many million đồng one unit of a column is: by the words of its header, "(Tỷ đồng)" before "đồng"."""
    words = key(header)
    if counted := _COUNTED.search(words):
        return _MILLIONS["trieu" if counted[1] else "nghin"]
    found = _UNIT.search(words)
    return _MILLIONS[found[1]] if found else None


def has_decimals(cells: Iterable[object]) -> bool:
    """Whether a money column also holds real fractions, so that a single dot is doubtful."""
    return any(isinstance(cell, float) and not cell.is_integer() for cell in cells)


def read_money(value: object, unit: Decimal | None = None, decimals: bool = False) -> Money:
    """``value`` in million đồng. ``unit``: what the header says; ``decimals``: see ``has_decimals``."""
    if value is None:
        return Money()
    if isinstance(value, bool):
        return Money(code="money_unreadable")
    if isinstance(value, int | float):
        return _money(Decimal(repr(value)) if abs(value) < 1e300 else None, unit)
    return _written(narrow(clean(str(value))), unit, decimals)


def _written(text: str, unit: Decimal | None, decimals: bool) -> Money:
    if not re.search(r"\d", text, re.ASCII):
        return Money(text_kept=bool(key(text)))
    match = _AMOUNT.fullmatch(text)
    if not match:
        return Money(code="money_unreadable")
    words = key(match[2])
    named = _UNIT.search(words)
    if words and not named:
        return Money(code="money_unreadable")
    doubtful = decimals and not named and _SINGLE_DOT.fullmatch(match[1].strip()) is not None
    return _money(_number(match[1].strip()), _MILLIONS[named[1]] if named else unit, doubtful)


def _number(written: str) -> Decimal | None:
    sign, digits = (-1, written[1:]) if written[:1] == "-" else (1, written.lstrip("+"))
    if _SPACED.fullmatch(digits):
        digits = digits.replace(" ", "").replace(",", ".")
    elif _THOUSANDS.fullmatch(digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif _COMMA_THOUSANDS.fullmatch(digits):
        digits = digits.replace(",", "")
    elif _DECIMAL.fullmatch(digits):
        digits = digits.replace(",", ".")
    else:
        return None
    return sign * Decimal(digits)


def _money(number: Decimal | None, unit: Decimal | None, doubtful: bool = False) -> Money:
    if number is None or not number.is_finite():
        return Money(code="money_unreadable")
    if number < 0:
        return Money(code="money_negative")
    likely = _MILLIONS["dong" if number >= _BEYOND else "trieu"]
    amount = float(number * (likely if unit is None else unit))
    if amount >= MOST:
        return Money(code="money_unreadable")
    if doubtful:
        return Money(amount, "money_dot_doubtful")
    return Money(amount, "money_unit_unknown" if unit is None else None)
