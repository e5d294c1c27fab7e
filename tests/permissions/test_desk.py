"""Who confirms, returns and assigns: every role towards a task of the own unit, one that it helps with and one of others.

Through the workflows on both engines, and through the pages: a button stands there exactly where the act goes through.
"""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from cds_tracker.store.database import Database
from cds_tracker.workflows.acting import Refused
from cds_tracker.workflows.assigning import How, adopt, assign
from cds_tracker.workflows.confirming import Confirmation, confirm, send_back
from tests.beginnings import once
from tests.pages.shell import markup, opened
from tests.workflows import offices
from tests.workflows.offices import DAY, PEOPLE, awaiting, latest, task

TASKS = {"own": 1, "coordinating": 6, "other": 3}  # as seen from Văn phòng, where Minh is head and Lan is staff
STAFF_OF = {"own": "hoa", "coordinating": "thu", "other": "thu"}  # whom an admin assigns to each
ALLOWED = {"ha": "", "minh": "own", "lan": "", "nam": "own coordinating other", "xem": "", "cu": "", "nghi": ""}
CASES = [(person, kind) for person in ALLOWED for kind in TASKS]
Try = Callable[[Database, str, str], object]


def confirms(database: Database, person: str, kind: str) -> object:
    wanted = [Confirmation(TASKS[kind])]
    return confirm(database, PEOPLE[person], wanted, effective_on=DAY, base=latest(database))


def returns(database: Database, person: str, kind: str) -> object:
    base = latest(database)
    return send_back(database, PEOPLE[person], [TASKS[kind]], "Thiếu chữ ký", effective_on=DAY, base=base)


def assigns(database: Database, person: str, kind: str) -> object:
    number = TASKS[kind]
    seen = {number: list(map(str, task(database, number)["assignees"] or []))}  # type: ignore[arg-type]
    people = [STAFF_OF[kind]]
    return assign(database, PEOPLE[person], seen, How.ADD, people, effective_on=DAY, base=latest(database))


def adopts(database: Database, person: str, kind: str) -> object:
    number, base = TASKS[kind], latest(database)
    who = STAFF_OF[kind]
    return adopt(database, PEOPLE[person], number, "Ông Ba", who, seen=["Ông Ba"], effective_on=DAY, base=base)


ACTS: dict[str, Try] = {"confirm": confirms, "return": returns, "assign": assigns, "adopt": adopts}


@once
def office(database: Database) -> int:
    """All three tasks are reported as done with evidence, and Lan is assigned to the one of her unit."""
    offices.opened(database)
    offices.said(database, 1, assignees=["Nguyễn Thị Lan", "@lan"])
    return awaiting(database, *TASKS.values())


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(("person", "kind"), CASES)
def test_the_workflow_does_it_or_leaves_everything_as_it_was(database: Database, person: str, kind: str, act: str) -> None:
    before = office(database)
    if kind in ALLOWED[person].split():
        ACTS[act](database, person, kind)
        assert latest(database) == before + 1
        assert offices.audited(database)[-1][2] == "done"
    else:
        with pytest.raises(Refused):
            ACTS[act](database, person, kind)
        assert latest(database) == before
        assert offices.audited(database)[-1][0] == person
        assert offices.audited(database)[-1][2] == "denied"


@pytest.fixture
def open_office(url: str, database: Database, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Opens pages on the office."""
    office(database)
    monkeypatch.setenv("CDS_DATABASE_URL", url)
    return opened


def buttons(app: AppTest) -> set[str]:
    return {str(button.key) for button in app.button if button.key}


@pytest.mark.parametrize("person", ["ha", "minh", "lan", "nam", "xem"])
def test_the_page_of_a_task_offers_to_confirm_and_return_exactly_where_one_may(
    open_office: Callable[..., AppTest], person: str
) -> None:
    for kind, number in TASKS.items():
        there = buttons(open_office("chi-tiet", person, id=str(number)))
        expected = {f"confirm_{number}", f"return_act_{number}"} if kind in ALLOWED[person].split() else set()
        assert {key for key in there if key.startswith(("confirm_", "return_act_"))} == expected, kind


def test_the_desk_of_a_head_holds_the_tasks_of_the_own_unit_alone(open_office: Callable[..., AppTest]) -> None:
    app = open_office("ban-lam-viec", "minh")
    assert {key for key in buttons(app) if key.startswith("confirm_")} == {"confirm_1"}
    assert {box.key for box in app.checkbox} == {f"assign_pick_{number}" for number in (2, 4, 5)}
    other = open_office("ban-lam-viec", "minh", unit="PC")
    assert {key for key in buttons(other) if key.startswith("confirm_")} == {"confirm_1"}
    assert "không phụ trách đơn vị này" in markup(other)


def test_an_admin_opens_the_desk_of_any_unit(open_office: Callable[..., AppTest]) -> None:
    assert {key for key in buttons(open_office("ban-lam-viec", "nam")) if key.startswith("confirm_")} == set()
    for unit, numbers in (("VP", {1}), ("PC", {3, 6})):
        there = buttons(open_office("ban-lam-viec", "nam", unit=unit))
        expected = {f"confirm_{number}" for number in numbers}
        assert {key for key in there if key.startswith("confirm_") and key != "confirm_together"} == expected


def test_a_head_who_lost_the_unit_meanwhile_is_refused_by_the_button_still_on_the_page(
    open_office: Callable[..., AppTest], database: Database
) -> None:
    from cds_tracker.domain.accounts import Account
    from cds_tracker.store import accounts
    from cds_tracker.store.ledger import Cause

    app = open_office("ban-lam-viec", "minh")
    with database.write() as connection:
        accounts.save(connection, [Account(0, "minh", "Trần Minh")], Cause("account", "test", DAY))
    app.button(key="confirm_1").click().run()
    assert task(database, 1)["status"] == "awaiting_confirmation"
    assert offices.audited(database)[-1] == ("minh", "confirm", "denied")
