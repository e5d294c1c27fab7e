"""Sending reports from callbacks, and saying once what came of it."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from cds_tracker.store.drafts import Kept
from cds_tracker.store.evidence import StoredFile
from cds_tracker.style.problems import refusal
from cds_tracker.ui import data
from cds_tracker.ui.act import drafting, report_draft
from cds_tracker.ui.markup import show
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page
from cds_tracker.workflows import reporting
from cds_tracker.workflows.reporting import Stamped

TOLD = "report_told"
LATER = "speaks_for_earlier_day"


def send(kept: Kept, day: date, file: StoredFile | None = None) -> bool:
    """Keep the draft, then send it with a file of evidence; whether nothing of it is left."""
    person = drafting.actor()
    drafting.attempt(kept, lambda: reporting.keep(data.database(), person, kept))
    if drafting.REFUSAL in st.session_state:
        return False
    applied = drafting.attempt(kept, lambda: reporting.send(data.database(), person, kept, day, file))
    if applied is None:
        return False
    later = [one.change.field for one in applied.stale if one.code == LATER]
    if later:
        st.session_state[TOLD] = ("later", later)
    else:
        st.session_state[TOLD] = ("apart" if applied.stale else "sent", [])
    return not applied.stale


def unchanged(numbers: Sequence[int], day: date, base: int) -> bool:
    """Stamp tasks as reported without a change; whether that went well."""
    nothing = Kept(0, {})
    person = drafting.actor()
    stamped = drafting.attempt(nothing, lambda: reporting.unchanged(data.database(), person, numbers, day, base))
    if not isinstance(stamped, Stamped):
        return False
    st.session_state[TOLD] = ("stamped", [len(stamped.now), len(stamped.already)])
    return True


def draw(page: Page) -> None:
    """What came of the last act: once."""
    words = page.words
    refused = st.session_state.pop(drafting.REFUSAL, None)
    if refused is not None:
        kept, error = refused
        show(notice(words("mine.told.refused"), refusal(words, error), "error"))
        if kept.values and error.key == "refused":
            report_draft.to_copy(page, kept)
    what, values = st.session_state.pop(TOLD, (None, []))
    if what == "later":
        fields = ", ".join(words(f"fields.{name}") for name in values)
        show(notice(words("mine.told.later"), words("mine.told.later_body", fields=fields), "warning"))
    elif what == "stamped":
        now, already = values
        more = words("mine.told.already", count=already) if already else ""
        st.toast(f"{words('mine.told.stamped', count=now)} {more}".strip())
    elif what:
        st.toast(words(f"mine.told.{what}"))
