"""What a chart says, as its title: a sentence when there is one to say, else its plain name."""

from collections.abc import Sequence
from datetime import date

from cds_tracker.domain.periods import month_of
from cds_tracker.insights.document import area_name, unit_name
from cds_tracker.insights.lens import Lens
from cds_tracker.insights.rows import AreaRow, MonthRow, UnitRow
from cds_tracker.style import formats
from cds_tracker.style.words import Words


def units(rows: Sequence[UnitRow], words: Words) -> str:
    """Who has most overdue."""
    late = [row for row in rows if row.counts["overdue"] and row.key]
    if not rows or not any(row.counts.total for row in rows):
        return words("charts.unit.title")
    if not late:
        return words("charts.unit.calm")
    most = max(row.counts["overdue"] for row in late)
    first, *others = [row for row in late if row.counts["overdue"] == most]
    count = formats.number(most, words.language)
    if others:
        return words("charts.unit.shared", units=len(late), count=count)
    return words("charts.unit.worst", name=unit_name(first, words), count=count, units=sum(1 for row in rows if row.key))


def areas(rows: Sequence[AreaRow], words: Words) -> str:
    """Where most is overdue."""
    late = [row for row in rows if row.counts["overdue"] and row.key]
    if not any(row.counts.total for row in rows if row.key):
        return words("charts.area.title")
    if not late:
        return words("charts.area.calm")
    most = max(row.counts["overdue"] for row in late)
    first, *others = [row for row in late if row.counts["overdue"] == most]
    count = formats.number(most, words.language)
    if others:
        return words("charts.area.shared", areas=len(late), count=count)
    return words("charts.area.worst", name=area_name(first, words), count=count)


def months(rows: Sequence[MonthRow], as_of: date, words: Words) -> str:
    """Which month ahead has most to do."""
    ahead = [row for row in rows if row.key and row.key > month_of(as_of) and row.counts["open_in_time"]]
    if not ahead:
        return words("charts.months.title")
    busiest = max(ahead, key=lambda row: row.counts["open_in_time"])
    count = formats.number(busiest.counts["open_in_time"], words.language)
    return words("charts.months.ahead", month=formats.month(busiest.key or "", words), count=count)


def gantt(overdue: int, words: Words) -> str:
    """How many are past their due day."""
    if not overdue:
        return words("charts.gantt.title")
    return words("charts.gantt.late", count=formats.number(overdue, words.language))


def saying(lens: Lens, words: Words) -> str:
    """What share concerns awareness, institutions and people."""
    share = lens.share("first").percent
    if share is None:
        return words("charts.lens.title")
    return words("charts.lens.found", share=formats.percent(share, words.language))
