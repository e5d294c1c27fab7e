"""The head of a unit answers a report of completion: done, with evidence, or back to work, with a reason.

All or nothing: where one of several tasks cannot be confirmed, none is, and the refusal names it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Person
from cds_tracker.domain.task import Status, Task
from cds_tracker.domain.text import clean
from cds_tracker.store import beside
from cds_tracker.store.database import Database
from cds_tracker.store.past import Moment
from cds_tracker.store.proposals import Applied
from cds_tracker.store.returning import RETURN
from cds_tracker.workflows.acting import Doing, acting
from cds_tracker.workflows.editing import Edit, refuse_unproved, write

CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A task to be declared done on ``completed_on``; ``reported`` is the day of completion that the reader saw.

    Without a day it is the one reported, else the day for which the act speaks.
    """

    task: int
    completed_on: date | None = None
    reported: date | None = None


def confirm(
    database: Database, person: Person, wanted: Sequence[Confirmation], *, effective_on: date, base: int
) -> list[Applied]:
    """Tasks that await confirmation are done. Each needs evidence, and was not completed after ``effective_on``."""
    with acting(database, person, CONFIRM) as doing:
        held = doing.tasks((one.task for one in wanted), Act.CONFIRM)
        _refuse_unless_awaiting(held)
        edits = [_done(one, held[one.task], effective_on) for one in wanted]
        proofs = _proofs(doing, held.values(), effective_on)
        _refuse("evidence_needed_by", [held[one.task] for one in edits if _lacks_proof(one, held[one.task], proofs)])
        return write(doing, edits, kind=CONFIRM, effective_on=effective_on, base=base)


def send_back(
    database: Database, person: Person, numbers: Iterable[int], reason: str, *, effective_on: date, base: int
) -> list[Applied]:
    """Tasks that await confirmation are in progress again; ``reason`` tells what is missing."""
    said = clean(reason)
    with acting(database, person, RETURN) as doing:
        held = doing.tasks(numbers, Act.CONFIRM)
        if not said:
            raise TrackerError("return_reason_needed")
        _refuse_unless_awaiting(held)
        after = {"status": Status.IN_PROGRESS.value, "completed_on": None}
        edits = [Edit(one.id, after, {name: one[name] for name in after}) for one in held.values()]
        return write(
            doing, edits, kind=RETURN, effective_on=effective_on, base=base, reason=said, acts=(Act.CONFIRM,)
        )


def named(task: Task) -> str:
    """How a refusal names a task."""
    return f"{task.id} – {str(task['title'] or '')[:80]}"


def _done(one: Confirmation, task: Task, effective_on: date) -> Edit:
    reported = _day(task["completed_on"])
    if one.completed_on is not None and one.reported != reported:
        raise TrackerError("completed_meanwhile", tasks=[named(task)], now=_said(reported), seen=_said(one.reported))
    day = one.completed_on or reported or effective_on
    if day > effective_on:
        raise TrackerError("completed_later", tasks=[named(task)], day=_said(effective_on))
    after = {"status": Status.DONE.value, "completed_on": day.isoformat()}
    return Edit(task.id, after, {name: task[name] for name in after})


def _refuse_unless_awaiting(held: Mapping[int, Task]) -> None:
    if not held:
        raise TrackerError("tasks_needed")
    _refuse("not_awaiting", [task for task in held.values() if task["status"] != Status.AWAITING_CONFIRMATION])


def _refuse(key: str, tasks: Sequence[Task]) -> None:
    if tasks:
        raise TrackerError(key, tasks=[named(task) for task in tasks])


def _lacks_proof(one: Edit, task: Task, proofs: Mapping[int, int]) -> bool:
    try:
        refuse_unproved(one, task, proofs.get(task.id, 0))
    except TrackerError:
        return True
    return False


def _proofs(doing: Doing, tasks: Iterable[Task], effective_on: date) -> dict[int, int]:
    """How many documents, links and files stand behind each task."""
    found: dict[int, int] = {}
    for plan in dict.fromkeys(task.plan for task in tasks):
        found |= beside.evidence_counts(doing.connection, Moment(plan, effective_on.isoformat()))
    return found


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def _said(day: date | None) -> str | None:
    return f"{day:%d/%m/%Y}" if day else None
