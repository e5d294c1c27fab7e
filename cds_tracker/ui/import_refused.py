"""A file that cannot be read: one sentence why, and what would help right there: its password, one of its sheets."""

from collections.abc import Callable

import streamlit as st

from cds_tracker.domain.choices import Directions
from cds_tracker.domain.reading import Problem
from cds_tracker.store.uploads import Upload
from cds_tracker.style.problems import message
from cds_tracker.ui import import_steps
from cds_tracker.ui.import_answers import with_sheets
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page

EVERY = "*"
Again = Callable[[Page, Upload, Directions, str | None], None]


def draw(page: Page, upload: Upload, again: Again) -> None:
    """The reason, and the way out; ``again`` reads the file anew with other directions or a password."""
    words, problem = page.words, upload.problem
    told = message(words, problem) if problem else words("import_refused.unknown")
    other = link(import_steps.address(page), text(words("import_refused.other")), "cds-more")
    show(notice(words("import_refused.title", file=upload.file), told, "error", other))
    if problem is None:
        return
    with st.container(key=f"import_refused_{upload.number}", width=560):
        if needs_password(problem):
            _password(page, upload, again)
        elif sheets(problem):
            _sheets(page, upload, sheets(problem), again)


def needs_password(problem: Problem) -> bool:
    """Whether a password would help."""
    return problem.code.startswith("password")


def sheets(problem: Problem) -> tuple[str, ...]:
    """The sheets of which one has to be named, if that would help."""
    named = problem.values.get("sheets", ())
    return tuple(map(str, named)) if isinstance(named, (list, tuple)) else ()


def _password(page: Page, upload: Upload, again: Again) -> None:
    words, key = page.words, f"import_password_{upload.number}"
    with st.form(f"import_password_form_{upload.number}", border=False):
        st.text_input(words("import_refused.password"), type="password", key=key, autocomplete="off")
        st.form_submit_button(
            words("import_refused.open"), type="primary", on_click=_with_password, args=(page, upload, key, again)
        )


def _with_password(page: Page, upload: Upload, key: str, again: Again) -> None:
    password = str(st.session_state.pop(key, "") or "")
    if password:
        again(page, upload, upload.choices.directions, password)


def _sheets(page: Page, upload: Upload, listed: tuple[str, ...], again: Again) -> None:
    words, key = page.words, f"import_sheet_{upload.number}"
    options = [*listed, EVERY] if len(listed) > 1 else list(listed)
    st.radio(
        words("import_refused.sheet"),
        options,
        index=None if len(options) > 1 else 0,
        format_func=lambda one: words("import_refused.every_sheet") if one == EVERY else one,
        key=key,
    )
    st.button(
        words("import_refused.read"), type="primary", disabled=st.session_state.get(key) is None,
        key=f"import_sheet_read_{upload.number}", on_click=_with_sheet, args=(page, upload, key, again),
    )  # fmt: skip


def _with_sheet(page: Page, upload: Upload, key: str, again: Again) -> None:
    chosen = st.session_state.get(key)
    if chosen is not None:
        again(page, upload, with_sheets(upload.choices.directions, (str(chosen),), chosen == EVERY), None)
