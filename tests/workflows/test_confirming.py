"""A head answers what is reported as done: with evidence it is, without it is not, and what comes back says why."""

import threading
from datetime import date

import pytest

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Person
from cds_tracker.store import check
from cds_tracker.store.database import Database
from cds_tracker.store.past import Moment
from cds_tracker.store.returning import returned
from cds_tracker.workflows.acting import Refused
from cds_tracker.workflows.confirming import Confirmation, confirm, send_back
from tests.workflows.offices import DAY, HOA, LAN, MINH, NAM, TUAN, audited, awaiting, latest, opened, said, task


def yes(database: Database, person: Person, *numbers: int, base: int | None = None) -> None:
    confirm(database, person, [Confirmation(one) for one in numbers], effective_on=DAY, base=base or latest(database))


def back(database: Database, person: Person, number: int, reason: str) -> None:
    send_back(database, person, [number], reason, effective_on=DAY, base=latest(database))


def test_minh_confirms_what_has_evidence_and_it_is_done_on_the_day_reported(database: Database) -> None:
    awaiting(opened(database), 1, completed_on="2025-09-25")
    yes(database, MINH, 1)
    assert (task(database, 1)["status"], task(database, 1)["completed_on"]) == ("done", "2025-09-25")
    assert audited(database)[-1] == ("minh", "confirm", "done")
    with database.read() as connection:
        assert check.findings(connection) == []


def test_without_a_reported_day_it_is_done_on_the_day_of_the_act_or_on_the_one_chosen(database: Database) -> None:
    base = awaiting(opened(database), 1, 4)
    yes(database, MINH, 1)
    confirm(database, MINH, [Confirmation(4, date(2025, 9, 12))], effective_on=DAY, base=base)
    assert [task(database, one)["completed_on"] for one in (1, 4)] == ["2025-09-30", "2025-09-12"]


def test_a_day_after_that_of_the_act_is_refused(database: Database) -> None:
    base = awaiting(opened(database), 1)
    with pytest.raises(TrackerError, match="completed_later"):
        confirm(database, MINH, [Confirmation(1, date(2025, 10, 1))], effective_on=DAY, base=base)
    said(database, 1, completed_on="2025-10-05")
    with pytest.raises(TrackerError, match="completed_later"):
        yes(database, MINH, 1)
    assert task(database, 1)["status"] == "awaiting_confirmation"


def test_a_day_that_lan_changed_meanwhile_is_told_before_anything_is_confirmed(database: Database) -> None:
    base = awaiting(opened(database), 1, completed_on="2025-09-25")
    said(database, 1, completed_on="2025-09-27")
    with pytest.raises(TrackerError, match="completed_meanwhile") as met:
        confirm(database, MINH, [Confirmation(1, date(2025, 9, 25), date(2025, 9, 25))], effective_on=DAY, base=base)
    assert (met.value.values["now"], met.value.values["seen"]) == ("27/09/2025", "25/09/2025")
    assert task(database, 1)["status"] == "awaiting_confirmation"


def test_without_evidence_nothing_is_confirmed_and_the_refusal_says_which(database: Database) -> None:
    awaiting(opened(database), 1)
    before = awaiting(database, 4, 5, evidence=None)
    with pytest.raises(TrackerError, match="evidence_needed_by") as met:
        yes(database, MINH, 1, 4, 5)
    assert met.value.values["tasks"] == ["4 – Chuyển sang IPv6", "5 – Phòng họp không giấy"]
    assert latest(database) == before
    assert {task(database, one)["status"] for one in (1, 4, 5)} == {"awaiting_confirmation"}


def test_several_with_evidence_are_confirmed_at_once_in_one_revision(database: Database) -> None:
    before = awaiting(opened(database), 1, 4, 5)
    yes(database, MINH, 1, 4, 5)
    assert {task(database, one)["status"] for one in (1, 4, 5)} == {"done"}
    assert latest(database) == before + 1


