"""What each change of a deadline was: the focal unit says whether it corrected the plan or extended it."""

import streamlit as st

from cds_tracker.domain.people import Act
from cds_tracker.store import markings
from cds_tracker.store.markings import NATURES, Moved
from cds_tracker.style.formats import day
from cds_tracker.ui import data, task_data
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.page import Page
from cds_tracker.ui.requests import told
from cds_tracker.ui.task_data import Record
from cds_tracker.ui.task_values import value_text
from cds_tracker.workflows import extending


def moved(task: int) -> list[Moved]:
    """Every change of the deadline of a task."""
    with data.database().read() as connection:
        return markings.of_task(connection, task)


def natures(task: int) -> dict[int, str]:
    """Proposal → what its change of the deadline was."""
    return {one.proposal: one.nature for one in moved(task) if one.nature is not None}


def draw(page: Page, task: Record) -> None:
    """One line for each change that can be marked, for those who may."""
    changes = [one for one in moved(task["id"]) if one.nature is not None]
    if not changes or not page.may_do(Act.PLAN, page.standing(task)):
        return
    words, names = page.words, task_data.names(page.filters, page.revision)
    with st.expander(words("requests.marking", count=len(changes))):
        show(f'<p class="cds-sub">{text(words("requests.marking_sub"))}</p>')
        for one in changes:
            before, after = (value_text(words, "deadline", value, names) for value in (one.before, one.after))
            with st.container(horizontal=True, vertical_alignment="center", key=f"mark_row_{one.proposal}"):
                show(f"<span>{text(day(one.effective_on))}: {text(before)} → <b>{text(after)}</b></span>")
                key = f"mark_{task['id']}_{one.proposal}"
                st.session_state[key] = one.nature
                st.segmented_control(
                    words("requests.nature"), NATURES, format_func=lambda nature: words(f"requests.nature_{nature}"),
                    key=key, label_visibility="collapsed", on_change=_mark, args=(page, task["id"], one, key),
                )  # fmt: skip


def _mark(page: Page, task: int, one: Moved, key: str) -> None:
    nature = st.session_state.get(key)
    if nature is None:  # pressed again: nothing else was chosen
        return
    told.attempt(
        page, lambda: extending.mark_one(data.database(), page.person, task, one.proposal, str(nature)), "requests.marked"
    )
