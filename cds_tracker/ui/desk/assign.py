"""Who does what: tasks of the unit given to its people, several at once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import streamlit as st

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.people import Act
from cds_tracker.domain.staff import namesake
from cds_tracker.domain.task import ACCOUNT
from cds_tracker.insights import desk as insight
from cds_tracker.insights.filters import OPEN
from cds_tracker.style.formats import number
from cds_tracker.ui import data, links
from cds_tracker.ui.act import outcome
from cds_tracker.ui.desk.desk import Desk
from cds_tracker.ui.desk.lists import anchor, state
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.notices import empty
from cds_tracker.ui.task_data import Record
from cds_tracker.workflows import assigning
from cds_tracker.workflows.assigning import How

ROWS = 12
PLACE = "assign"  # where its outcome is told
SHOWN, PAGE, PEOPLE, HOW = "assign_shown", "assign_page", "assign_people", "assign_how"


def draw(desk: Desk) -> None:
    """The open tasks that the unit leads, those that nobody has first asked for, and the form that gives them to people."""
    page, words = desk.page, desk.page.words
    found = desk.tasks(replace(insight.led(page.filters, desk.unit), status=OPEN))
    every = [row for row in found.rows(0, len(found)) if page.may_do(Act.ASSIGN, page.standing(row))]
    bare = [row for row in every if not any(ref.startswith(ACCOUNT) for ref in row["assigned"])]
    title = words("desk.assign.title", count=number(len(bare), page.lang)) if bare else words("desk.assign.none")
    show(anchor("assign", f'<h2 class="cds-title">{text(title)}</h2><p class="cds-sub">{text(words("desk.assign.sub"))}</p>'))
    outcome.draw(PLACE)
    if not every or not page.is_present:
        show(empty(words("desk.assign.past" if every else "desk.assign.no_tasks")))
        return
    _suggestions(desk, every)
    rows = every if _shown(desk, bool(bare)) == "all" else bare
    _form(desk, _turned(rows))


def _shown(desk: Desk, bare: bool) -> str:
    words = desk.page.words
    if not bare:
        return "all"
    st.segmented_control(
        words("desk.assign.show"),
        ["bare", "all"],
        default="bare",
        format_func=lambda name: words(f"desk.assign.{name}"),
        key=SHOWN,
        label_visibility="collapsed",
    )
    return str(st.session_state.get(SHOWN) or "bare")


def _turned(rows: Sequence[Record]) -> Sequence[Record]:
    """The tasks of the page that is turned to."""
    pages = -(-len(rows) // ROWS)
    if pages < 2:
        return rows
    current = min(int(st.session_state.get(PAGE) or 1), pages)
    first = (current - 1) * ROWS
    st.pagination(pages, default=current, key=PAGE)
    return rows[first : first + ROWS]


def _form(desk: Desk, rows: Sequence[Record]) -> None:
    words, people = desk.page.words, {one.code: one for one in desk.people}
    if not people:
        show(empty(words("desk.assign.no_people")))
        return
    seen = {int(row["id"]): tuple(row["assigned"]) for row in rows}
    with st.form("assign_form", clear_on_submit=True, border=True):
        for row in rows:
            with st.container(horizontal=True, gap="small", key=f"assign_row_{row['id']}"):
                st.checkbox(words("desk.assign.pick", task=row["id"]), key=_pick_key(row["id"]), label_visibility="collapsed")
                show(_told(desk, row))
        st.multiselect(
            words("desk.assign.people"),
            list(people),
            format_func=lambda code: f"{people[code].name} ({ACCOUNT}{code})",
            key=PEOPLE,
            placeholder=words("desk.assign.choose"),
        )
        said = {how: words(f"desk.how.{how}") for how in How}
        st.radio(words("desk.assign.how"), list(How), format_func=said.__getitem__, key=HOW, horizontal=True)
        st.form_submit_button(words("desk.assign.act"), type="primary", on_click=_assign, args=(desk, seen))


def _assign(desk: Desk, seen: dict[int, tuple[str, ...]]) -> None:
    page = desk.page
    chosen = {task: refs for task, refs in seen.items() if st.session_state.get(_pick_key(task))}
    people = cast(list[str], st.session_state.get(PEOPLE) or [])
    how = How(st.session_state.get(HOW) or How.ADD)
    outcome.carry_out(
        page,
        PLACE,
        lambda: assigning.assign(
            data.database(), page.person, chosen, how, people, effective_on=page.acts_on, base=page.revision
        ),
        page.words("desk.assign.done", count=number(len(chosen), page.lang)),
    )


def _suggestions(desk: Desk, rows: Sequence[Record]) -> None:
    """A name that a file wrote and one person of the unit bears: offered, never done by itself."""
    words, people = desk.page.words, desk.people
    met = [(row, ref, namesake(ref, people)) for row in rows for ref in row["assigned"] if not ref.startswith(ACCOUNT)]
    for row, written, one in [each for each in met if each[2] is not None][:ROWS]:
        account = cast(Account, one)
        with st.container(horizontal=True, vertical_alignment="center", key=f"adopt_row_{row['id']}_{account.code}"):
            title = link(links.task(row["id"], desk.page.filters), text(row["title"] or words("tasks.untitled")))
            told = words("desk.assign.written", name=written)
            show(f'<div class="cds-assign">{title}<small class="quiet">{text(told)}</small></div>')
            st.button(
                words("desk.assign.adopt", account=f"{ACCOUNT}{account.code}"),
                key=f"adopt_{row['id']}_{account.code}",
                on_click=_adopt,
                args=(desk, int(row["id"]), written, account.code, tuple(row["assigned"])),
            )


def _adopt(desk: Desk, task: int, written: str, account: str, seen: tuple[str, ...]) -> None:
    page, moment = desk.page, {"effective_on": desk.page.acts_on, "base": desk.page.revision}
    outcome.carry_out(
        page,
        PLACE,
        lambda: assigning.adopt(data.database(), page.person, task, written, account, seen=seen, **moment),  # type: ignore[arg-type]
        page.words("desk.assign.adopted"),
    )


def _told(desk: Desk, row: Record) -> str:
    words = desk.page.words
    title = link(links.task(row["id"], desk.page.filters), text(row["title"] or words("tasks.untitled")))
    named = zip(row["assigned"], row["assignees"], strict=True)
    who = ", ".join(name if ref.startswith(ACCOUNT) else words("desk.assign.in_file", name=name) for ref, name in named)
    said = text(who or words("desk.assign.nobody"))
    return f'<div class="cds-assign">{title}<small>{state(words, row)} <span class="quiet">{said}</span></small></div>'


def _pick_key(task: int) -> str:
    return f"assign_pick_{task}"
