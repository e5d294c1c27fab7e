"""Lịch sử tải lên: the uploads that this reader may see, those that wait for the focal unit first; or one of them."""

from collections.abc import Sequence

import streamlit as st

from cds_tracker.store.tables_uploads import UPLOAD_STATES
from cds_tracker.store.uploads import PENDING, Upload
from cds_tracker.style.formats import number
from cds_tracker.ui import data, links
from cds_tracker.ui.act.report_draft import at
from cds_tracker.ui.importing import lines, steps
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.notices import empty
from cds_tracker.ui.page import Page
from cds_tracker.ui.task_data import names
from cds_tracker.ui.uploads import one
from cds_tracker.workflows import uploading

ROWS = 30
STATE, PAGE = "state", "page"
COLUMNS = ("file", "author", "unit", "state", "counts", "decision")


def draw(page: Page) -> None:
    """The list, or the upload that the address names."""
    asked = steps.number()
    if asked is not None:
        one.draw(page, asked)
        return
    state = _choose(page)
    current = _asked_page()
    states = (state,) if state else None
    found = uploading.listed(
        data.database(), page.person, unit=page.filters.unit, states=states, first=(current - 1) * ROWS, count=ROWS + 1
    )
    if not found:
        show(empty(page.words("uploads.none" if state or page.filters.unit else "uploads.none_yet")))
        return
    show(_table(page, found[:ROWS]))
    _turn(page, current, more=len(found) > ROWS)


def address(page: Page, upload: int | None = None) -> str:
    """The history, or one upload in it."""
    said = {steps.UPLOAD: str(upload)} if upload is not None else {}
    return links.address("lich-su-tai-len", {**page.filters.context().to_query(), **said})


def _choose(page: Page) -> str:
    words = page.words
    asked = st.query_params.get(STATE, "")
    state = asked if asked in UPLOAD_STATES else ""
    waiting = len(uploading.listed(data.database(), page.person, states=(PENDING,), count=500))
    if waiting:
        show(f'<p class="cds-summary">{text(words("uploads.waiting", count=number(waiting, page.lang)))}</p>')
    labels = {"": words("tasks.all"), **{name: words(f"import_lines.state.{name}") for name in UPLOAD_STATES}}
    st.session_state["uploads_state"] = state
    st.selectbox(
        words("uploads.state"), list(labels), format_func=labels.__getitem__, key="uploads_state", on_change=_chosen, width=280
    )
    return state


def _chosen() -> None:
    st.query_params.pop(PAGE, None)
    said = str(st.session_state.get("uploads_state") or "")
    if said:
        st.query_params[STATE] = said
    else:
        st.query_params.pop(STATE, None)


def _asked_page() -> int:
    asked = st.query_params.get(PAGE, "1")
    return max(int(asked), 1) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 1


def _turn(page: Page, current: int, more: bool) -> None:
    if current == 1 and not more:
        return
    with st.container(horizontal=True, key="uploads_turn"):
        words = page.words
        st.button(words("uploads.newer"), key="uploads_newer", disabled=current == 1, on_click=_go, args=(current - 1,))
        st.button(words("uploads.older"), key="uploads_older", disabled=not more, on_click=_go, args=(current + 1,))


def _go(to: int) -> None:
    st.query_params[PAGE] = str(to)


def _table(page: Page, found: Sequence[Upload]) -> str:
    words = page.words
    head = "".join(f'<th scope="col">{text(words(f"uploads.column.{name}"))}</th>' for name in COLUMNS)
    rows = "".join(_row(page, each) for each in found)
    return f'<table class="cds-table cards cds-brought"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _row(page: Page, each: Upload) -> str:
    words, known = page.words, names(page.filters, page.revision)
    file = link(address(page, each.number), f'<span class="cds-clamp">{text(each.file)}</span>', "cds-task-name")
    decided = each.decided_by and each.decided_at and each.state != PENDING  # what waits was sent, not decided
    said = _who(known.author(each.decided_by or ""), each.decided_at) if decided else "–"
    cells = (
        f"{file}<small>{text(words('uploads.for_day', day=f'{each.effective_on:%d/%m/%Y}', plan=each.plan))}</small>",
        _who(known.author(each.author), each.recorded_at), lines.unit(page, each), lines.badge(words, each.state),
        text(lines.counts(words, each.counts)), said,
    )  # fmt: skip
    named = ((text(words(f"uploads.column.{name}")), cell) for name, cell in zip(COLUMNS, cells, strict=True))
    return "<tr>" + "".join(f'<td data-name="{name}">{cell}</td>' for name, cell in named) + "</tr>"


def _who(name: str, when: str | None) -> str:
    return f"{text(name)}<small>{text(at(when) if when else '')}</small>"
