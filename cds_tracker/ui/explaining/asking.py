"""The form with which leadership asks for an explanation, of one task or of several at once."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from cds_tracker.store.proposals import Applied
from cds_tracker.style.formats import number
from cds_tracker.ui import data
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page
from cds_tracker.ui.requests import told
from cds_tracker.workflows import explaining


def form(page: Page, tasks: Sequence[int], key: str) -> None:
    """What is to be explained, by when, and the button."""
    words = page.words
    st.text_area(words("explaining.question"), key=f"{key}_words", max_chars=2_000, height=80)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.date_input(
            words("explaining.due"), None, format="DD/MM/YYYY", key=f"{key}_due", width=220, min_value=page.acts_on
        )
        several = len(tasks) > 1
        label = words("explaining.ask_several", count=number(len(tasks), page.lang)) if several else words("explaining.ask")
        st.button(
            label, type="primary", key=f"{key}_send", disabled=not tasks, on_click=_send, args=(page, list(tasks), key)
        )


def tell_stale(page: Page, applied: Applied) -> None:
    """The explanation is in; a field that somebody changed meanwhile keeps their words: both are told."""
    told_each = "; ".join(
        page.words("explaining.kept", field=page.words(f"fields.{one.change.field}"), now=one.now, mine=one.change.after)
        for one in applied.stale
    )
    told.keep(notice(page.words("explaining.sent"), told_each, "warning"))


def _send(page: Page, tasks: list[int], key: str) -> None:
    due = st.session_state.get(f"{key}_due")
    words = str(st.session_state.get(f"{key}_words") or "")
    wanted = due if isinstance(due, date) else None
    asked = told.attempt(
        page, lambda: explaining.ask(data.database(), page.person, tasks, words, wanted, page.acts_on), "explaining.asked"
    )
    if asked:
        for task in tasks:
            st.session_state.pop(f"pick_{task}", None)
