"""On the page of a task: its original and present deadline, requests for another, and the form that asks for one."""

from datetime import date

import streamlit as st

from cds_tracker.domain.people import Act
from cds_tracker.domain.task import Value
from cds_tracker.style.formats import day, number
from cds_tracker.ui import data
from cds_tracker.ui.markup import block, show, text
from cds_tracker.ui.page import Page
from cds_tracker.ui.requests import card, deciding, marking, reading, told
from cds_tracker.ui.requests.reading import Line
from cds_tracker.ui.task_data import Record
from cds_tracker.workflows import requesting
from cds_tracker.workflows.requesting import ENDED, Paper


def panel(page: Page, task: Record) -> None:
    """Everything about the deadline of this task and its extensions."""
    told.draw()
    lines = reading.of_task(page, task["id"])
    waiting = [line for line in lines if line.waits]
    if task["extensions"] or task["requested"] or lines:
        show(_summary(page, task, [line for line in lines if not line.waits]))
    for line in waiting:
        with st.container(border=True, key=f"request_{line.request.number}"):
            show(card.card(page, line, titled=False))
            deciding.draw(page, line)
    asked = any(line.request.kind == "extension" for line in waiting)
    if not asked and task["status"] not in ENDED and page.may_do(Act.REQUEST, page.standing(task)):
        with st.expander(page.words("requests.ask")):
            _form(page, task)
    marking.draw(page, task)


def _summary(page: Page, task: Record, decided: list[Line]) -> str:
    """Original and present deadline, how many extensions; decided requests below, on demand."""
    words = page.words
    facts = (
        ("requests.original", day(task["original_due"] or task["due"])),
        ("requests.present", day(task["due"])),
        ("requests.extensions", number(task["extensions"] or 0, page.lang)),
    )
    told_facts = "".join(f"<span>{text(words(key))} <b>{text(said)}</b></span>" for key, said in facts)
    body = f'<p class="cds-deadlines">{told_facts}</p>'
    if decided:
        cards = "".join(card.card(page, line, titled=False) for line in decided)
        label = text(words("requests.decided_count", count=len(decided)))
        body += f'<details class="cds-more-of"><summary>{label}</summary>{cards}</details>'
    return block(words("requests.of_task"), body)


def _form(page: Page, task: Record) -> None:
    words, key = page.words, f"extend_{task['id']}"
    seen = reading.deadline(task["id"])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        hint = words("requests.deadline_hint")
        st.text_input(words("requests.new_deadline"), key=f"{key}_deadline", placeholder=hint, max_chars=200, width=260)
        st.text_input(words("requests.document_number"), key=f"{key}_number", max_chars=200, width=220)
        st.date_input(words("requests.document_date"), None, format="DD/MM/YYYY", key=f"{key}_date", width=170)
    typed = str(st.session_state.get(f"{key}_deadline") or "").strip()
    told_reading = deciding.read(page, typed) if typed else words("requests.deadline_help")
    show(f'<p class="cds-sub">{text(told_reading)}</p>')
    st.text_area(words("requests.reason_label"), key=f"{key}_reason", max_chars=2_000, height=90)
    st.button(words("requests.send"), type="primary", key=f"{key}_send", on_click=_send, args=(page, task["id"], seen))


def _send(page: Page, task: int, seen: Value) -> None:
    key = f"extend_{task}"
    issued_on = st.session_state.get(f"{key}_date")
    paper = Paper(str(st.session_state.get(f"{key}_number") or ""), issued_on if isinstance(issued_on, date) else None)
    deadline, reason = (str(st.session_state.get(f"{key}_{part}") or "") for part in ("deadline", "reason"))
    told.attempt(
        page,
        lambda: requesting.extension(
            data.database(), page.person, task, deadline, reason, before=seen, base=page.revision, on=page.acts_on, paper=paper
        ),
        "requests.sent",
    )
