"""The third and fourth step of an import: its problems by cell, what will change, apply or discard; then what came of it."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from cds_tracker.domain.errors import TrackerError
from cds_tracker.insights.filters import Filters
from cds_tracker.store.uploads import Upload
from cds_tracker.style.formats import number
from cds_tracker.style.problems import refusal
from cds_tracker.ui import data, import_changes, import_lines, import_problems, import_start, import_table, links, telling
from cds_tracker.ui.import_steps import address
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page
from cds_tracker.workflows import importing, uploading
from cds_tracker.workflows.uploading import Prepared


def draw(page: Page, prepared: Prepared) -> None:
    """What an upload would change, and the decision about it."""
    shown, upload = prepared.preview, prepared.upload
    show(import_table.not_yours(page, upload))
    show(import_problems.markup(page.words, shown.problems))
    import_changes.draw(page, shown)
    if not import_table.decides(page, upload):
        return
    accept = import_changes.decide(page, shown)
    if accept:
        st.button(page.words("importing.recheck"), key="import_recheck", on_click=_choose, args=(page, upload, accept))
    _buttons(page, prepared)


def outcome(page: Page, upload: Upload) -> None:
    """What became of an upload."""
    words, counts = page.words, upload.counts
    kind = "error" if upload.state == "rejected" else "warning" if upload.state in ("pending", "undone") else ""
    said = {"count": number(int(counts.get("applied", 0)), page.lang), "counts": import_lines.counts(words, counts)}
    body = words(f"import_result.{upload.state}_body", **said)
    if counts.get("requests"):
        body += " " + words("importing.requested", count=number(int(counts["requests"]), page.lang))
    again = link(address(page), text(words("importing.again")), "cds-more")
    listing = link(links.listing(_on(page, upload)), text(words("importing.open_list")), "cds-more")
    show(notice(words(f"import_result.{upload.state}"), body, kind, f"<p>{listing} · {again}</p>"))


def _on(page: Page, upload: Upload) -> Filters:
    return replace(page.filters.context(), plan=upload.plan, as_of=max(page.as_of, upload.effective_on))


def _buttons(page: Page, prepared: Prepared) -> None:
    words, shown = page.words, prepared.preview
    count, requests = number(len(shown.changes), page.lang), (shown.counts or {}).get("requested", 0)
    with st.container(horizontal=True, key="import_decision"):
        label = words("importing.apply_count", count=count) if shown.changes else words("importing.apply")
        if requests:
            label = words("importing.apply_requests", count=count, requests=number(requests, page.lang))
        st.button(
            label, type="primary", disabled=not shown.writes, key="import_apply", on_click=_apply, args=(page, prepared)
        )
        st.button(words("importing.discard"), key="import_discard", on_click=_discard, args=(page, prepared.upload))
    if not shown.writes:
        body = words("importing.known" if shown.recognised is not None else "importing.nothing_body")
        show(notice(words("importing.nothing"), body))


def _choose(page: Page, upload: Upload, accept: dict[tuple[str, int], int | str]) -> None:
    choices = replace(upload.choices, accept={**upload.choices.accept, **accept})
    _attempt(page, upload, lambda: uploading.choose(data.database(), upload.number, page.person, choices))


def _apply(page: Page, prepared: Prepared) -> None:
    """Exactly what was shown; where the plan moved meanwhile nothing is written, and the page shows anew."""
    upload, words = prepared.upload, page.words
    database, folder = data.database(), import_start.folder()

    def act() -> None:
        result = uploading.carry_out(database, folder, upload.number, page.person, seen=prepared.preview)
        if result.state == uploading.MOVED:
            told = words("import_result.moved"), words("import_result.moved_body"), "warning"
            telling.tell(import_table.place(upload.number), *told)
        elif result.applied and result.applied.stale:
            left_out = tuple(importing.left_out(result.applied.stale, prepared.reading))
            telling.keep(import_table.place(upload.number), import_problems.markup(words, left_out))

    _attempt(page, upload, act)


def _discard(page: Page, upload: Upload) -> None:
    _attempt(page, upload, lambda: uploading.discard(data.database(), upload.number, page.person))


def _attempt(page: Page, upload: Upload, act: Callable[[], object]) -> None:
    """In a callback: do it, or tell why not."""
    try:
        act()
    except TrackerError as error:
        telling.tell(import_table.place(upload.number), page.words("import_result.failed"), refusal(page.words, error), "error")
