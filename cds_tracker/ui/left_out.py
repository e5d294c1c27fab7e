"""What a reader with a narrow scope is told: how many tasks are counted only, and that a search sees only their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cds_tracker.insights.scope import textual
from cds_tracker.style.formats import number
from cds_tracker.ui.markup import text

if TYPE_CHECKING:
    from cds_tracker.ui.page import Page


def hidden(page: Page, count: int) -> str:
    """So many tasks are not shown; safe markup, nothing where there are none."""
    if count <= 0:
        return ""
    return f'<p class="cds-sub">{text(page.words("scope.hidden", count=number(count, page.lang)))}</p>'


def searched(page: Page) -> str:
    """Where the filters speak of texts or people: that only what the reader may see was looked at."""
    if page.scope.whole or not textual(page.filters):
        return ""
    return f'<p class="cds-sub">{text(page.words("scope.searched"))}</p>'