def test_one_task_of_others_among_several_and_nothing_is_written(database: Database) -> None:
    before = awaiting(opened(database), 1, 3)
    with pytest.raises(Refused) as met:
        yes(database, MINH, 1, 3)
    assert met.value.values["task"] == 3
    assert latest(database) == before
    assert audited(database)[-1] == ("minh", "confirm", "denied")


def test_confirming_twice_says_that_it_no_longer_awaits(database: Database) -> None:
    awaiting(opened(database), 1)
    yes(database, MINH, 1)
    before = latest(database)
    with pytest.raises(TrackerError, match="not_awaiting"):
        yes(database, MINH, 1)
    with pytest.raises(TrackerError, match="not_awaiting"):
        yes(database, MINH, 4)  # at work, never reported as done
    with pytest.raises(TrackerError, match="not_awaiting"):
        back(database, MINH, 1, "Thiếu chữ ký")
    with pytest.raises(TrackerError, match="tasks_needed"):
        yes(database, MINH)
    assert latest(database) == before


@pytest.mark.parametrize("person", [LAN, HOA, TUAN, Person("nobody", "Nobody")])
def test_staff_heads_of_other_units_and_strangers_neither_confirm_nor_return(database: Database, person: Person) -> None:
    opened(database)
    said(database, 1, assignees=["@lan"])
    before = awaiting(database, 1)
    with pytest.raises(Refused):
        yes(database, person, 1)
    with pytest.raises(Refused):
        back(database, person, 1, "Thiếu chữ ký")
    assert latest(database) == before
    assert [row[2] for row in audited(database)[-2:]] == ["denied", "denied"]


def test_heads_confirm_what_they_reported_themselves_and_so_does_an_admin(database: Database) -> None:
    awaiting(opened(database), 1, 2)
    yes(database, MINH, 1)
    yes(database, NAM, 2)
    assert [task(database, one)["status"] for one in (1, 2)] == ["done", "done"]


def test_either_head_of_a_joint_task_confirms_it(database: Database) -> None:
    awaiting(opened(database), 2)
    yes(database, TUAN, 2)
    assert task(database, 2)["status"] == "done"


def test_two_heads_at_once_and_one_of_them_is_told(database: Database) -> None:
    base = awaiting(opened(database), 2)
    gate, told = threading.Barrier(2), []

    def act(person: Person) -> None:
        gate.wait()
        try:
            yes(database, person, 2, base=base)
            told.append("done")
        except TrackerError as error:
            told.append(error.key)

    heads = [threading.Thread(target=act, args=(person,)) for person in (MINH, TUAN)]
    for head in heads:
        head.start()
    for head in heads:
        head.join()
    assert sorted(told) == ["done", "not_awaiting"]
    assert latest(database) == base + 1


def test_what_is_returned_is_at_work_again_with_the_reason_in_the_ledger(database: Database) -> None:
    awaiting(opened(database), 1, completed_on="2025-09-25")
    back(database, MINH, 1, "  Biên bản  thiếu chữ ký ")
    assert (task(database, 1)["status"], task(database, 1)["completed_on"]) == ("in_progress", None)
    with database.read() as connection:
        [(number, found)] = returned(connection, Moment(task(database, 1).plan, DAY.isoformat())).items()
        assert check.findings(connection) == []
    assert (number, found.author, found.reason, found.effective_on) == (1, "minh", "Biên bản thiếu chữ ký", DAY)


def test_a_task_that_is_reported_again_is_no_longer_returned(database: Database) -> None:
    plan = task(opened(database), 1).plan
    awaiting(database, 1)
    back(database, MINH, 1, "Thiếu chữ ký")
    said(database, 1, status="awaiting_confirmation")
    with database.read() as connection:
        assert returned(connection, Moment(plan, DAY.isoformat())) == {}
        assert returned(connection, Moment(plan, "2025-09-29")) == {}


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_nothing_is_returned_without_a_reason(database: Database, reason: str) -> None:
    before = awaiting(opened(database), 1)
    with pytest.raises(TrackerError, match="return_reason_needed"):
        back(database, MINH, 1, reason)
    assert latest(database) == before
