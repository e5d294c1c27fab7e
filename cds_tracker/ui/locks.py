"""The day is the cut-off of a locked period: its figures are those that were reported, and what was recorded since is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cds_tracker.domain.periods import Reported
from cds_tracker.store import periods
from cds_tracker.style.formats import day, number, reporting_period
from cds_tracker.ui import data
from cds_tracker.ui.markup import link, text

if TYPE_CHECKING:
    from cds_tracker.ui.page import Page


def markup(page: Page, locked: Reported) -> str:
    """Which period, locked when; how much was recorded since; the way to see that, and back."""
    words = page.words
    name = reporting_period(locked.period.key, words)
    told = words("admin.lock.stamp", period=name, day=day(locked.locked_on))
    revision = locked.locked_revision or 0
    if page.filters.known_at is None:
        back = link(
            page.address(replace(page.filters, adjusted=False, known_at=revision)),
            text(words("admin.lock.as_reported")),
            "cds-more",
        )
        return f'<p class="cds-lock">{text(told)} {text(words("admin.lock.shown_adjusted"))} {back}</p>'
    if page.filters.known_at != revision:
        return ""
    since = adjustments(page, locked)
    if not since:
        return f'<p class="cds-lock">{text(told)} {text(words("admin.lock.unadjusted"))}</p>'
    count = text(words("admin.lock.adjustments", count=number(since, page.lang)))
    see = link(page.address(replace(page.filters, adjusted=True, known_at=None)), text(words("admin.lock.include")), "cds-more")
    return f'<p class="cds-lock">{text(told)} {count} {see}</p>'


def adjustments(page: Page, locked: Reported) -> int:
    """How many changes were recorded after the lock, for days up to its cut-off."""
    plan, revision = page.plan, locked.locked_revision
    if plan is None or revision is None:
        return 0

    def count() -> int:
        with data.database().read() as connection:
            return periods.adjustments(connection, plan.id, locked.cutoff, revision)

    return data.kept(f"adjustments {locked.code} {revision}", page.filters.context(), page.revision, count)
