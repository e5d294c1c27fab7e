"""What was said about tasks after the revisions at which workbooks showed them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from cds_tracker.domain.changes import CREATED
from cds_tracker.domain.task import Value
from cds_tracker.store import ledger
from cds_tracker.store.canonical import loads
from cds_tracker.store.tables import change, proposal, revision


@dataclass(frozen=True, slots=True)
class Said:
    """Who wrote a field last, at which instant (UTC), by which kind of proposal."""

    by: str
    at: str
    kind: str


@dataclass(slots=True)
class Since:
    """Of each task the fields that were written since, with their value of then; and who wrote each of them last."""

    base: dict[int, dict[str, Value]] = field(default_factory=dict)
    last: dict[tuple[int, str], Said] = field(default_factory=dict)


def born(connection: Connection, plan: int, after: int) -> set[int]:
    """The tasks of a plan that came after a revision."""
    made = (change.c.subject == "task", change.c.field == CREATED, change.c.after.is_not(None), change.c.stale.is_(False))
    later = (proposal.c.plan == plan, proposal.c.state == "applied", proposal.c.revision > after)
    query = select(change.c.subject_id).join(proposal, proposal.c.id == change.c.proposal)
    return set(connection.execute(query.where(*made, *later)).scalars())


def since(connection: Connection, plan: int, revisions: Mapping[int, int]) -> Since:
    """What was written after each task's own revision. One query, for all that came after the earliest of them."""
    found = Since()
    earliest = min(revisions.values(), default=None)
    if earliest is None or earliest >= ledger.latest(connection):
        return found
    columns = (
        change.c.subject_id, change.c.field, change.c.before, proposal.c.revision, proposal.c.author,
        revision.c.recorded_at, proposal.c.kind,
    )  # fmt: skip
    written = (proposal.c.plan == plan, proposal.c.state == "applied", proposal.c.revision > earliest)
    counting = (change.c.subject == "task", change.c.stale.is_(False), change.c.field != CREATED)
    query = select(*columns).join(proposal, proposal.c.id == change.c.proposal)
    query = query.join(revision, revision.c.number == proposal.c.revision).where(*written, *counting)
    for task, name, before, taken, by, at, kind in connection.execute(query.order_by(proposal.c.revision, change.c.seq)):
        if taken > revisions.get(task, taken):
            found.base.setdefault(task, {}).setdefault(name, loads(before))
            found.last[task, name] = Said(by, at, kind)
    return found
