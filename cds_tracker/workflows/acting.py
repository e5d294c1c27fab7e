"""Somebody does something: who they are and what they may is asked again, in the transaction that does it, and written down.

Every workflow that writes goes through ``acting``; the first thing it asks of the ``Doing`` is whether it may.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import OPERATOR, Act, Person, Standing, may, may_do, standing
from cds_tracker.domain.rollup import Rollup
from cds_tracker.domain.task import Task
from cds_tracker.domain.units import Registry
from cds_tracker.store import accounts, audit, ledger, tasks, units
from cds_tracker.store.audit import Event
from cds_tracker.store.database import Connection, Database


class Refused(TrackerError):
    """This person may not do this. (Whether the task exists is not told either.)"""

    def __init__(self, act: Act, task: int | None = None) -> None:
        super().__init__("refused", act=act.value, task=task)


@dataclass
class Doing:
    """An act in progress: the open transaction, and the person with the grants that they have at this moment."""

    connection: Connection
    person: Person
    rollup: Rollup
    detail: dict[str, object] = field(default_factory=dict)
    subjects: list[str] = field(default_factory=list)

    def demand(self, act: Act) -> None:
        """Refuse unless the person may do this at all."""
        if not may(self.person, act):
            raise Refused(act)

    def tasks(self, numbers: Iterable[int], *acts: Act) -> dict[int, Task]:
        """These tasks as they stand; refuse unless the person may do each of the acts to each of them."""
        wanted = list(dict.fromkeys(numbers))
        found = tasks.some(self.connection, wanted)
        for number in wanted:
            held = standing(found[number], self.rollup) if number in found else None
            for act in acts:
                if held is None or not may_do(self.person, act, held, self.rollup):
                    raise Refused(act, number)
        self.subjects += [str(number) for number in wanted]
        return found

    def task(self, number: int, *acts: Act) -> Task:
        """One such task."""
        return self.tasks([number], *acts)[number]

    def standing(self, task: Task) -> Standing:
        """Who has to do with a task."""
        return standing(task, self.rollup)


@contextmanager
def acting(database: Database, person: Person, what: str, subject: str = "task") -> Iterator[Doing]:
    """One transaction in which ``person`` does ``what`` (a verb for the audit log) to a ``subject``.

    A refusal undoes everything, is written down by itself, and raised.
    """
    doing: Doing | None = None
    try:
        with database.write() as connection:
            ledger.lock(connection)
            doing = Doing(connection, present(connection, person), Rollup(units.load(connection), ledger.today()))
            yield doing
            audit.append(connection, _event(doing, what, subject, "done"))
    except Refused as refused:
        denied = doing or Doing(connection, person, Rollup(Registry(), ledger.today()))
        denied.detail |= refused.values
        with database.write() as connection:
            audit.append(connection, _event(denied, what, subject, "denied"))
        raise


def present(connection: Connection, person: Person) -> Person:
    """The person as the database knows them now; nobody without a valid account may anything."""
    if person.account.startswith(OPERATOR):
        return person
    held = accounts.find(connection, person.account)
    if held is None or not held.active:
        return Person(person.account, person.name, (), person.address)
    return held.person(person.address).on(ledger.today())


def _event(doing: Doing, what: str, subject: str, outcome: audit.Outcome) -> Event:
    subjects = list(dict.fromkeys(doing.subjects))
    about = subjects[0] if len(subjects) == 1 else None
    more = {"subjects": subjects} if len(subjects) > 1 else {}
    return Event(doing.person.account, what, subject, about, outcome, doing.person.address, {**doing.detail, **more})
