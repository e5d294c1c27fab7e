"""Accounts from a workbook: upload, what would be done and every doubtful cell, apply, and the codes shown once."""

import secrets
from pathlib import Path

import streamlit as st

from cds_tracker import settings
from cds_tracker.domain.errors import TrackerError
from cds_tracker.style import people
from cds_tracker.style.problems import message
from cds_tracker.ui import data
from cds_tracker.ui.admin import accounts_code, accounts_one
from cds_tracker.ui.markup import block, show, text
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page
from cds_tracker.workflows import account_import, kept_readings
from cds_tracker.workflows.account_import import Preview

TYPES = ["xlsx", "xlsm", "xls", "ods", "csv"]
SHOWN = 200
SEEN = "account_preview"


def draw(page: Page) -> None:
    """The form, or the preview of the file that waits under ``ref``."""
    accounts_one.back(page)
    ref = st.query_params.get("ref", "")
    if ref:
        _review(page, ref)
    else:
        _form(page)


def _form(page: Page) -> None:
    words = page.words
    show(f'<p class="cds-sub">{text(words("accounts.file_help"))}</p>')
    with st.container(key="account_file_form", width=720):
        upload = st.file_uploader(words("accounts.file"), type=TYPES, key="account_file")
        asked = st.button(words("accounts.read"), type="primary", key="account_read", disabled=upload is None)
    if not asked or upload is None:
        return
    with st.spinner(words("accounts.reading")):
        reading = account_import.read(data.database(), upload.getvalue(), upload.name)
    if reading.refused:
        show(notice(words("importing.refused"), message(words, reading.problems[0]), "error"))
        return
    ref = secrets.token_hex(16)
    kept_readings.keep(_folder(), ref, reading)
    st.query_params["ref"] = ref
    st.rerun()


def _review(page: Page, ref: str) -> None:
    words, place = page.words, accounts_code.slot()
    reading = kept_readings.load(_folder(), ref)
    if reading is None:
        show(notice(words("accounts.file_gone")))
        return
    before, shown = st.session_state.get(SEEN), account_import.preview(data.database(), reading)
    st.session_state[SEEN] = (ref, shown)
    rest = st.empty()
    with rest.container():
        show(_preview(page, shown))
        with st.container(horizontal=True, key="account_apply_box"):
            label = words("accounts.apply", count=len(shown.new) + len(shown.changed))
            asked = st.button(label, type="primary", key="account_apply", disabled=not shown.writes)
            st.button(words("accounts.discard"), key="account_discard", on_click=_discard, args=(ref,))
    if not asked:
        return
    try:
        seen = before[1] if isinstance(before, tuple) and before[0] == ref else shown  # what was looked at is what is done
        codes = account_import.apply(data.database(), page.person, seen)
    except TrackerError as error:
        accounts_code.refused(place, words, error)
        return
    kept_readings.forget(_folder(), ref)
    rest.html(notice(words("accounts.applied", new=len(shown.new), changed=len(shown.changed))))
    if codes:
        accounts_code.tell(place, words, codes)


def _preview(page: Page, shown: Preview) -> str:
    words, name = page.words, data.registry(page.revision).name
    counts = {"new": shown.new, "changed": shown.changed, "unchanged": shown.unchanged, "left_out": shown.left_out}
    told = "".join(f"<span><b>{len(one)}</b> {text(words(f'accounts.file_{key}'))}</span>" for key, one in counts.items())
    parts = [f'<p class="cds-counts">{told}</p>']
    if shown.problems:
        rows = "".join(
            f"<tr><td>{text(one.cell or '–')}</td><td>{text(message(words, one))}</td></tr>" for one in shown.problems[:SHOWN]
        )
        parts.append(block(words("accounts.file_problems"), f'<table class="cds-table"><tbody>{rows}</tbody></table>'))
    lines = [(one, None) for one in shown.new] + [(after, before) for before, after in shown.changed]
    rows = ""
    for after, before in lines[:SHOWN]:
        grants = "<br>".join(text(people.grant(words, one, name)) for one in after.grants)
        earlier = "<br>".join(text(people.grant(words, one, name)) for one in before.grants) if before else ""
        was = f"<del>{earlier}</del><br>" if before and before.grants != after.grants and earlier else ""
        kind = text(words("accounts.file_is_changed" if before else "accounts.file_is_new"))
        who = f"{text(after.name)}<small>{text(after.code)}</small>"
        rows += f"<tr><td>{who}</td><td>{was}<ins>{grants}</ins></td><td>{kind}</td></tr>"
    if rows:
        parts.append(block(words("accounts.file_changes"), f'<table class="cds-table cards"><tbody>{rows}</tbody></table>'))
    return f'<div class="cds-stack">{"".join(parts)}</div>'


def _discard(ref: str) -> None:
    kept_readings.forget(_folder(), ref)
    st.query_params.pop("ref", None)


def _folder() -> Path:
    return settings.load().data_dir / "uploads"
