"""What waits for this reader, in one calm line of Tổng quan."""

from dataclasses import replace

from cds_tracker.domain.people import Act
from cds_tracker.style.formats import number
from cds_tracker.ui import data, links
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.page import Page
from cds_tracker.ui.requests import reading


def draw(page: Page) -> None:
    """Requests to decide about, and questions that nobody has answered; nothing where neither is there."""
    parts = [part for part in (_requests(page), _questions(page)) if part]
    if parts:
        show(f'<p class="cds-waiting">{" · ".join(parts)}</p>')


def _requests(page: Page) -> str:
    count = sum(reading.decides(page, line) for line in reading.lines(page))
    return _line(page, "gia-han", "requests.waiting_for_you", count, state="pending")


def _questions(page: Page) -> str:
    if not page.may(Act.ASK) and not page.may(Act.EXPLAIN):
        return ""
    count = len(data.tasks(replace(reading.now(page), asked=True), page.revision, page.scope))
    return _line(page, "giai-trinh", "explaining.waiting", count)


def _line(page: Page, slug: str, key: str, count: int, **more: str) -> str:
    if not count:
        return ""
    address = links.address(slug, {**page.filters.context().to_query(), **more})
    return link(address, text(page.words(key, count=number(count, page.lang))), "cds-more")
