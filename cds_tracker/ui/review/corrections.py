"""Cells that could not be read, put right on the page: what is typed is read as if it stood in the cell."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from cds_tracker.domain.choices import Choices
from cds_tracker.domain.reading import Problem, Severity
from cds_tracker.style.formats import number
from cds_tracker.style.problems import message
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.page import Page
from cds_tracker.ui.review.choosing import choose, correct
from cds_tracker.workflows.uploading import Prepared

AT_ONCE = 10
LONG = 400  # characters


def draw(page: Page, prepared: Prepared, decides: bool) -> None:
    """Boxes for the first of them, and what was put right so far."""
    if not decides:
        return
    words, number_ = page.words, prepared.upload.number
    cells = _cells(prepared.preview.problems)
    done = prepared.upload.choices.directions.corrections
    count = sum(len(cells_of) for cells_of in done.values())
    if not cells and not count:
        return
    title = ("review.correct.title", len(cells)) if cells else ("review.correct.done", count)
    with st.expander(words(title[0], count=number(title[1], page.lang)), expanded=False, key="review_correct"):
        if cells:
            show(f'<p class="cds-sub">{text(words("review.correct.sub"))}</p>')
        boxes: dict[tuple[str, str], str] = {}
        for (sheet, cell), problem in list(cells.items())[:AT_ONCE]:
            boxes[sheet, cell] = box = f"review_cell_{number_}_{sheet}_{cell}"
            show(f'<p class="cds-why"><b>{text(cell)}</b> <span>{text(message(words, problem))}</span></p>')
            label = words("review.correct.cell", cell=cell)  # a label is markdown: nothing of the file may stand in it
            st.text_input(label, key=box, max_chars=LONG, placeholder=problem.value or "", label_visibility="collapsed")
        with st.container(horizontal=True, key="review_correct_bar"):
            if cells:
                label = words("review.correct.again")
                st.button(label, key="review_correct_again", on_click=correct, args=(page, prepared, boxes))
            if count:
                label = words("review.correct.forget", count=number(count, page.lang))
                st.button(label, key="review_correct_forget", on_click=choose, args=(page, prepared, _forget))


def _cells(problems: Sequence[Problem]) -> dict[tuple[str, str], Problem]:
    """The cells with an error, each with its first one."""
    found: dict[tuple[str, str], Problem] = {}
    for one in problems:
        if one.severity is Severity.ERROR and one.cell and one.sheet is not None:
            found.setdefault((one.sheet, one.cell), one)
    return found


def _forget(held: Choices) -> Choices:
    return replace(held, directions=replace(held.directions, corrections={}))
