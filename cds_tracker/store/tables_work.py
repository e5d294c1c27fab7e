"""The tables of what is said about tasks beside their fields. Each row belongs to the proposal that brought it."""

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from cds_tracker.store.tables import core


class Evidence(SQLModel, table=True):
    """A document that proves something done: number and date, a link, or a file (kept by its SHA-256)."""

    id: int | None = Field(default=None, primary_key=True)
    task: int = Field(foreign_key="task.id", index=True)
    proposal: int = Field(foreign_key="proposal.id")
    number: str | None = None
    issued_on: str | None = None
    words: str | None = Field(default=None, sa_type=Text)
    link: str | None = Field(default=None, sa_type=Text)
    file_name: str | None = None
    file_type: str | None = None
    file_size: int | None = None
    file_sha256: str | None = None
    withdrawn: int | None = Field(default=None, foreign_key="proposal.id")


class Contribution(SQLModel, table=True):
    """What a unit that helps says about a task."""

    id: int | None = Field(default=None, primary_key=True)
    task: int = Field(foreign_key="task.id", index=True)
    proposal: int = Field(foreign_key="proposal.id")
    unit: str = Field(foreign_key="unit.code")
    words: str = Field(sa_type=Text)


class Question(SQLModel, table=True):
    """Leadership asks why a task is late. ``due`` is the day by which an answer is wanted."""

    id: int | None = Field(default=None, primary_key=True)
    task: int = Field(foreign_key="task.id", index=True)
    proposal: int = Field(foreign_key="proposal.id")
    words: str | None = Field(default=None, sa_type=Text)
    due: str | None = None


class Explanation(SQLModel, table=True):
    """Why a task is late, what next, who, by when. ``question``: the one that it answers, if one was asked."""

    id: int | None = Field(default=None, primary_key=True)
    task: int = Field(foreign_key="task.id", index=True)
    proposal: int = Field(foreign_key="proposal.id")
    question: int | None = Field(default=None, foreign_key="question.id")
    cause: str = Field(sa_type=Text)
    next_step: str = Field(sa_type=Text)
    who: str | None = None
    by_when: str | None = None


class Marking(SQLModel, table=True):
    """What the focal unit says that a changed deadline was: a correction (it replaces the original) or an extension.

    ``of`` is the proposal that changed the deadline; ``proposal`` the one that says so. The latest says.
    """

    __table_args__ = (CheckConstraint("nature in ('correction', 'extension')", name="nature"),)
    id: int | None = Field(default=None, primary_key=True)
    task: int = Field(foreign_key="task.id", index=True)
    of: int = Field(foreign_key="proposal.id")
    proposal: int = Field(foreign_key="proposal.id")
    nature: str


class Period(SQLModel, table=True):
    """A reporting period of a plan. ``code`` is the plan's code, a slash and the period; locked, it has a revision."""

    __table_args__ = (UniqueConstraint("code"),)
    id: int | None = Field(default=None, primary_key=True)
    code: str
    plan: str = Field(foreign_key="plan.code")
    first: str
    last: str
    cutoff: str
    locked_revision: int | None = None
    locked_on: str | None = None
    locked_by: str | None = None


evidence, contribution, question = core(Evidence), core(Contribution), core(Question)
explanation, marking, period = core(Explanation), core(Marking), core(Period)
