"""The panels on the page of a task, in their order."""

from collections.abc import Callable

from cds_tracker.ui.act import confirm, explanation, extension, more
from cds_tracker.ui.page import Page
from cds_tracker.ui.task_data import Record

Panel = Callable[[Page, Record], None]
PANELS: tuple[Panel, ...] = (confirm.draw, more.draw, explanation.panel, extension.panel)


def draw(page: Page, task: Record) -> None:
    """Whatever this reader may do to this task now; nothing where a past state is shown."""
    if page.is_present:
        for panel in PANELS:
            panel(page, task)
