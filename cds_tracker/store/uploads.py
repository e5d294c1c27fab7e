"""Workbooks that were uploaded and applied: what the last one of some people came to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import Connection, select

from cds_tracker.domain.reading import Problem, Severity
from cds_tracker.store.canonical import loads
from cds_tracker.store.tables import proposal
from cds_tracker.store.undone import standing

IMPORT = "import"  # the kind of a proposal that a workbook brought


@dataclass(frozen=True, slots=True)
class Upload:
    """A workbook: its name, the day that it speaks for, who brought it, and what was wrong in it."""

    file: str | None
    effective_on: date
    author: str
    problems: tuple[Problem, ...] = ()


def last_upload(connection: Connection, plan: int, authors: Collection[str]) -> Upload | None:
    """The last workbook that one of these people brought into a plan."""
    columns = (proposal.c.file, proposal.c.effective_on, proposal.c.author, proposal.c.problems)
    applied = (proposal.c.plan == plan, proposal.c.state == "applied", proposal.c.kind == IMPORT)
    query = select(*columns).where(*applied, standing(), proposal.c.author.in_(sorted(authors)))
    row = connection.execute(query.order_by(proposal.c.revision.desc()).limit(1)).first()
    if row is None:
        return None
    said = cast(Sequence[Mapping[str, Any]], loads(row[3]) or ())
    problems = tuple(_problem(one) for one in said)
    return Upload(row[0], date.fromisoformat(row[1]), row[2], problems)


def _problem(said: Mapping[str, Any]) -> Problem:
    return Problem(**{**said, "severity": Severity(said["severity"]), "values": dict(said.get("values") or {})})
