"""The list of tasks, a page at a time."""

from dataclasses import replace

import streamlit as st

from cds_tracker.domain.periods import Reported
from cds_tracker.domain.rollup import Rollup
from cds_tracker.domain.task import Status
from cds_tracker.insights.filters import Filters
from cds_tracker.style.formats import number
from cds_tracker.ui import data, left_out, links, task_data, task_detail, task_history, task_proofs
from cds_tracker.ui.act import panels
from cds_tracker.ui.header import stamp
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.notices import empty, notice
from cds_tracker.ui.page import Page
from cds_tracker.ui.requests import marking
from cds_tracker.ui.task_list import Line, task_table

ROWS = 25
DONE = ("done_on_time", "done_late", "cancelled", "paused")


def draw(page: Page, sort: str) -> None:
    """The tasks that the page's filters leave, in the chosen order, with what stands on this page of them."""
    found = task_data.ordered(page.filters, page.revision, sort, page.scope)
    if not len(found):
        hidden = _hidden(page, found)
        none = "scope.none" if hidden > 0 else "tasks.none" if page.filters.narrowed else "tasks.none_yet"
        show(empty(page.words(none)) + _left_out(page, len(found)) + left_out.hidden(page, hidden))
        return
    pages = -(-len(found) // ROWS)
    current = min(max(_asked(), 1), pages)
    page.show(f"list {sort} {current}", lambda: _listed(page, found, (current - 1) * ROWS))
    if pages > 1:
        _pager(pages, current)


def _listed(page: Page, found: task_data.Ordered, first: int) -> str:
    lines = [line_of(row) for row in found.rows(first, first + ROWS)]
    table = task_table(page.words, lines, page.filters)
    hidden = _hidden(page, found)
    after = _left_out(page, len(found)) + left_out.hidden(page, hidden)
    return _count(page, len(found), first, len(lines), hidden) + table + after


def draw_one(page: Page, asked: str) -> None:
    """Everything about the task of this id, as it stood on the page's day."""
    words = page.words
    back = link(links.listing(page.filters.context()), f"← {text(words('tasks.detail.back'))}", "cds-more")
    task = task_data.one(page.filters, page.revision, asked, page.scope)
    if task is None:
        maybe = "" if page.scope.whole else " " + words("scope.maybe")
        show(notice(words("tasks.detail.missing"), words("tasks.detail.missing_body") + maybe, action=back))
        return
    names = task_data.names(page.filters, page.revision)
    moments = task_data.moments(task["id"], page.filters, page.revision)
    show(back + task_detail.headline(words, task))
    panels.draw(page, task)
    now = task_data.names_now(names, Rollup(data.registry(page.revision), page.as_of), words)
    show(task_detail.facts(words, task_data.values(task), now))
    show(task_proofs.blocks(words, task, task_data.proofs(task["id"], page.filters), page.as_of, names))
    show(task_history.history(words, moments, page.as_of, names, marking.natures(task["id"]), _periods(page)))


def _periods(page: Page) -> list[Reported]:
    return [one for one in data.periods(page.revision) if one.plan == page.filters.plan]


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
        unproved=task["status"] == Status.DONE and not task["evidence"],
    )


def _asked() -> int:
    asked = st.query_params.get("page", "1")
    return int(asked) if asked.isdecimal() and len(asked) < 9 else 1


def _hidden(page: Page, found: task_data.Ordered) -> int:
    """How many of the tasks that are counted for these filters the reader may not read."""
    if page.scope.whole:
        return 0
    return data.count(page.filters, page.revision, page.scope) - int(found.tasks["counted"].to_numpy().sum())


def _count(page: Page, count: int, first: int, here: int, hidden: int) -> str:
    numbers: dict[str, object] = {"first": first + 1, "last": first + here}
    if hidden > 0:
        numbers |= {"count": number(count + hidden, page.lang), "here": number(count, page.lang)}
        told = page.words("scope.shown" if here == count else "scope.shown_page", **numbers)
    else:
        told = page.words("tasks.count" if here == count else "tasks.shown", count=number(count, page.lang), **numbers)
    return f'<p class="cds-sub"><b>{text(told)}</b> · {stamp(page)}</p>'


def _left_out(page: Page, listed: int) -> str:
    """Headings and parts are listed only when asked for: no figure counts them."""
    if page.filters.parts:
        return ""
    everything: Filters = replace(page.filters, parts=True)
    count = len(data.tasks(everything, page.revision, page.scope)) - listed
    if count <= 0:
        return ""
    more = link(page.address(everything), text(page.words("tasks.parts_only")), "under")
    return f'<p class="cds-sub">{text(page.words("tasks.left_out", count=number(count, page.lang)))} {more}</p>'


def _pager(pages: int, current: int) -> None:
    key = f"list_page_{current}"
    st.pagination(pages, default=current, key=key, on_change=_turn, args=(key,))


def _turn(key: str) -> None:
    st.query_params["page"] = str(st.session_state[key])
