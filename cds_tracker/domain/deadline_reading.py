"""From the words and the dates among them to a kind, a first and a last day (see ``deadline.parse``)."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from cds_tracker.domain import deadline_words as words
from cds_tracker.domain.deadline_parts import YEARS, Impossible, Part, Precision, find
from cds_tracker.domain.text import clean

Kind = Literal["exact", "before", "period_end", "range", "recurring", "conditional", "none", "unreadable"]

_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?", re.ASCII)
_WHOLE_YEAR = re.compile(r"(\d{4})[.,]0+", re.ASCII)
_SERIAL_DAYS = range(36_526, 73_051)
_EMPTY_CHARACTERS = re.compile(r"[\s\-./_…\u2010-\u2015\u2212]*")
_LATEST_DAY = {"dau": 10, "thuong tuan": 10, "giua": 20, "trung tuan": 20}
_LATEST_MONTH = {"quarter": {"dau": 1, "giua": 2}, "half": {"dau": 2, "giua": 4}, "year": {"dau": 3, "giua": 6}}


@dataclass(frozen=True, slots=True)
class Read:
    """A deadline without its text."""

    kind: Kind
    start: date | None = None
    due: date | None = None
    precision: Precision | None = None
    flags: tuple[str, ...] = ()
    hint: date | None = None


@dataclass(frozen=True, slots=True)
class _Point:
    """A part with its days, and what the words before it make of it."""

    first: date
    last: date
    precision: Precision
    before: bool
    opens: bool  # "từ": a beginning, not an end
    former: bool  # "hạn cũ": no longer in force
    vague: bool
    borrowed: bool  # took its year from the part after it

    @property
    def kind(self) -> Kind:
        return "before" if self.before else "exact" if self.precision == "day" else "period_end"

    def due(self, inclusive: bool) -> date:
        return self.first - timedelta(days=1) if self.before and not inclusive else self.last


UNREADABLE = Read("unreadable")


def read(text: str, year: int | None, inclusive: bool) -> Read:
    """The meaning of ``text``; see ``deadline.parse``."""
    folded = words.fold(text)
    if words.NOTHING.fullmatch(folded) and (folded or _EMPTY_CHARACTERS.fullmatch(clean(text))):
        return Read("none")
    serial = _SERIAL.fullmatch(folded)
    if serial and int(serial[1]) in _SERIAL_DAYS:
        day = date(1899, 12, 30) + timedelta(days=int(serial[1]))
        return Read("exact", due=day, precision="day", flags=("serial",))
    whole = _WHOLE_YEAR.fullmatch(folded)
    try:
        parts, rest = find(whole[1] if whole else folded)
        return _judge(folded, parts, rest, year if year in YEARS else None, inclusive)
    except Impossible:
        return UNREADABLE


def _judge(folded: str, parts: list[Part], rest: str, year: int | None, inclusive: bool) -> Read:
    if words.LUNAR.search(folded):
        return UNREADABLE
    kind: Kind | None = "recurring" if words.RECURRING.search(folded) else None
    kind = kind or ("conditional" if words.CONDITIONAL.search(folded) else None)
    glue = _glue(parts, rest)
    filled, assumed = _with_years(parts, year, folded)
    if not parts and not kind and words.ACCORDING.search(folded):
        kind = "conditional"
    if kind or _is_alternative(glue):
        points = _points([part for part in filled if part.year], rest)
        return _hinted(kind or "conditional", points, inclusive, assumed)
    if not filled or any(part.year is None for part in filled) or _is_not_understood(rest):
        return UNREADABLE
    flags = {"year_assumed"} if assumed else set()
    if words.ROUGHLY.search(folded):
        flags.add("vague")
    if re.search(r"\d", words.ORDINAL.sub("", rest)) or words.REPORTED.search(folded):
        flags.add("ambiguous")
    points = _points(filled, rest)
    if words.EXTENDED.search(folded):
        return _single(_in_force(points), flags | {"extended"}, inclusive)
    return _together(points, _glue(filled, rest), flags, inclusive)


def _glue(parts: list[Part], rest: str) -> list[str]:
    return [rest[one.end : other.at] for one, other in pairwise(parts)]


def _is_alternative(glue: list[str]) -> bool:
    return any(words.OR.search(between) for between in glue)


def _is_not_understood(rest: str) -> bool:
    plain = words.DURATION.sub(" 1", rest)
    return bool(words.UNCONSUMED.search(plain) or re.search(r"\d\s?[/.\-]\s?#|#\s?[/.\-]\s?\d|#\s?/|/\s?#", plain))


def _with_years(parts: list[Part], year: int | None, folded: str) -> tuple[list[Part], bool]:
    """Parts without a year take that of the part after them, else of a bare year before them, else the plan's."""
    if len(parts) > 1 and parts[0].precision == "year" and parts[0].year and all(part.year is None for part in parts[1:]):
        return [replace(part, year=parts[0].year) for part in parts[1:]], False
    filled: list[Part] = []
    assumed = False
    for part in reversed(parts):
        following = filled[-1] if filled else None
        if part.first_month == 0:
            if following is None:
                raise Impossible
            part = replace(part, first_month=following.first_month, last_month=following.first_month)
        if part.year is None and following is not None:
            part = replace(part, year=following.year, borrowed=part.precision != "day" or part.borrowed)
        elif part.year is None and year is not None and not words.OTHER_YEAR.search(folded):
            part = replace(part, year=year)
            assumed = True
        filled.append(part)
    return filled[::-1], assumed


