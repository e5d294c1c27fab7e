"""Figures as the JSON document of the command line."""

from cds_tracker.domain.timeliness import Rate
from cds_tracker.insights.filters import OTHER
from cds_tracker.insights.rows import AreaRow, Counts, Figures, MonthRow, UnitRow
from cds_tracker.style import formats
from cds_tracker.style.words import Words


def to_json(figures: Figures, words: Words) -> dict[str, object]:
    """The document; its names are in the reader's language."""
    counts = figures.counts
    return {
        "as_of": figures.as_of.isoformat(),
        "plan": figures.plan,
        **_counts(counts),
        "other_done": {bucket: counts[f"{bucket}_and_done"] for bucket in OTHER},
        "due_soon": counts["due_soon"],
        "done_without_evidence": counts["without_evidence"],
        "assumed_dates": counts["assumed"],
        "rates": {"official": _rate(counts.official), "overall": _rate(counts.overall), **_on_time(counts)},
        "by_unit": [_unit(row, words) for row in figures.by_unit],
        "by_area": [_row(row.key, area_name(row, words), row.counts) for row in figures.by_area],
        "by_month": [_row(row.key, month_name(row, words), row.counts) for row in figures.by_month],
    }


def unit_name(row: UnitRow, words: Words, short: bool = False) -> str:
    """The unit's name for readers: said to have ended where it has, and what it is where no unit was named."""
    name = row.short if short else row.name
    if name is None:
        return words("charts.unit.none")
    return words("charts.unit.ended", name=name) if row.ended else name


def area_name(row: AreaRow, words: Words, short: bool = False) -> str:
    """The area's name for readers: in their language where the product knows the area."""
    if row.key is None:
        return words("charts.area.none")
    return area_said(row.key, (row.short if short else row.name) or row.key, words, short)


def area_said(key: str, name: str, words: Words, short: bool = False) -> str:
    """A shipped area in the reader's language; any other, and all in Vietnamese, as it is registered."""
    known = f"areas.{'short' if short else 'name'}.{key}"
    return words(known) if words.language != "vi" and words.has(known) else name


def month_name(row: MonthRow, words: Words) -> str:
    """The month for readers."""
    return formats.month(row.key, words) if row.key else words("charts.month.none")


def _unit(row: UnitRow, words: Words) -> dict[str, object]:
    return {**_row(row.key, unit_name(row, words), row.counts), "via_group": row.via_group, "rates": _on_time(row.counts)}


def _row(key: str | None, name: str, counts: Counts) -> dict[str, object]:
    return {"key": key, "name": name, **_counts(counts), "done_without_evidence": counts["without_evidence"]}


def _counts(counts: Counts) -> dict[str, object]:
    return {"total": counts.total, "two_by_two": counts.two_by_two, "other": counts.other}


def _on_time(counts: Counts) -> dict[str, object]:
    """Of what is done, in time: against the deadline in force, and against the original one."""
    return {"on_time": _rate(counts.on_time), "on_time_originally": _rate(counts.originally)}


def _rate(rate: Rate) -> dict[str, object]:
    percent = None if rate.percent is None else float(rate.percent)
    return {"numerator": rate.numerator, "denominator": rate.denominator, "percent": percent}
