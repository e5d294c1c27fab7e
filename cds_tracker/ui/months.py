"""Months due as columns: what of each is done, open and overdue, with a line for today."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Protocol

from cds_tracker.domain.periods import bounds, quarter_of
from cds_tracker.insights.rows import Counts
from cds_tracker.style.formats import day, number, short_day
from cds_tracker.style.words import Words
from cds_tracker.ui import links
from cds_tracker.ui.bars import Segment, piece
from cds_tracker.ui.chips import period
from cds_tracker.ui.markup import link, text
from cds_tracker.ui.stack import segments


class Dated(Protocol):
    """A month or quarter (``2025-06``, ``2025-Q2``) and what falls due in it."""

    @property
    def key(self) -> str | None: ...

    @property
    def counts(self) -> Counts: ...


TALL = 150  # pixels of the tallest column: see css/1_base.css


def months(words: Words, rows: Sequence[Dated], as_of: date) -> str:
    """One column per month that has tasks due, in order; where months are left out between two, a gap says so."""
    dated = [row for row in rows if row.key]
    most = max((row.counts["judged"] for row in dated), default=1) or 1
    now = (f"{as_of:%Y-%m}", quarter_of(as_of))
    columns, before, year = [], date.min, ""
    for row in dated:
        first, last = bounds(row.key or "")
        columns.append(_gap(words, before, first, as_of))
        shown = "" if (row.key or "")[:4] == year else (row.key or "")[:4]
        columns.append(_column(words, row, most, shown, as_of if row.key in now else None))
        before, year = last, (row.key or "")[:4]
    columns.append(_gap(words, before, date.max, as_of))
    return f'<div class="cds-months">{"".join(columns)}</div>'


def _gap(words: Words, before: date, after: date, as_of: date) -> str:
    """Between two columns: nothing if they follow one another, else dots, with today's line if today lies there."""
    inside = before < as_of < after
    outside = before == date.min or after == date.max
    if not inside and (outside or after - before == timedelta(1)):
        return ""
    told = text(words("ui.today", day=day(as_of)))
    flip = " flip" if after == date.max else ""
    line = f'<div class="today{flip}" style="left:50%"><span>{told}</span></div>' if inside else ""
    dots = "" if outside else "…"
    return f'<div class="cds-month gap"><div class="col"></div>{line}<div class="when">{dots}<br>&nbsp;</div></div>'


def _column(words: Words, row: Dated, most: int, year: str, today: date | None) -> str:
    key = row.key or ""
    name = period(words, key)
    pieces = "".join(_piece(words, name, segment, most) for segment in segments(row.counts, apart=False))
    line = _today(words, key, today) if today else ""
    written = f"{text(_short(words, key))}<br>{year or '&nbsp;'}"
    when = link(links.listing(row.counts.of("judged")), written)
    total = number(row.counts["judged"], words.language)
    return (
        f'<div class="cds-month{" now" if today else ""}"><div class="col">{pieces}<span class="count">{total}</span></div>'
        f'{line}<div class="when">{when}</div></div>'
    )


def _piece(words: Words, name: str, segment: Segment, most: int) -> str:
    return piece(words, name, segment, f"height:{max(3.0, (TALL - 22) * segment.count / most):.1f}px") if segment.count else ""


def _short(words: Words, key: str) -> str:
    if "Q" in key:
        return words(f"ui.quarter_short.q{key[-1]}")
    return words(f"ui.month_short.m{int(key[5:])}")


def _today(words: Words, key: str, today: date) -> str:
    first, last = bounds(key)
    share = 100 * ((today - first).days + 0.5) / ((last - first).days + 1)
    told = text(words("ui.today", day=short_day(today)))
    return f'<div class="today{" flip" if share > 50 else ""}" style="left:{share:.0f}%"><span>{told}</span></div>'
