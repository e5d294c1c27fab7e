"""What became of a task: every proposal that spoke of it, and what each said beside its fields."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from types import MappingProxyType

from sqlalchemy import Connection, Table, select

from cds_tracker.domain.task import Value
from cds_tracker.store.canonical import loads
from cds_tracker.store.tables import change, proposal, report, revision
from cds_tracker.store.tables_work import contribution, evidence, explanation, marking, question

SAID: Mapping[str, tuple[Table, tuple[str, ...]]] = MappingProxyType(
    {
        "evidence": (evidence, ("id", "number", "issued_on", "words", "link", "file_name")),
        "contribution": (contribution, ("unit", "words")),
        "question": (question, ("words", "due")),
        "explanation": (explanation, ("cause", "next_step", "who", "by_when")),
        "marking": (marking, ("nature",)),
    }
)
WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Step:
    """One field, from one value to another; ``*`` is the task's creation."""

    field: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Note:
    """What was said beside the fields: evidence brought (``evidence``) or ``withdrawn``, a ``contribution``, a
    ``question``, an ``explanation``, a ``marking``; what it says, by column."""

    what: str
    said: Mapping[str, object]


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
    notes: tuple[Note, ...] = ()
    document: str | None = None
    decided_by: str | None = None
    decision: str | None = None
    decision_document: str | None = None
    reported: bool = False
    proposal: int = 0


def of_task(connection: Connection, number: int, known_at: int | None = None) -> list[Moment]:
    """The history of a task, latest first; with ``known_at`` what was known at that revision."""
    notes, steps = _notes(connection, number), _steps(connection, number)
    reported = set(connection.execute(select(report.c.proposal).where(report.c.task == number)).scalars())
    about = (
        proposal.c.id, proposal.c.revision, revision.c.recorded_at, proposal.c.author, proposal.c.effective_on, proposal.c.kind,
        proposal.c.reason, proposal.c.file, proposal.c.document, proposal.c.decided_by, proposal.c.decision_reason,
        proposal.c.decision_document,
    )  # fmt: skip
    query = select(*about).join(revision, revision.c.number == proposal.c.revision)
    query = query.where(proposal.c.id.in_(sorted(notes.keys() | steps.keys() | reported))).order_by(proposal.c.revision.desc())
    if known_at is not None:
        query = query.where(proposal.c.revision <= known_at)
    moments: list[Moment] = []
    for found, taken, at, author, day, kind, reason, file, document, decided_by, decision, paper in connection.execute(query):
        (sheet, row), listed = steps.get(found, ((None, None), ()))
        said, noted = date.fromisoformat(day), tuple(notes.get(found, ()))
        moments.append(
            Moment(
                taken, at, author, said, kind, reason, file, sheet, row, listed, noted, document, decided_by, decision, paper,
                found in reported, found,
            )
        )  # fmt: skip
    return moments


def _steps(connection: Connection, number: int) -> dict[int, tuple[tuple[str | None, int | None], tuple[Step, ...]]]:
    """By proposal: where in a file it stood, and what it changed."""
    own = (change.c.subject == "task", change.c.subject_id == number, change.c.stale.is_(False))
    columns = (change.c.proposal, change.c.field, change.c.before, change.c.after, change.c.sheet, change.c.sheet_row)
    rows = connection.execute(select(*columns).where(*own).order_by(change.c.proposal, change.c.seq)).all()
    found: dict[int, tuple[tuple[str | None, int | None], tuple[Step, ...]]] = {}
    for of, group in groupby(rows, key=lambda row: row[0]):
        listed = list(group)
        said = tuple(Step(row[1], loads(row[2]), loads(row[3])) for row in listed)
        found[of] = ((listed[0][4], listed[0][5]), said)
    return found


def _notes(connection: Connection, number: int) -> dict[int, list[Note]]:
    """By proposal: what it said beside the fields."""
    found: dict[int, list[Note]] = defaultdict(list)
    for what, (table, names) in SAID.items():
        columns = [table.c[name] for name in names]
        rows = connection.execute(select(table.c.proposal, *columns).where(table.c.task == number).order_by(table.c.id))
        for of, *values in rows:
            found[of].append(Note(what, dict(zip(names, values, strict=True))))
    names = SAID["evidence"][1]
    gone = select(evidence.c.withdrawn, *(evidence.c[name] for name in names))
    for of, *values in connection.execute(gone.where(evidence.c.task == number, evidence.c.withdrawn.is_not(None))):
        found[of].append(Note(WITHDRAWN, dict(zip(names, values, strict=True))))
    return found
