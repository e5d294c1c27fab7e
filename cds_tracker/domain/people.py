"""Who may see and do what: the one place that knows. What hides a button is what refuses the act.

A person has grants: a role, for staff and unit heads with the unit in which they have it, from a day to a day. What a role
may do to a task depends on the ties between the grant's unit and the task (``GRANTS``).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from cds_tracker.domain.rollup import Rollup
from cds_tracker.domain.task import ACCOUNT, FIELDS, Owner, Status, Task, Value


class Role(StrEnum):
    """What somebody is in the ministry, as far as permission goes."""

    LEADERSHIP = "leadership"
    HEAD = "head"
    STAFF = "staff"
    ADMIN = "admin"
    VIEWER = "viewer"


OPERATOR = "system:"  # before the name of whoever works on the server itself
IN_A_UNIT = frozenset({Role.HEAD, Role.STAFF})  # these roles are held in a unit; the others in the whole ministry


class Act(StrEnum):
    """What a page, a route, a command or a workflow is about to do."""

    FOLLOW = "follow"  # open the dashboard: counts per unit, area and month of the whole ministry
    READ = "read"  # a task itself: its row, title, texts, evidence, history; also in a search
    REPORT = "report"  # what the unit reports on a task: progress, result, evidence, difficulty, "không thay đổi"
    CONTRIBUTE = "contribute"  # say what a unit that helps has done
    CONFIRM = "confirm"  # declare done, paused or cancelled; return what was declared done
    ASSIGN = "assign"  # name the staff who do it
    EXPLAIN = "explain"  # say why it is late, and what next
    REQUEST = "request"  # ask for another deadline, or another change of what the plan assigns
    ASK = "ask"  # ask a unit to explain
    DECIDE = "decide"  # about a request for another deadline
    PLAN = "plan"  # change what the plan assigns; decide about requests for that; mark corrections and extensions
    IMPORT = "import"  # upload a workbook; what it may change is asked again row by row
    ADMINISTER = "administer"  # accounts, units, areas, plans, periods
    AUDIT = "audit"  # read who did what, and sign-ins


class Tie(StrEnum):
    """How a task and the unit of a grant hang together. A wider tie does not include a narrower one."""

    ANY = "any"  # asks for none: the whole ministry
    LEAD = "lead"  # the unit is named as lead
    HELP = "help"  # the unit is named as coordinating
    SHARE = "share"  # the unit belongs to a group that leads or coordinates
    OWN = "own"  # one of the three, and the person is assigned


_ANY = frozenset({Tie.ANY})
_LEAD = frozenset({Tie.LEAD})
_HELPING = frozenset({Tie.HELP, Tie.SHARE})
_PART = frozenset({Tie.LEAD, Tie.HELP, Tie.SHARE})
_OWN = frozenset({Tie.OWN})
GRANTS: Mapping[Role, Mapping[Act, frozenset[Tie]]] = MappingProxyType(
    {
        Role.LEADERSHIP: dict.fromkeys((Act.FOLLOW, Act.READ, Act.ASK, Act.DECIDE), _ANY),
        Role.HEAD: {
            Act.FOLLOW: _ANY,
            Act.READ: _PART,
            Act.IMPORT: _ANY,
            Act.CONTRIBUTE: _HELPING,
            **dict.fromkeys((Act.REPORT, Act.CONFIRM, Act.ASSIGN, Act.EXPLAIN, Act.REQUEST), _LEAD),
        },
        Role.STAFF: {
            Act.FOLLOW: _ANY,
            Act.READ: _PART,
            Act.CONTRIBUTE: _HELPING,
            **dict.fromkeys((Act.REPORT, Act.EXPLAIN), _OWN),
        },
        Role.ADMIN: dict.fromkeys(Act, _ANY),
        Role.VIEWER: {Act.FOLLOW: _ANY, Act.READ: _ANY},
    }
)
"""Role → act → the ties of which one must hold. What is not here is refused."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, in a unit or in the whole ministry, on the days from ``valid_from`` to ``valid_to`` (both included)."""

    role: Role
    unit: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it is valid on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts. ``account`` is what the ledger and the audit log record; ``address`` where they act from.

    ``grants`` are those of the day on which the person acts: see ``on``.
    """

    account: str
    name: str
    grants: tuple[Grant, ...] = ()
    address: str | None = None

    def on(self, day: date) -> "Person":
        """With the grants that are valid on a day."""
        return replace(self, grants=tuple(grant for grant in self.grants if grant.holds(day)))

    def has(self, role: Role) -> bool:
        """Whether one of the grants is of this role."""
        return any(grant.role == role for grant in self.grants)


def operator(user: str) -> Person:
    """Whoever works on the server itself, without an account: an admin, recorded by the name that the system knows."""
    return Person(f"{OPERATOR}{user}", user, (Grant(Role.ADMIN),))


@dataclass(frozen=True, slots=True)
class Standing:
    """Who has to do with a task: the units in place today, and the accounts assigned."""

    leads: Collection[str] = ()
    helps: Collection[str] = ()
    shares: Collection[str] = ()
    assigned: Collection[str] = ()


def standing(task: Task, rollup: Rollup) -> Standing:
    """Who has to do with this task on the day of ``rollup``."""
    return standing_of(_refs(task["lead"]), _refs(task["coordinating"]), _refs(task["assignees"]), rollup)


def standing_of(lead: Iterable[str], coordinating: Iterable[str], assignees: Iterable[str], rollup: Rollup) -> Standing:
    """The same from the task's own lists."""
    leads, helps = rollup.held(tuple(lead)), rollup.held(tuple(coordinating))
    accounts = frozenset(name.removeprefix(ACCOUNT) for name in assignees if name.startswith(ACCOUNT))
    return Standing(frozenset(leads.own), frozenset(helps.own), frozenset((*leads.group, *helps.group)), accounts)


