"""Who may ask for another deadline, decide, ask, explain and mark: every role by own, assigned, coordinating and other task."""

from collections.abc import Callable
from datetime import date

import pytest

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.people import Grant, Person, Role, operator
from cds_tracker.domain.task import Value
from cds_tracker.store import accounts, ledger, markings, requests, tasks
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause
from cds_tracker.store.proposals import Change, Draft
from cds_tracker.workflows import deciding, explaining, extending, importing, requesting
from cds_tracker.workflows.acting import Refused, acting
from cds_tracker.workflows.deciding import Decision
from cds_tracker.workflows.editing import Edit, write
from cds_tracker.workflows.explaining import Why
from cds_tracker.workflows.importing import Target
from tests.beginnings import once
from tests.workflows.late_plan import all_but_audit, audited
from tests.workflows.readings import line, reading

DAY = date(2025, 7, 15)
YES = Decision("Được", DAY)
UNIT = "VP"
PEOPLE = {
    "leadership": Account(0, "ha", "Hà", grants=(Grant(Role.LEADERSHIP),)),
    "head": Account(0, "minh", "Minh", grants=(Grant(Role.HEAD, UNIT),)),
    "staff": Account(0, "lan", "Lan", grants=(Grant(Role.STAFF, UNIT),)),
    "admin": Account(0, "nam", "Nam", grants=(Grant(Role.ADMIN),)),
    "viewer": Account(0, "hoa", "Hoa", grants=(Grant(Role.VIEWER),)),
    "nobody": Account(0, "gone", "Gone", grants=(Grant(Role.ADMIN),), active=False),
    "late": Account(0, "past", "Past", grants=(Grant(Role.ADMIN, valid_to=date(2020, 1, 1)),)),
}
AUTHOR = Account(0, "author", "Author", grants=(Grant(Role.ADMIN),))
TASKS = {"own": 1, "assigned": 2, "coordinating": 3, "other": 4}
LEADS = {"own": ("Văn phòng Bộ", ""), "assigned": ("Văn phòng Bộ", ""), "coordinating": ("Vụ Pháp chế", "Văn phòng Bộ"),
         "other": ("Vụ Pháp chế", "")}  # fmt: skip
EVERY = frozenset(TASKS)
ALLOWED = {  # act → role → the tasks to which it may be done; a role that is not named may not
    "request": {"head": {"own", "assigned"}, "admin": EVERY},
    "decide": {"leadership": EVERY, "admin": EVERY},
    "refuse": {"leadership": EVERY, "admin": EVERY},
    "decide_other": {"admin": EVERY},
    "refuse_other": {"admin": EVERY},
    "ask": {"leadership": EVERY, "admin": EVERY},
    "explain": {"head": {"own", "assigned"}, "staff": {"assigned"}, "admin": EVERY},
    "mark": {"admin": EVERY},
}


@once
def begin(database: Database) -> None:
    """Four tasks whose deadline was changed once; an extension and another request wait for each."""
    with database.write() as connection:
        accounts.save(connection, [*PEOPLE.values(), AUTHOR], Cause("account", "test", DAY))
    for day, deadline in ((date(2025, 5, 1), "31/5/2025"), (date(2025, 6, 1), "30/6/2025")):
        rows = [
            line(f"Nhiệm vụ {name}", lead=lead, deadline=deadline, **({"coordinating": helps} if helps else {}))
            for name, (lead, helps) in LEADS.items()
        ]
        shown = importing.preview(database, reading(rows), Target("KH", create=True), day, operator("test"))
        assert importing.carry_out(database, shown, operator("test")) is not None
    person = Person(AUTHOR.code, AUTHOR.name)
    with acting(database, person, "edit") as doing:
        assigned = Edit(TASKS["assigned"], {"assignees": ["@lan"]}, {})
        write(doing, [assigned], kind="edit", effective_on=DAY, base=0)


def deadline(database: Database, task: int) -> Value:
    with database.read() as connection:
        return tasks.some(connection, [task])[task]["deadline"]


def base(database: Database) -> int:
    with database.read() as connection:
        return ledger.latest(connection)


def request(database: Database, person: Person, task: int) -> int:
    return requesting.extension(
        database, person, task, "30/9/2025", "Chờ", before=deadline(database, task), base=base(database), on=DAY
    )


def waiting(database: Database, kind: str, task: int) -> int:
    """A request of somebody else."""
    if kind in ("decide", "refuse"):
        return request(database, Person(AUTHOR.code, AUTHOR.name), task)
    change = Change(task, "deliverable", None, "Báo cáo")
    with database.write() as connection:
        cause = Cause(requests.REQUEST, AUTHOR.code, DAY)
        return requests.submit(connection, Draft(1, cause, ledger.latest(connection), [change]), None)


def attempts(database: Database, act: str, person: Person, task: int) -> list[Callable[[], object]]:
    """Every door through which this act is done."""
    if act == "request":
        return [lambda: request(database, person, task)]
    if act in ("decide", "decide_other"):
        first = waiting(database, act, task)
        return [lambda: deciding.accept(database, person, first, YES)]
    if act in ("refuse", "refuse_other"):
        second = waiting(database, act, task)
        return [lambda: deciding.refuse(database, person, second, YES)]
    if act == "ask":
        return [lambda: explaining.ask(database, person, [task], "Vì sao?", None, DAY)]
    if act == "explain":
        why = Why("Chờ", "Làm tiếp", "Lan", DAY)
        return [lambda: explaining.explain(
            database, person, task, why, difficulty=None, next_step=None, base=base(database), on=DAY)]  # fmt: skip
    with database.read() as connection:
        [moved] = markings.of_task(connection, task)
    return [lambda: extending.mark_one(database, person, task, moved.proposal, "correction")]


@pytest.mark.parametrize("act", ALLOWED)
@pytest.mark.parametrize("role", PEOPLE)
def test_who_may_do_what_to_which_task(database: Database, act: str, role: str) -> None:
    begin(database)
    account = PEOPLE[role]
    person = Person(account.code, account.name, (Grant(Role.ADMIN),))  # what the caller claims counts for nothing
    for tie, task in TASKS.items():
        for attempt in attempts(database, act, person, task):
            before, rows = all_but_audit(database), len(audited(database))
            if tie in ALLOWED[act].get(role, ()):
                attempt()
                assert all_but_audit(database) != before
                assert audited(database)[-1][::2] == (account.code, "done")
            else:
                with pytest.raises(Refused):
                    attempt()
                assert all_but_audit(database) == before, (act, role, tie)
                assert audited(database)[rows:][0][::2] == (account.code, "denied")
                assert len(audited(database)) == rows + 1


@pytest.mark.parametrize("role", ["leadership", "head", "staff", "viewer", "nobody", "late"])
def test_what_does_not_exist_is_refused_like_what_one_may_not_see(database: Database, role: str) -> None:
    begin(database)
    person = Person(PEOPLE[role].code, PEOPLE[role].name)
    before = all_but_audit(database)
    for attempt in (
        lambda: deciding.accept(database, person, 999, YES),
        lambda: deciding.refuse(database, person, 999, YES),
        lambda: requesting.withdraw(database, person, 999),
        lambda: explaining.ask(database, person, [999], "Vì sao?", None, DAY),
        lambda: extending.mark_one(database, person, 999, 1, "correction"),
    ):
        with pytest.raises(Refused):
            attempt()
    assert all_but_audit(database) == before
