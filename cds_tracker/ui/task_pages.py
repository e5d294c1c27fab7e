"""The list of tasks, a page at a time."""

from dataclasses import replace

import streamlit as st

from cds_tracker.insights.filters import Filters
from cds_tracker.style.formats import number
from cds_tracker.ui import data, links, task_data, task_detail
from cds_tracker.ui.act import panels
from cds_tracker.ui.header import stamp
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.notices import empty, notice
from cds_tracker.ui.page import Page
from cds_tracker.ui.task_list import Line, task_table

ROWS = 25
DONE = ("done_on_time", "done_late", "cancelled", "paused")


def draw(page: Page, sort: str) -> None:
    """The tasks that the page's filters leave, in the chosen order, with what stands on this page of them."""
    found = task_data.ordered(page.filters, page.revision, sort)
    if not len(found):
        narrowed = page.filters.narrowed
        show(empty(page.words("tasks.none" if narrowed else "tasks.none_yet")) + _left_out(page, len(found)))
        return
    pages = -(-len(found) // ROWS)
    current = min(max(_asked(), 1), pages)
    page.show(f"list {sort} {current}", lambda: _listed(page, found, (current - 1) * ROWS))
    if pages > 1:
        _pager(pages, current)


def _listed(page: Page, found: task_data.Ordered, first: int) -> str:
    lines = [line_of(row) for row in found.rows(first, first + ROWS)]
    table = task_table(page.words, lines, page.filters)
    return _count(page, len(found), first, len(lines)) + table + _left_out(page, len(found))


def draw_one(page: Page, asked: str) -> None:
    """Everything about the task of this id, as it stood on the page's day."""
    words = page.words
    back = link(links.listing(page.filters.context()), f"← {text(words('tasks.detail.back'))}", "cds-more")
    task = task_data.one(page.filters, page.revision, asked)
    if task is None:
        show(notice(words("tasks.detail.missing"), words("tasks.detail.missing_body"), action=back))
        return
    names = task_data.names(page.filters, page.revision)
    moments = task_data.moments(task["id"], page.filters, page.revision)
    show(back + task_detail.headline(words, task))
    panels.draw(page, task)
    show(task_detail.facts(words, task_data.values(task), names))
    periods = [one for one in data.periods(page.revision) if one.plan == page.filters.plan]
    show(task_detail.history(words, moments, page.as_of, names, periods))


def line_of(task: task_data.Record) -> Line:
    """A task of the frame as a line of a list."""
    return Line(
        id=task["id"],
        label=task["code"] or task["stt"] or "",
        title=task["title"],
        lead=task["lead_names"] or "",
        bucket=task["bucket"],
        due_soon=task["due_soon"],
        due=task["due"],
        days=None if task["days_left"] is None else int(task["days_left"]),
        deadline=task["deadline_text"],
        progress=task["progress"],
        open=task["bucket"] not in DONE,
    )


def _asked() -> int:
    asked = st.query_params.get("page", "1")
    return int(asked) if asked.isdecimal() and len(asked) < 9 else 1


def _count(page: Page, count: int, first: int, here: int) -> str:
    numbers = {"count": number(count, page.lang), "first": first + 1, "last": first + here}
    told = page.words("tasks.count" if here == count else "tasks.shown", **numbers)
    return f'<p class="cds-sub"><b>{text(told)}</b> · {stamp(page)}</p>'


def _left_out(page: Page, listed: int) -> str:
    """Headings and parts are listed only when asked for: no figure counts them."""
    if page.filters.parts:
        return ""
    everything: Filters = replace(page.filters, parts=True)
    count = len(data.tasks(everything, page.revision)) - listed
    if count <= 0:
        return ""
    more = link(page.address(everything), text(page.words("tasks.parts_only")), "under")
    return f'<p class="cds-sub">{text(page.words("tasks.left_out", count=number(count, page.lang)))} {more}</p>'


def _pager(pages: int, current: int) -> None:
    key = f"list_page_{current}"
    st.pagination(pages, default=current, key=key, on_change=_turn, args=(key,))


def _turn(key: str) -> None:
    st.query_params["page"] = str(st.session_state[key])