def ties(person: Person, grant: Grant, task: Standing, rollup: Rollup) -> frozenset[Tie]:
    """The ties that hold between a grant of this person and a task."""
    if grant.unit is None:
        return _ANY
    unit = rollup.end(grant.unit)
    places = ((Tie.LEAD, task.leads), (Tie.HELP, task.helps), (Tie.SHARE, task.shares))
    found = {tie for tie, units in places if unit in units}
    if found and person.account in task.assigned:
        found.add(Tie.OWN)
    return frozenset(found | {Tie.ANY})


def may(person: Person, act: Act) -> bool:
    """Whether this person may do this at all, to whatever task."""
    return any(GRANTS[grant.role].get(act) for grant in person.grants)


def may_do(person: Person, act: Act, task: Standing, rollup: Rollup) -> bool:
    """Whether this person may do this to this task. (Whether it can be done now is asked elsewhere.)"""
    return any(GRANTS[grant.role].get(act, frozenset()) & ties(person, grant, task, rollup) for grant in person.grants)


def reads_all(person: Person) -> bool:
    """Whether this person may read every task."""
    return any(Tie.ANY in GRANTS[grant.role].get(Act.READ, ()) for grant in person.grants)


def units_of(person: Person, rollup: Rollup, roles: Collection[Role] = IN_A_UNIT) -> tuple[str, ...]:
    """The units in place today in which this person has one of these roles."""
    held = (grant.unit for grant in person.grants if grant.role in roles and grant.unit)
    return tuple(dict.fromkeys(rollup.end(unit) for unit in held))


def act_for(field: str, before: Value, after: Value, status: Value = None) -> Act:
    """What one has to be allowed to do in order to change a field from one value to another.

    ``status`` is the state in which the task stands: on which day it was done is part of declaring it done.
    """
    if FIELDS[field].owner is Owner.PLAN:
        return Act.PLAN
    if field == "assignees":
        return Act.ASSIGN
    if field == "completed_on" and status == Status.DONE:
        return Act.CONFIRM
    return Act.CONFIRM if field == "status" and SETTLED & {before, after} else Act.REPORT


SETTLED = frozenset({Status.DONE, Status.PAUSED, Status.CANCELLED})


def _refs(value: Value) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()
