"""The tables. Every day is ISO text (``2025-06-30``), every instant ISO text in UTC, every list canonical JSON.

That makes a stored value equal to the canonical one of the domain, alike on SQLite and PostgreSQL (ADR 0003).
"""

from sqlalchemy import CheckConstraint, ForeignKey, Index, Table, Text, UniqueConstraint, false
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
STATES = ("draft", "pending", "applied", "rejected", "withdrawn")


class Head(SQLModel, table=True):
    """One row: the number of the last revision and of the next task. Every writer locks it first."""

    __table_args__ = (CheckConstraint("id = 1", name="single"),)
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    revision: int
    next_task_id: int
    demo_day: str | None = None  # the day of the invented figures, where the database is marked as demo
    workbook_key: str | None = None  # signs the rows of workbooks that are given out


class Revision(SQLModel, table=True):
    """One number for the whole database: the name of each state that it has been in."""

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    recorded_at: str
    author: str
    what: str


class Plan(SQLModel, table=True):
    """See ``domain.plan.Plan``."""

    __table_args__ = (UniqueConstraint("code"),)
    id: int | None = Field(default=None, primary_key=True)
    code: str
    title: str | None = Field(default=None, sa_type=Text)
    number: str | None = None
    issued_on: str | None = None
    issuer: str | None = None
    year_from: int | None = None
    year_to: int | None = None
    rhythm: str = "month"
    section_areas: str | None = Field(default=None, sa_type=Text)
    is_demo: bool = False
    approve_uploads: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class Unit(SQLModel, table=True):
    """See ``domain.units.Unit``; the names are JSON lists."""

    __table_args__ = (UniqueConstraint("code"),)
    id: int | None = Field(default=None, primary_key=True)
    code: str
    name: str
    sort_order: int
    kind: str = "unit"
    short_names: str | None = Field(default=None, sa_type=Text)
    old_names: str | None = Field(default=None, sa_type=Text)
    valid_from: str | None = None
    valid_to: str | None = None
    successor: str | None = Field(
        default=None, sa_column_args=[ForeignKey("unit.code", deferrable=True, initially="DEFERRED")]
    )
    parent: str | None = Field(
        default=None, sa_column_args=[ForeignKey("unit.code", deferrable=True, initially="DEFERRED")]
    )
    members: str | None = None
    basis: str | None = Field(default=None, sa_type=Text)
    named_from: str | None = None  # since when it has its present name


class Area(SQLModel, table=True):
    """See ``domain.areas.Area``; ``pillars`` maps the version of the framework to its pillar."""

    __table_args__ = (UniqueConstraint("code"),)
    id: int | None = Field(default=None, primary_key=True)
    code: str
    name: str
    short_name: str | None = None
    sort_order: int
    aliases: str | None = Field(default=None, sa_type=Text)
    side: str | None = None
    pillars: str | None = Field(default=None, sa_type=Text)


class Proposal(SQLModel, table=True):
    """Changes that belong together: who, why, from which file, for which day; applied, it has a revision."""

    __table_args__ = (
        CheckConstraint("state in ('draft', 'pending', 'applied', 'rejected', 'withdrawn')", name="state"),
        CheckConstraint("(state = 'applied') = (revision is not null)", name="revision"),
        UniqueConstraint("revision"),
        Index(None, "plan", "effective_on"),
    )
    id: int | None = Field(default=None, primary_key=True)
    plan: int | None = Field(default=None, foreign_key="plan.id")
    kind: str
    state: str
    author: str
    reason: str | None = Field(default=None, sa_type=Text)
    file: str | None = Field(default=None, sa_type=Text)
    sha256: str | None = None
    fingerprint: str | None = None  # of the rows as understood: the same content saved again is the same
    effective_on: str
    recorded_at: str
    decided_by: str | None = None
    decided_at: str | None = None
    decision_reason: str | None = Field(default=None, sa_type=Text)
    decision_document: str | None = Field(default=None, sa_type=Text)
    document: str | None = Field(default=None, sa_type=Text)  # the paper that a request rests on: number, sign, date
    asked_on: str | None = None  # of a request: its day, kept when it is decided about and speaks for the day of that
    base_revision: int
    revision: int | None = Field(default=None, foreign_key="revision.number")
    problems: str | None = Field(default=None, sa_type=Text)
    undoes: int | None = None  # the proposal whose changes it takes back


class Change(SQLModel, table=True):
    """The ledger. ``before`` and ``after`` are JSON; the day and the revision are those of the proposal.

    ``subject`` tells whose ``subject_id`` it is. ``stale``: no longer true when the proposal was applied, so left out.
    """

    __table_args__ = (Index(None, "subject_id", "subject"), Index(None, "field", "proposal"))
    proposal: int = Field(primary_key=True, foreign_key="proposal.id")
    seq: int = Field(primary_key=True)
    subject: str
    subject_id: int
    field: str
    before: str | None = Field(default=None, sa_type=Text)
    after: str | None = Field(default=None, sa_type=Text)
    sheet: str | None = None
    sheet_row: int | None = None
    stale: bool = False


class Report(SQLModel, table=True):
    """The task was reported on by this proposal, for its day, changed or not. (It may still have to be created by it.)"""

    proposal: int = Field(primary_key=True, foreign_key="proposal.id")
    task: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})


class Task(SQLModel, table=True):
    """The present state of each task: what the ledger, replayed, comes to. Fields as in ``domain.task.FIELDS``.

    The deadline stands as JSON and once more in columns that a query can use; ``done_since`` and ``created_on`` are
    derived from the ledger too.
    """

    __table_args__ = (Index(None, "plan", "position"), Index(None, "plan", "due"))
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    plan: int = Field(foreign_key="plan.id")
    position: int
    stt: str | None = None
    code: str | None = None
    section: str | None = Field(default=None, sa_type=Text)
    title: str | None = Field(default=None, sa_type=Text)
    lead: str | None = Field(default=None, sa_type=Text)
    coordinating: str | None = Field(default=None, sa_type=Text)
    sponsor: str | None = Field(default=None, sa_type=Text)
    assignees: str | None = Field(default=None, sa_type=Text)
    start: str | None = None
    deadline: str | None = Field(default=None, sa_type=Text)
    deliverable: str | None = Field(default=None, sa_type=Text)
    area: str | None = Field(default=None, sa_type=Text)
    parent: str | None = Field(default=None, sa_type=Text)
    budget: float | None = None
    basis: str | None = Field(default=None, sa_type=Text)
    status: str | None = None
    progress: float | None = None
    completed_on: str | None = None
    said: str | None = None
    result: str | None = Field(default=None, sa_type=Text)
    evidence: str | None = Field(default=None, sa_type=Text)
    difficulty: str | None = Field(default=None, sa_type=Text)
    proposal: str | None = Field(default=None, sa_type=Text)
    next_step: str | None = Field(default=None, sa_type=Text)
    note: str | None = Field(default=None, sa_type=Text)
    due: str | None = None
    due_from: str | None = None
    kind: str | None = None
    precision: str | None = None
    parent_id: int | None = Field(
        default=None, sa_column_args=[ForeignKey("task.id", deferrable=True, initially="DEFERRED")]
    )
    created_on: str
    done_since: str | None = None
    removed: int | None = None  # the revision at which its creation was undone


def core(model: type[SQLModel]) -> Table:
    """The table behind a model."""
    return SQLModel.metadata.tables[str(model.__tablename__)]


head, revision, plan, unit, area = core(Head), core(Revision), core(Plan), core(Unit), core(Area)
proposal, change, report, task = core(Proposal), core(Change), core(Report), core(Task)
