"""Workbooks as we give them out: every row bears its hidden mark; and as they come back, changed by people."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cds_tracker.domain import marks
from cds_tracker.domain.marks import Mark
from cds_tracker.domain.reading import Reading, Row, Sheet
from cds_tracker.domain.task import Value
from cds_tracker.store import ledger, plans, tasks
from cds_tracker.store.database import Database
from tests.workflows.readings import COLUMNS

SHEET = "Theo dõi"
FIELDS = (*COLUMNS, "assignees", "deliverable")


def given_out(database: Database, plan: str, numbers: Iterable[int] | None = None) -> list[Row]:
    """The rows of a plan as they stand, or those of some tasks."""
    wanted = None if numbers is None else set(numbers)
    with database.read() as connection:
        held = plans.find(connection, plan)
        assert held is not None
        key, revision = plans.workbook_key(connection), ledger.latest(connection)
        standing = [one for one in tasks.current(connection, held.id) if wanted is None or one.id in wanted]
    written = [{name: value for name, value in one.values.items() if name in FIELDS} for one in standing]
    signed = [marks.write(key, plan, Mark(one.id, revision)) for one in standing]
    return [row(number, *told) for number, told in enumerate(zip(written, signed, strict=True), 6)]


def row(number: int, values: Mapping[str, Value], mark: str | None = None) -> Row:
    """A row of such a workbook."""
    cells = {name: f"{chr(ord('A') + place)}{number}" for place, name in enumerate(FIELDS) if name in values}
    return Row(SHEET, number, dict(values), cells=cells, columns=frozenset(FIELDS), mark=mark)


def changed(one: Row, **said: Value) -> Row:
    """The row with other words in some cells; ``None`` empties one."""
    left = {name: value for name, value in {**one.values, **said}.items() if value is not None}
    return replace(row(one.row, left, one.mark), id=one.id)


def file(rows: Sequence[Row], name: str = "theo-doi.xlsx") -> Reading:
    """A workbook of these rows."""
    letters = {name: chr(ord("A") + place) for place, name in enumerate(FIELDS)}
    digest = hashlib.sha256(repr(rows).encode()).hexdigest()
    return Reading(name, digest, (Sheet(SHEET, 5, letters, len(rows)),), tuple(rows))
