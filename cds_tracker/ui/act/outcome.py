"""What came of an act: told once, beside where it was done, on the page that is drawn after it."""

from collections.abc import Callable, Sequence

import streamlit as st

from cds_tracker.domain.errors import TrackerError
from cds_tracker.store.proposals import Applied, Stale
from cds_tracker.style.problems import refusal
from cds_tracker.style.words import Words
from cds_tracker.ui import task_data
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page
from cds_tracker.ui.task_values import value_text

TOLD = "act_told"  # the place (a name of its own for each part of a page), and what to tell there


def carry_out(page: Page, place: str, act: Callable[[], Sequence[Applied]], said: str) -> bool:
    """Do it, and keep what came of it for the next drawing of ``place``: ``said``, a refusal, or what was changed meanwhile."""
    try:
        applied = act()
    except TrackerError as error:
        st.session_state[TOLD] = place, notice(page.words("desk.refused"), _refusal(page, error), "error")
        return False
    stale = [one for each in applied for one in each.stale]
    if stale:
        listed = "".join(f"<li>{text(_stale(page, one))}</li>" for one in stale)
        body = f'<ul class="cds-facts">{listed}</ul>'
        st.session_state[TOLD] = place, notice(page.words("desk.stale"), page.words("desk.stale_body"), "warning", body)
        return False
    st.session_state[TOLD] = place, notice(said)
    return True


def draw(place: str) -> None:
    """Tell what came of the last act, where it was done here."""
    told = st.session_state.get(TOLD)
    if told and told[0] == place:
        del st.session_state[TOLD]
        show(told[1])


def _refusal(page: Page, error: TrackerError) -> str:
    """With the task where one alone was refused."""
    said, number = refusal(page.words, error), error.values.get("task")
    if not isinstance(number, int):
        return said
    return f"{said} {page.words('desk.refused_task', task=_title(page, number))}"


def _title(page: Page, number: int) -> str:
    """Its title, where the reader may read it."""
    found = task_data.one(page.filters, page.revision, str(number), page.scope)
    return str(found["title"] or number) if found else str(number)


def _stale(page: Page, one: Stale) -> str:
    words: Words = page.words
    field, names = one.change.field, task_data.names(page.filters, page.revision)
    now, after = (value_text(words, field, value, names) for value in (one.now, one.change.after))
    return words("desk.stale_field", field=words(f"fields.{field}"), task=_title(page, one.change.task), now=now, after=after)
