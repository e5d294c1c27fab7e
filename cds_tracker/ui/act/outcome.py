"""What came of an act: told once, at the top of the page that is drawn after it."""

from collections.abc import Callable, Sequence

import streamlit as st

from cds_tracker.domain.errors import TrackerError
from cds_tracker.store.proposals import Applied, Stale
from cds_tracker.style.problems import refusal
from cds_tracker.style.words import Words
from cds_tracker.ui import data, task_data
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page
from cds_tracker.ui.task_values import value_text

TOLD = "act_told"


def carry_out(page: Page, act: Callable[[], Sequence[Applied]], said: str) -> bool:
    """Do it, and keep for the next drawing what came of it: ``said``, a refusal, or what somebody changed meanwhile."""
    try:
        applied = act()
    except TrackerError as error:
        st.session_state[TOLD] = notice(page.words("desk.refused"), _refusal(page, error), "error")
        return False
    stale = [one for each in applied for one in each.stale]
    if stale:
        listed = "".join(f"<li>{text(_stale(page, one))}</li>" for one in stale)
        body = f'<ul class="cds-facts">{listed}</ul>'
        st.session_state[TOLD] = notice(page.words("desk.stale"), page.words("desk.stale_body"), "warning", body)
        return False
    st.session_state[TOLD] = notice(said)
    return True


def draw() -> None:
    """Tell what came of the last act, once."""
    told = st.session_state.pop(TOLD, None)
    if isinstance(told, str):
        show(told)


def _refusal(page: Page, error: TrackerError) -> str:
    """With the task where one alone was refused."""
    said, number = refusal(page.words, error), error.values.get("task")
    if not isinstance(number, int):
        return said
    return f"{said} {page.words('desk.refused_task', task=_title(page, number))}"


def _title(page: Page, number: int) -> str:
    found = task_data.one(page.filters, page.revision, str(number))
    return str(found["title"]) if found and found["title"] else str(number)


def _stale(page: Page, one: Stale) -> str:
    words: Words = page.words
    field, names = one.change.field, task_data.names(page.filters, page.revision)
    now, after = (_said(page, value_text(words, field, value, names)) for value in (one.now, one.change.after))
    return words("desk.stale_field", field=words(f"fields.{field}"), task=_title(page, one.change.task), now=now, after=after)


def _said(page: Page, written: str) -> str:
    """Accounts by the name of the person."""
    people = data.people(page.revision)
    named = (people[one[1:]].name if one[:1] == "@" and one[1:] in people else one for one in written.split(", "))
    return ", ".join(named)
