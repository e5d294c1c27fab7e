"""Cells that were changed in the file and, since it was given out, on the dashboard too: three values; a person says which."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

import streamlit as st

from cds_tracker.domain.merging import Conflict
from cds_tracker.style.formats import number
from cds_tracker.style.rows import row_name
from cds_tracker.ui import links, task_data
from cds_tracker.ui.act.conflict import ZONE
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.page import Page
from cds_tracker.ui.review.choosing import choose, state
from cds_tracker.ui.task_values import Names, value_text
from cds_tracker.workflows.uploading import Prepared

AT_ONCE = 8
Which = tuple[int, str]
WHOSE: tuple[Literal["file", "held"], ...] = ("file", "held")


def draw(page: Page, prepared: Prepared, decides: bool) -> None:
    """The first of those that nobody decided; the others come when these are decided."""
    listed = [one for one in prepared.preview.conflicts if one.chosen is None]
    if not listed:
        return
    words, names = page.words, task_data.names(page.filters, page.revision)
    rows = {(row.sheet, row.row): str(row.values.get("title") or "") for row in prepared.reading.rows}
    title = text(words("review.conflicts.title", count=number(len(listed), page.lang)))
    show(f'<h2 class="cds-title">{title}</h2><p class="cds-sub">{text(words("review.conflicts.sub"))}</p>')
    boxes: dict[Which, str] = {}
    for place, one in enumerate(listed[:AT_ONCE]):
        box = f"review_conflict_{prepared.upload.number}_{one.task}_{one.field}"
        with st.container(border=True, key=f"review_three_{place}"):
            show(_three(page, names, one, rows.get((one.sheet, one.row), "")))
            if decides:
                labels = {whose: words(f"review.conflicts.take_{whose}") for whose in WHOSE}
                st.radio(
                    words("review.conflicts.label"), WHOSE, index=None, format_func=labels.__getitem__, key=box,
                    horizontal=True, label_visibility="collapsed",
                )  # fmt: skip
                boxes[one.task, one.field] = box
    if decides:
        _buttons(page, prepared, listed, boxes)


def _buttons(page: Page, prepared: Prepared, listed: Sequence[Conflict], boxes: Mapping[Which, str]) -> None:
    words = page.words
    with st.container(horizontal=True, key="review_settle"):
        st.button(words("review.conflicts.settle"), key="review_settle_these", on_click=_settled, args=(page, prepared, boxes))
        for whose in WHOSE if len(listed) > 1 else ():
            label = words(f"review.conflicts.all_{whose}", count=number(len(listed), page.lang))
            st.button(label, key=f"review_settle_{whose}", on_click=_all, args=(page, prepared, listed, whose))


def _settled(page: Page, prepared: Prepared, boxes: Mapping[Which, str]) -> None:
    said = {which: answer for which, box in boxes.items() if (answer := state(box)) in WHOSE}
    if said:
        choose(page, prepared, lambda held: replace(held, conflicts={**held.conflicts, **said}))


def _all(page: Page, prepared: Prepared, listed: Sequence[Conflict], whose: Literal["file", "held"]) -> None:
    said = {(one.task, one.field): whose for one in listed}
    choose(page, prepared, lambda held: replace(held, conflicts={**held.conflicts, **said}))


def _three(page: Page, names: Names, one: Conflict, title: str) -> str:
    words = page.words
    head = link(links.task(one.task, page.filters), text(" ".join(title.split())[:160] or words("tasks.untitled")))
    where = text(words("review.conflicts.where", row=row_name(words, one.row), field=words(f"fields.{one.field}")))
    sides = (
        ("base", one.base, ""),
        ("held", one.held, _who(page, names, one)),
        ("said", one.said, text(words("review.conflicts.by_file"))),
    )
    told = "".join(
        f"<div><h3>{text(words(f'review.conflict.{side}'))}</h3>"
        f"<p>{text(value_text(words, one.field, value, names))}</p><small>{who}</small></div>"
        for side, value, who in sides
    )
    return f'<p class="cds-why"><b>{head}</b> <span>{where}</span></p><div class="cds-both-sides three">{told}</div>'


def _who(page: Page, names: Names, one: Conflict) -> str:
    if not one.by or not one.at:
        return ""
    at = datetime.fromisoformat(one.at).astimezone(ZONE)
    return text(page.words("mine.conflict.theirs", by=names.author(one.by), at=f"{at:%H:%M %d/%m/%Y}"))
