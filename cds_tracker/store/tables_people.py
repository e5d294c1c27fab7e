"""The tables of people: accounts with their grants, what they sign in with, and what was done, by whom, from where.

Only ``account`` and ``period`` belong to the ledger; no secret ever does.
"""

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from cds_tracker.store.tables import core


class Account(SQLModel, table=True):
    """Somebody who may sign in. ``code`` is the name of the account; ``grants`` a JSON list (see ``domain.people.Grant``)."""

    __table_args__ = (UniqueConstraint("code"),)
    id: int | None = Field(default=None, primary_key=True)
    code: str
    name: str
    email: str | None = None
    grants: str | None = Field(default=None, sa_type=Text)
    active: bool = True


class Credential(SQLModel, table=True):
    """What an account signs in with here: an Argon2 hash, or a one-time code (its hash) that lets one be chosen."""

    account: int = Field(primary_key=True, foreign_key="account.id", sa_column_kwargs={"autoincrement": False})
    password_hash: str | None = None
    changed_at: str | None = None
    code_hash: str | None = None
    code_until: str | None = None


class Identity(SQLModel, table=True):
    """Somebody at an OpenID provider: issuer and subject, never the e-mail. Without ``account`` an admin has yet to link it."""

    issuer: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    account: int | None = Field(default=None, foreign_key="account.id")
    email: str | None = None
    name: str | None = None
    proposed: str | None = None  # the account whose e-mail is the same: a proposal, no link
    seen_at: str
    linked_at: str | None = None
    linked_by: str | None = None


class Session(SQLModel, table=True):
    """A sign-in that may still go on. The browser holds the token, this table its SHA-256."""

    token_hash: str = Field(primary_key=True)
    account: int = Field(foreign_key="account.id", index=True)
    way: str  # local or oidc
    created_at: str
    seen_at: str
    until: str
    ended_at: str | None = None
    ended_why: str | None = None
    address: str | None = None
    agent: str | None = None


class Attempt(SQLModel, table=True):
    """An attempt to sign in, for limits and for the list of sign-ins. ``name_hash`` stands for what was typed as name."""

    __table_args__ = (Index(None, "name_hash", "at"), Index(None, "address", "at"))
    id: int | None = Field(default=None, primary_key=True)
    at: str
    name_hash: str
    account: int | None = Field(default=None, foreign_key="account.id")
    address: str | None = None
    way: str
    succeeded: bool
    why: str | None = None


class Audit(SQLModel, table=True):
    """Who did what, or was refused it. Rows are only ever added; each carries the hash of the one before it."""

    __table_args__ = (
        CheckConstraint("outcome in ('done', 'denied', 'failed')", name="outcome"),
        Index(None, "actor", "at"),
        Index(None, "subject", "subject_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    at: str = Field(index=True)
    actor: str
    address: str | None = None
    act: str
    subject: str
    subject_id: str | None = None
    outcome: str
    detail: str | None = Field(default=None, sa_type=Text)
    previous: str | None = None
    hash: str


class Draft(SQLModel, table=True):
    """What somebody is writing about a task, kept until it is sent or dropped: JSON by field, and the values it began from."""

    account: str = Field(primary_key=True)
    task: int = Field(primary_key=True, foreign_key="task.id", sa_column_kwargs={"autoincrement": False})
    values: str = Field(sa_type=Text)
    before: str | None = Field(default=None, sa_type=Text)
    base_revision: int
    saved_at: str


class SavedFilter(SQLModel, table=True):
    """A choice of tasks under a name that somebody gave it."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("account", "page", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    account: str
    page: str
    name: str
    query: str = Field(sa_type=Text)
    is_default: bool = False


account, credential, identity = core(Account), core(Credential), core(Identity)
session, attempt, audit = core(Session), core(Attempt), core(Audit)
draft, saved_filter = core(Draft), core(SavedFilter)
