"""Workbooks that were brought: each upload, what was decided about it, and what came of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from sqlalchemy import Connection, RowMapping, insert, or_, select, update
from sqlalchemy.sql import ColumnElement

from cds_tracker.domain.choices import Choices
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.reading import Problem
from cds_tracker.store import ledger
from cds_tracker.store.canonical import dumps, loads
from cds_tracker.store.problem_json import problem_in, problem_out
from cds_tracker.store.tables import proposal
from cds_tracker.store.tables_uploads import upload
from cds_tracker.store.undone import standing

IMPORT = "import"  # the kind of a proposal that a workbook brought
WAITING, REFUSED, PENDING, APPLIED, NOTHING = "waiting", "refused", "pending", "applied", "nothing"
REJECTED, DISCARDED, UNDONE = "rejected", "discarded", "undone"
LAST = 2**31 - 1  # a larger number PostgreSQL does not even compare
OPEN = (WAITING, REFUSED)  # whoever brought it may still decide about it


@dataclass(frozen=True, slots=True)
class Upload:
    """A file for a plan (by its code), kept under its SHA-256; see ``tables_uploads.Upload`` for its states.

    ``counts`` tells what the file comes to: the rows by kind, also how many changes were applied, left out, not accepted.
    ``options``: whether the plan may be new (``create``), its day (``issued_on``), which version read it.
    """

    number: int
    plan: str
    unit: str | None
    author: str
    file: str
    sha256: str
    size: int
    recorded_at: str
    effective_on: date
    state: str = WAITING
    batch: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    choices: Choices = field(default_factory=Choices)
    counts: Mapping[str, Any] = field(default_factory=dict)
    problem: Problem | None = None
    seconds: float | None = None
    proposal: int | None = None
    decided_by: str | None = None
    decided_at: str | None = None
    decision_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Which:
    """Which uploads are meant; what is not said does not matter. ``seen_by``: the account, and the units whose uploads it may
    see beside its own (``None``: all)."""

    plan: str | None = None
    author: str | None = None
    unit: str | None = None
    batch: str | None = None
    states: Collection[str] | None = None
    seen_by: tuple[str, Collection[str] | None] | None = None


def add(connection: Connection, new: Upload) -> int:
    """A new upload: its number. (``number`` and ``recorded_at`` of ``new`` do not count.)"""
    said = {
        "plan": new.plan, "unit": new.unit, "author": new.author, "file": new.file, "sha256": new.sha256, "size": new.size,
        "recorded_at": ledger.now(), "effective_on": new.effective_on.isoformat(), "state": new.state, "batch": new.batch,
        "options": dumps(dict(new.options)), "choices": dumps(new.choices.to_json()),
    }  # fmt: skip
    return int(connection.execute(insert(upload).values(**said).returning(upload.c.id)).scalar_one())


def find(connection: Connection, number: int) -> Upload | None:
    """The upload of this number."""
    return _first(connection, upload.c.id == number) if 0 < number <= LAST else None


def brought_before(connection: Connection, sha256: str, plan: str, besides: int = 0) -> Upload | None:
    """The last upload of the very same bytes into a plan of which something came."""
    came = upload.c.state.in_((APPLIED, NOTHING, PENDING, UNDONE, REJECTED))
    return _first(connection, upload.c.sha256 == sha256, upload.c.plan == plan, came, upload.c.id != besides)


def listed(connection: Connection, which: Which, first: int = 0, count: int = 50) -> list[Upload]:
    """Uploads, the latest first."""
    query = select(upload).where(*_conditions(which)).order_by(upload.c.id.desc())
    return [_upload(row) for row in connection.execute(query.offset(first).limit(count)).mappings()]


def change(
    connection: Connection,
    number: int,
    state: str,
    *,
    choices: Choices | None = None,
    counts: Mapping[str, Any] | None = None,
    problem: Problem | None = None,
    seconds: float | None = None,
    proposal: int | None = None,
) -> None:
    """Bring an upload to a state; what is ``None`` stays as it was, but for the problem, which belongs to a refused one."""
    said: dict[str, Any] = {"state": state, "problem": dumps(problem_out(problem)) if problem else None}
    said |= {"choices": dumps(choices.to_json())} if choices is not None else {}
    said |= {"counts": dumps(dict(counts))} if counts is not None else {}
    said |= {"seconds": seconds} if seconds is not None else {}
    said |= {"proposal": proposal} if proposal is not None else {}
    connection.execute(update(upload).where(upload.c.id == number).values(**said))


def decide(connection: Connection, number: int, by: str, reason: str | None) -> None:
    """Write down who decided about an upload, now, and why."""
    said = {"decided_by": by, "decided_at": ledger.now(), "decision_reason": reason}
    connection.execute(update(upload).where(upload.c.id == number).values(**said))


def kept(connection: Connection, digests: Iterable[str]) -> set[str]:
    """Which of these files some upload refers to."""
    query = select(upload.c.sha256).where(upload.c.sha256.in_(list(digests)))
    return set(connection.execute(query).scalars())


@dataclass(frozen=True, slots=True)
class LastUpload:
    """The last workbook of some people: its name, the day that it speaks for, who brought it, what was wrong in it."""

    file: str | None
    effective_on: date
    author: str
    problems: tuple[Problem, ...] = ()


def last_upload(connection: Connection, plan: int, authors: Collection[str]) -> LastUpload | None:
    """The last workbook that one of these people brought into a plan."""
    columns = (proposal.c.file, proposal.c.effective_on, proposal.c.author, proposal.c.problems)
    applied = (proposal.c.plan == plan, proposal.c.state == "applied", proposal.c.kind == IMPORT)
    query = select(*columns).where(*applied, standing(), proposal.c.author.in_(sorted(authors)))
    row = connection.execute(query.order_by(proposal.c.revision.desc()).limit(1)).first()
    if row is None:
        return None
    said = cast(Sequence[Mapping[str, Any]], loads(row[3]) or ())
    return LastUpload(row[0], date.fromisoformat(row[1]), row[2], tuple(problem_in(one) for one in said))


def _conditions(which: Which) -> list[ColumnElement[bool]]:
    said = {"plan": which.plan, "author": which.author, "unit": which.unit, "batch": which.batch}
    found: list[ColumnElement[bool]] = [upload.c[name] == value for name, value in said.items() if value is not None]
    if which.states is not None:
        found.append(upload.c.state.in_(sorted(which.states)))
    if which.seen_by is not None and which.seen_by[1] is not None:
        found.append(or_(upload.c.author == which.seen_by[0], upload.c.unit.in_(sorted(which.seen_by[1]))))
    return found


def _first(connection: Connection, *which: ColumnElement[bool]) -> Upload | None:
    row = connection.execute(select(upload).where(*which).order_by(upload.c.id.desc()).limit(1)).mappings().first()
    return _upload(row) if row else None


def _upload(row: RowMapping) -> Upload:
    said = {name: value for name, value in row.items() if name not in ("id", "choices", "options", "counts", "problem")}
    problem = cast(Mapping[str, Any] | None, loads(row["problem"]))
    said |= {"effective_on": date.fromisoformat(row["effective_on"]), "problem": problem_in(problem) if problem else None}
    options, counts = (cast(Mapping[str, Any], loads(row[name]) or {}) for name in ("options", "counts"))
    return Upload(number=row["id"], options=options, counts=counts, choices=_choices(row["choices"]), **said)


def _choices(said: str | None) -> Choices:
    """What was decided; what another version wrote and nobody understands any more is asked again."""
    try:
        return Choices.from_json(cast(Mapping[str, Any], loads(said) or {}))
    except TrackerError:
        return Choices()
