"""The head of a unit gives tasks to its people. Whoever a file names stays named; that gives nobody a right."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Person
from cds_tracker.domain.staff import assigning_units, leading_units, staff, units_where
from cds_tracker.domain.task import ACCOUNT, Task, Value
from cds_tracker.store import accounts
from cds_tracker.store.database import Database
from cds_tracker.store.proposals import Applied
from cds_tracker.workflows.acting import Doing, acting
from cds_tracker.workflows.editing import Edit, write

ASSIGN = "assign"
Refs = Sequence[str]


class How(StrEnum):
    """What is to become of those who are assigned already."""

    ADD = "add"
    REPLACE = "replace"
    REMOVE = "remove"


def assign(
    database: Database,
    person: Person,
    seen: Mapping[int, Refs],
    how: How,
    people: Refs,
    *,
    effective_on: date,
    base: int,
) -> list[Applied]:
    """Add these accounts to tasks, take them off, or put them in the place of those who were there.

    ``seen`` maps each task to the assignees that the reader saw: where somebody changed them meanwhile, the task is left
    as it is and told. Replacing keeps the names that files wrote, and the people of other units that lead the task too.
    """
    with acting(database, person, ASSIGN) as doing:
        held = doing.tasks(seen, Act.ASSIGN)
        if not held:
            raise TrackerError("tasks_needed")
        if not people:
            raise TrackerError("people_needed")
        known = accounts.listed(doing.connection)
        wanted = {number: _after(doing, task, seen[number], how, people, known) for number, task in held.items()}
        return _write(doing, wanted, seen, effective_on, base)


def adopt(
    database: Database,
    person: Person,
    task: int,
    written: str,
    account: str,
    *,
    seen: Refs,
    effective_on: date,
    base: int,
) -> list[Applied]:
    """Put an account in the place of a name that a file wrote."""
    with acting(database, person, ASSIGN) as doing:
        held = doing.task(task, Act.ASSIGN)
        _refuse_strangers(doing, held, [account], accounts.listed(doing.connection))
        after = [f"{ACCOUNT}{account}" if ref == written else ref for ref in seen]
        return _write(doing, {task: after}, {task: seen}, effective_on, base)


def refuse_people_elsewhere(doing: Doing, task: Task, seen: Refs, after: Refs) -> None:
    """Refuse to name people who are for another head to name, and to take them off, in whatever form that is written."""
    if units_where(doing.person, Act.ASSIGN, doing.rollup) is None:
        return
    known = accounts.listed(doing.connection)
    elsewhere = _elsewhere(doing, task, known)
    _refuse_strangers(doing, task, [ref.removeprefix(ACCOUNT) for ref in after if _is_new(ref, seen)], known)
    _refuse_people(task, [ref.removeprefix(ACCOUNT) for ref in seen if ref in elsewhere and ref not in after])


def _is_new(ref: str, seen: Refs) -> bool:
    return ref.startswith(ACCOUNT) and ref not in seen


def _write(
    doing: Doing, wanted: Mapping[int, Refs], seen: Mapping[int, Refs], effective_on: date, base: int
) -> list[Applied]:
    edits = [
        Edit(number, {"assignees": _listed(after)}, {"assignees": _listed(seen[number])})
        for number, after in wanted.items()
        if list(after) != list(seen[number])
    ]
    return write(doing, edits, kind=ASSIGN, effective_on=effective_on, base=base)


def _after(doing: Doing, task: Task, seen: Refs, how: How, people: Refs, known: Sequence[Account]) -> Refs:
    chosen = [f"{ACCOUNT}{code}" for code in people]
    elsewhere = _elsewhere(doing, task, known)
    if how is How.REMOVE:
        _refuse_people(task, [ref.removeprefix(ACCOUNT) for ref in chosen if ref in elsewhere])
        return [ref for ref in seen if ref not in chosen]
    _refuse_strangers(doing, task, people, known)
    kept = seen if how is How.ADD else [ref for ref in seen if not ref.startswith(ACCOUNT) or ref in elsewhere]
    return [*kept, *(ref for ref in chosen if ref not in kept)]


def _elsewhere(doing: Doing, task: Task, known: Sequence[Account]) -> frozenset[str]:
    """The people of the other units that lead the task: those are for their own heads to take off."""
    mine = _mine(doing, task)
    others = leading_units(_leads(task), doing.rollup) - mine
    own = {one.code for one in staff(known, mine, doing.rollup)}
    return frozenset(f"{ACCOUNT}{one.code}" for one in staff(known, others, doing.rollup) if one.code not in own)


def _refuse_strangers(doing: Doing, task: Task, people: Refs, known: Sequence[Account]) -> None:
    own = {one.code for one in staff(known, _mine(doing, task), doing.rollup)}
    _refuse_people(task, [code for code in people if code not in own])


def _refuse_people(task: Task, strangers: Refs) -> None:
    if strangers:
        raise TrackerError("assignee_outside", people=list(strangers), task=str(task["title"] or "")[:80])


def _mine(doing: Doing, task: Task) -> frozenset[str]:
    return assigning_units(doing.person, _leads(task), doing.rollup)


def _leads(task: Task) -> Refs:
    lead = task["lead"]
    return [str(ref) for ref in lead] if isinstance(lead, list) else []


def _listed(refs: Refs) -> Value:
    return list(refs)
