"""Is the database what its ledger says? Every finding is a line for the operator, in technical words."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, func, select

from cds_tracker.domain.changes import CREATED, Change
from cds_tracker.domain.replay import Entry, replay
from cds_tracker.domain.task import FIELDS, UNREGISTERED
from cds_tracker.store import audit, check_uploads, tasks
from cds_tracker.store.canonical import dumps, loads
from cds_tracker.store.tables import area, change, head, plan, proposal, report, revision, task, unit
from cds_tracker.store.tables_people import account
from cds_tracker.store.tables_work import period


def findings(connection: Connection) -> list[str]:
    """Everything that is wrong; empty when the database is sound."""
    looks = (_engine, _revisions, _tasks, _removed, _records, _references, check_uploads.findings, audit.findings)
    return [finding for look in looks for finding in look(connection)]


def _engine(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    for row in connection.exec_driver_sql("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield f"integrity_check: {row[0]}"
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"foreign_key_check: {row[0]} row {row[1]} refers to a missing {row[2]}"


def _revisions(connection: Connection) -> Iterator[str]:
    numbers = list(connection.execute(select(revision.c.number).order_by(revision.c.number)).scalars())
    if numbers != list(range(1, len(numbers) + 1)):
        yield "revision: the numbers have gaps"
    last, following = connection.execute(select(head.c.revision, head.c.next_task_id)).one()
    if last != len(numbers):
        yield f"head: revision {last}, but {len(numbers)} are recorded"
    highest = connection.execute(select(func.coalesce(func.max(task.c.id), 0))).scalar_one()
    if following <= highest:
        yield f"head: the next task is {following}, but task {highest} exists"


def _tasks(connection: Connection) -> Iterator[str]:
    columns = (
        proposal.c.plan, proposal.c.revision, proposal.c.effective_on, change.c.subject_id, change.c.field,
        change.c.before, change.c.after, proposal.c.undoes,
    )  # fmt: skip
    applied = (proposal.c.state == "applied", change.c.subject == "task", change.c.stale.is_(False))
    query = select(*columns).join(proposal, proposal.c.id == change.c.proposal).where(*applied)
    ledger = connection.execute(query.order_by(proposal.c.revision, change.c.seq))
    rebuilt = replay(
        Entry(of, taken, date.fromisoformat(day), Change(number, name, loads(before), loads(after)), undoes is not None)
        for of, taken, day, number, name, before, after, undoes in ledger
    )
    derived = select(task.c.id, task.c.done_since, task.c.created_on, task.c.plan).where(task.c.removed.is_(None))
    held = {row[0]: (row[1], row[2], row[3]) for row in connection.execute(derived)}
    numbers = list(connection.execute(select(plan.c.id)).scalars())
    stored = {one.id: one for of in numbers for one in tasks.current(connection, of)}
    for number in sorted(held.keys() - rebuilt.keys()):
        yield f"task {number}: is not in the ledger"
    for number, one in rebuilt.items():
        if number not in stored:
            yield f"task {number}: is in the ledger only"
            continue
        for name in FIELDS:
            if dumps(one.task[name]) != dumps(stored[number][name]):
                yield f"task {number}: {name} is not what the ledger says"
        since, created, of_plan = held[number]
        if (since, created) != (one.done_since and one.done_since.isoformat(), one.created_on.isoformat()):
            yield f"task {number}: done_since or created_on is not what the ledger says"
        if of_plan != one.task.plan:
            yield f"task {number}: stands in another plan than the ledger says"


def _removed(connection: Connection) -> Iterator[str]:
    """Tasks whose creation was taken back: at the revision that the ledger says."""
    held = {number: taken for number, taken in connection.execute(  # noqa: C416
        select(task.c.id, task.c.removed).where(task.c.removed.is_not(None)))}  # fmt: skip
    query = select(change.c.subject_id, proposal.c.revision).join(proposal, proposal.c.id == change.c.proposal)
    back = (change.c.subject == "task", change.c.field == CREATED, change.c.after.is_(None), change.c.stale.is_(False))
    said = {number: taken for number, taken in connection.execute(query.where(*back, proposal.c.state == "applied"))}  # noqa: C416
    for number in sorted(number for number in held.keys() | said.keys() if held.get(number) != said.get(number)):
        yield f"task {number}: was removed at another revision than the ledger says"


def _records(connection: Connection) -> Iterator[str]:
    for table in (plan, unit, area, account, period):
        rebuilt = _replayed(connection, table)
        held = {row["id"]: dict(row) for row in connection.execute(select(table)).mappings()}
        if held.keys() != rebuilt.keys():
            yield f"{table.name}: the ledger has other rows"
        for number in held.keys() & rebuilt.keys():
            said = {name: value for name, value in held[number].items() if name != "id" and value is not None}
            if said != {name: value for name, value in rebuilt[number].items() if value is not None}:
                yield f"{table.name} {number}: is not what the ledger says"


def _replayed(connection: Connection, table: Table) -> dict[int, dict[str, Any]]:
    columns = (change.c.subject_id, change.c.field, change.c.after)
    query = select(*columns).join(proposal, proposal.c.id == change.c.proposal)
    applied = query.where(change.c.subject == table.name, proposal.c.state == "applied", change.c.stale.is_(False))
    found: dict[int, dict[str, Any]] = {}
    for number, name, after in connection.execute(applied.order_by(proposal.c.revision, change.c.seq)):
        value = loads(after)
        if name == CREATED and isinstance(value, dict):
            found[number] = dict(value)
        else:
            found[number][name] = value
    return found


def _references(connection: Connection) -> Iterator[str]:
    known = {"units": set(_codes(connection, unit)), "area": set(_codes(connection, area))}
    for number in connection.execute(select(plan.c.id)).scalars():
        for one in tasks.current(connection, number):
            refs = [("units", ref) for name in ("lead", "coordinating") for ref in one[name] or []]  # type: ignore[union-attr]
            refs += [("area", one["area"])] if one["area"] else []
            for kind, ref in refs:
                if not str(ref).startswith(UNREGISTERED) and ref not in known[kind]:
                    yield f"task {one.id}: {ref} is not registered"
    lost = select(report.c.task).join(proposal, proposal.c.id == report.c.proposal)
    lost = lost.where(proposal.c.state == "applied", report.c.task.not_in(select(task.c.id)))
    for number in connection.execute(lost.distinct()).scalars():
        yield f"report: task {number} does not exist"


def _codes(connection: Connection, table: Table) -> list[str]:
    return list(connection.execute(select(table.c.code)).scalars())


