"""Why tasks are late: leadership asks, the unit explains cause and next step, who, and by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Person
from cds_tracker.domain.task import Value
from cds_tracker.domain.text import clean
from cds_tracker.domain.values import typed
from cds_tracker.store import explanations, ledger, proposals
from cds_tracker.store.database import Database
from cds_tracker.store.explanations import Answer
from cds_tracker.store.ledger import Cause
from cds_tracker.store.proposals import Applied, Draft
from cds_tracker.workflows.acting import acting
from cds_tracker.workflows.editing import Edit, write

EXPLANATION, QUESTION = "explanation", "question"
LONGEST = 2_000  # characters of a question


@dataclass(frozen=True, slots=True)
class Why:
    """What a unit says about a late task."""

    cause: str
    next_step: str
    who: str
    by_when: date | None


def explain(
    database: Database,
    person: Person,
    task: int,
    why: Why,
    *,
    difficulty: Value,
    next_step: Value,
    base: int,
    on: date,
) -> Applied:
    """Explain why a task is late; this answers whatever was asked about it.

    Cause and next step stand in the task's own fields too, so that trackers stay true: ``difficulty`` and ``next_step``
    are what the person saw there. What somebody changed meanwhile stays, and is told.
    """
    with acting(database, person, "explain") as doing:
        doing.task(task, Act.EXPLAIN)
        said = _said(why, on)
        edit = Edit(
            task,
            {"difficulty": said.cause, "next_step": said.next_step},
            {"difficulty": difficulty, "next_step": next_step},
        )
        [applied] = write(
            doing, [edit], kind=EXPLANATION, effective_on=on, base=base, reported=True, acts=[Act.EXPLAIN]
        )
        asked = explanations.unanswered(doing.connection, [task]).get(task, [])
        answer = Answer(
            applied.proposal, task, doing.person.account, on, "", said.cause, said.next_step, said.who, said.by_when,
            tuple(asked),
        )  # fmt: skip
        explanations.explain(doing.connection, answer)
        doing.detail |= {"proposal": applied.proposal, "questions": asked}
        return applied


def ask(database: Database, person: Person, tasks: Sequence[int], words: str, due: date | None, on: date) -> list[int]:
    """Ask the units to explain these tasks, with an optional day for the answer; the tasks that were asked about.

    Left out are those about which a question waits already.
    """
    with acting(database, person, "ask") as doing:
        doing.demand(Act.ASK)
        held = doing.tasks(tasks, Act.ASK)
        if not held:
            raise TrackerError("nothing_chosen")
        said = _question(words, due, on)
        waiting = explanations.unanswered(doing.connection, held.keys())
        by_plan: dict[int, list[int]] = {}
        for number, task in held.items():
            if number not in waiting:
                by_plan.setdefault(task.plan, []).append(number)
        if not by_plan:
            raise TrackerError("question_asked")
        cause = Cause(QUESTION, doing.person.account, on)
        for plan, numbers in by_plan.items():
            draft = Draft(plan, cause, ledger.latest(doing.connection), [])
            made = proposals.carry_out(doing.connection, draft, doing.person.account)
            explanations.ask(doing.connection, made.proposal, numbers, said, due)
        return sorted(number for numbers in by_plan.values() for number in numbers)


def _question(words: str, due: date | None, on: date) -> str:
    said = typed("note", words)
    if said is None:
        raise TrackerError("question_words")
    if len(str(said)) > LONGEST:
        raise TrackerError("value_too_long", field="note", most=LONGEST)
    if due is not None and due < on:
        raise TrackerError("question_due", day=f"{on:%d/%m/%Y}")
    return str(said)


def _said(why: Why, on: date) -> Why:
    """Cleaned; all four parts are needed."""
    cause, step = typed("difficulty", why.cause), typed("next_step", why.next_step)
    who = " ".join(clean(why.who).split())[:200]
    for part, value in (("cause", cause), ("next_step", step), ("who", who), ("by_when", why.by_when)):
        if not value:
            raise TrackerError(f"explanation_{part}")
    if why.by_when is not None and why.by_when < on:
        raise TrackerError("explanation_too_early", day=f"{on:%d/%m/%Y}")
    return Why(str(cause), str(step), who, why.by_when)
