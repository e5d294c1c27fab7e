"""What blank cells and absent rows mean: declared with how many there are, and changed by whoever decides."""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import streamlit as st

from cds_tracker.domain.choices import Choices
from cds_tracker.style.formats import number
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.page import Page
from cds_tracker.ui.review.choosing import choose, state
from cds_tracker.workflows.uploading import Prepared

Kind = Literal["blank", "absent"]
ANSWERS: dict[Kind, tuple[str, str]] = {"blank": ("keep", "clear"), "absent": ("keep", "cancel")}


def draw(page: Page, prepared: Prepared, decides: bool) -> None:
    """Both, where there are any."""
    shown = prepared.preview
    for kind, count in (("blank", len(shown.cleared)), ("absent", len(shown.absent))):
        if count:
            _one(page, prepared, kind, count, decides)  # type: ignore[arg-type]


def _one(page: Page, prepared: Prepared, kind: Kind, count: int, decides: bool) -> None:
    words, held = page.words, str(getattr(prepared.upload.choices, kind))
    box = f"review_{kind}_{prepared.upload.number}"
    said = text(words(f"review.{kind}.count", count=number(count, page.lang)))
    with st.container(horizontal=True, vertical_alignment="center", key=f"review_meaning_{kind}"):
        show(f'<p class="cds-meaning"><b>{said}</b><small>{text(words(f"review.{kind}.sub"))}</small></p>')
        if not decides:
            show(f"<p>{text(words(f'review.{kind}.{held}'))}</p>")
            return
        st.segmented_control(
            words(f"review.{kind}.label"), ANSWERS[kind], default=held, required=True,
            format_func=lambda answer: words(f"review.{kind}.{answer}"), key=f"{box}_{held}", label_visibility="collapsed",
            on_change=_answered, args=(page, prepared, kind, f"{box}_{held}"),
        )  # fmt: skip


def _answered(page: Page, prepared: Prepared, kind: Kind, box: str) -> None:
    answer = state(box)
    if answer in ANSWERS[kind]:
        decide: Callable[[Choices], Choices] = lambda held: replace(held, **{kind: answer})  # noqa: E731
        choose(page, prepared, decide)
