"""How days, numbers and percentages are written: 30/06/2025, 21.914, 98,62 %, Th 6/2025 (English: 21,914, 98.62%)."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from cds_tracker.style.words import Words

ABSENT = "–"
_NARROW = "\u00a0"
_ROMAN = ("I", "II", "III", "IV")


def day(value: date | None) -> str:
    """``30/06/2025`` in both languages; a dash where there is none."""
    return ABSENT if value is None else f"{value.day:02d}/{value.month:02d}/{value.year:04d}"


def short_day(value: date) -> str:
    """``30/06``."""
    return f"{value.day:02d}/{value.month:02d}"


def number(value: int | float | Decimal | None, language: str, places: int = 0) -> str:
    """Thousands apart as the language does; half up; a dash for ``None``, never 0."""
    if value is None:
        return ABSENT
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{exact:,f}"
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))


def signed(value: int, language: str) -> str:
    """``+14``, ``−3``, ``0``."""
    return ("+" if value > 0 else "−" if value < 0 else "") + number(abs(value), language)


def percent(value: Decimal | float | None, language: str, places: int = 2) -> str:
    """``98,62 %`` (with a blank that does not break), English ``98.62%``."""
    if value is None:
        return ABSENT
    return number(value, language, places) + ("%" if language == "en" else f"{_NARROW}%")


def month(key: str, words: Words) -> str:
    """``2025-06`` as ``Th 6/2025``, English ``Jun 2025``."""
    year, number_of = key.split("-")
    return words(f"charts.month.m{int(number_of)}", year=int(year))


def quarter(key: str, words: Words) -> str:
    """``2025-Q2`` as ``Quý II/2025``, English ``Q2 2025``."""
    year, part = key.split("-Q")
    roman = _ROMAN[int(part) - 1]
    return words("charts.quarter", number=part if words.language == "en" else roman, year=int(year))


def period(key: str, words: Words) -> str:
    """A year, quarter, month or day in words."""
    if "Q" in key:
        return quarter(key, words)
    if len(key) == 7:
        return month(key, words)
    return day(date.fromisoformat(key)) if len(key) == 10 else key


def days_left(value: int | float | None, words: Words) -> str:
    """``quá hạn 12 ngày``, ``hôm nay đến hạn``, ``còn 3 ngày``; a dash without a due day."""
    if value is None or value != value:
        return ABSENT
    days = int(value)
    if days == 0:
        return words("charts.days.today")
    name = "overdue" if days < 0 else "left"
    one = "_one" if abs(days) == 1 else ""
    return words(f"charts.days.{name}{one}", days=number(abs(days), words.language))


def clamp(text: str, size: int) -> str:
    """At most so many characters, cut between words, with an ellipsis where something was left out."""
    flat = " ".join(text.split())
    if len(flat) <= size:
        return flat
    cut = flat[: size - 1]
    head, blank, _ = cut.rpartition(" ")
    return (head if blank and len(head) >= size // 2 else cut).rstrip(" ,;:.-–") + "…"


def reporting_period(key: str, words: Words) -> str:
    """A reporting period by its key: ``2025-09`` as ``tháng 9/2025``, ``2025-W39`` as ``tuần 39/2025``."""
    year, _, part = key.partition("-")
    if not part:
        return words("admin.period_name.year", year=year)
    kind = {"Q": "quarter", "H": "half_year", "W": "week", "9": "nine_months"}.get(part[0], "month")
    if kind == "nine_months":
        return words("admin.period_name.nine_months", year=year)
    place = int(part if kind == "month" else part[1:])
    roman = kind in ("quarter", "half_year") and words.language == "vi"
    return words(f"admin.period_name.{kind}", year=year, number=_ROMAN[place - 1] if roman else place)
