"""Tasks that no row of a file is about: which of them the file would have had to name, and what becomes of them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from cds_tracker.domain.changes import Change
from cds_tracker.domain.matching import Matches
from cds_tracker.domain.people import Act
from cds_tracker.domain.plan import Plan
from cds_tracker.domain.reading import Reading
from cds_tracker.domain.task import Status, Task
from cds_tracker.domain.text import key
from cds_tracker.store import since, tasks
from cds_tracker.store.database import Connection
from cds_tracker.store.waiting import Wanted, wanted
from cds_tracker.workflows.rights import Rights

CLOSED = frozenset({Status.DONE, Status.CANCELLED})
_COMPARED = 60  # characters of a text that a reading may have cut


@dataclass(frozen=True, slots=True)
class Cancelled:
    """What absent tasks are to become: ``changes`` by the person, ``requests`` of what only others may decide."""

    changes: tuple[Change, ...] = ()
    requests: tuple[Change, ...] = ()

    @property
    def all(self) -> tuple[Change, ...]:
        """Both."""
        return (*self.changes, *self.requests)


def in_scope(
    connection: Connection, held: Plan | None, reading: Reading, absent: Sequence[Task], shown_at: int | None
) -> list[Task]:
    """Tasks that came from another sheet than those read are not missed; nor those that came after a file of ours was given
    out (``shown_at``: as of which revision)."""
    if held is None or not absent:
        return []
    if shown_at is not None:
        younger = since.born(connection, held.id, shown_at)
        absent = [task for task in absent if task.id not in younger]
    origins = tasks.origins(connection, held.id)
    read = {sheet.name for sheet in reading.sheets}
    if not read & set(origins.values()):
        return list(absent)
    return [task for task in absent if origins.get(task.id) in read]


def cancelled(
    mine: Rights, matches: Matches, reading: Reading, absent: Iterable[Task], unit: str | None, pending: Collection[Wanted]
) -> Cancelled:
    """The absent tasks (``absent``: but those that somebody changed since the file was given out) cancelled, as far as the
    file speaks for them: open ones of the unit that the file is of (where it is of one), of which no row was left out while
    reading. A file that is about no task of the plan, such as one of another plan, does not speak for any."""
    if not any(task for _, task in matches.certain):
        return Cancelled()
    units = {mine.rollup.end(unit)} if unit else _units(mine, matches)
    unread = {key(one.text)[:_COMPARED] for one in reading.skipped}
    goes: list[Change] = []
    asks: list[Change] = []
    for task in absent:
        if task["status"] in CLOSED or key(str(task["title"] or ""))[:_COMPARED] in unread:
            continue
        if units and units.isdisjoint(mine.standing(task).leads):
            continue
        change = Change(task.id, "status", task.values.get("status"), Status.CANCELLED.value)
        if mine.may_do(Act.CONFIRM, task):
            goes.append(change)
        elif mine.may_do(Act.REQUEST, task) and wanted(change) not in pending:
            asks.append(change)
    return Cancelled(tuple(goes), tuple(asks))


def _units(mine: Rights, matches: Matches) -> set[str]:
    """The units that have to do with every row of a file: a file of the whole plan has none."""
    common: set[str] | None = None
    for row, task in matches.certain:
        held = mine.standing(task or Task(0, 0, row.values))
        here = {*held.leads, *held.helps, *held.shares}
        common = here if common is None else common & here
        if not common:
            break
    return common or set()
