"""Which of one's tasks to see: the tab, whose, and the filters, all in the address."""

import streamlit as st

from cds_tracker.ui import task_form
from cds_tracker.ui.mine import saved
from cds_tracker.ui.mine.own import ME, TABS, UNIT, units, usual
from cds_tracker.ui.page import Page

MORE = ("area", "status", "due")


def draw(page: Page) -> tuple[str, str]:
    """Draw the choices; the tab and whose tasks."""
    tab = st.query_params.get("tab", TABS[0])
    tab = tab if tab in TABS else TABS[0]
    whose = st.query_params.get("whose", "")
    whose = whose if whose in (ME, UNIT) else usual(page)
    with st.container(horizontal=True, key="mine-tabs"):
        _control(page, "tab", TABS, tab, TABS[0])
        if tab == TABS[0] and units(page):
            _control(page, "whose", (ME, UNIT), whose, usual(page))
    with st.container(horizontal=True, vertical_alignment="bottom", key="mine-filters"):
        task_form.search(page)
        with st.popover(page.words("mine.choose.filters"), width="content"):
            task_form.box(page, "timeliness")
            _silent(page)
            for name in MORE:
                task_form.box(page, name)
        saved.draw(page)
    return tab, whose


def _control(page: Page, name: str, options: tuple[str, ...], chosen: str, usual: str) -> None:
    key = f"mine-{name}"
    st.session_state[key] = chosen
    st.segmented_control(
        page.words(f"mine.choose.{name}"),
        options,
        format_func=lambda one: page.words(f"mine.choose.{one}"),
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=_choose,
        args=(name, usual),
    )


def _silent(page: Page) -> None:
    st.session_state["mine-silent"] = page.filters.reported is False
    st.checkbox(page.words("mine.choose.silent"), key="mine-silent", on_change=_choose_silent)


def _choose(name: str, usual: str) -> None:
    chosen = st.session_state.get(f"mine-{name}")
    st.query_params.pop("page", None)
    if chosen and chosen != usual:
        st.query_params[name] = str(chosen)
    else:
        st.query_params.pop(name, None)


def _choose_silent() -> None:
    st.query_params.pop("page", None)
    if st.session_state.get("mine-silent"):
        st.query_params["reported"] = "no"
    else:
        st.query_params.pop("reported", None)
