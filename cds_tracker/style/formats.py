"""How numbers, shares and days are written: 21.914 · 98,62 % · 30/09/2025 in Vietnamese, 21,914 · 98.62 % in English."""

from datetime import date
from decimal import Decimal

NOTHING = "–"


def number(value: int, language: str) -> str:
    """With a mark between thousands."""
    return _marks(f"{value:,}", language)


def signed(value: int, language: str) -> str:
    """With its sign, a real minus; zero has none."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + number(abs(value), language)


def percent(value: Decimal | None, language: str) -> str:
    """Two decimals and a narrow blank that does not break; nothing to divide by is a dash, never 0 %."""
    return NOTHING if value is None else f"{_marks(f'{value:,.2f}', language)}\u202f%"


def day(value: date | None) -> str:
    """dd/mm/yyyy in both languages."""
    return NOTHING if value is None else f"{value:%d/%m/%Y}"


def _marks(written: str, language: str) -> str:
    return written.translate(str.maketrans(",.", ".,")) if language == "vi" else written
