"""On the page of a task: what was asked and answered about its delay, and the forms that ask and answer."""

from datetime import date

import streamlit as st

from cds_tracker.domain.people import Act
from cds_tracker.store import explanations
from cds_tracker.store.proposals import Applied
from cds_tracker.ui import data
from cds_tracker.ui.explaining import asking, thread
from cds_tracker.ui.markup import block, show, text
from cds_tracker.ui.page import Page
from cds_tracker.ui.requests import told
from cds_tracker.ui.task_data import Record
from cds_tracker.workflows import explaining
from cds_tracker.workflows.explaining import Why


def panel(page: Page, task: Record) -> None:
    """Questions and answers for every reader; the forms for those who may."""
    told.draw()
    with data.database().read() as connection:
        said = explanations.of_task(connection, task["id"])
    late = task["bucket"] == "open_overdue"
    words, standing = page.words, page.standing(task)
    if not late and not said.questions and not said.answers:
        return
    body = thread.markup(page, said) if said.questions or said.answers else ""
    if late and not said.answers and not said.questions:
        key = "explaining.reported_only" if task["explained"] else "explaining.none_yet"
        body = f'<p class="cds-empty">{text(words(key))}</p>'
    show(block(words("explaining.of_task"), body))
    if (late or said.open) and page.may_do(Act.EXPLAIN, standing):
        with st.expander(words("explaining.explain"), expanded=bool(said.open)):
            _form(page, task)
    if late and not said.open and page.may_do(Act.ASK, standing):
        with st.expander(words("explaining.ask")):
            asking.form(page, [task["id"]], f"ask_{task['id']}")


def _form(page: Page, task: Record) -> None:
    words, key = page.words, f"explain_{task['id']}"
    st.text_area(words("explaining.cause"), key=f"{key}_cause", max_chars=2_000, height=90)
    st.text_area(words("explaining.next_step"), key=f"{key}_next_step", max_chars=2_000, height=90)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(words("explaining.who"), key=f"{key}_who", max_chars=200, width=320)
        st.date_input(
            words("explaining.by_when"), None, format="DD/MM/YYYY", key=f"{key}_by_when", width=200, min_value=page.acts_on
        )
    st.button(words("explaining.send"), type="primary", key=f"{key}_send", on_click=_send, args=(page, dict(task)))


def _send(page: Page, task: Record) -> None:
    key = f"explain_{task['id']}"
    cause, step, who = (str(st.session_state.get(f"{key}_{part}") or "") for part in ("cause", "next_step", "who"))
    by_when = st.session_state.get(f"{key}_by_when")
    why = Why(cause, step, who, by_when if isinstance(by_when, date) else None)
    done: list[Applied] = []

    def explain() -> None:
        seen = {"difficulty": task["difficulty"], "next_step": task["next_step"]}
        done.append(
            explaining.explain(data.database(), page.person, task["id"], why, base=page.revision, on=page.acts_on, **seen)
        )

    if told.attempt(page, explain, "explaining.sent") and done[0].stale:
        asking.tell_stale(page, done[0])
