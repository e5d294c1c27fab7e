"""Writing changes into the tasks, after asking whether each still holds."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, cast

from sqlalchemy import Connection, func, select

from cds_tracker.domain.changes import CREATED, Change
from cds_tracker.domain.task import Status, Value
from cds_tracker.domain.text import key
from cds_tracker.store import bulk, past, task_columns, tasks
from cds_tracker.store.canonical import dumps
from cds_tracker.store.tables import change, proposal, task

Outdated = tuple[Change, Value, str]  # the change, what stands there now, the code of the problem


def outdated(
    connection: Connection, plan: int, changes: Sequence[Change], effective_on: str, base: int
) -> list[Outdated]:
    """The changes that no longer hold, since something else was written after ``base``."""
    held = tasks.some(connection, (one.task for one in changes if one.field != CREATED))
    later = past.said_later(connection, plan, effective_on)
    twins = _created_since(connection, plan, base)
    found: list[Outdated] = []
    missing: set[str] = set()  # a part goes with its whole
    for one in changes:
        if one.field == CREATED and one.after is None:
            continue
        if one.field == CREATED:
            twin = next((twins[name] for name in _names(one.after) if name in twins), None)
            if twin is not None or (isinstance(one.after, dict) and one.after.get("parent") in missing):
                missing.add(str(one.task))
                found.append((one, twin, "created_meanwhile"))
            continue
        now = held[one.task][one.field] if one.task in held else None
        if one.task not in held:
            found.append((one, None, "task_removed"))
        elif not same(now, one.before):
            found.append((one, now, "changed_meanwhile"))
        elif (one.task, one.field) in later:
            found.append((one, now, "speaks_for_earlier_day"))
    return found


def write(connection: Connection, plan: int, changes: Iterable[Change], effective_on: str) -> None:
    """Bring the tasks to what the changes say."""
    created: list[Change] = []
    fields: dict[str, list[Change]] = defaultdict(list)
    for one in changes:
        if one.field == CREATED:
            created += [one] if one.after is not None else []  # the rest is removed: see ``undone.finish``
        else:
            fields[one.field].append(one)
    if created:
        last = select(func.coalesce(func.max(task.c.position), 0)).where(task.c.plan == plan)
        position = int(connection.execute(last).scalar_one())
        said = [(one.task, cast(dict[str, Value], one.after)) for one in created]
        bulk.insert(connection, task, *task_columns.rows(plan, position, said, effective_on))
    for name, listed in fields.items():
        rows_of = [(*_cells(name, one, effective_on).values(), one.task) for one in listed]
        bulk.update(connection, task, tuple(_cells(name, listed[0], effective_on)), rows_of)


def _cells(name: str, one: Change, effective_on: str) -> dict[str, Any]:
    found = task_columns.cells({name: one.after})
    if name == "status":
        found["done_since"] = effective_on if one.after == Status.DONE else None
    return found


def same(now: Value, before: Value) -> bool:
    """Whether two canonical values are one; blank is blank."""
    return (now or None) == (before or None) if isinstance(now, list) or isinstance(before, list) else (
        now == before or dumps(now) == dumps(before)
    )


def _names(said: Value) -> list[tuple[str, ...]]:
    """What a task is recognised by: its code, else its title in its section."""
    values = said if isinstance(said, dict) else {}
    code, title, section = (str(values.get(name) or "") for name in ("code", "title", "section"))
    lead = dumps(values.get("lead") or [])
    return ([("code", key(code))] if code else []) + [("title", key(title), key(section), lead)]


def _created_since(connection: Connection, plan: int, base: int) -> dict[tuple[str, ...], int]:
    since = (proposal.c.plan == plan, proposal.c.revision > base, change.c.field == CREATED, change.c.subject == "task")
    query = select(change.c.subject_id).join(proposal, proposal.c.id == change.c.proposal).where(*since)
    numbers = list(connection.execute(query).scalars())
    return {name: one.id for one in tasks.some(connection, numbers).values() for name in _names(dict(one.values))}
