"""The filters above the list of tasks. Each choice goes into the address; the address decides what every box shows."""

from collections.abc import Mapping, Sequence

import streamlit as st

from cds_tracker.domain.task import Status
from cds_tracker.insights.filters import NONE, OTHER, ROLES, TWO_BY_TWO
from cds_tracker.ui import chips, task_data
from cds_tracker.ui.page import Page

SORTS = ("plan", "due", "overdue", "unit", "progress")
FEW = ("timeliness", "unit")
TIMELINESS = ("open_overdue", "due_soon", "open_in_time", "open", "done", *TWO_BY_TWO[:2], *OTHER)
MORE = ("role", "area", "status", "due", "assignee")


def draw(page: Page) -> str:
    """Draw the form; the order of rows that the reader chose."""
    words = page.words
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        search(page)
        for name in FEW:
            box(page, name)
        with st.popover(words("tasks.more_filters"), width="content"):
            for name in MORE:
                box(page, name)
        return _sort(page)


def search(page: Page) -> None:
    """The box of free text."""
    st.session_state["filter_q"] = page.filters.q or ""
    label, hint = page.words("tasks.search"), page.words("tasks.search_hint")
    st.text_input(label, key="filter_q", placeholder=hint, on_change=_choose, args=("q",), width=240, max_chars=200)


def box(page: Page, name: str) -> None:
    """The box of one filter."""
    options = _options(page, name)
    chosen = getattr(page.filters, name)
    if chosen is not None and chosen not in options:
        options = {**options, chosen: chips.said(page, name)}
    if name != "role":
        options = {"": page.words("tasks.all"), **options}
    st.session_state[f"filter_{name}"] = chosen or ""
    st.selectbox(
        page.words(f"tasks.{name}"),
        list(options),
        format_func=lambda value: options.get(value, value),
        key=f"filter_{name}",
        on_change=_choose,
        args=(name,),
        width=190,
    )


def _options(page: Page, name: str) -> Mapping[str, str]:
    """The values of a filter with their words, in the order in which readers know them."""
    words = page.words
    if name == "timeliness":
        return {value: chips.state(words, name, value) for value in TIMELINESS}
    if name == "status":
        return {value: chips.state(words, name, value) for value in (*Status, NONE)}
    if name == "role":
        return {value: words(f"ui.role.{value}") for value in ROLES}
    choices = task_data.choices(page.filters, page.revision, page.scope)
    if name == "due":
        return {**{value: chips.period(words, value) for value in choices.periods}, NONE: words("ui.no_due")}
    if name == "assignee":
        return {value: value for value in choices.assignees}
    named: Sequence[tuple[str, str]] = choices.units if name == "unit" else choices.areas
    return {**dict(named), NONE: words("ui.no_lead" if name == "unit" else "ui.unclassified")}


def _sort(page: Page) -> str:
    chosen = st.query_params.get("sort", "")
    st.session_state["filter_sort"] = chosen if chosen in SORTS else SORTS[0]
    return st.selectbox(
        page.words("tasks.sort.label"),
        SORTS,
        format_func=lambda value: page.words(f"tasks.sort.{value}"),
        key="filter_sort",
        on_change=_choose,
        args=("sort",),
        width=190,
    )


def _choose(name: str) -> None:
    chosen = st.session_state.get(f"filter_{name}")
    st.query_params.pop("page", None)
    if chosen and not (name == "sort" and chosen == SORTS[0]):
        st.query_params[name] = str(chosen)
    else:
        st.query_params.pop(name, None)
