"""The plan that the page is read in: what is said about it; and a new plan."""

from dataclasses import replace
from datetime import date

import streamlit as st

from cds_tracker.domain.periods import RHYTHMS
from cds_tracker.domain.plan import Plan
from cds_tracker.style.formats import day, number
from cds_tracker.ui import data
from cds_tracker.ui.admin import outcome
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page
from cds_tracker.workflows import changing_plans


def draw(page: Page) -> None:
    """The boxes of the plan that is open."""
    plan, words = page.plan, page.words
    if plan is None:
        return
    count = len(data.frame(replace(page.filters.context(), known_at=None), page.revision))
    show(f'<p class="cds-sub">{text(words("admin.plans.which", code=plan.code, count=number(count, page.lang)))}</p>')
    wanted = _fields(page, plan, f"plan_{plan.code}")
    if wanted.issued_on != plan.issued_on:
        until = day(wanted.issued_on)
        told = words("admin.plans.issued_does", day=until) if wanted.issued_on else words("admin.plans.issued_none")
        show(notice(words("admin.plans.issued_changes"), told, "warning"))
    if wanted.rhythm != plan.rhythm:
        show(notice(words("admin.plans.rhythm_changes"), words("admin.plans.rhythm_does"), "warning"))
    st.button(
        words("admin.save"),
        type="primary",
        disabled=wanted == plan,
        key="plan_apply",
        on_click=_save,
        args=(page, wanted, plan),
    )


def draw_new(page: Page) -> None:
    """A plan without tasks; they come with its first workbook."""
    words = page.words
    with st.expander(words("admin.plans.add"), expanded=page.plan is None):
        code = st.text_input(words("admin.plans.code"), key="plan_new_code", max_chars=60, help=words("admin.plans.code_help"))
        wanted = _fields(page, Plan(0, code.strip()), "plan_new")
        st.button(
            words("admin.plans.add"),
            type="primary",
            disabled=not wanted.code,
            key="plan_new_apply",
            on_click=_save,
            args=(page, wanted, None),
        )


def _fields(page: Page, plan: Plan, prefix: str) -> Plan:
    words = page.words
    title = st.text_area(words("admin.plans.title"), plan.title or "", key=f"{prefix}_title", max_chars=1000)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number_of = st.text_input(
            words("admin.plans.number"), plan.number or "", key=f"{prefix}_number", max_chars=100, width=260
        )
        issued = st.date_input(
            words("admin.plans.issued_on"), plan.issued_on, format="DD/MM/YYYY", key=f"{prefix}_issued", width=200,
            help=words("admin.plans.issued_help"),
        )  # fmt: skip
        issuer = st.text_input(words("admin.plans.issuer"), plan.issuer or "", key=f"{prefix}_issuer", max_chars=300, width=320)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = st.number_input(words("admin.plans.year_from"), 2000, 2099, plan.year_from, key=f"{prefix}_first", width=160)
        last = st.number_input(words("admin.plans.year_to"), 2000, 2099, plan.year_to, key=f"{prefix}_last", width=160)
        rhythm = st.selectbox(
            words("admin.plans.rhythm"), RHYTHMS, RHYTHMS.index(plan.rhythm) if plan.rhythm in RHYTHMS else 1,
            format_func=lambda one: words(f"admin.rhythm.{one}"), key=f"{prefix}_rhythm", width=200,
        )  # fmt: skip
    waits = st.checkbox(
        words("admin.plans.approve_uploads"), plan.approve_uploads, key=f"{prefix}_approve",
        help=words("admin.plans.approve_uploads_help"),
    )  # fmt: skip
    return replace(
        plan,
        title=title.strip() or None,
        number=number_of.strip() or None,
        issued_on=issued if isinstance(issued, date) else None,
        issuer=issuer.strip() or None,
        year_from=int(first) if first else None,
        year_to=int(last) if last else None,
        rhythm=rhythm,
        approve_uploads=waits,
    )


def _save(page: Page, wanted: Plan, seen: Plan | None) -> None:
    act = lambda: changing_plans.save(data.database(), page.person, wanted, seen, page.acts_on)  # noqa: E731
    new = seen is None
    forget = tuple(str(key) for key in st.session_state if str(key).startswith("plan_new_")) if new else ()
    outcome.carry_out(page, act, page.words("admin.plans.added" if new else "admin.plans.done", code=wanted.code), forget)
