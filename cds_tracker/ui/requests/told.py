"""What came of a request, a decision or an explanation."""

from collections.abc import Callable

from cds_tracker.ui import telling
from cds_tracker.ui.page import Page

PLACE = "requests"


def attempt(page: Page, act: Callable[[], object], done: str) -> bool:
    """Within a callback: do it, and keep what is to be told (``done`` is a key); whether it was done."""
    return telling.attempt(page, PLACE, act, page.words(done), page.words("requests.not_done"))


def keep(markup: str) -> None:
    """Tell this above the next run."""
    telling.keep(PLACE, markup)


def draw() -> None:
    """What is kept, if anything."""
    telling.shown(PLACE)
