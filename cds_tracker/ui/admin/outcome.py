"""What came of a button of an admin: told at the top of the page."""

from collections.abc import Callable

import streamlit as st

from cds_tracker.domain.errors import TrackerError
from cds_tracker.style.problems import refusal
from cds_tracker.ui import telling
from cds_tracker.ui.markup import show
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page

PLACE = "admin"


def draw() -> None:
    """Tell what came of the last button, if it was not told yet."""
    telling.shown(PLACE)


def carry_out(page: Page, act: Callable[[], object], done: str, forget: tuple[str, ...] = ()) -> None:
    """In a callback: do it, and keep what to tell. ``forget`` names inputs that are blank again once it is done."""
    if telling.attempt(page, PLACE, act, done, page.words("admin.not_done")):
        for key in forget:
            st.session_state.pop(key, None)


def refused(page: Page, error: TrackerError) -> None:
    """In the place of a preview: why this cannot be."""
    show(notice(page.words("admin.cannot"), refusal(page.words, error), "warning"))
