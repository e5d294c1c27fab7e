"""That a task was sent back, by whom and why: for its page, and for the list of whoever does it."""

from collections.abc import Mapping

from cds_tracker.store.past import Moment
from cds_tracker.store.returning import Returned
from cds_tracker.store.returning import returned as load
from cds_tracker.style.formats import day
from cds_tracker.ui import data
from cds_tracker.ui.markup import text
from cds_tracker.ui.page import Page


def returned(page: Page) -> Mapping[int, Returned]:
    """The tasks of the plan that are at work again since they were sent back."""
    context = page.filters.context()

    def make() -> Mapping[int, Returned]:
        if page.plan is None:
            return {}
        with data.database().read() as connection:
            return load(connection, Moment(page.plan.id, page.as_of.isoformat(), context.known_at))

    return data.kept("returned", context, page.revision, make)


def remark(page: Page, found: Returned) -> str:
    """One line that says so; safe markup."""
    told = page.words("desk.returned", by=_name(page, found.author), day=day(found.effective_on), reason=found.reason)
    return f'<p class="cds-returned">{text(told)}</p>'


def _name(page: Page, account: str) -> str:
    known = data.people(page.revision).get(account)
    return known.name if known else account
