"""Cancelling a task, for a reason: by the focal unit alone. Nothing is deleted."""

import streamlit as st

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act
from cds_tracker.domain.task import Status
from cds_tracker.style.problems import refusal
from cds_tracker.ui import data, telling
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.page import Page
from cds_tracker.ui.task_data import Record
from cds_tracker.workflows import hand


def draw(page: Page, task: Record) -> None:
    """A reason and a button, for a task that is not cancelled yet."""
    number, words = int(task["id"]), page.words
    if task["status"] == Status.CANCELLED or not page.may_do(Act.PLAN, page.standing(task)):
        return
    with st.popover(words("editing.cancel.open"), icon=":material/block:", width="content", key=f"cancel-open-{number}"):
        show(f'<p class="cds-sub">{text(words("editing.cancel.body"))}</p>')
        box = f"cancel-why-{number}"
        st.text_area(words("editing.cancel.reason"), key=box, max_chars=hand.REASON, height=72)
        st.button(words("editing.cancel.save"), key=f"cancel-go-{number}", on_click=_cancel, args=(page, number, box))


def _cancel(page: Page, number: int, box: str) -> None:
    words, reason = page.words, str(st.session_state.get(box) or "")
    try:
        applied = hand.cancel(data.database(), page.person, number, reason, base=page.revision, effective_on=page.acts_on)
    except TrackerError as error:
        telling.tell(f"cancel-{number}", words("editing.refused"), refusal(words, error), "error")
        return
    if applied.stale:
        telling.tell(f"cancel-{number}", words("editing.refused"), words("editing.cancel.stale"), "warning")
    else:
        telling.tell(f"cancel-{number}", words("editing.cancel.saved"))
