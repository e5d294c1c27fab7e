"""Taking an import back: first what it would come to and what stays and why, then done."""

import streamlit as st

from cds_tracker.domain.changes import CREATED
from cds_tracker.domain.errors import TrackerError
from cds_tracker.store.uploads import Upload
from cds_tracker.style.formats import number
from cds_tracker.style.problems import refusal
from cds_tracker.ui import data, links, task_data, telling
from cds_tracker.ui.act.report_draft import at
from cds_tracker.ui.importing import table
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page
from cds_tracker.ui.review.choosing import attempt
from cds_tracker.ui.task_values import value_text
from cds_tracker.workflows import uploading
from cds_tracker.workflows.acting import Refused
from cds_tracker.workflows.undoing import Kept, Undo

KEPT = 100
REASON = 2_000


def draw(page: Page, upload: Upload) -> None:
    """What undoing would come to, for whoever may; nothing for others."""
    if upload.proposal is None:
        return

    def foresee() -> Undo:
        return uploading.foresee_undo(data.database(), upload.number, page.person)

    name, context = f"undo {upload.number} {page.person}", page.filters.context()  # what it shows depends on what one may
    try:
        found = data.kept(name, context, page.revision, foresee, most=data.FEW)
    except Refused:
        return
    except TrackerError as error:
        show(notice(page.words("uploads.undo.not"), refusal(page.words, error)))
        return
    words = page.words
    with st.expander(words("uploads.undo.title"), key="upload_undo"):
        show(_summary(page, found) + _kept(page, found))
        if found.writes:
            st.text_area(words("uploads.undo.reason"), key="undo_reason", max_chars=REASON, height=80)
            label = words("uploads.undo.act")
            st.button(label, key="undo_act", type="primary", on_click=_undo, args=(page, upload))


def _undo(page: Page, upload: Upload) -> None:
    reason = str(st.session_state.get("undo_reason") or "").strip() or None

    def act() -> None:
        uploading.undo(data.database(), upload.number, page.person, reason)
        telling.tell(table.place(upload.number), page.words("import_result.undone"))

    attempt(page, upload, act)


def _summary(page: Page, found: Undo) -> str:
    words = page.words
    if not found.writes:
        return f"<p>{text(words('uploads.undo.nothing'))}</p>"
    counts = {"restored": len(found.restored), "removed": len(found.removed), "reports": found.reports}
    told = [words(f"uploads.undo.{name}", count=number(count, page.lang)) for name, count in counts.items() if count]
    return f'<ul class="cds-absent">{"".join(f"<li>{text(one)}</li>" for one in told)}</ul>'


def _kept(page: Page, found: Undo) -> str:
    if not found.kept:
        return ""
    words = page.words
    rows = "".join(_one(page, kept) for kept in found.kept[:KEPT])
    more = len(found.kept) - KEPT
    left = f"<li>{text(words('uploads.undo.more', count=number(more, page.lang)))}</li>" if more > 0 else ""
    title = text(words("uploads.undo.kept", count=number(len(found.kept), page.lang)))
    return f'<p><b>{title}</b></p><ul class="cds-absent">{rows}{left}</ul>'


def _one(page: Page, kept: Kept) -> str:
    words, known, one = page.words, task_data.names(page.filters, page.revision), kept.change
    where = link(links.task(one.task, page.filters), text(words("uploads.undo.task", number=one.task)))
    what = words("uploads.undo.created") if one.field == CREATED else words(f"fields.{one.field}")
    said = "" if one.field == CREATED else f" “{value_text(words, one.field, one.after, known)[:80]}”"
    who = f" ({known.author(kept.by)}, {at(kept.at)})" if kept.by and kept.at else ""
    return f"<li>{where} · {text(what)}{text(said)}: {text(words(f'undo.why.{kept.why}'))}{text(who)}</li>"
