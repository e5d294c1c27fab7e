"""What became of a task: every proposal that spoke of it."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import Connection, select

from cds_tracker.domain.task import Value
from cds_tracker.store.canonical import loads
from cds_tracker.store.tables import change, proposal, report, revision


@dataclass(frozen=True, slots=True)
class Step:
    """One field, from one value to another; ``*`` is the task's creation."""

    field: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Moment:
    """An applied proposal: who, when, for which day, from which row of which file. No steps: reported as it was."""

    revision: int
    recorded_at: str
    author: str
    effective_on: date
    kind: str
    reason: str | None
    file: str | None
    sheet: str | None
    row: int | None
    steps: tuple[Step, ...]
    proposal: int = 0
    document: str | None = None
    decided_by: str | None = None
    decision_reason: str | None = None
    decision_document: str | None = None


def of_task(connection: Connection, number: int, known_at: int | None = None) -> list[Moment]:
    """The history of a task, latest first; with ``known_at`` what was known at that revision."""
    own = (change.c.subject == "task", change.c.subject_id == number, change.c.stale.is_(False))
    about = (
        proposal.c.id, proposal.c.revision, revision.c.recorded_at, proposal.c.author, proposal.c.effective_on,
        proposal.c.kind, proposal.c.reason, proposal.c.file, proposal.c.document, proposal.c.decided_by,
        proposal.c.decision_reason, proposal.c.decision_document,
    )  # fmt: skip
    query = select(*about).join(revision, revision.c.number == proposal.c.revision)
    changed = select(change.c.proposal).where(*own)
    reported = select(report.c.proposal).where(report.c.task == number)
    query = query.where(proposal.c.id.in_(changed.union(reported))).order_by(proposal.c.revision.desc())
    if known_at is not None:
        query = query.where(proposal.c.revision <= known_at)
    columns = (change.c.proposal, change.c.field, change.c.before, change.c.after, change.c.sheet, change.c.sheet_row)
    steps = connection.execute(select(*columns).where(*own).order_by(change.c.proposal, change.c.seq)).all()
    by_proposal = {of: list(listed) for of, listed in groupby(steps, key=lambda step: step[0])}
    moments: list[Moment] = []
    for found, taken, at, author, day, kind, reason, file, *decision in connection.execute(query):
        listed = by_proposal.get(found, [])
        place = (listed[0][4], listed[0][5]) if listed else (None, None)
        said = tuple(Step(step[1], loads(step[2]), loads(step[3])) for step in listed)
        about_it = (taken, at, author, date.fromisoformat(day), kind, reason, file, place[0], place[1], said)
        moments.append(Moment(*about_it, found, *decision))
    return moments
