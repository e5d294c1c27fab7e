"""Asking for another deadline: what is typed is read, shown, and waits for somebody else's decision."""

from dataclasses import dataclass
from datetime import date

from cds_tracker.domain.changes import Change
from cds_tracker.domain.deadline import Deadline, parse, problems, to_value
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Person
from cds_tracker.domain.task import Status, Task, Value
from cds_tracker.domain.text import clean
from cds_tracker.domain.values import typed
from cds_tracker.store import accounts, applying, plans, requests
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause
from cds_tracker.store.past import EXTENSION
from cds_tracker.store.proposals import Draft
from cds_tracker.store.requests import PENDING, WITHDRAWN, Request
from cds_tracker.workflows.acting import Doing, Refused, acting

ENDED = frozenset({Status.DONE, Status.CANCELLED})


@dataclass(frozen=True, slots=True)
class Paper:
    """The document that a request or a decision rests on."""

    number: str = ""
    issued_on: date | None = None

    @property
    def written(self) -> str | None:
        """Number and date, as they are kept."""
        day = f"{self.issued_on:%d/%m/%Y}" if self.issued_on else ""
        return ", ".join(part for part in (" ".join(clean(self.number).split())[:200], day) if part) or None


class Overtaken(TrackerError):
    """What the request expected to find no longer stands there: ``now`` does, and ``change`` is what was asked for."""

    def __init__(self, change: Change, now: Value) -> None:
        super().__init__("request_overtaken", field=change.field)
        self.change = change
        self.now = now


def read_deadline(words: str, year: int | None) -> Deadline:
    """What was typed as a new deadline, with its reading; refused where it has no day or could be read in two ways."""
    read = parse(words.strip(), year)
    doubts = [code for code in problems(read) if code != "deadline_year_assumed"]
    if read.due is None or doubts:
        raise TrackerError("deadline_unclear", value=words.strip()[:100])
    return read


def extension(
    database: Database,
    person: Person,
    number: int,
    deadline: str,
    reason: str,
    *,
    before: Value,
    base: int,
    on: date,
    paper: Paper = Paper(),
) -> int:
    """Ask for another deadline of a task whose deadline the person saw as ``before``: the number of the request."""
    with acting(database, person, "request_extension") as doing:
        task = doing.task(number, Act.REQUEST)
        wanted = read_deadline(deadline, year_of(doing, task.plan))
        why = reason_of(reason)
        _refuse_pointless(task, wanted)
        if requests.waiting(doing.connection, number) is not None:
            raise TrackerError("request_waiting")
        change = Change(number, "deadline", before, to_value(wanted))
        if not applying.same(task["deadline"], before):
            raise Overtaken(change, task["deadline"])
        cause = Cause(EXTENSION, doing.person.account, on, why)
        made = requests.submit(doing.connection, Draft(task.plan, cause, base, [change]), paper.written)
        doing.detail["request"] = made
        return made


def withdraw(database: Database, person: Person, number: int) -> None:
    """Take back one's own request before anybody decided about it."""
    with acting(database, person, "withdraw_request", "request") as doing:
        doing.subjects.append(str(number))
        doing.demand(Act.FOLLOW)  # whoever may no longer sign in takes nothing back
        request = requests.find(doing.connection, number)
        if request is None or request.author != doing.person.account:
            raise Refused(Act.REQUEST)
        refuse_decided(doing, request)
        requests.close(doing.connection, number, WITHDRAWN, doing.person.account)


def year_of(doing: Doing, plan: int) -> int | None:
    """The year of a plan, for deadlines that name none."""
    held = plans.get(doing.connection, plan)
    return held.year_from if held else None


def reason_of(written: str) -> str:
    """A reason as kept; there must be one."""
    said = typed("note", written)
    if said is None:
        raise TrackerError("reason_needed")
    return str(said)


def _refuse_pointless(task: Task, wanted: Deadline) -> None:
    if task["status"] in ENDED:
        raise TrackerError("request_ended")
    held = task["deadline"]
    due = held.get("due") if isinstance(held, dict) else None
    if wanted.due and due and wanted.due <= date.fromisoformat(str(due)):
        raise TrackerError("request_not_later", due=f"{date.fromisoformat(str(due)):%d/%m/%Y}")


def refuse_decided(doing: Doing, request: Request) -> None:
    """Told to whoever comes second: who decided."""
    if request.state != PENDING:
        by = accounts.find(doing.connection, request.decided_by or "")
        raise TrackerError("request_decided", by=by.name if by else request.decided_by, state=request.state)
