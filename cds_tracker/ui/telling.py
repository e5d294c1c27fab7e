"""What came of an act: told once, where it was done, in the run after it."""

from collections.abc import Callable

import streamlit as st

from cds_tracker.domain.errors import TrackerError
from cds_tracker.style.problems import refusal
from cds_tracker.ui.markup import show
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page


def tell(place: str, title: str, body: str = "", kind: str = "") -> None:
    """Keep a notice for the next run of a place. For callbacks."""
    keep(place, notice(title, body, kind))


def keep(place: str, markup: str) -> None:
    """Keep safe markup for the next run of a place."""
    st.session_state[f"told-{place}"] = markup


def shown(place: str) -> None:
    """Show what was kept for a place, once."""
    told = st.session_state.pop(f"told-{place}", None)
    if isinstance(told, str):
        show(told)


def attempt(page: Page, place: str, act: Callable[[], object], done: str, failed: str) -> bool:
    """In a callback: do it, and keep ``done`` or, under the title ``failed``, why not; whether it was done."""
    try:
        act()
    except TrackerError as error:
        tell(place, failed, refusal(page.words, error), "error")
        return False
    tell(place, done)
    return True
