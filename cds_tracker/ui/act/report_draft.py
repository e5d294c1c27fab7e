"""A draft that was found: offered with what it began from; or, where it can no longer be sent, as text to copy."""

from datetime import date, datetime

import streamlit as st

from cds_tracker.domain.task import FIELDS, Value
from cds_tracker.store.drafts import Kept
from cds_tracker.style.formats import day
from cds_tracker.style.words import Words
from cds_tracker.ui import task_data
from cds_tracker.ui.act import drafting
from cds_tracker.ui.context import ZONE
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.page import Page
from cds_tracker.ui.task_values import value_text
from cds_tracker.workflows.reporting import WRITTEN


def offer(page: Page, kept: Kept) -> None:
    """``Bản nháp lúc …: dùng / bỏ``, with every field of it."""
    words = page.words
    head = f'<h3 class="cds-title">{text(words("mine.draft.title", at=at(kept.saved_at)))}</h3>'
    rows = "".join(
        f"<tr><th scope='row'>{text(called(words, name))}</th>"
        f"<td data-name='{text(words('mine.draft.began'))}'>{text(said(page, name, kept.before.get(name)))}</td>"
        f"<td data-name='{text(words('mine.draft.wrote'))}'><ins>{text(said(page, name, value))}</ins></td></tr>"
        for name, value in kept.values.items()
    )
    names = "".join(f"<th scope='col'>{text(words(f'mine.draft.{name}'))}</th>" for name in ("field", "began", "wrote"))
    show(f'{head}<table class="cds-table cards"><thead><tr>{names}</tr></thead><tbody>{rows}</tbody></table>')
    with st.container(horizontal=True, key=f"report-offer-{kept.task}"):
        use, drop = words("mine.draft.use"), words("mine.draft.drop")
        st.button(use, key=f"draft-use-{kept.task}", type="primary", on_click=drafting.adopt, args=(kept.task,))
        st.button(drop, key=f"draft-drop-{kept.task}", on_click=drafting.drop, args=(kept.task,))


def to_copy(page: Page, kept: Kept) -> None:
    """What was written, to be copied elsewhere: nothing of the task itself."""
    told = [f"{called(page.words, name)}: {said(page, name, value)}" for name, value in kept.values.items()]
    st.code("\n".join(told), language=None, wrap_lines=True)


def called(words: Words, name: str) -> str:
    """A field of the form as readers know it."""
    return words(f"fields.{name}") if name in FIELDS else words(f"mine.form.{name.rpartition('.')[2]}")


def said(page: Page, name: str, value: Value) -> str:
    """Its value in plain text."""
    if name in FIELDS and name in WRITTEN:
        return value_text(page.words, name, value, task_data.names(page.filters, page.revision))
    if value and name in drafting.DAYS:
        return day(date.fromisoformat(str(value)))
    return str(value or page.words("tasks.detail.absent"))


def at(instant: str) -> str:
    """``10:32 25/11/2025`` in Viet Nam."""
    return f"{datetime.fromisoformat(instant).astimezone(ZONE):%H:%M %d/%m/%Y}"
