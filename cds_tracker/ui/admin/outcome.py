"""What came of a button: told once, at the top of the page, after the run that follows it."""

from collections.abc import Callable

import streamlit as st

from cds_tracker.domain.errors import TrackerError
from cds_tracker.style.problems import refusal
from cds_tracker.ui.markup import show
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page

TOLD = "admin_told"


def draw() -> None:
    """Tell what came of the last button, if it was not told yet."""
    told = st.session_state.pop(TOLD, None)
    if isinstance(told, str):
        show(told)


def carry_out(page: Page, act: Callable[[], object], done: str, forget: tuple[str, ...] = ()) -> None:
    """In a callback: do it, and keep what to tell. ``forget`` names inputs that are blank again once it is done."""
    try:
        act()
    except TrackerError as error:
        st.session_state[TOLD] = notice(page.words("admin.not_done"), refusal(page.words, error), "error")
        return
    for key in forget:
        st.session_state.pop(key, None)
    st.session_state[TOLD] = notice(done)


def refused(page: Page, error: TrackerError) -> None:
    """In the place of a preview: why this cannot be."""
    show(notice(page.words("admin.cannot"), refusal(page.words, error), "warning"))
