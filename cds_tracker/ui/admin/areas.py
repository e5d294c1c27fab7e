"""The platform areas: names, side of the saying, pillars. Nothing is ever deleted."""

from dataclasses import replace

import streamlit as st

from cds_tracker.domain.areas import PILLARS, VERSIONS, Area, Areas
from cds_tracker.store import areas as store
from cds_tracker.style.formats import ABSENT, number
from cds_tracker.ui import data, links
from cds_tracker.ui.admin import outcome, unit_fields
from cds_tracker.ui.markup import block, link, show, text
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page
from cds_tracker.workflows import changing_areas

SIDES = ("first", "second", "none")
COLUMNS = ("order", "name", "short_name", "side", "pillar", "tasks")
NONE = "none"


def draw(page: Page) -> None:
    """The list, and a new area."""
    known = data.areas(page.revision)
    show(_list(page, known))
    with st.expander(page.words("admin.areas.add")):
        code = st.text_input(
            page.words("admin.areas.code"), key="area_new_code", max_chars=30, help=page.words("admin.areas.code_help")
        )
        following = max((area.order for area in known.areas.values()), default=0) + 1
        wanted = _fields(page, Area(code.strip(), "", following), "area_new")
        ready = bool(wanted.code and wanted.name.strip())
        label = page.words("admin.areas.add")
        st.button(label, type="primary", disabled=not ready, key="area_new_apply", on_click=_save, args=(page, wanted, None))


def draw_one(page: Page, code: str) -> None:
    """One area."""
    words, known = page.words, data.areas(page.revision)
    listing = links.address(page.entry.slug, page.filters.context().to_query())
    back = link(listing, f"← {text(words('admin.areas.back'))}", "cds-more")
    area = known.areas.get(code)
    if area is None:
        show(notice(words("admin.areas.missing", code=code[:60]), action=back))
        return
    show(f'{back}<h2 class="cds-title">{text(area.name)}</h2>')
    wanted = _fields(page, area, f"area_{code}")
    changed = wanted != area
    st.button(
        words("admin.save"), type="primary", disabled=not changed, key="area_apply", on_click=_save, args=(page, wanted, area)
    )
    show(f'<p class="cds-sub">{text(words("admin.areas.kept"))}</p>')


def _fields(page: Page, area: Area, prefix: str) -> Area:
    words = page.words
    name = st.text_input(words("admin.areas.name"), area.name, key=f"{prefix}_name", max_chars=300)
    short = st.text_input(words("admin.areas.short_name"), area.short_name or "", key=f"{prefix}_short", max_chars=60)
    several = words("admin.units.several")
    aliases = st.text_area(words("admin.areas.aliases"), "; ".join(area.aliases), key=f"{prefix}_aliases", help=several)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        order = st.number_input(words("admin.areas.order"), 1, 999, area.order, key=f"{prefix}_order", width=140)
        side = _choice(page, "side", SIDES, area.side, prefix)
        pillars = {
            version: _choice(page, f"pillar_{version}", PILLARS, area.pillars.get(version), prefix) for version in VERSIONS
        }
    kept = {version: pillar for version, pillar in pillars.items() if pillar}
    return replace(
        area,
        name=name.strip(),
        short_name=short.strip() or None,
        aliases=unit_fields.listed(aliases),
        order=int(order),
        side=side,  # type: ignore[arg-type]
        pillars=kept,
    )


def _choice(page: Page, name: str, values: tuple[str, ...], now: str | None, prefix: str) -> str | None:
    options = [*(value for value in values if value != NONE), NONE]
    chosen = st.selectbox(
        page.words(f"admin.areas.{name}"),
        options,
        options.index(now or NONE),
        format_func=lambda value: _said(page, name, value),
        key=f"{prefix}_{name}",
        width=260,
    )
    return None if chosen == NONE else chosen


def _said(page: Page, name: str, value: str) -> str:
    if value == NONE:
        return page.words("admin.areas.no_side" if name == "side" else "admin.areas.no_pillar")
    return page.words(f"areas.side.{value}" if name == "side" else f"areas.pillar.{value}")


def _save(page: Page, wanted: Area, seen: Area | None) -> None:
    act = lambda: changing_areas.save(data.database(), page.person, wanted, seen, page.acts_on)  # noqa: E731
    forget = tuple(str(key) for key in st.session_state if str(key).startswith("area_new_")) if seen is None else ()
    outcome.carry_out(page, act, page.words("admin.areas.done", name=wanted.name), forget)


def _list(page: Page, known: Areas) -> str:
    words = page.words
    used = data.kept("area uses", page.filters.context(), page.revision, _uses)
    head = "".join(f'<th scope="col">{text(words(f"admin.areas.{name}"))}</th>' for name in COLUMNS)
    rows = "".join(_row(page, area, used.get(area.code, 0)) for area in known.areas.values())
    table = f'<table class="cds-table cards cds-areas"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return block(words("admin.areas.title", count=len(known.areas)), table, text(words("admin.areas.sub")))


def _uses() -> dict[str, int]:
    with data.database().read() as connection:
        return store.uses(connection)


def _row(page: Page, area: Area, used: int) -> str:
    words = page.words
    address = links.address(page.entry.slug, {"ref": area.code, **page.filters.context().to_query()})
    pillar = area.pillars.get(VERSIONS[-1])
    cells = {
        "order": text(area.order),
        "name": link(address, text(area.name), "under"),
        "short_name": text(area.short_name or ABSENT),
        "side": text(_said(page, "side", area.side or NONE)),
        "pillar": text(_said(page, "pillar", pillar or NONE)),
        "tasks": number(used, page.lang),
    }
    label = {name: "" if name == "name" else f' data-name="{text(words(f"admin.areas.{name}"))}"' for name in cells}
    return "<tr>" + "".join(f"<td{label[name]}>{body}</td>" for name, body in cells.items()) + "</tr>"
