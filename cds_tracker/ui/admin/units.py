"""The register of units in the order of the decree, with what each is today."""

import streamlit as st

from cds_tracker.domain.text import key
from cds_tracker.domain.units import Registry, Unit
from cds_tracker.style.formats import ABSENT, day
from cds_tracker.ui import data, links
from cds_tracker.ui.admin import unit_changes, unit_fields
from cds_tracker.ui.markup import block, link, show, text
from cds_tracker.ui.notices import empty
from cds_tracker.ui.page import Page
from cds_tracker.workflows import changing_units

KINDS = ("unit", "group", "ministry", "agency", "body")
COLUMNS = ("order", "name", "short_names", "state", "valid", "successor")


def draw(page: Page) -> None:
    """Search, the list, and what can be done to it: add a unit, merge several."""
    words, registry = page.words, data.registry(page.revision)
    with st.container(horizontal=True, vertical_alignment="bottom", key="unit_search"):
        asked = st.text_input(words("admin.units.search"), key="unit_q", max_chars=100, width=280)
        kind = st.selectbox(
            words("admin.units.kind"), KINDS, format_func=lambda one: words(f"admin.kind.{one}"), key="unit_kind", width=260
        )
    found = [unit for unit in _ordered(registry, page) if _answers(unit, asked, kind)]
    with st.expander(words("admin.units.add")):
        _add(page, registry)
    with st.expander(words("admin.units.merge")):
        unit_changes.merge(page, registry)
    show(_list(page, registry, found))


def address(page: Page, code: str) -> str:
    """The page of one unit."""
    return links.address(page.entry.slug, {"ref": code, **page.filters.context().to_query()})


def _ordered(registry: Registry, page: Page) -> list[Unit]:
    states = {code: changing_units.state_of(registry, code, page.acts_on) for code in registry.units}
    return sorted(registry.units.values(), key=lambda unit: (states[unit.code] not in ("valid", "coming"), unit.order))


def _answers(unit: Unit, asked: str, kind: str) -> bool:
    """What is searched for is found whatever its kind."""
    if not asked.strip():
        return unit.kind == kind
    return any(key(asked) in key(name) for name in (unit.code, unit.name, *unit.short_names, *unit.old_names))


def _add(page: Page, registry: Registry) -> None:
    wanted = unit_fields.new(page, "unit_new", registry)
    if wanted is None:
        unit_changes.hint(page)
    else:
        unit_changes.offer(page, "unit_new", lambda: unit_changes.add(registry, wanted, page.acts_on))


def _list(page: Page, registry: Registry, found: list[Unit]) -> str:
    words = page.words
    if not found:
        return empty(words("admin.units.none"))
    head = "".join(f'<th scope="col">{text(words(f"admin.units.{name}"))}</th>' for name in COLUMNS)
    rows = "".join(_row(page, registry, unit) for unit in found)
    table = f'<table class="cds-table cards cds-units"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return block(words("admin.units.title", count=len(found)), table, text(words("admin.units.sub", day=day(page.acts_on))))


def _row(page: Page, registry: Registry, unit: Unit) -> str:
    words = page.words
    state = changing_units.state_of(registry, unit.code, page.acts_on)
    named = link(address(page, unit.code), text(unit.name), "under")
    cells = {
        "order": text(unit.order),
        "name": f"{named}<small>{text(unit.code)}</small>",
        "short_names": text("; ".join(unit.short_names) or ABSENT),
        "state": f'<span class="cds-tag u-{state}">{text(words(f"admin.unit_state.{state}"))}</span>',
        "valid": text(span(page, unit)),
        "successor": text(registry.name(unit.successor) if unit.successor else ABSENT),
    }
    return "<tr>" + "".join(_cell(words(f"admin.units.{name}"), name, body) for name, body in cells.items()) + "</tr>"


def _cell(label: str, name: str, body: str) -> str:
    return f'<td data-name="{text(label)}" class="c-{name}">{body}</td>' if name != "name" else f"<td>{body}</td>"


def span(page: Page, unit: Unit) -> str:
    """From when to when it is there."""
    if unit.valid_from is None and unit.valid_to is None:
        return ABSENT
    if unit.valid_to is None:
        return page.words("admin.units.from", day=day(unit.valid_from))
    if unit.valid_from is None:
        return page.words("admin.units.until", day=day(unit.valid_to))
    return page.words("admin.units.span", first=day(unit.valid_from), last=day(unit.valid_to))
