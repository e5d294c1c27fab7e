"""Months due as columns: what of each is done, open and overdue, with a line for today."""

import calendar
from collections.abc import Sequence
from datetime import date

from cds_tracker.insights.rows import MonthRow
from cds_tracker.style.formats import number, short_day
from cds_tracker.style.words import Words
from cds_tracker.ui import links
from cds_tracker.ui.bars import Segment, piece
from cds_tracker.ui.chips import period
from cds_tracker.ui.markup import link, text
from cds_tracker.ui.stack import segments

TALL = 150  # pixels of the tallest column: see theme.css


def months(words: Words, rows: Sequence[MonthRow], as_of: date) -> str:
    """One column per month that has tasks due, in order."""
    dated = [row for row in rows if row.key]
    most = max((row.counts["judged"] for row in dated), default=1) or 1
    this = f"{as_of:%Y-%m}"
    columns = "".join(_column(words, row, most, as_of if row.key == this else None) for row in dated)
    return f'<div class="cds-months">{columns}</div>'


def _column(words: Words, row: MonthRow, most: int, today: date | None) -> str:
    key = row.key or ""
    name = period(words, key)
    pieces = "".join(_piece(words, name, segment, most) for segment in segments(row.counts, apart=False))
    line = _today(words, today) if today else ""
    written = f"{text(words('ui.month_short', month=key[5:].lstrip('0')))}<br>{key[:4]}"
    when = link(links.listing(row.counts.of("judged")), written)
    total = number(row.counts["judged"], words.language)
    return (
        f'<div class="cds-month{" now" if today else ""}"><div class="col">{pieces}<span class="count">{total}</span></div>'
        f'{line}<div class="when">{when}</div></div>'
    )


def _piece(words: Words, name: str, segment: Segment, most: int) -> str:
    return piece(words, name, segment, f"height:{max(3.0, (TALL - 22) * segment.count / most):.1f}px") if segment.count else ""


def _today(words: Words, today: date) -> str:
    share = 100 * (today.day - 0.5) / calendar.monthrange(today.year, today.month)[1]
    flip = " flip" if today.month > 6 else ""
    told = text(words("ui.today", day=short_day(today)))
    return f'<div class="today{flip}" style="left:{share:.0f}%"><span>{told}</span></div>'
