"""Which platform area each section of the plan belongs to. What is suggested is only said; the admin chooses."""

from dataclasses import replace

import streamlit as st

from cds_tracker.domain.area_suggestions import suggest
from cds_tracker.domain.areas import Areas
from cds_tracker.domain.plan import Plan
from cds_tracker.style.formats import number
from cds_tracker.ui import data
from cds_tracker.ui.admin import outcome
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.notices import empty
from cds_tracker.ui.page import Page
from cds_tracker.workflows import changing_plans

NONE = ""


def draw(page: Page) -> None:
    """A box for each section, and one button for all."""
    plan, words = page.plan, page.words
    if plan is None:
        return
    title, sub = text(words("admin.sections.title")), text(words("admin.sections.sub"))
    show(f'<h2 class="cds-title">{title}</h2><p class="cds-sub">{sub}</p>')
    counts = data.kept("sections", page.filters.context(), page.revision, lambda: _counts(page))
    if not counts:
        show(empty(words("admin.sections.none")))
        return
    areas = data.areas(page.revision)
    with st.form("plan_sections", border=False):
        for place, (section, count) in enumerate(counts.items()):
            _box(page, plan, areas, section, count, place)
        st.form_submit_button(words("admin.sections.save"), type="primary", on_click=_save, args=(page, plan, tuple(counts)))


def _counts(page: Page) -> dict[str, int]:
    """The sections in the order of the plan, each with the number of its tasks."""
    frame = data.frame(replace(page.filters.context(), known_at=None), page.revision)
    found: dict[str, int] = {}
    for section in frame.loc[frame["counted"], "section"]:
        if section:
            found[section] = found.get(section, 0) + 1
    return found


def _box(page: Page, plan: Plan, areas: Areas, section: str, count: int, place: int) -> None:
    words = page.words
    codes = [NONE, *areas.areas]
    held = plan.section_areas.get(section, NONE)
    likely = suggest(areas, section)
    told = words("admin.sections.count", count=number(count, page.lang))
    if likely and likely != held:
        told += " · " + words("admin.sections.suggested", area=areas.name(likely))
    show(f'<p class="cds-section"><b>{text(section)}</b> <span>{text(told)}</span></p>')
    st.selectbox(
        words("admin.sections.area"),
        codes,
        codes.index(held) if held in codes else 0,
        format_func=lambda code: areas.name(code) if code else words("admin.sections.no_area"),
        key=f"plan_section_{plan.code}_{place}",
        label_visibility="collapsed",
        width=480,
    )


def _save(page: Page, plan: Plan, sections: tuple[str, ...]) -> None:
    """Only what differs from the table that was shown."""
    chosen = {
        section: st.session_state.get(f"plan_section_{plan.code}_{place}") or None for place, section in enumerate(sections)
    }
    wanted = {section: area for section, area in chosen.items() if area != plan.section_areas.get(section)}
    act = lambda: changing_plans.set_sections(data.database(), page.person, plan.code, wanted, page.acts_on)  # noqa: E731
    outcome.carry_out(page, act, page.words("admin.sections.done", count=number(len(wanted), page.lang)))
