"""Deciding about what was asked for: wholly, change by change, or with another date; once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from cds_tracker.domain.changes import CREATED, Change
from cds_tracker.domain.deadline import to_value
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Person
from cds_tracker.domain.task import Value
from cds_tracker.store import applying, proposals, requests, tasks
from cds_tracker.store.database import Database
from cds_tracker.store.past import EXTENSION
from cds_tracker.store.proposals import Applied
from cds_tracker.store.requests import REFUSED, Request, Which
from cds_tracker.workflows.acting import Doing, Refused, acting
from cds_tracker.workflows.requesting import Overtaken, Paper, read_deadline, reason_of, refuse_decided, year_of


@dataclass(frozen=True, slots=True)
class Decision:
    """Why and by which document somebody decides; ``on``: the day for which it speaks."""

    reason: str
    on: date
    paper: Paper = field(default_factory=Paper)


class OwnRequest(Refused):
    """Nobody decides about their own request."""

    def __init__(self, act: Act, number: int) -> None:
        super().__init__(act)
        self.key = "request_own"
        self.values = {"act": act.value, "request": number}


def accept(
    database: Database,
    person: Person,
    number: int,
    decision: Decision,
    *,
    deadline: str | None = None,
    only: Collection[Which] | None = None,
    over: Value = None,
) -> Applied:
    """Grant a request and apply it, wholly or ``only`` some of its changes (the others are refused with the same reason).

    ``deadline`` grants another date than asked for. Raises ``Overtaken`` where a value is another by now, unless the
    person has seen it and decides ``over`` it.
    """
    with acting(database, person, "accept_request", "request") as doing:
        request = _pending(doing, number)
        why = reason_of(decision.reason)
        kept = [one for one in request.changes if only is None or (one.task, one.field) in only]
        if not kept:
            raise TrackerError("request_nothing_chosen")
        if len(kept) < len(request.changes):
            out = [(one.task, one.field) for one in request.changes if one not in kept]
            second = requests.split(doing.connection, number, out)
            requests.say(doing.connection, second, why, decision.paper.written, decision.on)
            requests.close(doing.connection, second, REFUSED, doing.person.account)
        requests.say(doing.connection, number, why, decision.paper.written, decision.on)
        _settle(doing, request, kept, deadline, over, decision.on)
        return proposals.apply(doing.connection, number, doing.person.account)


def refuse(database: Database, person: Person, number: int, decision: Decision) -> None:
    """Refuse a request, with a reason."""
    with acting(database, person, "refuse_request", "request") as doing:
        request = _pending(doing, number)
        why = reason_of(decision.reason)
        requests.say(doing.connection, request.number, why, decision.paper.written, decision.on)
        requests.close(doing.connection, number, REFUSED, doing.person.account)


def act_of(request: Request) -> Act:
    """What one has to be allowed to do in order to decide about a request."""
    return Act.DECIDE if request.kind == EXTENSION else Act.PLAN


def _pending(doing: Doing, number: int) -> Request:
    """The request, if the person may decide about it and nobody has."""
    request = requests.find(doing.connection, number)
    if request is None:
        raise Refused(Act.DECIDE)
    act = act_of(request)
    doing.demand(act)
    doing.tasks((one.task for one in request.changes if one.field != CREATED), act)
    doing.subjects = [str(number)]
    if request.author == doing.person.account:
        raise OwnRequest(act, number)
    refuse_decided(doing, request)
    return request


def _settle(
    doing: Doing, request: Request, kept: Sequence[Change], deadline: str | None, over: Value, on: date
) -> None:
    """Bring what is granted to what stands there now and to the date that is granted; refuse what would be lost unseen."""
    held = tasks.some(doing.connection, (one.task for one in kept if one.field != CREATED))
    granted: list[Change] = []
    for one in kept:
        final = one
        if one.field != CREATED:
            now = held[one.task][one.field]
            if not applying.same(now, one.before):
                if over is None or not applying.same(now, over):
                    raise Overtaken(one, now)
                final = replace(final, before=now)
            if deadline and one.field == "deadline":
                final = replace(final, after=to_value(read_deadline(deadline, year_of(doing, request.plan))))
        if final != one:
            requests.replace(doing.connection, request.number, one, final)
        granted.append(final)
    _refuse_late(doing, request, granted, on)


def _refuse_late(doing: Doing, request: Request, granted: Sequence[Change], on: date) -> None:
    """A value that was said for a later day than that of the decision stays."""
    late = applying.outdated(doing.connection, request.plan, granted, on.isoformat(), 0)
    for change, _, code in late:
        if change.field != CREATED:
            raise TrackerError("request_later_day" if code == "speaks_for_earlier_day" else code, field=change.field)
