"""One reporting period: who has reported in it, its cut-off, its lock."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import streamlit as st

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.periods import Reported
from cds_tracker.domain.plan import Plan
from cds_tracker.style import formats
from cds_tracker.style.formats import day, number
from cds_tracker.ui import data, links, locks
from cds_tracker.ui.admin import outcome, periods
from cds_tracker.ui.markup import block, link, show, text
from cds_tracker.ui.notices import empty
from cds_tracker.ui.page import Page
from cds_tracker.workflows import locking


def draw(page: Page, plan: Plan, key: str) -> None:
    """The period of this key."""
    words = page.words
    listing = links.address(page.entry.slug, page.filters.context().to_query())
    show(link(listing, f"← {text(words('admin.periods.back'))}", "cds-more"))
    try:
        with data.database().read() as connection:
            one = locking.find(connection, plan, key)
    except TrackerError as error:
        outcome.refused(page, error)
        return
    show(_facts(page, one))
    if one.locked_revision is None:
        _cutoff(page, one)
        _lock(page, one)
    else:
        _unlock(page, one)
    show(_units(page, one))


def _facts(page: Page, one: Reported) -> str:
    words = page.words
    overview = links.address(
        "tong-quan", replace(page.filters.context(), as_of=one.cutoff, known_at=None, adjusted=False).to_query()
    )
    rows = [
        (words("admin.periods.days"), f"{day(one.period.first)} – {day(one.period.last)}"),
        (words("admin.periods.cutoff"), day(one.cutoff)),
        (words("admin.periods.state"), periods.state(page, one)),
    ]
    if one.locked_by:
        names = data.people(page.revision)
        who = names[one.locked_by].name if one.locked_by in names else one.locked_by
        rows.append((words("admin.periods.locked_by"), text(who)))
        rows.append((words("admin.periods.adjusted"), number(locks.adjustments(page, one), page.lang)))
    told = "".join(f"<dt>{text(name)}</dt><dd>{body}</dd>" for name, body in rows)
    see = link(overview, text(words("admin.periods.see", day=day(one.cutoff))), "cds-more")
    return block(periods.named(page, one), f'<dl class="cds-facts-list">{told}</dl>', foot=see)


def _cutoff(page: Page, one: Reported) -> None:
    words = page.words
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.date_input(
            words("admin.periods.cutoff"), one.cutoff, format="DD/MM/YYYY", key=f"cutoff_{one.code}", width=220
        )
        wanted = chosen if isinstance(chosen, date) else one.cutoff
        act = lambda: locking.set_cutoff(data.database(), page.person, one.plan, one.period.key, wanted, page.acts_on)  # noqa: E731
        label = words("admin.periods.set_cutoff")
        _button(page, label, "period_cutoff", act, words("admin.periods.cutoff_done", day=day(wanted)), wanted == one.cutoff)
    show(f'<p class="cds-sub">{text(words("admin.periods.rule"))}</p>')


def _lock(page: Page, one: Reported) -> None:
    words = page.words
    act = lambda: locking.lock(data.database(), page.person, one.plan, one.period.key, page.acts_on)  # noqa: E731
    name = formats.reporting_period(one.period.key, words)
    early = one.cutoff >= page.acts_on
    _button(page, words("admin.periods.lock"), "period_lock", act, words("admin.periods.lock_done", period=name), early)
    told = "admin.periods.lock_early" if early else "admin.periods.lock_does"
    show(f'<p class="cds-sub">{text(words(told, day=day(one.cutoff)))}</p>')


def _unlock(page: Page, one: Reported) -> None:
    words = page.words
    reason = st.text_area(words("admin.periods.reason"), key="period_reason", max_chars=1000)
    act = lambda: locking.unlock(data.database(), page.person, one.plan, one.period.key, reason, page.acts_on)  # noqa: E731
    done = words("admin.periods.unlock_done", period=formats.reporting_period(one.period.key, words))
    _button(page, words("admin.periods.unlock"), "period_unlock", act, done, not reason.strip())


def _button(page: Page, label: str, key: str, act: Callable[[], object], done: str, disabled: bool) -> None:
    forget = ("period_reason",)
    st.button(label, key=key, disabled=disabled, on_click=outcome.carry_out, args=(page, act, done, forget))


def _units(page: Page, one: Reported) -> str:
    """Which units have reported by the cut-off, or by now where it is still to come."""
    words = page.words
    if one.period.first > page.acts_on:
        return ""
    on = min(one.cutoff, page.acts_on)
    known = one.locked_revision if on == one.cutoff else None
    units = data.reporting(replace(page.filters.context(), as_of=on, known_at=known, adjusted=False), page.revision)
    if not units:
        return empty(words("admin.periods.nothing_open"))
    rows = "".join(
        f"<tr><td>{text(unit.name)}</td><td>{text(words('admin.periods.of', reported=unit.reported, open=unit.open))}</td>"
        f"<td>{text(words('admin.periods.complete' if unit.complete else 'admin.periods.incomplete'))}</td></tr>"
        for unit in units
    )
    done = sum(unit.complete for unit in units)
    title = words("admin.periods.who", reported=done, expected=len(units))
    return block(title, f'<table class="cds-table"><tbody>{rows}</tbody></table>', text(words("ui.as_of_stamp", day=day(on))))
