"""What is owed an explanation, within what a reader may read."""

from dataclasses import dataclass, replace

from cds_tracker.store import explanations
from cds_tracker.store.explanations import Answer, Question, Thread
from cds_tracker.ui import data, task_data
from cds_tracker.ui.page import Page
from cds_tracker.ui.requests import reading
from cds_tracker.ui.task_data import Record

LATELY = 30  # answers shown
SHOWN = 200  # overdue tasks shown; the list of tasks has all


@dataclass(frozen=True, slots=True)
class Owed:
    """What this reader may see: overdue and unexplained (``count`` of them, the first shown), asked and unanswered, answered
    lately; tasks by id."""

    count: int
    unexplained: tuple[Record, ...]
    unanswered: tuple[Question, ...]
    answered: tuple[Answer, ...]
    tasks: dict[int, Record]


def of(page: Page) -> Owed:
    """What is owed, within what this reader may read and the unit that is chosen."""
    filters = replace(reading.now(page), unit=page.filters.unit, role="lead" if page.filters.unit else "any")
    within = data.tasks(filters, page.revision, page.scope)
    late = (within["bucket"] == "open_overdue") & ~within["explained"].to_numpy(dtype=bool)
    silent = within[late.to_numpy()].sort_values(["lead_names", "days_left"], kind="stable")
    unexplained = tuple(task_data.record(silent, place) for place in range(min(len(silent), SHOWN)))
    numbers = {int(number_of): place for place, number_of in enumerate(within["id"].to_numpy())}
    said = _said(page)
    asked = tuple(one for one in said.open if one.task in numbers)
    answers = tuple(one for one in reversed(said.answers) if one.task in numbers)[:LATELY]
    wanted = {one.task for one in asked} | {one.task for one in answers}
    return Owed(len(silent), unexplained, asked, answers, {task: task_data.record(within, numbers[task]) for task in wanted})


def _said(page: Page) -> Thread:
    def load() -> Thread:
        with data.database().read() as connection:
            return explanations.of_plan(connection, page.plan.id) if page.plan else Thread()

    return data.kept("explanations", reading.now(page), page.revision, load)
