"""Adding a task to the plan, by the focal unit: what the plan assigns, nothing else."""

import streamlit as st

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Standing
from cds_tracker.style.problems import refusal
from cds_tracker.ui import data, links, telling
from cds_tracker.ui.act import edit
from cds_tracker.ui.act.edit_fields import Boxes
from cds_tracker.ui.markup import link, text
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page
from cds_tracker.workflows import hand


def draw(page: Page) -> None:
    """A button that opens the form, on the list of tasks."""
    telling.shown("add")
    if page.plan is None or not page.is_present or not page.may(Act.PLAN):
        return
    turn, words = int(st.session_state.get("add-turn", 0)), page.words
    boxes = Boxes(page, f"add-{page.plan.code}-{turn}", {}, Standing())
    with st.expander(words("editing.add.open"), icon=":material/add:", key=f"add-open-{turn}"):
        edit.group(boxes, list(edit.PLAN))
        st.button(words("editing.add.save"), type="primary", key=boxes.of("save"), on_click=_add, args=(page, boxes, turn))


def _add(page: Page, boxes: Boxes, turn: int) -> None:
    words, plan = page.words, page.plan
    values = {name: value for name, value in boxes.written(edit.PLAN).items() if value is not None}
    sure = bool(st.session_state.get(boxes.of("sure")))
    try:
        number = hand.add(data.database(), page.person, plan.code if plan else "", values, page.acts_on, sure=sure)
    except TrackerError as error:
        telling.tell("add", words("editing.add.refused"), refusal(words, error), "error")
        return
    st.session_state["add-turn"] = turn + 1
    action = link(links.task(number, page.filters), text(words("editing.add.see")), "cds-more")
    st.session_state["told-add"] = notice(words("editing.add.saved"), action=action)
