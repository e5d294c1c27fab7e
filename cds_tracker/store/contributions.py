"""What units that help have said about a task, each contribution brought by a proposal. None is ever changed or deleted."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, insert, select

from cds_tracker.store.tables import proposal, revision
from cds_tracker.store.tables_work import contribution


@dataclass(frozen=True, slots=True)
class Contribution:
    """What somebody says, for a unit, for a day."""

    id: int
    task: int
    unit: str
    words: str
    author: str
    effective_on: date
    revision: int
    recorded_at: str


def add(connection: Connection, number: int, task: int, unit: str, words: str) -> int:
    """A contribution of a unit, brought by the proposal ``number``: its id."""
    values = {"task": task, "proposal": number, "unit": unit, "words": words}
    return int(connection.execute(insert(contribution).values(**values).returning(contribution.c.id)).scalar_one())


def of_task(connection: Connection, number: int, known_at: int | None = None) -> list[Contribution]:
    """All contributions to a task in their order; with ``known_at`` those known at that revision."""
    own = (contribution.c.id, contribution.c.task, contribution.c.unit, contribution.c.words)
    about = (proposal.c.author, proposal.c.effective_on, revision.c.number, revision.c.recorded_at)
    query = select(*own, *about).join(proposal, proposal.c.id == contribution.c.proposal)
    query = query.join(revision, revision.c.number == proposal.c.revision).where(contribution.c.task == number)
    if known_at is not None:
        query = query.where(revision.c.number <= known_at)
    rows = connection.execute(query.order_by(contribution.c.id))
    return [
        Contribution(which, task, unit, words, author, date.fromisoformat(day), taken, at)
        for which, task, unit, words, author, day, taken, at in rows
    ]
