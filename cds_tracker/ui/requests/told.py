"""What came of an act, told once above the next run of the page."""

from collections.abc import Callable

import streamlit as st

from cds_tracker.domain.errors import TrackerError
from cds_tracker.style.problems import refusal
from cds_tracker.ui.markup import show
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page

KEPT = "told"


def attempt(page: Page, act: Callable[[], object], done: str) -> bool:
    """Within a callback: do it, and keep what is to be told; whether it was done."""
    try:
        act()
    except TrackerError as error:
        keep(notice(page.words("requests.not_done"), refusal(page.words, error), "error"))
        return False
    keep(notice(page.words(done)))
    return True


def keep(markup: str) -> None:
    """Tell this above the next run."""
    st.session_state[KEPT] = markup


def draw() -> None:
    """What is kept, if anything."""
    markup = st.session_state.pop(KEPT, None)
    if markup:
        show(str(markup))
