"""Rows of which nobody knows for certain what task they are about: side by side with those that they may be; a person says."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

import streamlit as st

from cds_tracker.domain.choices import NEW, SKIP, Place
from cds_tracker.domain.matching import Unresolved
from cds_tracker.domain.reading import Row
from cds_tracker.domain.task import Task
from cds_tracker.style.formats import number
from cds_tracker.style.rows import row_name
from cds_tracker.ui import links, task_data
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.page import Page
from cds_tracker.ui.review.choosing import choose, state
from cds_tracker.ui.task_values import Names, value_text
from cds_tracker.workflows.uploading import Prepared

AT_ONCE = 8
TOLD = ("title", "section", "lead", "deadline")


def draw(page: Page, prepared: Prepared, decides: bool) -> None:
    """The first of them; those behind come when these are decided."""
    listed = prepared.preview.unresolved
    if not listed:
        return
    words, names = page.words, task_data.names(page.filters, page.revision)
    title = text(words("importing.decide.title", count=number(len(listed), page.lang)))
    show(f'<h2 class="cds-title">{title}</h2><p class="cds-sub">{text(words("review.decide.sub"))}</p>')
    boxes: dict[Place, str] = {}
    for place, one in enumerate(listed[:AT_ONCE]):
        box = f"import_row_{prepared.upload.number}_{one.row.sheet}_{one.row.row}"
        with st.container(border=True, key=f"review_like_{place}"):
            show(_both(page, names, one))
            if decides:
                _ask(page, one, box)
                boxes[one.row.sheet, one.row.row] = box
    if decides:
        _buttons(page, prepared, boxes)


def _ask(page: Page, one: Unresolved, box: str) -> None:
    words = page.words
    tasks = {str(task.id): words("review.decide.is_task", number=task.id) for task in one.candidates}
    labels = {**tasks, NEW: words("review.decide.new"), SKIP: words("review.decide.skip")}
    label = words("review.decide.in_file", row=row_name(words, one.row.row))
    st.radio(label, list(labels), index=None, format_func=labels.__getitem__, key=box, label_visibility="collapsed")


def _buttons(page: Page, prepared: Prepared, boxes: Mapping[Place, str]) -> None:
    words, left = page.words, len(prepared.preview.unresolved)
    with st.container(horizontal=True, key="review_decide"):
        st.button(words("importing.recheck"), key="import_recheck", on_click=_decided, args=(page, prepared, boxes))
        if left > 1:
            for answer in (NEW, SKIP):
                label = words(f"review.decide.all_{answer}", count=number(left, page.lang))
                st.button(label, key=f"review_all_{answer}", on_click=_all, args=(page, prepared, answer))


def _decided(page: Page, prepared: Prepared, boxes: Mapping[Place, str]) -> None:
    said = {place: answer for place, box in boxes.items() if (answer := state(box)) is not None}
    answers: dict[Place, int | str] = {p: answer if answer in (NEW, SKIP) else int(answer) for p, answer in said.items()}
    if answers:
        choose(page, prepared, lambda held: replace(held, accept={**held.accept, **answers}))


def _all(page: Page, prepared: Prepared, answer: str) -> None:
    places = {(one.row.sheet, one.row.row): answer for one in prepared.preview.unresolved}
    choose(page, prepared, lambda held: replace(held, accept={**held.accept, **places}))


def _both(page: Page, names: Names, one: Unresolved) -> str:
    words = page.words
    reason = text(words(f"review.why.{one.code}", threshold=one.threshold))
    head = text(words("review.decide.in_file", row=row_name(words, one.row.row)))
    row = f"<div><h3>{head}</h3>{_facts(page, names, one.row.values)}</div>"
    pairs: Sequence[tuple[Task, int | None]] = list(zip_longest(one.candidates, one.likeness[: len(one.candidates)]))
    tasks = "".join(_candidate(page, names, one.row, *pair) for pair in pairs)
    return f'<p class="cds-why">{reason}</p><div class="cds-both-sides">{row}{tasks}</div>'


def _candidate(page: Page, names: Names, row: Row, task: Task, likeness: int | None) -> str:
    words = page.words
    like = f' <span class="cds-tag">{text(words("review.decide.likeness", percent=likeness))}</span>' if likeness else ""
    head = link(links.task(task.id, page.filters), text(words("review.decide.held", number=task.id)))
    return f"<div><h3>{head}{like}</h3>{_facts(page, names, task.values, row.values)}</div>"


def _facts(page: Page, names: Names, values: Mapping[str, object], other: Mapping[str, object] | None = None) -> str:
    told = []
    for name in TOLD:
        said = value_text(page.words, name, values.get(name), names)
        mark = ' class="differs"' if other is not None and said != value_text(page.words, name, other.get(name), names) else ""
        told.append(f"<div{mark}><dt>{text(page.words(f'fields.{name}'))}</dt><dd>{text(said)}</dd></div>")
    return f'<dl class="cds-facts-list">{"".join(told)}</dl>'

