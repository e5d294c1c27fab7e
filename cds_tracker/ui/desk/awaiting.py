"""Reports of completion that await the head: each with its evidence and its answer, several at once where all are proved."""

import streamlit as st

from cds_tracker.style.formats import number
from cds_tracker.ui import links
from cds_tracker.ui.act import confirm, outcome
from cds_tracker.ui.act.confirm import Reported
from cds_tracker.ui.desk.desk import Desk
from cds_tracker.ui.desk.lists import heading, state
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.task_data import Record

ROWS = 10


def draw(desk: Desk) -> None:
    """The cards, the longest waiting for their deadline first; what is left comes up as these are answered."""
    page, filters = desk.page, desk.waiting["awaiting"]
    found = desk.tasks(filters)
    show(heading(desk, "awaiting", len(found), filters, ROWS))
    outcome.draw(confirm.PLACE)
    rows = found.rows(0, ROWS)
    answered = [row for row in rows if confirm.may_answer(page, row)]
    proved = tuple((int(row["id"]), row["completed_on"]) for row in answered if row["evidence"])
    for row in rows:
        with st.container(border=True, key=f"awaiting_{row['id']}"):
            show(_told(desk, row))
            if len(proved) > 1 and (row["id"], row["completed_on"]) in proved:
                st.checkbox(page.words("desk.confirm.choose"), key=_pick_key(row["id"]))
            if row in answered:
                confirm.answer(page, row)
    if len(proved) > 1:
        _together(desk, proved)


def _together(desk: Desk, proved: tuple[Reported, ...]) -> None:
    chosen = [one for one in proved if st.session_state.get(_pick_key(one[0]))]
    label = desk.page.words("desk.confirm.together", count=number(len(chosen), desk.page.lang))
    st.button(
        label, type="primary", disabled=not chosen, key="confirm_together", on_click=_confirm, args=(desk, proved)
    )


def _confirm(desk: Desk, proved: tuple[Reported, ...]) -> None:
    chosen = [one for one in proved if st.session_state.get(_pick_key(one[0]))]
    if confirm.confirm(desk.page, chosen):
        for one in chosen:
            st.session_state[_pick_key(one[0])] = False


def _told(desk: Desk, row: Record) -> str:
    """What is reported: enough to decide without leaving the page."""
    words = desk.page.words
    title = link(links.task(row["id"], desk.page.filters), text(row["title"] or words("tasks.untitled")), "cds-task-name")
    facts = [("assignees", ", ".join(row["assignees"])), ("result", row["result"]), ("evidence", _evidence(desk, row))]
    listed = "".join(
        f"<dt>{text(words(f'fields.{name}'))}</dt><dd>{text(said or words('tasks.detail.absent'))}</dd>" for name, said in facts
    )
    head = f'<p>{title}</p><p class="cds-sub">{state(words, row)}</p>'
    return f'<div class="cds-awaiting">{head}<dl class="cds-facts-list">{listed}</dl></div>'


def _evidence(desk: Desk, row: Record) -> str:
    count = int(row["evidence_count"])
    beside = desk.page.words("desk.confirm.documents", count=number(count, desk.page.lang)) if count else ""
    return " · ".join(part for part in (row["evidence_text"], beside) if part)


def _pick_key(task: int) -> str:
    return f"confirm_pick_{task}"
