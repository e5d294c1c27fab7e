"""The buttons under a request: to decide about it, or to take one's own back."""

from datetime import date

import streamlit as st

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.task import Value
from cds_tracker.store.past import EXTENSION
from cds_tracker.store.requests import Request, Which
from cds_tracker.style.problems import refusal
from cds_tracker.ui import data
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page
from cds_tracker.ui.requests import card, reading, told
from cds_tracker.ui.requests.reading import Line
from cds_tracker.workflows import deciding, requesting
from cds_tracker.workflows.deciding import Decision
from cds_tracker.workflows.requesting import Overtaken, Paper

OVER = "request_over"  # number of a request → the value that stands there by now, as the decider was told


def draw(page: Page, line: Line) -> None:
    """What this reader may do with the request now; nothing for others."""
    if reading.decides(page, line):
        over = st.session_state.get(OVER, {}).get(line.request.number)
        with st.expander(page.words("requests.decide"), expanded=over is not None):
            _form(page, line, over)
    elif line.waits and page.is_present and line.request.author == page.person.account:
        label = page.words("requests.withdraw")
        st.button(label, key=f"withdraw_{line.request.number}", on_click=_withdraw, args=(page, line.request.number))


def _form(page: Page, line: Line, over: Value) -> None:
    words, request = page.words, line.request
    key = f"decide_{request.number}"
    if len(request.changes) > 1:
        _choose(page, line, key)
    st.text_area(words("requests.decision_reason"), key=f"{key}_reason", max_chars=2_000, height=80)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(words("requests.decision_document"), key=f"{key}_number", max_chars=200, width=260)
        st.date_input(words("requests.document_date"), None, format="DD/MM/YYYY", key=f"{key}_date", width=170)
        if request.kind == EXTENSION and len(request.changes) == 1:
            hint = words("requests.as_asked")
            st.text_input(words("requests.other_date"), key=f"{key}_deadline", placeholder=hint, max_chars=200, width=220)
    _reading(page, key)
    if over is not None:
        change = request.changes[0]
        now, asked = card.said(page, change, over), card.said(page, change, change.after)
        show(notice(words("requests.overtaken"), words("requests.overtaken_body", now=now, asked=asked), "warning"))
    with st.container(horizontal=True):
        accept = words("requests.accept" if over is None else "requests.accept_over")
        st.button(accept, type="primary", key=f"{key}_accept", on_click=_accept, args=(page, request, over))
        st.button(words("requests.refuse"), key=f"{key}_refuse", on_click=_refuse, args=(page, request.number))


def _choose(page: Page, line: Line, key: str) -> None:
    show(f'<p class="cds-sub">{text(page.words("requests.choose"))}</p>')
    for place, change in enumerate(line.request.changes):
        with st.container(horizontal=True, key=f"{key}_row_{place}"):
            label = page.words("requests.choose_one", number=place + 1)
            st.checkbox(label, value=True, key=f"{key}_take_{place}", label_visibility="collapsed", width="content")
            about = f"{card.name(page, change)}: {card.said(page, change, change.after)}"
            show(f"<span>{text(about)}</span>")


def _reading(page: Page, key: str) -> None:
    """What a typed date is taken to be, before anybody presses a button."""
    typed = str(st.session_state.get(f"{key}_deadline") or "").strip()
    if typed:
        show(f'<p class="cds-sub">{text(read(page, typed))}</p>')


def read(page: Page, typed: str) -> str:
    """The reading of a deadline in words, or why there is none."""
    try:
        found = requesting.read_deadline(typed, page.plan.year_from if page.plan else None)
    except TrackerError as error:
        return refusal(page.words, error)
    return page.words("requests.read_as", day=f"{found.due:%d/%m/%Y}")


def _decision(page: Page, key: str) -> Decision:
    issued_on = st.session_state.get(f"{key}_date")
    paper = Paper(str(st.session_state.get(f"{key}_number") or ""), issued_on if isinstance(issued_on, date) else None)
    return Decision(str(st.session_state.get(f"{key}_reason") or ""), page.acts_on, paper)


def _accept(page: Page, request: Request, over: Value) -> None:
    key, number = f"decide_{request.number}", request.number
    other = str(st.session_state.get(f"{key}_deadline") or "").strip() or None
    only: list[Which] | None = None
    if len(request.changes) > 1:
        taken = [one for place, one in enumerate(request.changes) if st.session_state.get(f"{key}_take_{place}")]
        only = [(one.task, one.field) for one in taken]
    try:
        applied = deciding.accept(
            data.database(), page.person, number, _decision(page, key), deadline=other, only=only, over=over
        )
    except Overtaken as error:
        if error.now is not None and len(request.changes) == 1:
            st.session_state[OVER] = {number: error.now}
        told.keep(notice(page.words("requests.not_done"), refusal(page.words, error), "warning"))
        return
    except TrackerError as error:
        told.keep(notice(page.words("requests.not_done"), refusal(page.words, error), "error"))
        return
    st.session_state.pop(OVER, None)
    left = page.words("requests.stale", count=len(applied.stale)) if applied.stale else ""
    told.keep(notice(page.words("requests.accepted"), left))


def _refuse(page: Page, number: int) -> None:
    decision = _decision(page, f"decide_{number}")
    told.attempt(page, lambda: deciding.refuse(data.database(), page.person, number, decision), "requests.refused")


def _withdraw(page: Page, number: int) -> None:
    told.attempt(page, lambda: requesting.withdraw(data.database(), page.person, number), "requests.withdrawn")
