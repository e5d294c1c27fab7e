"""The days, months, quarters, halves and years that a deadline names, found in its folded form (see ``deadline_words``)."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "quarter", "half", "year"]
YEARS = range(1990, 2101)

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "mot": 1, "nhat": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4}
_MONTHS = {"gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "bai": 7, "tam": 8, "chin": 9, "muoi": 10}
_MONTHS |= {"muoi mot": 11, "muoi hai": 12}


class Impossible(Exception):
    """A date that no calendar has, or that can be read in two ways."""


@dataclass(frozen=True, slots=True)
class Part:
    """A point in time as named: characters ``at`` to ``end``, from the first to the last of its days.

    ``last_day`` is ``None`` where the last day of ``last_month`` is meant. A lone day ("18" of "18-26/9/2025") has month 0
    until the part after it tells.
    """

    at: int
    end: int
    precision: Precision
    first_month: int
    first_day: int
    last_month: int
    last_day: int | None = None
    year: int | None = None
    borrowed: bool = False  # took its year from the part after it

    def days(self) -> tuple[date, date]:
        """First and last day; ``Impossible`` where there is no such day, month or year."""
        if self.year is None or self.year not in YEARS:
            raise Impossible
        try:
            last = self.last_day or monthrange(self.year, self.last_month)[1]
            return date(self.year, self.first_month, self.first_day), date(self.year, self.last_month, last)
        except ValueError:  # the calendar's error for a month is one too
            raise Impossible from None

    def check(self) -> "Part":
        """This part, if its day and month can stand in some year."""
        if self.year is None and self.first_month:
            replace(self, year=2000).days()
        elif self.first_month:
            self.days()
        return self


def _day(match: re.Match[str], year: str | None) -> Part:
    written = match["m"] or match["m2"]
    day, month = int(match["d"]), _MONTHS.get(written) or int(written)
    return Part(match.start(), match.end(), "day", month, day, month, day, _year(year))


def _period(match: re.Match[str], first: int, last: int, precision: Precision, year: str | None) -> Part:
    return Part(match.start(), match.end(), precision, first, 1, last, None, _year(year))


def _year(written: str | None) -> int | None:
    return None if not written else int(written) + (2000 if len(written) == 2 else 0)


def _named_year(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    return next((groups[name] for name in ("y", "ya", "yb", "yc", "yd", "ye") if groups.get(name)), None)


def _dates(match: re.Match[str]) -> Iterator[Part]:
    yield _day(match, _named_year(match))


def _lone_day(match: re.Match[str]) -> Iterator[Part]:
    day = int(match["d"])
    yield Part(match.start("all"), match.end("all"), "day", 0, day, 0, day)


def _doubtful(match: re.Match[str]) -> Iterator[Part]:
    if int(match["d"]) <= 12:  # "6-9/2025": the 6th of September, or June to September?
        raise Impossible
    yield _day(match, match["y"])


def _halves(match: re.Match[str]) -> Iterator[Part]:
    months = int(match["n"]) if (match["n"] or "").isdigit() else 6
    precision: Precision = {3: "quarter", 6: "half", 9: "month"}[months]  # type: ignore[assignment]
    first, last = (13 - months, 12) if match["h"] == "cuoi" else (1, months)
    yield _period(match, first, last, precision, _named_year(match))


def _listed(match: re.Match[str], numbers: dict[str, int], length: int, precision: Precision, item: str) -> Iterator[Part]:
    found = list(re.finditer(item, match["body"]))
    for one in found:
        number = numbers.get(one["n"]) or (int(one["n"]) if one["n"].isdigit() else 0)
        if not 1 <= number * length <= 12:
            raise Impossible
        part = _period(match, (number - 1) * length + 1, number * length, precision, None)
        if one is found[-1]:
            yield replace(
                part, at=match.start("body") + one.start() if len(found) > 1 else part.at, year=_year(_named_year(match))
            )
        else:
            at = match.start() if one is found[0] else match.start("body") + one.start()
            yield replace(part, at=at, end=match.start("body") + one.end())


def _quarters(match: re.Match[str]) -> Iterator[Part]:
    yield from _listed(
        match, _QUARTERS, 3, "quarter", r"(?:qui ?|q ?)?(?P<n>[ivx]+\b|\d{1,2}|mot\b|nhat\b|hai\b|ba\b|bon\b|tu\b)"
    )


def _months(match: re.Match[str]) -> Iterator[Part]:
    yield from _listed(match, _MONTHS, 1, "month", rf"(?:tha?n?g ?)?(?P<n>\d{{1,2}}|{_WORDED_MONTH})")


def _month(match: re.Match[str]) -> Iterator[Part]:
    yield _period(match, int(match["m"]), int(match["m"]), "month", match["y"])


def _years(match: re.Match[str]) -> Iterator[Part]:
    yield _period(match, 1, 12, "year", match["y"])


def _impossible(match: re.Match[str]) -> Iterator[Part]:
    raise Impossible(match[0])


_CLEAR_LEFT = r"(?<![\d/.])"
_CLEAR_RIGHT = r"(?!\d|[/.]\d)"
_SEP = r"\s?[/.\-]\s?"
_SEP_TWICE = r"\s?[/.]\s?(?P<m>\d\d?)\s?[/.\-]\s?|\s?-\s?(?P<m2>\d\d?)\s?-\s?"
_NEXT = r"\s?(?:,|;|\+|&|-|\bva\b|\bden\b(?: het)?|\btoi\b)\s?"
_OF_YEAR = (
    r"(?:(?:,? ?(?:cua )?nam ?(?P<ya>\d{4}|\d\d(?!\d))|\s?[/.\-]\s?(?P<yb>\d{4})|/(?P<yc>[2-9]\d)"
    r"|\s?\( ?(?:nam )?(?P<yd>\d{4}) ?\)|,? (?P<ye>(?:199|20\d)\d))" + _CLEAR_RIGHT + ")"
)
_WORDED_MONTH = r"\b(?:muoi mot|muoi hai|muoi|gieng|mot|hai|ba|tu|nam|bai|tam|chin)\b"
_ROMANS = rf"[ivx]+\b(?:{_NEXT}(?:qui ?|q ?)?[ivx]+\b)*"
_DIGITS = rf"\d{{1,2}}(?![\da-z])(?:{_NEXT}(?:(?:qui ?|q ?)\d{{1,2}}(?!\d)|[1-4](?!\d|[/.]\d{{1,2}}(?!\d))))*"
_MORE_MONTHS = rf"(?:{_NEXT}(?:thang ?|thg ?)?\d{{1,2}}(?!\d|[/.]\d{{1,2}}(?!\d)| ?thang))*"

_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Iterator[Part]]], ...] = tuple(
    (re.compile(pattern, re.ASCII), make)
    for pattern, make in (
        (_CLEAR_LEFT + r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d|[/.\-]\d)", _dates),
        (
            rf"(?:\A|\btu |\(|#{_NEXT})(?P<all>(?:ngai ?)?(?P<d>\d{{1,2}}))(?={_NEXT}(?:ngai ?)?"
            r"\d{1,2}(?:[/.]\d{1,2}[/.]\d\d| ?thang \d))",
            _lone_day,
        ),
        (rf"(?:\bngai ?)?{_CLEAR_LEFT}(?P<d>\d\d?)(?:{_SEP_TWICE})(?P<y>\d{{4}}){_CLEAR_RIGHT}", _dates),
        (rf"(?:\bngai ?)?{_CLEAR_LEFT}(?P<d>\d\d?)(?P<s>{_SEP})(?P<m>\d\d?)(?P=s)(?P<y>\d\d){_CLEAR_RIGHT}", _dates),
        (
            rf"(?:\bngai ?)?{_CLEAR_LEFT}(?P<d>\d\d?)[/.\-](?P<m>\d\d?)(?:,? nam ?|\s?\( ?)(?P<y>\d{{4}}){_CLEAR_RIGHT} ?\)?",
            _dates,
        ),
        (
            rf"(?:\bngai ?)?{_CLEAR_LEFT}(?P<d>\d\d?) ?/?thang ?(?P<m>\d\d?(?!\d)|{_WORDED_MONTH}){_OF_YEAR}?",
            _dates,
        ),
        (
            r"\b(?:0?(?P<n>[369]|sau) thang|nua) (?P<h>dau|cuoi)(?:(?: cua)?(?: nam)?[ /\-]?\(?(?P<y>\d{4})\)?(?!\d)| nam\b)?",
            _halves,
        ),
        (rf"\b(?:qui|q)\.?:? ?(?P<body>{_ROMANS}|{_DIGITS}|(?:mot|nhat|hai|ba|bon|tu)\b){_OF_YEAR}?", _quarters),
        (r"(?<!hang )(?<!moi )\bthang nam \d{4}", _impossible),
        (rf"\bthang (?P<body>{_WORDED_MONTH})(?=[ /]){_OF_YEAR}", _months),
        (rf"\b(?:thang|thg|th)\.? ?(?P<body>\d\d?(?!\d){_MORE_MONTHS}){_OF_YEAR}?", _months),
        (rf"\bt\.? ?(?P<m>\d\d?)[/.\-](?P<y>\d{{4}}|\d\d){_CLEAR_RIGHT}", _month),
        (rf"(?<![\d/.\-])(?P<d>\d\d?)-(?P<m>\d\d?)/(?P<y>\d{{4}}){_CLEAR_RIGHT}", _doubtful),
        (rf"{_CLEAR_LEFT}(?P<m>\d\d?)(?:\s?/\s?|[.\-]| nam )(?P<y>\d{{4}}){_CLEAR_RIGHT}", _month),
        (r"(?<![\d/.\-])(?P<y>20\d\d)[-/](?P<m>0[1-9]|1[0-2])(?!\d|[/.\-])", _month),
        (rf"(?:\bngai ?(?P<d1>)|){_CLEAR_LEFT}(?P<d>\d\d?)(?:/|(?(d1)[.\-]|/))(?P<m>\d\d?){_CLEAR_RIGHT}", _dates),
        (rf"(?:\bnam ?|(?<![\d/.a-z]))(?P<y>199\d|20\d\d|2100){_CLEAR_RIGHT}", _years),
        (r"\bnam \d{4}", _impossible),
        (r"(?:(?<=\bdau )|(?<=\bgiua )|(?<=\bcuoi )|(?<=\bhet )|(?<=\btrong )|(?<=\bca ))nam(?P<y>)(?=[ ,;)]*\Z)", _years),
    )
)
_SPAN_OF_YEARS = re.compile(r"\b\d{1,2} nam (?=(?:nam )?\d{4}\s?(?:-|,|va|den) ?(?:nam )?\d{4})", re.ASCII)


def find(folded: str) -> tuple[list[Part], str]:
    """The parts in the order in which they stand, and the text with ``#`` in their place. May raise ``Impossible``."""
    text = _SPAN_OF_YEARS.sub(lambda match: " " * len(match[0]), folded)
    parts: list[Part] = []
    for pattern, make in _RULES:
        match = pattern.search(text)
        while match:
            found = [part.check() for part in make(match)]
            parts += found
            for part in found:
                text = text[: part.at] + "#" * (part.end - part.at) + text[part.end :]
            match = pattern.search(text, found[-1].end)
    return sorted(parts, key=lambda part: part.at), text
