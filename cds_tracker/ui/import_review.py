"""The second step of an import: what was understood, its problems by cell, what will change; then apply or discard."""

from dataclasses import replace

import streamlit as st

from cds_tracker.domain.errors import TrackerError
from cds_tracker.store import uploads
from cds_tracker.style.formats import number
from cds_tracker.style.problems import refusal
from cds_tracker.ui import data, import_changes, import_problems, import_understood, links
from cds_tracker.ui.import_form import folder
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page
from cds_tracker.workflows import importing, uploading
from cds_tracker.workflows.preview import Preview
from cds_tracker.workflows.uploading import Prepared

DONE = "import_done"
DIGITS = 15


def draw(page: Page, ref: str) -> None:
    """The import that waits under ``ref``, or what became of it."""
    done = st.session_state.get(DONE)
    if done and done[0] == ref:
        show(done[1])
        return
    prepared = _prepared(page, ref)
    if prepared is None or prepared.upload.state != uploads.WAITING:
        show(notice(page.words("importing.missing"), page.words("importing.missing_body"), "warning", _again(page)))
        return
    shown = prepared.preview
    show(import_understood.markup(page, shown))
    show(import_problems.markup(page.words, shown.problems))
    import_changes.draw(page, shown)
    accept = import_changes.decide(page, shown)
    if accept and st.button(page.words("importing.recheck"), key="import_recheck"):
        choices = prepared.upload.choices
        chosen = replace(choices, accept={**choices.accept, **accept})
        uploading.choose(data.database(), prepared.upload.number, page.person, chosen)
        st.rerun()
    _buttons(page, ref, shown)


def _prepared(page: Page, ref: str) -> Prepared | None:
    if not (ref.isascii() and ref.isdecimal()) or len(ref) > DIGITS:
        return None
    try:
        return uploading.prepare(data.database(), folder(), int(ref), page.person)
    except TrackerError:
        return None


def _buttons(page: Page, ref: str, shown: Preview) -> None:
    words = page.words
    count, requests = number(len(shown.changes), page.lang), (shown.counts or {}).get("requested", 0)
    with st.container(horizontal=True, key="import_decision"):
        label = words("importing.apply_count", count=count) if shown.changes else words("importing.apply")
        if requests:
            label = words("importing.apply_requests", count=count, requests=number(requests, page.lang))
        st.button(
            label, type="primary", disabled=not shown.writes, key="import_apply", on_click=_apply, args=(page, ref, shown)
        )
        st.button(words("importing.discard"), key="import_discard", on_click=_discard, args=(page, ref))
    if not shown.writes:
        body = words("importing.known" if shown.recognised is not None else "importing.nothing_body")
        show(notice(words("importing.nothing"), body))


def _apply(page: Page, ref: str, shown: Preview) -> None:
    """Exactly what was shown; a cell that somebody changed meanwhile is left out, and told."""
    words = page.words
    try:
        result = uploading.carry_out(data.database(), folder(), int(ref), page.person, seen=shown)
    except TrackerError as error:
        st.session_state[DONE] = (ref, notice(words("importing.refused"), refusal(words, error), "error"))
        return
    if result.state == uploading.MOVED:
        return  # the page shows what would change now
    applied = result.applied
    if applied is None:
        st.session_state[DONE] = (ref, notice(words("importing.nothing"), words("importing.known"), action=_again(page)))
        return
    stale = words("importing.applied_stale", count=len(applied.stale)) if applied.stale else ""
    body = words("importing.applied_body", count=number(applied.applied, page.lang), revision=applied.revision, stale=stale)
    if applied.requests:
        body += " " + words("importing.requested", count=number(len(applied.requests), page.lang))
    left_out = importing.left_out(applied.stale, shown.reading)
    told = import_problems.markup(words, tuple(left_out)) if left_out else ""
    plan = shown.plan.code if shown.plan else None
    listing = links.listing(replace(page.filters.context(), plan=plan, as_of=max(page.as_of, shown.effective_on)))
    action = link(listing, text(words("importing.open_list")), "cds-more") + " · " + _again(page)
    st.session_state[DONE] = (ref, notice(words("importing.applied"), body, action=action) + told)


def _discard(page: Page, ref: str) -> None:
    words = page.words
    uploading.discard(data.database(), int(ref), page.person)
    st.session_state[DONE] = (
        ref,
        notice(words("importing.rejected"), words("importing.rejected_body"), action=_again(page)),
    )


def _again(page: Page) -> str:
    address = links.address(page.entry.slug, page.filters.context().to_query())
    return link(address, text(page.words("importing.again")), "cds-more")
