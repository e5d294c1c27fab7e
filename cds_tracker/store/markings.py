"""What each change of a deadline was: an extension, or a correction that replaces the original (see ``past.extensions``)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, insert, select

from cds_tracker.domain.task import Value
from cds_tracker.store import ledger
from cds_tracker.store.canonical import loads
from cds_tracker.store.ledger import Cause
from cds_tracker.store.tables import change, proposal
from cds_tracker.store.tables_work import marking
from cds_tracker.store.undone import taken_back

CORRECTION, EXTENDED = "correction", "extension"
NATURES = (EXTENDED, CORRECTION)
KIND = "marking"


@dataclass(frozen=True, slots=True)
class Moved:
    """One applied change of a task's deadline, by which proposal, for which day. ``nature`` as last marked, else extension;
    the first deadline that a task is given is neither (``None``)."""

    proposal: int
    revision: int
    effective_on: date
    before: Value
    after: Value
    nature: str | None


def of_task(connection: Connection, task: int) -> list[Moved]:
    """Every change of the deadline of a task, in its order; none that was taken back."""
    marked = select(marking.c.of, marking.c.nature).join(proposal, proposal.c.id == marking.c.proposal)
    said = marked.where(marking.c.task == task, proposal.c.state == "applied").order_by(proposal.c.revision)
    natures: dict[int, str] = {of: nature for of, nature in connection.execute(said)}  # noqa: C416
    columns = (proposal.c.id, proposal.c.revision, proposal.c.effective_on, change.c.before, change.c.after)
    query = select(*columns).join(change, change.c.proposal == proposal.c.id)
    own = (change.c.subject == "task", change.c.subject_id == task, change.c.field == "deadline", change.c.stale.is_(False))
    applied = (proposal.c.state == "applied", proposal.c.undoes.is_(None))
    rows = connection.execute(query.where(*own, *applied).order_by(proposal.c.revision, change.c.seq))
    undone = taken_back(connection, "deadline", change.c.subject_id == task)
    return [
        Moved(of, taken, date.fromisoformat(day), loads(before), loads(after), natures.get(of, EXTENDED) if before else None)
        for of, taken, day, before, after in rows
        if (task, of) not in undone
    ]


def save(connection: Connection, plan: int, task: int, of: int, nature: str, cause: Cause) -> int:
    """Say what a change was, in a proposal of its own: the revision that it made. The lock must be held."""
    number = ledger.propose(connection, cause, ledger.latest(connection), plan=plan)
    connection.execute(insert(marking).values(task=task, of=of, proposal=number, nature=nature))
    return ledger.seal(connection, number, cause.by, cause.kind)
