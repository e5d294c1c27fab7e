"""What stood beside the tasks of a plan at a moment: evidence, explanations, and questions that nobody had answered."""

from sqlalchemy import Connection, func, select

from cds_tracker.store.past import Moment
from cds_tracker.store.tables import proposal
from cds_tracker.store.tables_work import evidence, explanation, question


def evidence_counts(connection: Connection, moment: Moment) -> dict[int, int]:
    """How many pieces of evidence each task had at the moment."""
    counted = select(evidence.c.task, func.count()).join(proposal, proposal.c.id == evidence.c.proposal)
    gone = select(evidence.c.id).join(proposal, proposal.c.id == evidence.c.withdrawn).where(moment.earlier)
    found = counted.where(moment.earlier, evidence.c.id.not_in(gone)).group_by(evidence.c.task)
    return {number: count for number, count in connection.execute(found)}  # noqa: C416


def explained_on(connection: Connection, moment: Moment) -> dict[int, str]:
    """The last day, up to the moment, for which somebody explained why a task is late."""
    last = select(explanation.c.task, func.max(proposal.c.effective_on))
    found = last.join(proposal, proposal.c.id == explanation.c.proposal).where(moment.earlier).group_by(explanation.c.task)
    return {number: day for number, day in connection.execute(found)}  # noqa: C416


def asked(connection: Connection, moment: Moment) -> set[int]:
    """The tasks about which leadership had asked and nobody had answered at the moment."""
    answers = select(explanation.c.question).join(proposal, proposal.c.id == explanation.c.proposal)
    answered = answers.where(moment.earlier, explanation.c.question.is_not(None))
    questions = select(question.c.task).join(proposal, proposal.c.id == question.c.proposal)
    return set(connection.execute(questions.where(moment.earlier, question.c.id.not_in(answered))).scalars())
