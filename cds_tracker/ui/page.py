"""What every page starts with: its guard, and the plan, day, language and filters that it is read in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from cds_tracker.domain.people import OPERATOR, Act, Person, may
from cds_tracker.domain.plan import Plan
from cds_tracker.insights.filters import Filters
from cds_tracker.style.words import Words
from cds_tracker.ui import context, data, header, links, notices
from cds_tracker.ui.markup import show
from cds_tracker.ui.menu import BY_SLUG, Entry


@dataclass(frozen=True, slots=True)
class Page:
    """A page in progress. ``filters`` are complete: plan, day and language are settled. ``plan`` is ``None`` before the
    first import; ``revision`` is that of the database at the start of the run."""

    entry: Entry
    person: Person
    words: Words
    filters: Filters
    plan: Plan | None
    plans: tuple[Plan, ...]
    revision: int
    opens_on: date

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

    def address(self, filters: Filters) -> str:
        """This page with other filters."""
        return links.address(self.entry.slug, filters.to_query())

    def show(self, name: str, make: Callable[[], str]) -> None:
        """Put a block of markup on the page, made once for these filters and this revision."""
        markup = data.kept(f"{self.entry.slug}:{name}", self.filters, self.revision, make)
        if markup:
            show(markup)


def current_person() -> Person:
    """Who is reading. Until sign-in exists: the operator of this machine."""
    return OPERATOR


def open_page(slug: str, act: Act, *, needs_plan: bool = True) -> Page:
    """Guard the page, settle what it is read in, keep that in the address, and draw the head.

    Without any plan a page that ``needs_plan`` ends here, saying the next step.
    """
    revision = data.revision()
    plans = data.plans(revision)
    opens_on = data.opens_on(revision) or context.today()
    query = st.query_params.to_dict()
    filters, ignored = context.read(query, st.session_state, plans, opens_on)  # type: ignore[arg-type]
    plan = next((plan for plan in plans if plan.code == filters.plan), None)
    page = Page(BY_SLUG[slug], current_person(), Words(filters.lang or ""), filters, plan, plans, revision, opens_on)
    if not may(page.person, act):
        notices.refuse(page.words)
        st.stop()
    address = context.kept(query, filters)
    if address != query:
        st.query_params.from_dict(address)
    header.draw(page)
    if ignored:
        notices.ignored(page.words, ignored)
    if plan is None and needs_plan:
        notices.no_plan(page.words, links.address("nhap-excel", filters.context().to_query()))
        st.stop()
    return page
