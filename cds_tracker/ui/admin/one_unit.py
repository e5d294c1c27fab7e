"""One unit: what is written down about it, and what may become of it."""

from dataclasses import replace

import streamlit as st

from cds_tracker.domain import unit_changes as domain
from cds_tracker.domain.units import Registry, Unit
from cds_tracker.style.formats import ABSENT, day
from cds_tracker.ui import data, links
from cds_tracker.ui.admin import unit_changes, unit_fields, units
from cds_tracker.ui.markup import block, link, show, text
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page
from cds_tracker.workflows import changing_units

TABS = ("edit", "rename", "replace", "end")


def draw(page: Page, code: str) -> None:
    """The unit of this code."""
    words, registry = page.words, data.registry(page.revision)
    back = link(
        links.address(page.entry.slug, page.filters.context().to_query()), f"← {text(words('admin.units.back'))}", "cds-more"
    )
    unit = registry.units.get(code)
    if unit is None:
        show(notice(words("admin.units.missing", code=code[:60]), action=back))
        return
    show(back + _facts(page, registry, unit))
    standing = unit.successor is None and unit.valid_to is None
    names = TABS if standing else TABS[:1]
    for name, tab in zip(names, st.tabs([words(f"admin.units.tab.{name}") for name in names]), strict=True):
        with tab:
            show(f'<p class="cds-sub">{text(words(f"admin.units.tab_help.{name}"))}</p>')
            DRAWN[name](page, registry, unit)


def _edit(page: Page, registry: Registry, unit: Unit) -> None:
    prefix = f"unit_edit_{unit.code}"
    name = st.text_input(page.words("admin.units.name"), unit.name, key=f"{prefix}_name", max_chars=300)
    old = st.text_area(
        page.words("admin.units.old_names"),
        "; ".join(unit.old_names),
        key=f"{prefix}_old",
        help=page.words("admin.units.several"),
    )
    wanted = unit_fields.more(page, prefix, replace(unit, name=name, old_names=unit_fields.listed(old)), registry)
    if wanted != unit:
        unit_changes.offer(page, prefix, lambda: domain.edit(registry, wanted, page.acts_on))


def _rename(page: Page, registry: Registry, unit: Unit) -> None:
    prefix = f"unit_rename_{unit.code}"
    name = st.text_input(page.words("admin.units.new_name"), key=f"{prefix}_name", max_chars=300)
    on = unit_changes.day_box(page, f"{prefix}_on")
    basis = st.text_input(page.words("admin.units.basis"), key=f"{prefix}_basis", max_chars=300)
    if name.strip():
        unit_changes.offer(page, prefix, lambda: domain.rename(registry, unit.code, name, on, basis.strip() or None))
    else:
        unit_changes.hint(page)


def _replace(page: Page, registry: Registry, unit: Unit) -> None:
    prefix = f"unit_replace_{unit.code}"
    wanted = unit_fields.new(page, prefix, registry, fixed_day=True)
    on = unit_changes.day_box(page, f"{prefix}_on")
    if wanted is not None:
        into = replace(wanted, kind=unit.kind, parent=unit.parent, order=wanted.order)
        unit_changes.offer(page, prefix, lambda: domain.merge(registry, [unit.code], into, on))
    else:
        unit_changes.hint(page)


def _end(page: Page, registry: Registry, unit: Unit) -> None:
    prefix = f"unit_end_{unit.code}"
    on = unit_changes.day_box(page, f"{prefix}_on")
    basis = st.text_input(page.words("admin.units.basis"), key=f"{prefix}_basis", max_chars=300)
    if st.checkbox(page.words("admin.units.end_confirm"), key=f"{prefix}_sure"):
        unit_changes.offer(page, prefix, lambda: domain.end(registry, unit.code, on, basis.strip() or None))


DRAWN = {"edit": _edit, "rename": _rename, "replace": _replace, "end": _end}


def _facts(page: Page, registry: Registry, unit: Unit) -> str:
    words = page.words
    state = changing_units.state_of(registry, unit.code, page.acts_on)
    chain = [registry.name(unit.successor)] if unit.successor else []
    members = [registry.name(code) for code in registry.members(unit.code, page.acts_on)]
    values = {
        "code": unit.code,
        "kind": words(f"admin.kind.{unit.kind}"),
        "state": words(f"admin.unit_state.{state}"),
        "valid": units.span(page, unit),
        "successor": "; ".join(chain),
        "short_names": "; ".join(unit.short_names),
        "old_names": "; ".join(unit.old_names),
        "named_from": day(unit.named_from) if unit.named_from else "",
        "members": "; ".join(members),
        "basis": unit.basis or "",
    }
    rows = "".join(
        f"<dt>{text(words(f'admin.units.{name}'))}</dt><dd>{text(value)}</dd>"
        for name, value in values.items()
        if value and value != ABSENT
    )
    return block(unit.name, f'<dl class="cds-facts-list">{rows}</dl>')