def _points(parts: list[Part], rest: str) -> list[_Point]:
    found = []
    previous = 0
    for part in parts:
        lead = rest[previous : part.at]
        first, last = part.days()
        vague = words.START_OF_PART.search(lead) if part.precision != "day" else None
        if vague:
            last = _earlier_end(part, last, vague["part"])
        stripped = lead[: vague.start()] if vague else lead
        by_end = bool(vague and vague["part"] in ("cuoi", "ha tuan")) or stripped.rstrip().endswith(" het")
        found.append(
            _Point(
                first,
                last,
                part.precision,
                before=bool(words.BEFORE.search(stripped)) and not by_end,
                opens=bool(words.FROM.search(stripped)),
                former=bool(words.FORMER.search(lead)),
                vague=bool(vague) and last != part.days()[1],
                borrowed=part.borrowed,
            )
        )
        previous = part.end
    return found


def _earlier_end(part: Part, last: date, word: str) -> date:
    if part.precision == "month" and part.first_month == part.last_month:
        return replace(part, last_day=_LATEST_DAY.get(word)).days()[1]
    months = _LATEST_MONTH.get(part.precision, {}).get(word)
    return replace(part, last_month=part.first_month + months - 1).days()[1] if months else last


def _hinted(kind: Kind, points: list[_Point], inclusive: bool, assumed: bool) -> Read:
    """Without a due day of its own: a recurring task's first named end, a condition's last."""
    ends = [point.due(inclusive) for point in points if kind == "recurring" or not point.opens]
    hint = (ends[0] if kind == "recurring" else max(ends)) if ends else None
    return Read(kind, flags=("year_assumed",) if assumed and hint else (), hint=hint)


def _in_force(points: list[_Point]) -> _Point:
    valid = [point for point in points if not point.former]
    if len(valid) > 1 and valid[-1].opens:  # "30/9/2025 (điều chỉnh từ 30/6/2025)"
        valid.pop()
    if not valid:
        raise Impossible
    return valid[-1]


def _single(point: _Point, flags: set[str], inclusive: bool) -> Read:
    if point.vague:
        flags = flags | {"vague"}
    start = point.first if point.kind == "period_end" else None
    return Read(point.kind, start, point.due(inclusive), point.precision, tuple(sorted(flags)))


def _together(points: list[_Point], glue: list[str], flags: set[str], inclusive: bool) -> Read:
    """One point, a range or list of several, or several that do not say which: then the later one, flagged."""
    if len(points) == 1:
        if points[0].opens:
            return UNREADABLE
        return _single(points[0], flags, inclusive)
    spans = [bool(words.TO.match(between)) for between in glue]
    joined = all(spans) or all(to or words.AND.match(between) for to, between in zip(spans, glue, strict=True))
    periods = all(point.precision != "day" for point in points)
    if (joined and periods) or (len(points) == 2 and (spans[0] or (points[0].opens and not points[1].opens))):
        return _range(points, spans, flags, inclusive)
    latest = max(points, key=lambda point: (point.due(inclusive), point.precision == "day"))
    others = {point.due(inclusive) for point in points if not point.opens}
    return _single(latest, flags | {"ambiguous"} if len(others) > 1 else flags, inclusive)


def _range(points: list[_Point], spans: list[bool], flags: set[str], inclusive: bool) -> Read:
    backwards = [one for to, (one, other) in zip(spans, pairwise(points), strict=True) if to and one.first > other.last]
    end = max(points[len(points) - 1 :] if backwards else points, key=lambda point: point.due(inclusive))
    start, due = min(point.first for point in points), end.due(inclusive)
    if start > due or not all(point.borrowed for point in backwards):
        raise Impossible
    if backwards:  # "từ tháng 11 đến tháng 2/2026": the end is certain, the year of the beginning is not written
        return Read("range", None, due, end.precision, tuple(sorted(flags | {"ambiguous"})))
    if any(point.vague for point in points):
        flags = flags | {"vague"}
    return Read("range", start, due, end.precision, tuple(sorted(flags)))
