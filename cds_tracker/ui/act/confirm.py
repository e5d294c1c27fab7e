"""The head answers a report of completion: confirm it, or return it with a reason."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from cds_tracker.domain.people import Act
from cds_tracker.domain.task import Status
from cds_tracker.style.formats import number
from cds_tracker.ui import data, links
from cds_tracker.ui.act import outcome
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.page import Page
from cds_tracker.ui.returned import remark, returned
from cds_tracker.ui.task_data import Record
from cds_tracker.workflows import confirming
from cds_tracker.workflows.confirming import Confirmation

PLACE = "confirm"  # where its outcome is told
Reported = tuple[int, date | None]
"""A task that awaits confirmation, and the day of completion that is reported for it."""


def draw(page: Page, task: Record) -> None:
    """The panel on the page of a task: that it was returned, or how to answer what is reported."""
    outcome.draw(PLACE)
    back = returned(page).get(task["id"])
    if back:
        show(remark(page, back))
    if may_answer(page, task):
        with st.container(border=True, key="confirm_panel"):
            show(f'<h2 class="cds-title">{text(page.words("desk.confirm.title"))}</h2>')
            answer(page, task)


def may_answer(page: Page, task: Record) -> bool:
    """Whether the reader can confirm or return this task now."""
    awaiting = task["status"] == Status.AWAITING_CONFIRMATION
    return bool(awaiting and page.is_present and page.may_do(Act.CONFIRM, page.standing(task)))


def answer(page: Page, task: Record) -> None:
    """The day of completion and the button that confirms, where there is evidence; the reason and the button that returns."""
    words, one = page.words, (int(task["id"]), task["completed_on"])
    if not task["evidence"]:
        way = link(links.task(one[0], page.filters), text(words("desk.confirm.add_evidence")), "cds-more")
        show(f'<p class="cds-lack">{text(words("desk.confirm.lacks"))} {way}</p>')
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"answer_{one[0]}"):
        if task["evidence"]:
            st.date_input(
                words("desk.confirm.day"),
                min(one[1] or page.acts_on, page.acts_on),
                max_value=page.acts_on,
                format="DD/MM/YYYY",
                key=_day_key(one),
                width=170,
            )
            st.button(words("desk.confirm.act"), type="primary", key=f"confirm_{one[0]}", on_click=_confirm, args=(page, one))
        with st.popover(words("desk.return.open"), key=f"return_{one[0]}"):
            st.text_area(words("desk.return.reason"), key=f"return_why_{one[0]}", max_chars=2_000, height=120)
            st.button(words("desk.return.act"), key=f"return_act_{one[0]}", on_click=_send_back, args=(page, one[0]))


def confirm(page: Page, those: Sequence[Reported]) -> bool:
    """Declare these tasks done, each on the day chosen for it."""
    wanted = [Confirmation(one[0], _chosen(one), one[1]) for one in those]
    return outcome.carry_out(
        page,
        PLACE,
        lambda: confirming.confirm(data.database(), page.person, wanted, effective_on=page.acts_on, base=page.revision),
        page.words("desk.confirm.done", count=number(len(wanted), page.lang)),
    )


def _confirm(page: Page, one: Reported) -> None:
    confirm(page, [one])


def _send_back(page: Page, task: int) -> None:
    reason = str(st.session_state.get(f"return_why_{task}") or "")
    outcome.carry_out(
        page,
        PLACE,
        lambda: confirming.send_back(
            data.database(), page.person, [task], reason, effective_on=page.acts_on, base=page.revision
        ),
        page.words("desk.return.done"),
    )


def _chosen(one: Reported) -> date | None:
    day = st.session_state.get(_day_key(one))
    return day if isinstance(day, date) else None


def _day_key(one: Reported) -> str:
    """Another report is another box: what was chosen for the last one does not stay."""
    return f"confirm_day_{one[0]}_{one[1]}"
