"""The tasks of a plan: as they stand, and as of any day."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Any, cast

from sqlalchemy import Connection, or_, select

from cds_tracker.domain.changes import CREATED
from cds_tracker.domain.plan import TaskRows
from cds_tracker.domain.task import FIELDS, LISTS, Status, Task
from cds_tracker.store import beside, past, plans, task_columns
from cds_tracker.store.canonical import as_mapping, as_tuple
from cds_tracker.store.past import Moment, Undone
from cds_tracker.store.tables import change, proposal, task
from cds_tracker.store.task_columns import COLUMNS, NUMBERS

LOADED = ("id", "plan", "position", *FIELDS, "done_since", "created_on", *task_columns.DEADLINE, "parent_id")
NOW = {"lead_now": "lead", "coordinating_now": "coordinating"}  # as they stand today, whatever day is asked for
_JOINED = ("reported_on", "extensions", "original_due", "evidence_count", "explained_on", "asked", "requested")
OUT = (*LOADED, *NOW, *_JOINED)
_CHUNK = 500  # SQLite takes so many parameters in any build


def current(connection: Connection, plan: int) -> list[Task]:
    """Every task of the plan as it stands, in its order."""
    columns = [task.c[name] for name in COLUMNS]
    query = select(*columns).where(task.c.plan == plan, task.c.removed.is_(None)).order_by(task.c.position)
    rows = connection.execute(query).all()
    return [Task(row[0], row[1], task_columns.values(row, COLUMNS)) for row in rows]


def some(connection: Connection, numbers: Iterable[int]) -> dict[int, Task]:
    """These tasks as they stand, by id; those that do not exist are left out."""
    columns = [task.c[name] for name in COLUMNS]
    found: dict[int, Task] = {}
    left = iter(sorted(set(numbers)))
    while chunk := list(islice(left, _CHUNK)):
        for row in connection.execute(select(*columns).where(task.c.id.in_(chunk), task.c.removed.is_(None))):
            found[row[0]] = Task(row[0], row[1], task_columns.values(row, COLUMNS))
    return found


def origins(connection: Connection, plan: int) -> dict[int, str]:
    """The sheet that each task of the plan came from."""
    created = (change.c.field == CREATED, change.c.subject == "task", proposal.c.plan == plan, proposal.c.state == "applied")
    query = select(change.c.subject_id, change.c.sheet).join(proposal, proposal.c.id == change.c.proposal)
    query = query.join(task, task.c.id == change.c.subject_id).where(*created, task.c.removed.is_(None))
    return {number: sheet for number, sheet in connection.execute(query) if sheet}


def load(connection: Connection, plan_id: int, as_of: date, known_at: int | None = None) -> TaskRows:
    """The tasks of a plan as of a day; with ``known_at`` as they were known at that revision.

    No tasks before the plan's own date, and none of a plan that does not exist.
    """
    plan = plans.get(connection, plan_id, known_at)
    if plan is None or (plan.issued_on and plan.issued_on > as_of):
        return TaskRows(OUT, [])
    moment = Moment(plan_id, as_of.isoformat(), known_at)
    columns = [task.c[name] for name in LOADED]
    there = task.c.removed.is_(None) if known_at is None else or_(task.c.removed.is_(None), task.c.removed > known_at)
    query = select(*columns).where(task.c.plan == plan_id, there).order_by(task.c.position)
    rows = cast(Sequence[Sequence[Any]], connection.execute(query).all())
    held = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in LOADED]
    table = dict(zip(LOADED, held, strict=True))
    _decode(table)
    table |= {name: list(table[field]) for name, field in NOW.items()}
    if past.is_past(connection, moment):
        _undo(table, past.undo(connection, moment))
    _join(connection, table, moment)
    return TaskRows(OUT, list(zip(*[table[name] for name in OUT], strict=True)))


def _decode(table: dict[str, list[Any]]) -> None:
    readers: dict[str, Callable[[Any], object]] = dict.fromkeys(LISTS, as_tuple)
    readers |= {"deadline": as_mapping, **dict.fromkeys(NUMBERS, task_columns.number)}
    for column, reader in readers.items():
        table[column] = [reader(value) for value in table[column]]


def _undo(table: dict[str, list[Any]], undone: Undone) -> None:
    places = {number: place for place, number in enumerate(table["id"])}
    for number, fields in undone.fields.items():
        place = places.get(number)
        if place is None:  # its creation was taken back
            continue
        for name, value in fields.items():
            for column, cell in task_columns.cells({name: value}).items():
                table[column][place] = cell
            if name in LISTS or name == "deadline":
                table[name][place] = value if name == "deadline" else tuple(cast(list[str], value or ()))
    for number, day in undone.done_since.items():
        place = places.get(number)
        if place is None:
            continue
        done = table["status"][place] == Status.DONE
        table["done_since"][place] = (day or table["created_on"][place]) if done else None
    if undone.absent:
        kept = [place for place, number in enumerate(table["id"]) if number not in undone.absent]
        for name, whole in table.items():
            table[name] = [whole[place] for place in kept]


def _join(connection: Connection, table: dict[str, list[Any]], moment: Moment) -> None:
    reported = past.reported_on(connection, moment)
    extended = past.extensions(connection, moment)
    proved, explained = beside.evidence_counts(connection, moment), beside.explained_on(connection, moment)
    asked, requested = beside.asked(connection, moment), past.requested(connection, moment)
    table["evidence_count"] = [proved.get(number, 0) for number in table["id"]]
    table["explained_on"] = [explained.get(number) for number in table["id"]]
    table["asked"] = [number in asked for number in table["id"]]
    table["requested"] = [number in requested for number in table["id"]]
    table["reported_on"] = [reported.get(number) for number in table["id"]]
    table["extensions"] = [extended[number][0] if number in extended else 0 for number in table["id"]]
    table["original_due"] = [
        extended[number][1] if number in extended else due for number, due in zip(table["id"], table["due"], strict=True)
    ]
