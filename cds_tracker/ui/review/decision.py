"""The bar at the foot of the changes: apply what is shown, or give the file up."""

from dataclasses import replace

import streamlit as st

from cds_tracker.domain.choices import Choices
from cds_tracker.domain.people import Act
from cds_tracker.store.uploads import Upload
from cds_tracker.style.formats import number
from cds_tracker.ui import data, telling
from cds_tracker.ui.importing import problems, start, table
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page
from cds_tracker.ui.review.choosing import attempt, take_back
from cds_tracker.workflows import importing, uploading
from cds_tracker.workflows.preview import Preview
from cds_tracker.workflows.uploading import Prepared


def draw(page: Page, prepared: Prepared) -> None:
    """What applying does in one sentence, and the buttons."""
    words, shown = page.words, prepared.preview
    if not shown.writes:
        body = words("importing.known" if shown.recognised is not None else "importing.nothing_body")
        show(notice(words("importing.nothing"), body))
    with st.container(horizontal=True, vertical_alignment="center", key="import_bar"):
        st.button(
            _label(page, shown), type="primary", disabled=not shown.writes, key="import_apply", on_click=_apply,
            args=(page, prepared),
        )  # fmt: skip
        st.button(words("importing.discard"), key="import_discard", on_click=_discard, args=(page, prepared))
        forget(page, prepared.upload)
        if shown.writes:
            show(f'<p class="cds-sub">{text(_told(page, shown))}</p>')


def forget(page: Page, upload: Upload) -> None:
    """A button that takes back what was decided about rows, if anything was: also where it cannot be held to, as two rows
    were said to be one task, or a row or a task is gone."""
    held = upload.choices
    decided = len(held.accept) + len(held.conflicts)
    if decided:
        label = page.words("review.forget", count=number(decided, page.lang))
        st.button(label, key="review_forget", on_click=take_back, args=(page, upload, _forget), type="tertiary")


def _label(page: Page, shown: Preview) -> str:
    words, count = page.words, number(len(shown.changes), page.lang)
    requests = (shown.counts or {}).get("requested", 0)
    numbers = {"count": count, "requests": number(requests, page.lang)}
    if requests and not shown.changes:
        return words("review.only_requests", **numbers)
    if waits(page, shown):
        name = "send_requests" if requests else "send" if shown.changes else "send_nothing"
        return words(f"review.{name}", **numbers)
    if requests:
        return words("importing.apply_requests", **numbers)
    return words("importing.apply_count", count=count) if shown.changes else words("importing.apply")


def waits(page: Page, shown: Preview) -> bool:
    """Whether the focal unit has to accept what this reader brings."""
    return bool(shown.plan and shown.plan.approve_uploads and not page.may(Act.PLAN))


def _told(page: Page, shown: Preview) -> str:
    words, counts = page.words, shown.counts or {}
    if waits(page, shown):
        return words("review.sends")
    left = counts.get("conflicts", 0) + counts.get("unresolved", 0)
    return words("review.left", count=number(left, page.lang)) if left else words("review.undoable")


def _apply(page: Page, prepared: Prepared) -> None:
    """Exactly what was shown; where the plan moved meanwhile nothing is written, and the page shows anew."""
    upload, words = prepared.upload, page.words
    database, folder = data.database(), start.folder()

    def act() -> None:
        result = uploading.carry_out(database, folder, upload.number, page.person, seen=prepared.preview)
        if result.state == uploading.MOVED:
            told = words("import_result.moved"), words("import_result.moved_body"), "warning"
            telling.tell(table.place(upload.number), *told)
        elif result.applied and result.applied.stale:
            left_out = tuple(importing.left_out(result.applied.stale, prepared.reading))
            telling.keep(table.place(upload.number), problems.markup(words, left_out))

    attempt(page, upload, act)


def _discard(page: Page, prepared: Prepared) -> None:
    attempt(
        page, prepared.upload, lambda: uploading.discard(data.database(), prepared.upload.number, page.person)
    )


def _forget(held: Choices) -> Choices:
    return replace(held, accept={}, conflicts={}, seen={})
