"""Tasks that were reported as done and sent back: by whom, why, for which day."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from cds_tracker.store.past import Moment
from cds_tracker.store.tables import change, proposal

RETURN = "return"  # the kind of a proposal that sends tasks back


@dataclass(frozen=True, slots=True)
class Returned:
    """The last thing said about the state of a task was that it goes back to work."""

    author: str
    reason: str
    effective_on: date


def returned(connection: Connection, moment: Moment) -> dict[int, Returned]:
    """The tasks of a plan that are at work again since they were sent back, as of the moment."""
    said = (change.c.subject == "task", change.c.field == "status", change.c.stale.is_(False), moment.earlier)
    back = select(change.c.subject_id).join(proposal, proposal.c.id == change.c.proposal).where(
        *said, proposal.c.kind == RETURN
    )  # fmt: skip
    last = select(change.c.subject_id, func.max(proposal.c.revision)).join(proposal, proposal.c.id == change.c.proposal)
    found = connection.execute(last.where(*said, change.c.subject_id.in_(back)).group_by(change.c.subject_id))
    latest = {number: revision for number, revision in found}  # noqa: C416
    columns = (change.c.subject_id, proposal.c.revision, proposal.c.author, proposal.c.reason, proposal.c.effective_on)
    query = select(*columns).join(proposal, proposal.c.id == change.c.proposal).where(*said, proposal.c.kind == RETURN)
    return {
        number: Returned(author, reason or "", date.fromisoformat(day))
        for number, revision, author, reason, day in connection.execute(query)
        if latest[number] == revision
    }
