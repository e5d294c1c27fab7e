"""The head of a page: its name, the plan, the day, how fresh the figures are, the language, and what is filtered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from cds_tracker.insights.filters import LANGUAGES
from cds_tracker.style.formats import day
from cds_tracker.ui import chips, context, data, left_out, links, locks, user_menu
from cds_tracker.ui.markup import link, show, text

if TYPE_CHECKING:
    from cds_tracker.ui.page import Page

PLAN_BOX = "plan_box"
DAY_BOX = "as_of_box"


def draw(page: Page) -> None:
    """Draw the head; choosing another plan or day changes the address, from which everything else follows."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="head"):
        show(_name(page))
        if len(page.plans) > 1:
            _plan_box(page)
        if page.plan is not None:
            _day_box(page)
    if page.locked is not None:
        show(locks.markup(page, page.locked))
    chosen = chips.markup(page)
    if chosen:
        show(chosen + left_out.searched(page))


def stamp(page: Page) -> str:
    """``Số liệu tính đến ngày …``, for under a figure; safe markup."""
    return text(page.words("ui.as_of_stamp", day=day(page.as_of)))


def _name(page: Page) -> str:
    lines = [f"<h1>{text(page.title)}</h1>"]
    if page.plan is not None:
        demo = f' <span class="cds-tag">{text(page.words("ui.demo"))}</span>' if page.plan.is_demo else ""
        lines.append(f'<p class="plan" title="{text(plan_name(page))}">{text(plan_name(page))}{demo}</p>')
        lines.append(f"<p><b>{stamp(page)}</b>{_freshness(page)}{_back_to_today(page)}</p>")
    return f'<header class="cds-head">{_languages(page)}{"".join(lines)}</header>'


def plan_name(page: Page) -> str:
    """The plan's title, else its number or code."""
    plan = page.plan
    return "" if plan is None else plan.title or plan.number or plan.code


def _freshness(page: Page) -> str:
    units = data.reporting(page.filters.context(), page.revision)
    if not units:
        return ""
    reported = sum(unit.complete for unit in units)
    return " · " + text(page.words("ui.freshness", reported=reported, expected=len(units)))


def _back_to_today(page: Page) -> str:
    if page.as_of == page.opens_on and (page.filters.known_at is None or page.locked):
        return ""
    query = {name: value for name, value in page.filters.to_query().items() if name not in ("as_of", "known_at", "adjusted")}
    address = links.address(page.entry.slug, {**query, "as_of": page.opens_on.isoformat()})
    return " · " + link(address, text(page.words("ui.back_to_day", day=day(page.opens_on))), "under")


def _languages(page: Page) -> str:
    names = []
    for language in LANGUAGES:
        name = text(page.words(f"ui.language.{language}"))
        if language == page.lang:
            names.append(f'<span aria-current="true">{name}</span>')
        else:
            names.append(link(page.address(replace(page.filters, lang=language)), name))
    return f'<nav class="cds-langs">{" ".join(names)}{user_menu.markup(page)}</nav>'


def _plan_box(page: Page) -> None:
    names = {plan.code: plan.title or plan.number or plan.code for plan in page.plans}
    st.session_state[PLAN_BOX] = page.filters.plan
    st.selectbox(
        page.words("ui.plan"),
        list(names),
        format_func=names.__getitem__,
        key=PLAN_BOX,
        on_change=_choose,
        width=260,
        args=("plan", PLAN_BOX),
    )


def _day_box(page: Page) -> None:
    st.session_state[DAY_BOX] = page.as_of
    st.date_input(
        page.words("ui.as_of"),
        key=DAY_BOX,
        format="DD/MM/YYYY",
        on_change=_choose,
        args=("as_of", DAY_BOX),
        width=150,
        min_value="2000-01-01",
        max_value="2099-12-31",
    )


def _choose(name: str, box: str) -> None:
    chosen = st.session_state.get(box)
    if chosen is not None:
        for other in context.OF_A_DAY:
            st.query_params.pop(other, None)
        st.query_params[name] = chosen if isinstance(chosen, str) else chosen.isoformat()
