"""The blocks of Tổng quan, in the order in which a minister reads them."""


from cds_tracker.insights import trends
from cds_tracker.insights.figures import titles
from cds_tracker.insights.rows import Figures
from cds_tracker.insights.watch import Reporting
from cds_tracker.style.formats import number
from cds_tracker.ui import data, left_out, links
from cds_tracker.ui.bars import bars
from cds_tracker.ui.by_area import bar as area_bar
from cds_tracker.ui.by_unit import bar
from cds_tracker.ui.cards import five_numbers
from cds_tracker.ui.header import stamp
from cds_tracker.ui.legend import legend
from cds_tracker.ui.markup import block, link, text
from cds_tracker.ui.months import months
from cds_tracker.ui.notices import empty
from cds_tracker.ui.official import official
from cds_tracker.ui.page import Page
from cds_tracker.ui.red_list import red_list
from cds_tracker.ui.stack import shown


def numbers(page: Page, figures: Figures) -> str:
    """The five numbers with their change over thirty days."""
    points = data.trend(page.filters, page.revision, page.scope)
    return five_numbers(page.words, figures.counts, points, trends.change(points))


def red_list_and_official(page: Page, figures: Figures) -> str:
    """Two thirds and one third."""
    return f'<div class="cds-grid">{_red(page, figures)}{_official(page, figures)}</div>'


def units_and_areas(page: Page, figures: Figures) -> str:
    """Progress per unit in the order of the decree, and per area."""
    return f'<div class="cds-grid">{_units(page, figures)}{_areas(page, figures)}</div>'


def months_due(page: Page, figures: Figures) -> str:
    """The months in which tasks fall due."""
    words = page.words
    dated = [row for row in figures.by_month if row.key]
    body = legend(words) + months(words, dated, page.as_of) if dated else empty(words("ui.empty.months"))
    return block(titles.months(dated, page.as_of, words), body, f"{text(words('ui.months.sub'))} · {stamp(page)}")


def not_reported(page: Page) -> str:
    """Who has not reported in the current period, and how many tasks that leaves."""
    words = page.words
    silent = [unit for unit in data.reporting(page.filters, page.revision, page.scope) if not unit.complete]
    if not silent:
        return block(words("ui.silent.none"), "", stamp(page))
    chips = "".join(_silent(page, unit) for unit in silent)
    title = words("ui.silent.title", units=number(len(silent), page.lang))
    return block(title, f'<div class="cds-who">{chips}</div>', f"{text(words('ui.silent.sub'))} · {stamp(page)}")


def _silent(page: Page, unit: Reporting) -> str:
    told = page.words("ui.silent.unit", missing=number(unit.missing, page.lang), open=number(unit.open, page.lang))
    return link(links.listing(unit.filters), f"{text(unit.name)} <span>{text(told)}</span>")


def _red(page: Page, figures: Figures) -> str:
    words, late = page.words, figures.counts["open_overdue"]
    if not late:
        return block(words("ui.red.none"), empty(words("ui.red.none_body")), stamp(page))
    found = data.red_list(page.filters, page.revision, page.scope)
    unsaid = link(links.listing(found.unexplained_filters), number(found.unexplained, page.lang))
    sub = text(words("ui.red.sub", count=number(late, page.lang))).replace("[a]", unsaid)
    every = link(links.listing(found.filters), text(words("ui.red.all", count=number(late, page.lang))), "cds-more")
    body = (red_list(words, found.tasks, page.filters) if found.tasks else "") + left_out.hidden(page, found.hidden)
    return block(words("ui.red.title"), body, f"{sub} · {stamp(page)}", every)


def _official(page: Page, figures: Figures) -> str:
    words = page.words
    sub = f"{text(words('ui.official.sub'))} · {stamp(page)}"
    return block(words("ui.official.title"), official(words, figures.counts), sub)


def _units(page: Page, figures: Figures) -> str:
    words = page.words
    rows = [bar(page, row) for row in figures.by_unit]
    named = legend(words, shown([row.counts for row in figures.by_unit]))
    body = named + bars(words, rows) if rows else empty(words("ui.empty.units"))
    sub = f"{text(words('ui.units.sub'))} · {stamp(page)}"
    more = link(links.address("theo-don-vi", page.filters.context().to_query()), text(words("ui.units.more")), "cds-more")
    return block(titles.units(figures.by_unit, words), body, sub, f"{text(words('ui.units.overlap'))} {more}")


def _areas(page: Page, figures: Figures) -> str:
    words = page.words
    rows = [area_bar(page, row, short=True) for row in figures.by_area if row.counts.total]
    body = bars(words, rows, "narrow") if rows else empty(words("ui.empty.areas"))
    more = link(links.address("theo-nen-tang", page.filters.context().to_query()), text(words("ui.areas.more")), "cds-more")
    return block(words("ui.areas.title"), body, f"{text(words('ui.areas.sub'))} · {stamp(page)}", more)
