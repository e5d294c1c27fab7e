"""One unit by itself: its numbers, what it leads and helps with, its red list."""

from dataclasses import replace

import streamlit as st

from cds_tracker.insights.rows import Figures
from cds_tracker.style.formats import number
from cds_tracker.ui import data, left_out, links
from cds_tracker.ui.bars import Bar, bars
from cds_tracker.ui.header import stamp
from cds_tracker.ui.legend import legend
from cds_tracker.ui.markup import block, link, text
from cds_tracker.ui.notices import empty
from cds_tracker.ui.official import official
from cds_tracker.ui.page import Page
from cds_tracker.ui.red_list import red_list
from cds_tracker.ui.stack import segments, shown

UNIT_BOX = "unit_box"


def choose(page: Page) -> None:
    """The box in which a unit is picked; the choice goes to the address."""
    rows = data.figures(page.filters.context(), page.revision).by_unit
    names = {row.key: row.name or row.key for row in rows if row.key}
    if page.filters.unit and page.filters.unit not in names:
        names[page.filters.unit] = data.registry(page.revision).name(page.filters.unit)
    st.session_state[UNIT_BOX] = page.filters.unit
    st.selectbox(
        page.words("ui.one_unit.pick"),
        list(names),
        format_func=lambda key: names.get(key) or "",
        key=UNIT_BOX,
        on_change=_pick,
        placeholder=page.words("ui.one_unit.all"),
        label_visibility="collapsed",
        width=420,
    )


def panel(page: Page, figures: Figures) -> str:
    """What the unit leads and what it only helps with, the official table of what it leads, and its red list."""
    name = data.registry(page.revision).name(page.filters.unit or "")
    left = f'<div class="cds-stack">{_roles(page, name)}{_red(page)}</div>'
    led = data.figures(replace(page.filters, role="lead"), page.revision, page.scope).counts
    right = block(page.words("ui.one_unit.official"), official(page.words, led), stamp(page))
    back = link(page.address(page.filters.context()), text(page.words("ui.one_unit.back")), "cds-more")
    return f'<p>{back}</p><div class="cds-grid">{left}{right}</div>'


def _roles(page: Page, name: str) -> str:
    words, rows, held = page.words, [], []
    for role in ("lead", "coordinating"):
        counts = data.figures(replace(page.filters, role=role), page.revision, page.scope).counts
        held.append(counts)
        end = link(links.listing(counts.filters), number(counts.total, page.lang))
        rows.append(Bar(words(f"ui.one_unit.{role}"), segments(counts), counts.filters, end))
    return block(name, legend(words, shown(held)) + bars(words, rows), stamp(page))


def _red(page: Page) -> str:
    words, chosen = page.words, replace(page.filters, role="lead")
    found = data.red_list(chosen, page.revision, page.scope)
    if not found.total:
        return block(words("ui.red.none"), empty(words("ui.red.none_body")), stamp(page))
    every = link(links.listing(found.filters), text(words("ui.red.all", count=number(found.total, page.lang))), "cds-more")
    body = (red_list(words, found.tasks, page.filters) if found.tasks else "") + left_out.hidden(page, found.hidden)
    return block(words("ui.red.title"), body, stamp(page), every)


def _pick() -> None:
    chosen = st.session_state.get(UNIT_BOX)
    if chosen:
        st.query_params["unit"] = chosen
    elif "unit" in st.query_params:
        del st.query_params["unit"]
