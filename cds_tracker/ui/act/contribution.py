"""What a unit that helps has done, said on the page of the task; the lead's fields stay the lead's."""

import streamlit as st

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act
from cds_tracker.style.problems import refusal
from cds_tracker.ui import data, identity, telling
from cds_tracker.ui.page import Page
from cds_tracker.ui.task_data import Record
from cds_tracker.workflows import contributing


def draw(page: Page, task: Record) -> None:
    """A form for those who may speak for a unit that helps."""
    standing = page.standing(task)
    if not page.may_do(Act.CONTRIBUTE, standing):
        return
    units = contributing.units(page.person, standing, identity.rollup(page.revision))
    if not units:
        return
    words, number = page.words, int(task["id"])
    turn = st.session_state.get(f"contribution-turn-{number}", 0)
    key, registry = f"contribution-{number}-{turn}", data.registry(page.revision)
    opened = st.popover(words("evidence.contribution.add"), icon=":material/group_add:", width="content", key=f"{key}-open")
    with opened, st.form(f"{key}-form", border=False):
        st.selectbox(words("evidence.contribution.unit"), units, format_func=registry.name, key=f"{key}-unit")
        label, hint = words("evidence.contribution.words"), words("evidence.contribution.hint")
        st.text_area(label, key=f"{key}-words", placeholder=hint, max_chars=contributing.LONGEST, height=120)
        send = words("evidence.contribution.send")
        st.form_submit_button(send, type="primary", on_click=_send, args=(page, number, key))


def _send(page: Page, number: int, key: str) -> None:
    """Runs past whatever the page drew: the workflow asks again."""
    words, told = page.words, f"contribution-{number}"
    unit, said = (str(st.session_state.get(f"{key}-{name}") or "") for name in ("unit", "words"))
    try:
        contributing.contribute(data.database(), page.person, number, unit, said, page.acts_on)
    except TrackerError as error:
        telling.tell(told, words("evidence.contribution.refused"), refusal(words, error), "error")
        return
    st.session_state[f"contribution-turn-{number}"] = int(st.session_state.get(f"contribution-turn-{number}", 0)) + 1
    telling.tell(told, words("evidence.contribution.sent"))
