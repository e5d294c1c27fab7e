"""Plans, units and areas: few rows, known by their code, each change of a field in the ledger like those of tasks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, insert, select, update

from cds_tracker.domain.changes import CREATED
from cds_tracker.store import ledger
from cds_tracker.store.canonical import loads
from cds_tracker.store.ledger import Cause, Entry
from cds_tracker.store.tables import change, proposal

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of it: the codes of rows that are new, changed, as they were; the revision unless nothing changed."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    revision: int | None


def rows(connection: Connection, table: Table, known_at: int | None = None) -> list[dict[str, Any]]:
    """All rows; with ``known_at`` as they were known at that revision."""
    found = {row["id"]: dict(row) for row in connection.execute(select(table).order_by(table.c.id)).mappings()}
    if known_at is None:
        return list(found.values())
    query = select(change.c.subject_id, change.c.field, change.c.before).join(proposal, proposal.c.id == change.c.proposal)
    later = query.where(change.c.subject == table.name, proposal.c.revision > known_at)
    for number, name, before in connection.execute(later.order_by(proposal.c.revision.desc(), change.c.seq.desc())):
        if name == CREATED:
            found.pop(number, None)
        elif number in found:
            found[number][name] = loads(before)
    return list(found.values())


def save(connection: Connection, table: Table, rows: Mapping[str, Row], cause: Cause) -> Saved:
    """Bring rows, by code, to these values, in one revision; columns not named stay. Saving twice is saving once."""
    base, _ = ledger.lock(connection)
    held = {str(row["code"]): dict(row) for row in connection.execute(select(table)).mappings()}
    new = tuple(code for code in rows if code not in held)
    differing = {code: _differences(held[code], rows[code]) for code in rows if code in held}
    changed = tuple(code for code, found in differing.items() if found)
    unchanged = tuple(code for code, found in differing.items() if not found)
    if not new and not changed:
        return Saved(new, changed, unchanged, None)
    following = int(connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()) + 1
    ids = {code: following + place for place, code in enumerate(new)}
    if new:
        _create(connection, table, [{**_blank(table), **rows[code], "code": code, "id": ids[code]} for code in new])
    for code in changed:
        values = {name: after for name, (_, after) in differing[code].items()}
        connection.execute(update(table).where(table.c.code == bindparam("which")).values(**values), {"which": code})
    entries = [Entry(table.name, ids[code], CREATED, None, _said(rows[code], code)) for code in new]
    for code in changed:
        entries += [Entry(table.name, held[code]["id"], n, b, a) for n, (b, a) in differing[code].items()]  # type: ignore[arg-type]
    number = ledger.propose(connection, cause, base)
    ledger.record(connection, number, entries)
    return Saved(new, changed, unchanged, ledger.seal(connection, number, cause.by, cause.kind))


def _create(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    connection.execute(insert(table), rows)
    if connection.dialect.name == "postgresql":  # its own numbering goes on after ours
        sequence = func.pg_get_serial_sequence(table.name, "id")
        connection.execute(select(func.setval(sequence, select(func.max(table.c.id)).scalar_subquery())))


def _blank(table: Table) -> dict[str, object]:
    return {column.name: None for column in table.columns if column.name != "id" and column.nullable}


def _differences(held: Row, wanted: Row) -> dict[str, tuple[object, object]]:
    return {name: (held[name], value) for name, value in wanted.items() if held[name] != value}


def _said(row: Row, code: str) -> dict[str, object]:
    return {**{name: value for name, value in row.items() if value is not None}, "code": code}
