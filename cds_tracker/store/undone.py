"""What was taken back: an undo is a proposal of its own that names the one whose changes it takes back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, func, select

from cds_tracker.domain.changes import CREATED, Change
from cds_tracker.domain.task import Status
from cds_tracker.store import bulk
from cds_tracker.store.tables import change, proposal, report, task
from cds_tracker.store.tables_uploads import upload

KIND, IMPORT = "undo", "import"
_CHUNK = 500  # SQLite takes so many parameters in any build


@dataclass(frozen=True, slots=True)
class Imported:
    """An applied import: who brought it, for which day; on how many tasks it reported."""

    number: int
    plan: int
    revision: int
    author: str
    effective_on: date
    file: str | None
    sha256: str | None
    reports: int


def standing(known_at: int | None = None) -> ColumnElement[bool]:
    """Of proposals: it was not taken back (as far as is known at a revision)."""
    later = proposal.alias("later")
    back = select(later.c.undoes).where(later.c.undoes.is_not(None), later.c.state == "applied")
    return proposal.c.id.not_in(back if known_at is None else back.where(later.c.revision <= known_at))


def taken_back(connection: Connection, field: str, *which: ColumnElement[bool]) -> set[tuple[int, int]]:
    """The (task, proposal) whose change of this field was taken back."""
    query = select(change.c.subject_id, proposal.c.undoes).join(proposal, proposal.c.id == change.c.proposal)
    back = (change.c.subject == "task", change.c.field == field, change.c.stale.is_(False), proposal.c.state == "applied")
    rows = connection.execute(query.where(*back, proposal.c.undoes.is_not(None), *which))
    return {(number, of) for number, of in rows}


def by(connection: Connection, number: int) -> int | None:
    """The proposal that took this one back."""
    query = select(proposal.c.id).where(proposal.c.undoes == number, proposal.c.state == "applied")
    return connection.execute(query.limit(1)).scalar()


def imported(connection: Connection, number: int) -> Imported | None:
    """The applied import of this number."""
    own = (proposal.c.id == number, proposal.c.kind == IMPORT, proposal.c.state == "applied", proposal.c.plan.is_not(None))
    row = connection.execute(select(proposal).where(*own)).mappings().first()
    if row is None:
        return None
    reports = connection.execute(select(func.count()).select_from(report).where(report.c.proposal == number)).scalar_one()
    day = date.fromisoformat(row["effective_on"])
    return Imported(number, row["plan"], row["revision"], row["author"], day, row["file"], row["sha256"], int(reports))


def finish(connection: Connection, changes: Iterable[Change], revision: int) -> None:
    """What taking changes back comes to beside the fields: tasks are removed; a task that is done again is done since the
    day on which that was said."""
    removed: list[tuple[int, int]] = []
    done: list[int] = []
    for one in changes:
        if one.field == CREATED:
            removed.append((revision, one.task))
        elif one.field == "status" and one.after == Status.DONE:
            done.append(one.task)
    if removed:
        bulk.update(connection, task, ("removed",), removed)
    for first in range(0, len(done), _CHUNK):
        _done_since(connection, done[first : first + _CHUNK])


def mark_upload(connection: Connection, number: int) -> None:
    """The upload that brought the proposal says so too."""
    brought = (upload.c.proposal == number, upload.c.state == "applied")
    connection.execute(upload.update().where(*brought).values(state="undone"))


def _done_since(connection: Connection, numbers: list[int]) -> None:
    said = (change.c.subject == "task", change.c.field == "status", change.c.after == '"done"', change.c.stale.is_(False))
    last = select(change.c.subject_id, func.max(proposal.c.revision)).join(proposal, proposal.c.id == change.c.proposal)
    applied = (proposal.c.state == "applied", proposal.c.undoes.is_(None), change.c.subject_id.in_(numbers))
    revisions: dict[int, int] = {number: taken for number, taken in connection.execute(  # noqa: C416
        last.where(*said, *applied).group_by(change.c.subject_id))}  # fmt: skip
    days = select(proposal.c.revision, proposal.c.effective_on).where(proposal.c.revision.in_(set(revisions.values())))
    spoke: dict[int, str] = {taken: day for taken, day in connection.execute(days)}  # noqa: C416
    created = select(task.c.id, task.c.created_on).where(task.c.id.in_(numbers))
    rows = [(spoke[revisions[number]] if number in revisions else day, number) for number, day in connection.execute(created)]
    bulk.update(connection, task, ("done_since",), rows)
