"""Reporting on a task: the form, on the page of the task and in the list of one's own.

The boxes show the task as it stands, with what the reader wrote over it; what they wrote is kept as a draft (``drafting``).
"""

from collections.abc import Mapping
from datetime import date
from functools import partial

import streamlit as st

from cds_tracker.domain.people import Act, act_for
from cds_tracker.domain.task import Status, Task, Value
from cds_tracker.ui import links, task_data
from cds_tracker.ui.act import conflict, drafting, evidence, report_draft, report_outcome
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.page import Page
from cds_tracker.ui.task_data import Record
from cds_tracker.workflows import reporting

ASKED = "report"  # the name in the address: the task whose form is open
TEXTS = ("difficulty", "proposal", "next_step")
ENDING = (Status.AWAITING_CONFIRMATION, Status.DONE)


def first(page: Page, task: Record) -> None:
    """The first button on the page of a task, for those who may report on it."""
    if page.may_do(Act.REPORT, page.standing(task)):
        button(page, task["id"], primary=True)


def panel(page: Page, task: Record) -> None:
    """On the page of a task: the form, once it is asked for."""
    if page.may_do(Act.REPORT, page.standing(task)):
        with st.container(key="report-panel"):
            form(page, task)


def button(page: Page, number: int, primary: bool = False) -> None:
    """Opens the form of a task; nothing where it is open."""
    if is_open(number):
        return
    label, key = page.words("mine.form.open"), f"report-open-{number}"
    st.button(
        label, key=key, type="primary" if primary else "secondary", on_click=_open, args=(number,),
        width="content" if primary else "stretch",
    )  # fmt: skip


def is_open(number: int) -> bool:
    """Whether the form of this task is asked for."""
    return st.query_params.get(ASKED) == str(number)


def form(page: Page, record: Record) -> None:
    """The form, where it is open and the reader may report."""
    number = record["id"]
    task = conflict.as_stored(number) if is_open(number) else None
    if task is None:
        return
    with st.container(key=f"report-form-{number}", border=True):
        kept = drafting.find(page.person, number)
        if kept is not None and not st.session_state.get(drafting.begun(number)):
            report_draft.offer(page, kept)
            return
        mine = kept.values if kept else {}
        if kept is not None:
            fields = {name: value for name, value in mine.items() if name in reporting.FIELDS}
            found = conflict.found(page, task, fields, kept.before)
            conflict.draw(page, found, partial(drafting.choose, number), str(number))
        seen = {name: task[name] for name in reporting.FIELDS}
        for name in drafting.FIELDS:
            drafting.put(number, name, mine.get(name, seen.get(name)))
        leave = partial(drafting.leave, number, seen, page.revision)
        _boxes(page, record, task, leave)
        _buttons(page, number, seen, drafted=kept is not None)


def _boxes(page: Page, record: Record, task: Task, leave: partial[None]) -> None:
    words, number = page.words, task.id
    _status(page, record, task, leave)
    with st.container(horizontal=True, key=f"report-row-{number}"):
        label, key = words("mine.form.progress"), drafting.key(number, "progress")
        st.number_input(label, 0.0, 100.0, step=5.0, format="%g", key=key, on_change=leave, width=170)
        ends = st.session_state.get(drafting.key(number, "status")) in ENDING or task["completed_on"]
        if ends and page.may_do(act_for("completed_on", None, None, task["status"]), page.standing(record)):
            _day(page, number, "completed_on", words("fields.completed_on"), leave)
    _area(page, number, "result", leave)
    _document(page, record, leave)
    for name in TEXTS:
        _area(page, number, name, leave)


def _status(page: Page, record: Record, task: Task, leave: partial[None]) -> None:
    options = declarable(page, record, task["status"])
    label, key = page.words("fields.status"), drafting.key(task.id, "status")
    st.pills(label, options, format_func=lambda one: page.words(f"states.{one}"), key=key, on_change=leave)


def declarable(page: Page, record: Record, now: Value) -> list[str]:
    """The states that the reader may declare, and the one that stands: the rule that refuses is the rule that hides."""
    standing = page.standing(record)
    return [
        state.value for state in Status if state == now or page.may_do(act_for("status", now, state.value), standing)
    ]


def _area(page: Page, number: int, name: str, leave: partial[None]) -> None:
    hint = page.words(f"mine.form.hint.{name}")
    st.text_area(page.words(f"fields.{name}"), key=drafting.key(number, name), placeholder=hint, on_change=leave, height=90)


def _day(page: Page, number: int, name: str, label: str, leave: partial[None]) -> None:
    st.date_input(
        label, None, key=drafting.key(number, name), format="DD/MM/YYYY", on_change=leave, width=170,
        min_value="2000-01-01", max_value="2099-12-31",
    )  # fmt: skip


def _document(page: Page, record: Record, leave: partial[None]) -> None:
    words, number = page.words, record["id"]
    count = record["evidence_count"]
    said = text(words("mine.form.evidence_count", count=count))
    there = link(links.task(number, page.filters), said, "under") if count else ""
    show(f'<p class="cds-sub"><b>{text(words("fields.evidence"))}</b> {there}</p>')
    with st.container(horizontal=True, key=f"report-document-{number}"):
        label, hint = words("mine.form.number"), words("mine.form.hint.number")
        name = drafting.key(number, "document.number")
        st.text_input(label, key=name, placeholder=hint, on_change=leave, width=200, max_chars=100)
        _day(page, number, "document.issued_on", words("mine.form.issued_on"), leave)
        name = drafting.key(number, "document.link")
        st.text_input(words("mine.form.link"), key=name, placeholder="https://", on_change=leave, width=260, max_chars=2_000)
    evidence.uploader(page, _file(number))


def _file(number: int) -> str:
    return f"report-file-{number}"


def _buttons(page: Page, number: int, seen: Mapping[str, Value], drafted: bool) -> None:
    words = page.words
    with st.container(horizontal=True, key=f"report-buttons-{number}"):
        args = (number, seen, page.revision, page.acts_on)
        st.button(words("mine.form.send"), key=f"report-send-{number}", type="primary", on_click=_send, args=args)
        if not drafted:
            st.button(words("mine.form.unchanged"), key=f"report-same-{number}", on_click=_unchanged, args=args)
        else:
            drop = words("mine.draft.drop")
            st.button(drop, key=f"report-drop-{number}", on_click=drafting.drop, args=(number,))
        st.button(words("mine.form.close"), key=f"report-close-{number}", type="tertiary", on_click=_close, args=(number,))
    show(f'<p class="cds-sub">{text(words("mine.form.kept"))}</p>')


def _open(number: int) -> None:
    st.query_params[ASKED] = str(number)


def _close(number: int) -> None:
    st.query_params.pop(ASKED, None)
    drafting.forget(number)


def _send(number: int, seen: Mapping[str, Value], base: int, day: date) -> None:
    kept = drafting.collect(number, seen, base)
    file = drafting.attempt(kept, lambda: evidence.taken(_file(number)))
    if drafting.REFUSAL in st.session_state:
        st.session_state[drafting.begun(number)] = True
    elif not kept.values and file is None:
        _unchanged(number, seen, base, day)
    elif report_outcome.send(kept, day, file):
        _close(number)
    else:
        st.session_state[drafting.begun(number)] = True


def _unchanged(number: int, seen: Mapping[str, Value], base: int, day: date) -> None:
    if report_outcome.unchanged([number], day, base):
        _close(number)


def stored(page: Page, number: int) -> Record | None:
    """The task of this id among those of the page's plan and day."""
    return task_data.one(page.filters, page.revision, str(number), page.scope)
