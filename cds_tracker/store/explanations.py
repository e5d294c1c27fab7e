"""Questions of leadership about tasks, and what units explain: each belongs to an applied proposal."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select

from cds_tracker.store import bulk
from cds_tracker.store.tables import proposal
from cds_tracker.store.tables_work import explanation, question


@dataclass(frozen=True, slots=True)
class Answer:
    """Why a task is late, what next, who, by when; ``questions`` are those that it answers."""

    proposal: int
    task: int
    author: str
    on: date
    recorded_at: str
    cause: str
    next_step: str
    who: str | None
    by_when: date | None
    questions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Somebody asks why a task is late. ``answered``: whether an answer names it; ``due``: the day by which one is wanted."""

    number: int
    task: int
    author: str
    on: date
    recorded_at: str
    words: str | None
    due: date | None
    answered: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """What was asked and answered, each in its order."""

    questions: tuple[Question, ...] = ()
    answers: tuple[Answer, ...] = ()

    @property
    def open(self) -> tuple[Question, ...]:
        """The questions that nobody has answered."""
        return tuple(one for one in self.questions if not one.answered)


def of_task(connection: Connection, task: int) -> Thread:
    """Everything asked and answered about a task."""
    return _thread(connection, question.c.task == task, explanation.c.task == task)


def of_plan(connection: Connection, plan: int) -> Thread:
    """Everything asked and answered about the tasks of a plan."""
    return _thread(connection, proposal.c.plan == plan, proposal.c.plan == plan)


def unanswered(connection: Connection, tasks: Collection[int]) -> dict[int, list[int]]:
    """The questions about each of these tasks that nobody has answered."""
    answered = select(explanation.c.question).where(explanation.c.question.is_not(None))
    query = select(question.c.task, question.c.id).where(question.c.id.not_in(answered)).order_by(question.c.id)
    found: dict[int, list[int]] = {}
    for task, number in connection.execute(query):
        if task in tasks:
            found.setdefault(task, []).append(number)
    return found


def ask(connection: Connection, number: int, tasks: Sequence[int], words: str, due: date | None) -> None:
    """Write down what is asked about each of these tasks, by proposal ``number``."""
    wanted = due.isoformat() if due else None
    bulk.insert(connection, question, ("task", "proposal", "words", "due"), [(task, number, words, wanted) for task in tasks])


def explain(connection: Connection, said: Answer) -> None:
    """Write down an answer: once for each question that it answers, once where none was asked."""
    for asked in said.questions or (None,):
        connection.execute(
            insert(explanation).values(
                task=said.task,
                proposal=said.proposal,
                question=asked,
                cause=said.cause,
                next_step=said.next_step,
                who=said.who,
                by_when=said.by_when.isoformat() if said.by_when else None,
            )
        )


def _thread(connection: Connection, asked: Any, answered: Any) -> Thread:
    said = (proposal.c.author, proposal.c.effective_on, proposal.c.recorded_at)
    given = select(explanation, *said).join(proposal, proposal.c.id == explanation.c.proposal)
    answers: dict[tuple[int, int], Answer] = {}
    closed: set[int] = set()
    for row in connection.execute(given.where(answered).order_by(proposal.c.revision, explanation.c.id)).mappings():
        closed |= {row["question"]} - {None}
        which = (row["proposal"], row["task"])
        before = answers[which].questions if which in answers else ()
        answers[which] = _answer(dict(row), (*before, *({row["question"]} - {None})))
    put = select(question, *said).join(proposal, proposal.c.id == question.c.proposal)
    rows = connection.execute(put.where(asked).order_by(proposal.c.revision, question.c.id)).mappings()
    return Thread(tuple(_question(dict(row), row["id"] in closed) for row in rows), tuple(answers.values()))


def _answer(row: dict[str, Any], questions: tuple[int, ...]) -> Answer:
    by_when = date.fromisoformat(row["by_when"]) if row["by_when"] else None
    on = date.fromisoformat(row["effective_on"])
    return Answer(
        row["proposal"], row["task"], row["author"], on, row["recorded_at"], row["cause"], row["next_step"], row["who"],
        by_when, questions,
    )  # fmt: skip


def _question(row: dict[str, Any], answered: bool) -> Question:
    due = date.fromisoformat(row["due"]) if row["due"] else None
    on = date.fromisoformat(row["effective_on"])
    return Question(row["id"], row["task"], row["author"], on, row["recorded_at"], row["words"], due, answered)
