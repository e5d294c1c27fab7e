"""The requests that a reader may see, each with the task that it is about."""

from dataclasses import dataclass, replace
from typing import Any

from cds_tracker.domain.changes import CREATED
from cds_tracker.domain.people import OPERATOR, Act, Standing, standing, standing_of
from cds_tracker.domain.task import Value
from cds_tracker.insights.filters import Filters
from cds_tracker.store import ledger, requests, tasks
from cds_tracker.store.requests import PENDING, Request
from cds_tracker.ui import data, identity, task_data
from cds_tracker.ui.page import Page
from cds_tracker.ui.task_data import Record
from cds_tracker.workflows.deciding import act_of


@dataclass(frozen=True, slots=True)
class Line:
    """A request with the tasks that are there already, and who has to do with each of its tasks."""

    request: Request
    records: tuple[Record, ...]
    standings: tuple[Standing, ...]

    @property
    def waits(self) -> bool:
        """Whether nobody has decided yet."""
        return self.request.state == PENDING


def now(page: Page) -> Filters:
    """The present of the plan: requests are always about that, whatever day the page shows."""
    return replace(page.filters.context(), as_of=page.opens_on, known_at=None)


def lines(page: Page) -> list[Line]:
    """The requests of the plan that this reader may see: all tasks of each are within what they may read."""
    found = data.kept(f"requests {ledger.today()}", now(page), page.revision, lambda: _lines(page))
    return [line for line in found if _reads(page, line)]


def _reads(page: Page, line: Line) -> bool:
    """Who asked for new tasks alone sees what they asked for, even where no unit is to lead them yet."""
    new = all(one.field == CREATED for one in line.request.asked)
    if new and line.waits and line.request.author == page.person.account:
        return True
    return all(page.may_do(Act.READ, held) for held in line.standings)


def of_task(page: Page, task: int) -> list[Line]:
    """Those about one task."""
    return [line for line in lines(page) if task in line.request.tasks]


def decides(page: Page, line: Line) -> bool:
    """Whether this reader may decide about it now. The workflow asks again."""
    act = act_of(line.request)
    mine = line.request.author == page.person.account
    return line.waits and page.is_present and not mine and all(page.may_do(act, held) for held in line.standings)


def deadline(task: int) -> Value:
    """The deadline of a task as it is stored, for what a request expects to find."""
    with data.database().read() as connection:
        held = tasks.some(connection, [task])
    return held[task]["deadline"] if task in held else None


def name_of(page: Page, account: str | None) -> str:
    """How somebody is called; an account that is not known, by its name."""
    held = data.people(page.revision).get(account or "")
    return held.name if held else (account or "").removeprefix(OPERATOR)


def _lines(page: Page) -> list[Line]:
    if page.plan is None:
        return []
    with data.database().read() as connection:
        listed = requests.listed(connection, page.plan.id)
        stored = tasks.some(connection, (task for one in listed for task in one.tasks))
    frame = data.frame(now(page), page.revision)
    places = {int(number): place for place, number in enumerate(frame["id"].to_numpy())} if listed else {}
    rollup = identity.rollup(page.revision)
    made: list[Line] = []
    for one in listed:
        records = tuple(task_data.record(frame, places[task]) for task in one.tasks if task in places)
        held = [standing(stored[task], rollup) for task in one.tasks if task in stored]  # also those not shown on this day
        new: list[Any] = [change.after for change in one.asked if change.field == CREATED]
        held += [standing_of(said.get("lead") or (), said.get("coordinating") or (), (), rollup) for said in new]
        made.append(Line(one, records, tuple(held)))
    return made
