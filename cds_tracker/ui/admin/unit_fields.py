"""What is written down about a unit, as boxes."""

from dataclasses import replace
from datetime import date

import streamlit as st

from cds_tracker.domain.units import Registry, Unit
from cds_tracker.ui.page import Page

KINDS = ("unit", "group", "ministry", "agency", "body")
RULES = ("units", "listed", "none")


def new(page: Page, prefix: str, registry: Registry, fixed_day: bool = False) -> Unit | None:
    """The boxes of a unit that is not there yet; ``None`` until code and name are written."""
    words = page.words
    code = st.text_input(words("admin.units.code"), key=f"{prefix}_code", max_chars=30, help=words("admin.units.code_help"))
    name = st.text_input(words("admin.units.name"), key=f"{prefix}_name", max_chars=300)
    kind = "unit" if fixed_day else _kind(page, prefix)
    following = max((unit.order for unit in registry.units.values() if unit.kind == "unit" and unit.order < 100), default=0) + 1
    blank = Unit(code.strip(), name.strip(), following, kind)
    filled = more(page, prefix, blank, registry)
    first = None if fixed_day else _day(page, "admin.units.valid_from", f"{prefix}_from")
    return replace(filled, valid_from=first) if blank.code and blank.name else None


def more(page: Page, prefix: str, unit: Unit, registry: Registry) -> Unit:
    """The boxes for abbreviations, order, basis and, of a group, its members."""
    words = page.words
    short = st.text_input(
        words("admin.units.short_names"), "; ".join(unit.short_names), key=f"{prefix}_short", help=words("admin.units.several")
    )
    order = st.number_input(words("admin.units.order_box"), 1, 9999, unit.order, key=f"{prefix}_order", width=200)
    basis = st.text_input(words("admin.units.basis"), unit.basis or "", key=f"{prefix}_basis", max_chars=300)
    members = _members(page, prefix, unit, registry) if unit.kind == "group" else None
    return replace(unit, short_names=listed(short), order=int(order), basis=basis.strip() or None, members=members)


def listed(written: str) -> tuple[str, ...]:
    """Several names with semicolons between."""
    return tuple(dict.fromkeys(part.strip() for part in written.split(";") if part.strip()))


def pick(page: Page, registry: Registry, label: str, key: str, codes: list[str]) -> str | None:
    """One of these units."""
    return st.selectbox(label, codes, None, format_func=registry.name, key=key, placeholder=page.words("admin.units.pick"))


def _kind(page: Page, prefix: str) -> str:
    words = page.words
    return st.selectbox(
        words("admin.units.kind"), KINDS, format_func=lambda one: words(f"admin.kind.{one}"), key=f"{prefix}_kind", width=320
    )


def _members(page: Page, prefix: str, unit: Unit, registry: Registry) -> str | None:
    words = page.words
    now = "units" if unit.members == "units" else "listed" if unit.members else "none"
    rule = st.selectbox(
        words("admin.units.members"),
        RULES,
        RULES.index(now),
        format_func=lambda one: words(f"admin.members.{one}"),
        key=f"{prefix}_rule",
    )
    if rule != "listed":
        return "units" if rule == "units" else None
    held = [code.strip() for code in (unit.members or "").split(";") if code.strip() in registry.units]
    codes = [other.code for other in registry.units.values() if other.kind != "group"]
    chosen = st.multiselect(
        words("admin.members.which"),
        codes,
        held,
        format_func=registry.name,
        key=f"{prefix}_members",
        placeholder=words("admin.units.pick"),
    )
    return ";".join(chosen) or None


def _day(page: Page, label: str, key: str) -> date | None:
    chosen = st.date_input(page.words(label), None, format="DD/MM/YYYY", key=key, width=240)
    return chosen if isinstance(chosen, date) else None
