"""The focal unit decides about an upload that waits: wholly, row by row, or not; its author may take it back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

import streamlit as st

from cds_tracker.domain.changes import CREATED, Change
from cds_tracker.domain.choices import Place
from cds_tracker.domain.people import Act
from cds_tracker.store.uploads import Upload
from cds_tracker.style.formats import number
from cds_tracker.style.rows import row_name
from cds_tracker.ui import data, links, task_data, telling
from cds_tracker.ui.importing import problems, table
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page
from cds_tracker.ui.review.choosing import attempt
from cds_tracker.ui.task_values import Names, value_text
from cds_tracker.workflows import approving, importing, uploading

ROWS = 40
REASON = 2_000
Group = tuple[Place, list[Change]]


def draw(page: Page, upload: Upload) -> None:
    """What waits, and the buttons of whoever may decide."""
    words = page.words
    groups = _groups(approving.waiting(data.database(), upload.number, page.person))
    decides = page.may(Act.PLAN) and approving.may_decide(page.person, upload)
    title = text(words("uploads.approve.title", count=number(len(groups), page.lang)))
    sub = text(words("uploads.approve.sub" if decides else "uploads.approve.waits"))
    show(f'<h2 class="cds-title">{title}</h2><p class="cds-sub">{sub}</p>')
    left = _left(upload.number)
    _rows(page, upload, groups, decides, left)
    if decides:
        _buttons(page, upload, groups, left)
    elif upload.author == page.person.account:
        st.button(words("uploads.approve.withdraw"), key="upload_withdraw", on_click=_withdraw, args=(page, upload))


def _groups(changes: Sequence[Change]) -> list[Group]:
    """The changes of each row of the file together."""
    ordered = sorted(changes, key=lambda one: (one.sheet or "", one.row or 0))
    return [(place, list(found)) for place, found in groupby(ordered, key=lambda one: (one.sheet or "", one.row or 0))]


def _left(upload: int) -> set[Place]:
    """The rows that the reader leaves out so far."""
    found: set[Place] = st.session_state.setdefault(f"upload_left_{upload}", set())
    return found


def _rows(page: Page, upload: Upload, groups: Sequence[Group], decides: bool, left: set[Place]) -> None:
    pages = max(1, -(-len(groups) // ROWS))
    current = min(max(int(st.session_state.get("upload_page") or 1), 1), pages)
    titles, known = _titles(page, upload), task_data.names(page.filters, page.revision)
    for place, changes in groups[(current - 1) * ROWS : current * ROWS]:
        with st.container(horizontal=True, key=f"upload_row_{place[0]}_{place[1]}"):
            if decides:
                box = f"upload_take_{upload.number}_{place[0]}_{place[1]}"
                st.checkbox(
                    page.words("uploads.approve.take", row=row_name(page.words, place[1])), value=place not in left, key=box,
                    label_visibility="collapsed", width="content", on_change=_taken, args=(upload.number, place, box),
                )  # fmt: skip
            show(_row(page, known, place, changes, titles))
    if pages > 1:
        st.pagination(pages, key="upload_page")


def _taken(upload: int, place: Place, box: str) -> None:
    left = _left(upload)
    (left.discard if st.session_state.get(box) else left.add)(place)


def _titles(page: Page, upload: Upload) -> Mapping[int, str]:
    if upload.plan not in {plan.code for plan in page.plans}:
        return {}
    found = data.tasks(replace(page.filters.context(), plan=upload.plan), page.revision, page.scope)
    return dict(zip(found["id"], found["title"], strict=True))


def _row(page: Page, known: Names, place: Place, changes: Sequence[Change], titles: Mapping[int, str]) -> str:
    """What waits in a row: about one task, but for what becomes of those that no row is about."""
    words = page.words
    where = words("importing.problems.row", row=row_name(words, place[1])) if place[1] else words("uploads.approve.absent")
    tasks = groupby(sorted(changes, key=lambda one: one.task), key=lambda one: one.task)
    told = "".join(_task(page, known, where, list(found), titles) for _, found in tasks)
    return f'<div class="cds-waiting-row">{told}</div>'


def _task(page: Page, known: Names, where: str, changes: Sequence[Change], titles: Mapping[int, str]) -> str:
    words, first = page.words, changes[0]
    said = first.after if first.field == CREATED and isinstance(first.after, dict) else {}
    title = " ".join(str(said.get("title") or titles.get(first.task) or words("tasks.untitled")).split())[:200]
    head = text(title) if first.field == CREATED else link(links.task(first.task, page.filters), text(title))
    new = f' <span class="cds-tag o-new">{text(words("review.tag.new"))}</span>' if first.field == CREATED else ""
    cells = "".join(
        f"<p><i>{text(words(f'fields.{one.field}'))}:</i> <del>{text(value_text(words, one.field, one.before, known))}</del> → "
        f"<ins>{text(value_text(words, one.field, one.after, known))}</ins></p>"
        for one in changes
        if one.field != CREATED
    )
    return f"<p><small>{text(where)}</small> <b>{head}</b>{new}</p>{cells}"


def _buttons(page: Page, upload: Upload, groups: Sequence[Group], left: set[Place]) -> None:
    words, chosen = page.words, len(groups) - len(left)
    st.text_area(words("uploads.approve.reason"), key="upload_reason", max_chars=REASON, height=80)
    with st.container(horizontal=True, key="import_bar"):
        label = words("uploads.approve.rows" if left else "uploads.approve.all", count=number(chosen, page.lang))
        rows = [place for place, _ in groups if place not in left] if left else None
        st.button(
            label, type="primary", key="upload_accept", disabled=not chosen, on_click=_accept, args=(page, upload, rows)
        )  # fmt: skip
        st.button(words("uploads.approve.refuse"), key="upload_refuse", on_click=_refuse, args=(page, upload))


def _accept(page: Page, upload: Upload, rows: list[Place] | None) -> None:
    place, words = table.place(upload.number), page.words

    def act() -> None:
        applied = approving.accept(data.database(), upload.number, page.person, rows, _reason())
        done = notice(words("uploads.approve.accepted"), words("uploads.approve.count", count=applied.applied))
        told = problems.markup(words, importing.left_out(applied.stale)) if applied.stale else ""
        telling.keep(place, done + told)

    attempt(page, upload, act)


def _refuse(page: Page, upload: Upload) -> None:
    def act() -> None:
        approving.refuse(data.database(), upload.number, page.person, _reason() or "")
        telling.tell(table.place(upload.number), page.words("uploads.approve.refused"))

    attempt(page, upload, act)


def _withdraw(page: Page, upload: Upload) -> None:
    attempt(page, upload, lambda: uploading.discard(data.database(), upload.number, page.person))


def _reason() -> str | None:
    return str(st.session_state.get("upload_reason") or "").strip() or None
