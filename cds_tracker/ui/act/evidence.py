"""Evidence on the page of a task: brought by those who report on it, and withdrawn by them."""

from datetime import date
from pathlib import Path

import streamlit as st

from cds_tracker import settings
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act
from cds_tracker.store.evidence import Piece, StoredFile
from cds_tracker.style.problems import refusal
from cds_tracker.ui import data, task_data, telling
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.page import Page
from cds_tracker.ui.task_data import Record
from cds_tracker.ui.task_history import proof_text
from cds_tracker.workflows import evidence, safekeeping
from cds_tracker.workflows.proving import ENDINGS, LARGEST


def draw(page: Page, task: Record) -> None:
    """A form that opens, and what stands there to be withdrawn."""
    if not page.may_do(Act.REPORT, page.standing(task)):
        return
    number = int(task["id"])
    key = f"evidence-open-{number}-{_turn(number)}"
    with st.popover(page.words("evidence.add"), icon=":material/attach_file_add:", width="content", key=key):
        _form(page, number)
        _withdrawal(page, number)


def uploader(page: Page, name: str) -> str:
    """A place for one file under ``name``; the key under which it lies until ``taken`` empties it."""
    key = f"{name}-{st.session_state.get(f'{name}-turn', 0)}"
    most = LARGEST // (1024 * 1024)
    label, hint = page.words("evidence.file", most=most), page.words("evidence.file_help", types=", ".join(ENDINGS))
    st.file_uploader(label, type=list(ENDINGS), max_upload_size=most, key=key, help=hint)
    return key


def taken(name: str) -> StoredFile | None:
    """The file chosen under ``name``, checked and kept, and the place emptied: its bytes are held once. For callbacks.

    Raises ``TrackerError`` for one that is not taken.
    """
    turn = int(st.session_state.get(f"{name}-turn", 0))
    chosen = st.session_state.get(f"{name}-{turn}")
    if chosen is None:
        return None
    st.session_state[f"{name}-turn"] = turn + 1
    return safekeeping.keep(folder(), chosen.name, chosen.getvalue())


def folder() -> Path:
    """Where files of evidence are kept."""
    return settings.load().data_dir / evidence.FOLDER


def _form(page: Page, number: int) -> None:
    words, key = page.words, f"evidence-{number}-{_turn(number)}"
    show(f'<p class="cds-sub">{text(words("evidence.secrecy"))}</p>')
    with st.form(f"{key}-form", border=False):
        sides = st.columns(2, vertical_alignment="bottom")
        hint = words("evidence.number_hint")
        sides[0].text_input(words("evidence.number"), key=f"{key}-number", placeholder=hint, max_chars=evidence.NUMBER)
        sides[1].date_input(words("evidence.issued_on"), None, key=f"{key}-issued_on", format="DD/MM/YYYY")
        st.text_input(words("evidence.link"), key=f"{key}-link", placeholder="https://", max_chars=evidence.LINK)
        st.text_area(words("evidence.words"), key=f"{key}-words", height=68, max_chars=evidence.WORDS)
        uploader(page, f"evidence-file-{number}")
        st.form_submit_button(words("evidence.save"), type="primary", on_click=_bring, args=(page, number, key))


def _bring(page: Page, number: int, key: str) -> None:
    """Runs past whatever the page drew: the workflow asks again who this is."""
    written = {name: st.session_state.get(f"{key}-{name}") for name in ("number", "link", "words")}
    issued_on = st.session_state.get(f"{key}-issued_on")
    words, told = page.words, f"evidence-{number}"
    try:
        file = taken(f"evidence-file-{number}")
        made = evidence.bring(
            data.database(), page.person, number, page.acts_on,
            issued_on=issued_on if isinstance(issued_on, date) else None, file=file, **written,
        )  # fmt: skip
        if made is None:
            raise TrackerError("evidence_none")
    except TrackerError as error:
        telling.tell(told, words("evidence.refused"), refusal(words, error), "error")
        return
    st.session_state[f"evidence-form-{number}"] = _turn(number) + 1
    telling.tell(told, words("evidence.added"))


def _withdrawal(page: Page, number: int) -> None:
    pieces, _ = task_data.proofs(number, page.filters)
    standing = {piece.id: piece for piece in pieces if piece.withdrawn_on is None}
    if not standing:
        return
    words = page.words
    with st.expander(words("evidence.withdraw"), key=f"evidence-withdraw-{number}"):
        box, reason = f"evidence-which-{number}", f"evidence-why-{number}-{page.revision}"
        st.selectbox(words("evidence.which"), list(standing), format_func=lambda which: _said(page, standing[which]), key=box)
        st.text_input(words("evidence.why"), key=reason, max_chars=500)
        go = f"evidence-go-{number}"
        st.button(words("evidence.withdraw_it"), key=go, on_click=_withdraw, args=(page, number, box, reason))


def _said(page: Page, piece: Piece) -> str:
    proof = piece.proof
    said = {"number": proof.number, "issued_on": proof.issued_on, "words": proof.words, "link": proof.link}
    return proof_text(page.words, {**said, "file_name": proof.file.name if proof.file else None})


def _withdraw(page: Page, number: int, box: str, reason: str) -> None:
    words, told = page.words, f"evidence-{number}"
    which = st.session_state.get(box)
    try:
        if isinstance(which, int):
            evidence.withdraw(data.database(), page.person, which, page.acts_on, st.session_state.get(reason))
            telling.tell(told, words("evidence.withdrawn"))
    except TrackerError as error:
        telling.tell(told, words("evidence.refused"), refusal(words, error), "error")


def _turn(number: int) -> int:
    """How often something was saved here: each time the form begins anew, and closes."""
    return int(st.session_state.get(f"evidence-form-{number}", 0))
