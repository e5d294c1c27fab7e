"""Giải trình: what is overdue without an explanation, what was asked and not answered, what was answered lately."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import streamlit as st

from cds_tracker.domain.people import Act
from cds_tracker.style.formats import day, days_left, number
from cds_tracker.ui import data, links
from cds_tracker.ui.explaining import asking, owing, tables
from cds_tracker.ui.explaining.owing import Owed
from cds_tracker.ui.markup import block, link, show, text
from cds_tracker.ui.notices import empty
from cds_tracker.ui.page import Page
from cds_tracker.ui.requests import told
from cds_tracker.ui.task_data import Record

PICKED = 100  # tasks that can be picked from at once


def draw(page: Page) -> None:
    """The three lists; where one may ask, several tasks can be picked from the first."""
    told.draw()
    owed = owing.of(page)
    _choose(page)
    counts = {"unexplained": owed.count, "unanswered": len(owed.unanswered)}
    told_counts = page.words("explaining.counted", **{name: number(count, page.lang) for name, count in counts.items()})
    show(f'<p class="cds-sub">{text(told_counts)}</p>')
    _unexplained(page, owed)
    show(tables.unanswered(page, owed))
    show(tables.answered(page, owed))


def _choose(page: Page) -> None:
    """The box in which a unit is picked; the choice goes to the address."""
    registry = data.registry(page.revision)
    rows = data.figures(page.filters.context(), page.revision).by_unit
    units = {"": page.words("tasks.all"), **{row.key: row.name or row.key for row in rows if row.key}}
    if page.filters.unit:
        units.setdefault(page.filters.unit, registry.name(page.filters.unit))
    st.session_state["explaining_unit"] = page.filters.unit or ""
    st.selectbox(
        page.words("tasks.unit"), list(units), format_func=lambda unit: units.get(unit, unit), key="explaining_unit",
        on_change=_address, width=320,
    )  # fmt: skip


def _address() -> None:
    chosen = st.session_state.get("explaining_unit")
    if chosen:
        st.query_params["unit"] = str(chosen)
    else:
        st.query_params.pop("unit", None)


def _unexplained(page: Page, owed: Owed) -> None:
    words, listed = page.words, owed.unexplained
    title = words("explaining.unexplained", count=number(owed.count, page.lang))
    if not listed:
        show(block(title, empty(words("explaining.unexplained_none"))))
        return
    picking = page.is_present and page.may(Act.ASK)
    if not picking:
        show(block(title, "".join(_group(page, unit, rows) for unit, rows in _grouped(listed)), foot=_all(page, owed)))
        return
    with st.container(border=True, key="unexplained"):
        show(f'<h2 class="cds-title">{text(title)}</h2><p class="cds-sub">{text(words("explaining.pick"))}</p>')
        picked = [task for unit, rows in _grouped(listed[:PICKED]) for task in _pick(page, unit, rows)]
        if every := _all(page, owed):
            show(every)
        if picked or st.session_state.get("ask_several_words"):
            with st.container(key="ask-bar"):
                asking.form(page, picked, "ask_several")


def _all(page: Page, owed: Owed) -> str:
    """The way to all of them, where not all are shown."""
    if owed.count <= min(len(owed.unexplained), PICKED):
        return ""
    filters = replace(page.filters.context(), unit=page.filters.unit, timeliness="open_overdue", explained=False)
    told = page.words("ui.red.all", count=number(owed.count, page.lang))
    return link(links.listing(filters), text(told), "cds-more")


def _grouped(listed: Sequence[Record]) -> list[tuple[str, list[Record]]]:
    return [(unit, list(rows)) for unit, rows in groupby(listed, key=lambda row: str(row["lead_names"] or ""))]


def _pick(page: Page, unit: str, rows: Sequence[Record]) -> list[int]:
    """A box before each task of a unit; those that are ticked."""
    show(f'<h3 class="cds-group">{text(unit or page.words("ui.no_lead"))}</h3>')
    picked: list[int] = []
    for row in rows:
        with st.container(horizontal=True, key=f"pick_row_{row['id']}"):
            asked = bool(row["asked"])
            ticked = st.checkbox(
                page.words("explaining.pick_one", number=row["stt"] or row["id"]), key=f"pick_{row['id']}", disabled=asked,
                label_visibility="collapsed", width="content",
            )  # fmt: skip
            show(_item(page, row))
        picked += [int(row["id"])] if ticked and not asked else []
    return picked


def _group(page: Page, unit: str, rows: Sequence[Record]) -> str:
    items = "".join(f"<li>{_item(page, row)}</li>" for row in rows)
    return f'<h3 class="cds-group">{text(unit or page.words("ui.no_lead"))}</h3><ul class="cds-owed">{items}</ul>'


def _item(page: Page, row: Record) -> str:
    words, title = page.words, str(row["title"] or page.words("tasks.untitled"))
    named = link(links.task(row["id"], page.filters), f'<span class="cds-clamp">{text(title)}</span>', label=title)
    said = words("explaining.waits" if row["asked"] else "explaining.unsaid")
    late = f'<small class="late">{text(days_left(int(row["days_left"]), words))} · {text(day(row["due"]))}</small>'
    return f'<div class="cds-owed-item">{named}{late} <small>{text(said)}</small></div>'
