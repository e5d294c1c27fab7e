"""Requests that wait for a decision: changes of what the plan assigns, proposed by somebody who may not make them."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, select

from cds_tracker.domain.changes import CREATED, Change
from cds_tracker.domain.task import Value
from cds_tracker.store.canonical import dumps, loads
from cds_tracker.store.past import EXTENSION
from cds_tracker.store.tables import change, proposal

REQUEST = "request"  # the kind of a proposal that asks for any other change of what the plan assigns


class Wanted(NamedTuple):
    """What a request asks for, whoever asks: the task (0 for one to be created), the field, and its value as JSON."""

    task: int
    field: str
    after: str


def wanted(one: Change) -> Wanted:
    """What this change asks for. (Of a task to be created its parent is left out: it has no number yet.)"""
    return Wanted(0, CREATED, _creation(one.after)) if one.field == CREATED else Wanted(one.task, one.field, dumps(one.after))


def waiting(connection: Connection, plan: int) -> set[Wanted]:
    """All that is asked for in a plan and not decided about yet."""
    pending = (proposal.c.plan == plan, proposal.c.state == "pending", proposal.c.kind.in_((REQUEST, EXTENSION)))
    query = select(change.c.subject_id, change.c.field, change.c.after).join(proposal, proposal.c.id == change.c.proposal)
    rows = connection.execute(query.where(*pending, change.c.subject == "task"))
    return {wanted(Change(number, field, None, loads(after))) for number, field, after in rows}


def fresh(connection: Connection, plan: int, changes: Iterable[Change]) -> list[Change]:
    """Those that nobody has asked for yet."""
    known = waiting(connection, plan)
    return [one for one in changes if wanted(one) not in known]


def _creation(after: Value) -> str:
    said: Mapping[str, object] = after if isinstance(after, dict) else {}
    return dumps({name: value for name, value in said.items() if name != "parent"})
