"""What every page starts with: its guard, and the plan, day, language and filters that it is read in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from cds_tracker.domain.people import Act, Person, Standing, may, may_do, standing_of
from cds_tracker.domain.periods import Reported
from cds_tracker.domain.plan import Plan
from cds_tracker.insights.filters import Filters
from cds_tracker.insights.scope import Scope
from cds_tracker.style.words import Words
from cds_tracker.ui import context, data, header, identity, links, notices
from cds_tracker.ui.markup import show
from cds_tracker.ui.menu import BY_SLUG, Entry


@dataclass(frozen=True, slots=True)
class Page:
    """A page in progress. ``filters`` are complete: plan, day and language are settled. ``plan`` is ``None`` before the
    first import; ``revision`` is that of the database at the start of the run. ``locked``: the day is the cut-off of this
    locked period."""

    entry: Entry
    person: Person
    scope: Scope
    words: Words
    filters: Filters
    plan: Plan | None
    plans: tuple[Plan, ...]
    revision: int
    opens_on: date
    locked: Reported | None = None

    @property
    def as_of(self) -> date:
        """The day of every figure on the page."""
        assert self.filters.as_of is not None  # noqa: S101 - settled by context.read
        return self.filters.as_of

    @property
    def lang(self) -> str:
        """The reader's language."""
        return self.words.language

    @property
    def title(self) -> str:
        """The page's own name."""
        return self.words(f"pages.{self.entry.key}.title")

    @property
    def acts_on(self) -> date:
        """The day for which whatever is done here speaks: today; in an invented plan, its own day."""
        return self.opens_on

    @property
    def is_present(self) -> bool:
        """Whether the page shows the present: only there can anything be done."""
        return self.as_of == self.opens_on and self.filters.known_at is None

    def address(self, filters: Filters) -> str:
        """This page with other filters."""
        return links.address(self.entry.slug, filters.to_query())

    def show(self, name: str, make: Callable[[], str]) -> None:
        """Put a block of markup on the page, made once for these filters, this revision and this scope of reading."""
        markup = data.kept(f"{self.entry.slug}:{name}:{self.scope.key}", self.filters, self.revision, make)
        if markup:
            show(markup)


    def may(self, act: Act) -> bool:
        """Whether the reader may do this at all: what hides a button. The workflow asks again."""
        return may(self.person, act)

    def may_do(self, act: Act, task: Standing) -> bool:
        """Whether the reader may do this to a task."""
        return may_do(self.person, act, task, identity.rollup(self.revision))

    def standing(self, task: Mapping[str, Any]) -> Standing:
        """Who has to do with a task of the frame."""
        return standing_of(task["lead"], task["coordinating"], task["assigned"], identity.rollup(self.revision))


def open_page(slug: str, *acts: Act, needs_plan: bool = True) -> Page:
    """Guard the page (one of ``acts`` is needed), settle what it is read in, keep that in the address, and draw the head.

    Without any plan a page that ``needs_plan`` ends here, saying the next step.
    """
    revision = data.revision()
    plans = data.plans(revision)
    opens_on = data.opens_on(revision) or context.today()
    query = st.query_params.to_dict()
    filters, ignored = context.read(query, st.session_state, plans, opens_on)  # type: ignore[arg-type]
    plan = next((plan for plan in plans if plan.code == filters.plan), None)
    locked = context.locked(filters, data.periods(revision), plan.rhythm) if plan else None
    if locked and filters.known_at is None and not filters.adjusted:
        filters = replace(filters, known_at=locked.locked_revision)
    person = identity.current(revision)
    scope = identity.scope(person, revision)
    page = Page(BY_SLUG[slug], person, scope, Words(filters.lang or ""), filters, plan, plans, revision, opens_on, locked)
    if not any(page.may(act) for act in acts):
        notices.refuse(page.words)
        st.stop()
    address = context.kept(query, filters)
    if address != query:
        st.query_params.from_dict(address)
    header.draw(page)
    if ignored:
        notices.ignored(page.words, ignored)
    if plan is None and needs_plan:
        begins = page.may(Act.PLAN)
        notices.no_plan(page.words, links.address("nhap-excel", filters.context().to_query()) if begins else None)
        st.stop()
    return page
