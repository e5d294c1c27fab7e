"""Emptying a database of plans: for the demo alone, since nothing else is ever deleted."""

from sqlalchemy import Connection, delete, or_, select

from cds_tracker.store.tables import change, plan, proposal, report, task
from cds_tracker.store.tables_people import draft
from cds_tracker.store.tables_uploads import layout, upload
from cds_tracker.store.tables_work import contribution, evidence, explanation, marking, period, question

ABOUT_PLANS = ("task", "plan", "period")
SAID = (  # in an order that references allow
    marking, explanation, question, contribution, evidence, draft, report, period, upload, layout,
)  # fmt: skip


def remove_plans(connection: Connection) -> None:
    """Delete every plan, its tasks, and the ledger of both. Revisions stay numbered on, so that no cache meets one twice."""
    about = select(change.c.proposal).where(change.c.subject.in_(ABOUT_PLANS))
    numbers = select(proposal.c.id).where(or_(proposal.c.plan.is_not(None), proposal.c.id.in_(about)))
    doomed = list(connection.execute(numbers).scalars())
    for table in SAID:
        connection.execute(delete(table))
    connection.execute(delete(change).where(change.c.subject.in_(ABOUT_PLANS)))
    connection.execute(task.update().values(parent_id=None))
    connection.execute(delete(task))
    for number in doomed:
        connection.execute(delete(proposal).where(proposal.c.id == number))
    connection.execute(delete(plan))
