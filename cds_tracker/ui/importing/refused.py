"""A file of which nothing can be taken: one sentence why, and what would help right there: its password, one of its sheets, the
row of its headings."""

from collections.abc import Callable

import streamlit as st

from cds_tracker.domain.choices import Directions
from cds_tracker.domain.reading import Outcome, Problem
from cds_tracker.store.uploads import Upload
from cds_tracker.style.problems import message
from cds_tracker.ui.importing import steps
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page
from cds_tracker.workflows.uploading import Prepared

Again = Callable[[Page, Upload, Directions, str | None], None]


def draw(page: Page, prepared: Prepared, again: Again) -> None:
    """The reason, and the way out; ``again`` reads the file anew with a password. What else would help stands in the picture
    of the file below, where there is one."""
    words, upload = page.words, prepared.upload
    problem = next(iter(prepared.preview.problems), None)
    told = message(words, problem) if problem else words("import_refused.unknown")
    other = link(steps.address(page), text(words("import_refused.other")), "cds-more")
    advised = prepared.preview.reading.refused is Outcome.REJECT_WITH_ADVICE
    title, kind = ("advised", "warning") if advised else ("title", "error")
    show(notice(words(f"import_refused.{title}", file=upload.file), told, kind, other))
    if problem is not None and needs_password(problem):
        _password(page, upload, again)


def needs_password(problem: Problem) -> bool:
    """Whether a password would help."""
    return problem.code.startswith("password")


def _password(page: Page, upload: Upload, again: Again) -> None:
    words, key = page.words, f"import_password_{upload.number}"
    with st.form(f"import_password_form_{upload.number}", border=False, width=480):
        st.text_input(words("import_refused.password"), type="password", key=key, autocomplete="off")
        st.form_submit_button(
            words("import_refused.open"), type="primary", on_click=_with_password, args=(page, upload, key, again)
        )


def _with_password(page: Page, upload: Upload, key: str, again: Again) -> None:
    password = str(st.session_state.pop(key, "") or "")
    if password:
        again(page, upload, upload.choices.directions, password)
