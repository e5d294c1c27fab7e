"""What can be done to a task, on one line: a report, evidence, a contribution, an edit, its end."""

import streamlit as st

from cds_tracker.ui import telling
from cds_tracker.ui.act import cancel, contribution, edit, evidence, report, report_outcome
from cds_tracker.ui.page import Page
from cds_tracker.ui.task_data import Record


def draw(page: Page, task: Record) -> None:
    """What the last of them came to, the line of buttons, and below it the forms that are open."""
    number = int(task["id"])
    for name in ("evidence", "contribution", "edit", "cancel"):
        telling.shown(f"{name}-{number}")
    report_outcome.draw(page)
    edit.conflicts(page, number)
    with st.container(horizontal=True, key=f"more-{number}"):
        for one in (report.first, evidence.draw, contribution.draw, edit.button, cancel.draw):
            one(page, task)
    report.panel(page, task)
    edit.form(page, task)
