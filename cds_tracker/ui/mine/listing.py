"""The list of one's own tasks: a card each, a form in its place, and one tap for all that did not change."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from cds_tracker.domain.people import Act
from cds_tracker.store.drafts import Kept
from cds_tracker.style.formats import number
from cds_tracker.ui import links
from cds_tracker.ui.act import drafting, report, report_outcome
from cds_tracker.ui.header import stamp
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.mine.card import card
from cds_tracker.ui.mine.own import is_open, units
from cds_tracker.ui.notices import empty
from cds_tracker.ui.page import Page
from cds_tracker.ui.task_data import Ordered, Record

ROWS = 30
PICKED = "mine_picked"  # the tasks that are ticked, also those on other pages of the list


def draw(page: Page, found: Ordered, tab: str) -> None:
    """The tasks of a tab."""
    pages = max(1, -(-len(found) // ROWS))
    current = min(max(_asked(), 1), pages)
    shown = found.rows((current - 1) * ROWS, current * ROWS)
    _form_elsewhere(page, shown)
    if not shown:
        kind = "found" if page.filters.narrowed else tab if units(page) else "unitless"
        show(empty(page.words(f"mine.list.none_{kind}")))
        return
    silent = _silent(page, found)
    picked = _picked() & set(silent)
    st.session_state[PICKED] = picked
    show(_count(page, len(found), len(silent)))
    drafts = drafting.mine(page.person)
    with st.container(key="mine-list"):
        for task in shown:
            _task(page, task, drafts.get(task["id"]), task["id"] in silent)
        if pages > 1:
            _pager(pages, current)
        if silent:
            _bar(page, silent, picked)


def _count(page: Page, found: int, silent: int) -> str:
    count = page.words("tasks.count", count=number(found, page.lang))
    missing = page.words("mine.list.silent", count=number(silent, page.lang))
    return f'<p class="cds-sub"><b>{text(count)}</b> · {text(missing)} · {stamp(page)}</p>'


def _task(page: Page, task: Record, draft: Kept | None, silent: bool) -> None:
    may = page.is_present and page.may_do(Act.REPORT, page.standing(task))
    with st.container(border=True, key=f"mine-task-{task['id']}"):
        with st.container(horizontal=True, key=f"mine-row-{task['id']}", vertical_alignment="center"):
            show(card(page, task, draft))
            with st.container(horizontal=True, key=f"mine-act-{task['id']}", vertical_alignment="center"):
                if may and silent and not report.is_open(task["id"]):
                    _tick(page, task["id"])
                if may:
                    report.button(page, task["id"])
                elif page.may_do(Act.CONTRIBUTE, page.standing(task)):
                    address = links.task(task["id"], page.filters)
                    show(link(address, text(page.words("mine.list.contribute")), "cds-more"))
        if may:
            report.form(page, task)


def _form_elsewhere(page: Page, shown: Sequence[Record]) -> None:
    """The form that a link asked for, of a task that is not on this page of the list."""
    asked = st.query_params.get(report.ASKED, "")
    if not asked or any(str(task["id"]) == asked for task in shown):
        return
    task = report.stored(page, int(asked)) if asked.isdecimal() and len(asked) < 10 else None
    if task is not None and page.is_present and page.may_do(Act.REPORT, page.standing(task)):
        with st.container(border=True, key="mine-elsewhere"):
            show(card(page, task, None))
            report.form(page, task)


def _silent(page: Page, found: Ordered) -> list[int]:
    """The open tasks of the list on which the reader may report and nothing was reported in the period."""
    if not page.is_present:
        return []
    tasks = found.rows(0, len(found))
    return [
        task["id"]
        for task in tasks
        if is_open(task) and not task["reported"] and page.may_do(Act.REPORT, page.standing(task))
    ]


def _tick(page: Page, number: int) -> None:
    name = f"mine-tick-{number}"
    st.session_state[name] = number in _picked()
    st.checkbox(page.words("mine.list.same"), key=name, on_change=_toggle, args=(number,))


def _bar(page: Page, silent: list[int], picked: set[int]) -> None:
    words = page.words
    with st.container(horizontal=True, key="mine-bar", vertical_alignment="center"):
        if len(picked) < len(silent):
            everything = words("mine.list.pick_all", count=len(silent))
            st.button(everything, key="mine-pick-all", on_click=_pick, args=(silent,))
        if picked:
            st.button(words("mine.list.pick_none"), key="mine-pick-none", on_click=_pick, args=([],))
            stamp_them = words("mine.list.stamp", count=len(picked))
            args = (sorted(picked), page.acts_on, page.revision)
            st.button(stamp_them, key="mine-stamp", type="primary", on_click=_stamp, args=args)


def _picked() -> set[int]:
    held = st.session_state.get(PICKED)
    return set(held) if isinstance(held, set) else set()


def _toggle(number: int) -> None:
    ticked = bool(st.session_state.get(f"mine-tick-{number}"))
    st.session_state[PICKED] = _picked() | {number} if ticked else _picked() - {number}


def _pick(numbers: list[int]) -> None:
    st.session_state[PICKED] = set(numbers)


def _stamp(numbers: list[int], day: date, base: int) -> None:
    if report_outcome.unchanged(numbers, day, base):
        st.session_state[PICKED] = set()


def _asked() -> int:
    asked = st.query_params.get("page", "1")
    return int(asked) if asked.isdecimal() and len(asked) < 9 else 1


def _pager(pages: int, current: int) -> None:
    key = f"mine-page-{current}"
    st.pagination(pages, default=current, key=key, on_change=_turn, args=(key,))


def _turn(key: str) -> None:
    st.query_params["page"] = str(st.session_state[key])
