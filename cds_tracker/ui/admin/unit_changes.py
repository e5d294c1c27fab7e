"""Changes of units: what they would do is shown before the button that does it."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from cds_tracker.domain import unit_changes as domain
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.unit_changes import UnitChange, add
from cds_tracker.domain.units import Registry
from cds_tracker.style.formats import ABSENT, day, number
from cds_tracker.ui import data
from cds_tracker.ui.admin import outcome, unit_fields
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.page import Page
from cds_tracker.workflows import changing_units
from cds_tracker.workflows.changing_units import Moved, Shown

__all__ = ["add", "day_box", "hint", "merge", "offer"]
NEW = ""


def offer(page: Page, prefix: str, make: Callable[[], UnitChange]) -> None:
    """The preview of a change with its button, or why it cannot be."""
    words = page.words
    try:
        shown = changing_units.preview(data.database(), make())
    except TrackerError as error:
        outcome.refused(page, error)
        return
    show(_preview(page, shown))
    st.button(words("admin.apply"), type="primary", key=f"{prefix}_apply", on_click=_apply, args=(page, prefix, shown))


def hint(page: Page, name: str = "hint") -> None:
    """The next step, where nothing can be shown yet."""
    show(f'<p class="cds-sub">{text(page.words(f"admin.units.{name}"))}</p>')


def day_box(page: Page, key: str) -> date:
    """The day from which a change holds."""
    chosen = st.date_input(page.words("admin.units.on"), page.acts_on, format="DD/MM/YYYY", key=key, width=240)
    return chosen if isinstance(chosen, date) else page.acts_on


def merge(page: Page, registry: Registry) -> None:
    """Several units into one, which is there or new, from a day."""
    words = page.words
    standing = [unit.code for unit in registry.units.values() if unit.successor is None and unit.valid_to is None]
    sources = st.multiselect(
        words("admin.units.sources"),
        standing,
        format_func=registry.name,
        key="unit_merge_sources",
        placeholder=words("admin.units.pick"),
    )
    target = st.selectbox(
        words("admin.units.into"),
        [NEW, *standing],
        format_func=lambda code: registry.name(code) if code else words("admin.units.into_new"),
        key="unit_merge_into",
    )
    into = target or unit_fields.new(page, "unit_merged", registry, fixed_day=True)
    on = day_box(page, "unit_merge_on")
    if sources and into:
        offer(page, "unit_merge", lambda: domain.merge(registry, sources, into, on))
    else:
        hint(page, "merge_hint")


def _apply(page: Page, prefix: str, shown: Shown) -> None:
    act = lambda: changing_units.carry_out(data.database(), page.person, shown.change)  # noqa: E731
    done = page.words("admin.units.done", names="; ".join(unit.name for unit in shown.change.units))
    outcome.carry_out(page, act, done, tuple(str(key) for key in st.session_state if str(key).startswith(f"{prefix}_")))


def _preview(page: Page, shown: Shown) -> str:
    words, change = page.words, shown.change
    told = [words(f"admin.preview.{change.what}", day=day(change.on))]
    moved = [one for one in shown.moved if one.before != one.after or change.what == "unit_end"]
    if moved and change.what == "unit_end":
        told.append(words("admin.preview.left"))
    elif not moved:
        told.append(words("admin.preview.nothing_moves"))
    sentences = "".join(f"<p>{text(sentence)}</p>" for sentence in told)
    return f'<div class="cds-notice">{sentences}{_moves(page, moved) if moved else ""}</div>'


def _moves(page: Page, moved: list[Moved]) -> str:
    words = page.words
    names = ("before", "after", "lead", "coordinating", "grants")
    head = "".join(f'<th scope="col">{text(words(f"admin.preview.{name}"))}</th>' for name in names)
    rows = "".join(_move(page, one) for one in moved)
    return f'<table class="cds-table cards"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _move(page: Page, one: Moved) -> str:
    after = one.after if one.after != one.before else ABSENT
    cells = {"before": one.before, "after": after}
    cells |= {name: number(getattr(one, name), page.lang) for name in ("lead", "coordinating", "grants")}
    label = {name: text(page.words(f"admin.preview.{name}")) for name in cells}
    return "<tr>" + "".join(f'<td data-name="{label[name]}">{text(cell)}</td>' for name, cell in cells.items()) + "</tr>"
