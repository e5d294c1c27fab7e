"""Workbooks that were brought: each upload with its file, its decisions and what came of it; layouts that are known again."""

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from cds_tracker.store.tables import core

UPLOAD_STATES = ("waiting", "refused", "pending", "applied", "nothing", "rejected", "discarded", "undone")


class Upload(SQLModel, table=True):
    """A file (kept by its SHA-256) for a plan. ``batch``: files that came together share it.

    ``state``: ``waiting`` for whoever brought it, ``refused`` as it cannot be read, ``pending`` until the focal unit accepts
    it, ``applied``, ``nothing`` (it changed nothing), ``rejected``, ``discarded`` by whoever brought it, ``undone``.
    ``choices``, ``counts`` and ``problem`` are JSON; ``plan`` is a code, which may have to be created yet. ``options`` is
    JSON too: what else was said when it was brought (whether the plan may be new, its day).
    """

    __table_args__ = (
        CheckConstraint(
            "state in ('waiting', 'refused', 'pending', 'applied', 'nothing', 'rejected', 'discarded', 'undone')", name="state"
        ),
        Index(None, "plan", "recorded_at"),
        Index(None, "author", "state"),
        Index(None, "sha256"),
    )
    id: int | None = Field(default=None, primary_key=True)
    plan: str
    unit: str | None = Field(default=None, foreign_key="unit.code")
    author: str
    file: str = Field(sa_type=Text)
    sha256: str
    size: int
    recorded_at: str
    effective_on: str
    state: str
    batch: str | None = None
    options: str | None = Field(default=None, sa_type=Text)
    choices: str | None = Field(default=None, sa_type=Text)
    counts: str | None = Field(default=None, sa_type=Text)
    problem: str | None = Field(default=None, sa_type=Text)
    seconds: float | None = None
    proposal: int | None = Field(default=None, foreign_key="proposal.id")
    decided_by: str | None = None
    decided_at: str | None = None
    decision_reason: str | None = Field(default=None, sa_type=Text)


class Layout(SQLModel, table=True):
    """How files of a unit look, as last confirmed: ``columns`` (JSON: letter, heading and field of each column, in order)
    and ``directions`` (JSON of ``domain.choices.Directions``). ``unit`` is blank for files of the whole plan."""

    __table_args__ = (UniqueConstraint("plan", "unit", "fingerprint"),)
    id: int | None = Field(default=None, primary_key=True)
    plan: int = Field(foreign_key="plan.id")
    unit: str = ""
    fingerprint: str
    columns: str = Field(sa_type=Text)
    directions: str | None = Field(default=None, sa_type=Text)
    author: str
    recorded_at: str


upload, layout = core(Upload), core(Layout)
