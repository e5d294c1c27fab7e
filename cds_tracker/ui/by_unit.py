"""Units beside one another: as bars, and as a table of all counts."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from cds_tracker.insights.document import unit_name
from cds_tracker.insights.figures import titles
from cds_tracker.insights.filters import TWO_BY_TWO
from cds_tracker.insights.rows import Counts, Figures, UnitRow
from cds_tracker.style.formats import number, percent
from cds_tracker.ui import links
from cds_tracker.ui.bars import Bar, bars
from cds_tracker.ui.header import stamp
from cds_tracker.ui.legend import legend
from cds_tracker.ui.markup import block, link, text
from cds_tracker.ui.notices import empty
from cds_tracker.ui.official import ON_TIME
from cds_tracker.ui.page import Page
from cds_tracker.ui.stack import segments, shown

ORDERS = ("decree", "overdue")
SORT_BOX = "unit_order"


def choose_order(page: Page) -> str:
    """The switch between the order of the decree and the most overdue first; kept in the address."""
    asked = st.query_params.get("sort", ORDERS[0])
    st.session_state[SORT_BOX] = asked if asked in ORDERS else ORDERS[0]
    st.segmented_control(
        page.words("ui.units.order"),
        ORDERS,
        format_func=lambda order: page.words(f"ui.units.by_{order}"),
        key=SORT_BOX,
        on_change=_order,
        label_visibility="collapsed",
    )
    return str(st.session_state[SORT_BOX])


def bars_of(page: Page, figures: Figures, order: str) -> str:
    """Every unit as a stacked bar."""
    words, rows = page.words, ordered(figures.by_unit, order)
    if not rows:
        return block(words("charts.unit.title"), empty(words("charts.unit.empty")), stamp(page))
    body = legend(words, shown([row.counts for row in rows])) + bars(words, [bar(page, row) for row in rows])
    sub = f"{text(words('ui.units.sub'))} · {stamp(page)}"
    return block(titles.units(figures.by_unit, words), body, sub, text(words("ui.units.overlap")))


def table_of(page: Page, figures: Figures, order: str) -> str:
    """Every unit with every count, each a link to its list."""
    words = page.words
    columns = ("total", *TWO_BY_TWO, "other", "without_evidence")
    names = "".join(f'<th scope="col" class="right">{text(words(f"ui.column.{name}"))}</th>' for name in columns)
    rest = f'<th scope="col" class="right">{text(words("ui.column.rate"))}</th>'
    rest += "".join(f'<th scope="col" class="right">{text(words(f"requests.column_{name}"))}</th>' for name in ON_TIME)
    rest += f'<th scope="col" class="right">{text(words("ui.column.group"))}</th>'
    rows = "".join(_row(page, row, columns) for row in ordered(figures.by_unit, order))
    head = f'<thead><tr><th scope="col">{text(words("ui.column.unit"))}</th>{names}{rest}</tr></thead>'
    table = f'<div class="cds-scroll"><table class="cds-table wide">{head}<tbody>{rows}</tbody></table></div>'
    foot = f"{text(words('ui.units.overlap'))} {text(words('ui.units.group'))}"
    return block(words("ui.units.table"), table, f"{text(words('ui.units.table_sub'))} · {stamp(page)}", foot)


def bar(page: Page, row: UnitRow) -> Bar:
    """A unit's bar; its name opens the unit's own panel."""
    return Bar(unit_name(row, page.words), segments(row.counts), row.counts.filters, total(page, row.counts), panel(page, row))


def panel(page: Page, row: UnitRow) -> str | None:
    """The address of a unit's own panel."""
    if row.key is None:
        return None
    return links.address("theo-don-vi", replace(page.filters.context(), unit=row.key).to_query())


def total(page: Page, counts: Counts) -> str:
    """The number at the end of a bar, a link to all that the bar holds."""
    return link(links.listing(counts.filters), number(counts.total, page.lang))


def ordered(rows: Sequence[UnitRow], order: str) -> list[UnitRow]:
    """By the decree as given, or the most overdue first."""
    return sorted(rows, key=lambda row: -row.counts["open_overdue"]) if order == "overdue" else list(rows)


def cell(page: Page, counts: Counts, kind: str) -> str:
    """One count of a table: a link where there is something behind it."""
    count = counts[kind]
    if not count:
        return '<td class="right zero">0</td>'
    late = " late" if kind == "open_overdue" else ""
    return f'<td class="right{late}">{link(links.listing(counts.of(kind)), number(count, page.lang))}</td>'


def _row(page: Page, row: UnitRow, columns: Sequence[str]) -> str:
    name = link(panel(page, row), text(unit_name(row, page.words)))
    counts = "".join(cell(page, row.counts, column) for column in columns)
    rate = row.counts.official
    share = f'<td class="right" title="{rate.numerator}/{rate.denominator}">{percent(rate.percent, page.lang)}</td>'
    share += "".join(_on_time(page, row.counts, name) for name in ON_TIME)
    group = link(links.listing(row.via_group_filters), number(row.via_group, page.lang)) if row.via_group else "0"
    return f'<tr><td>{name}</td>{counts}{share}<td class="right{"" if row.via_group else " zero"}">{group}</td></tr>'


def _on_time(page: Page, counts: Counts, name: str) -> str:
    """The share of what is done that was in time, with its two counts, a link to what it counts."""
    rate = counts.on_time if name == "on_time" else counts.originally
    if not rate.denominator:
        return f'<td class="right zero">{percent(None, page.lang)}</td>'
    both = f"{number(rate.numerator, page.lang)}/{number(rate.denominator, page.lang)}"
    listed = link(links.listing(counts.of(ON_TIME[name])), percent(rate.percent, page.lang), label=both)
    return f'<td class="right cds-both">{listed} <small>{both}</small></td>'


def _order() -> None:
    st.query_params["sort"] = str(st.session_state.get(SORT_BOX) or ORDERS[0])


