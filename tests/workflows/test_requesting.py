"""Asking for another deadline and deciding about it: once, by somebody else, and never over what was not seen."""

import threading
from datetime import date

import pytest

from cds_tracker.domain.deadline import parse, to_value
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Person
from cds_tracker.store import check, proposals, requests
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause
from cds_tracker.store.proposals import Draft
from cds_tracker.store.requests import Request
from cds_tracker.workflows import deciding, requesting
from cds_tracker.workflows.acting import Refused
from cds_tracker.workflows.deciding import Decision
from cds_tracker.workflows.requesting import Overtaken, Paper
from tests.workflows.late_plan import (
    DAY,
    HA,
    LEGAL,
    MINH,
    NAM,
    OFFICE,
    PHUC,
    all_but_audit,
    audited,
    begin,
    change,
    column,
    latest,
    value,
)

YES = Decision("Đồng ý theo tờ trình", date(2025, 7, 20), Paper("45/QĐ-BNV", date(2025, 7, 19)))
NO = Decision("Không đủ căn cứ", date(2025, 7, 20))


def ask(database: Database, deadline: str = "30/9/2025", person: Person = MINH, task: int = OFFICE) -> int:
    """Minh asks for another deadline of the office's task."""
    return requesting.extension(
        database,
        person,
        task,
        deadline,
        "Chờ thẩm định giá",
        before=value(database, task, "deadline"),
        base=latest(database),
        on=DAY,
        paper=Paper("12/TTr-VP", date(2025, 7, 14)),
    )


def held(database: Database, number: int) -> Request:
    with database.read() as connection:
        assert check.findings(connection) == []
        found = requests.find(connection, number)
    assert found is not None
    return found


def due(database: Database, task: int = OFFICE) -> object:
    deadline = value(database, task, "deadline")
    return deadline["due"] if isinstance(deadline, dict) else None


def test_a_request_waits_and_is_seen_with_its_reason_and_document(database: Database) -> None:
    before = begin(database)
    found = held(database, ask(database))
    assert (found.state, found.author, found.reason) == ("pending", "minh", "Chờ thẩm định giá")
    assert (found.document, found.asked_on) == ("12/TTr-VP, 14/07/2025", DAY)
    assert due(database) == "2025-06-30"
    assert column(database, OFFICE, "requested") is True
    assert latest(database) > before  # pages are kept by revision


def test_an_accepted_request_is_applied_from_the_day_of_the_decision(database: Database) -> None:
    begin(database)
    number = ask(database)
    deciding.accept(database, HA, number, YES)
    found = held(database, number)
    assert (found.state, found.decided_by, found.decision_reason) == ("applied", "ha", "Đồng ý theo tờ trình")
    assert (found.decision_document, found.asked_on) == ("45/QĐ-BNV, 19/07/2025", DAY)
    assert due(database) == "2025-09-30"
    told = {on: (column(database, OFFICE, "extensions", on), column(database, OFFICE, "original_due", on))
            for on in (date(2025, 7, 19), date(2025, 7, 20))}  # fmt: skip
    assert told == {date(2025, 7, 19): (0, "2025-06-30"), date(2025, 7, 20): (1, "2025-06-30")}
    assert column(database, OFFICE, "requested") is False


def test_another_date_can_be_granted_and_the_ledger_says_what_was_asked(database: Database) -> None:
    begin(database)
    number = ask(database)
    deciding.accept(database, HA, number, YES, deadline="31/8/2025")
    found = held(database, number)
    assert due(database) == "2025-08-31"
    assert [one.after["due"] for one in (*found.asked, *found.changes)] == ["2025-09-30", "2025-08-31"]  # type: ignore[index, call-overload]


def test_a_refused_request_keeps_the_deadline_and_another_can_be_made(database: Database) -> None:
    begin(database)
    number = ask(database)
    deciding.refuse(database, NAM, number, NO)
    found = held(database, number)
    assert (found.state, found.decided_by, found.decision_reason) == ("rejected", "nam", "Không đủ căn cứ")
    assert due(database) == "2025-06-30"
    assert ask(database) != number


def test_one_request_waits_at_most_and_its_author_may_take_it_back(database: Database) -> None:
    begin(database)
    number = ask(database)
    with pytest.raises(TrackerError) as refused:
        ask(database, "31/10/2025")
    assert refused.value.key == "request_waiting"
    with pytest.raises(Refused):
        requesting.withdraw(database, PHUC, number)
    requesting.withdraw(database, MINH, number)
    assert held(database, number).state == "withdrawn"
    with pytest.raises(TrackerError) as late:
        requesting.withdraw(database, MINH, number)
    assert late.value.key == "request_decided"


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("sớm nhất có thể", "deadline_unclear"),
        ("Thường xuyên", "deadline_unclear"),
        ("", "deadline_unclear"),
        ("31/02/2026", "deadline_unclear"),
        ("30/6/2025", "request_not_later"),
        ("tháng 5/2025", "request_not_later"),
    ],
)
def test_a_deadline_that_says_no_later_day_is_not_asked_for(database: Database, words: str, key: str) -> None:
    begin(database)
    before = all_but_audit(database)
    with pytest.raises(TrackerError) as refused:
        ask(database, words)
    assert refused.value.key == key
    assert all_but_audit(database) == before


def test_a_reason_is_needed_on_both_sides_and_done_tasks_need_no_extension(database: Database) -> None:
    begin(database)
    seen = value(database, OFFICE, "deadline")
    with pytest.raises(TrackerError) as refused:
        requesting.extension(database, MINH, OFFICE, "30/9/2025", " ", before=seen, base=latest(database), on=DAY)
    assert refused.value.key == "reason_needed"
    number = ask(database)
    for decide in (deciding.accept, deciding.refuse):
        with pytest.raises(TrackerError) as unreasoned:
            decide(database, HA, number, Decision("", DAY))
        assert unreasoned.value.key == "reason_needed"
    change(database, LEGAL, "status", "cancelled")
    with pytest.raises(TrackerError) as ended:
        ask(database, person=PHUC, task=LEGAL)
    assert ended.value.key == "request_ended"


def test_nobody_decides_about_their_own_request(database: Database) -> None:
    begin(database)
    number = ask(database, person=NAM)
    before = all_but_audit(database)
    for decide in (deciding.accept, deciding.refuse):
        with pytest.raises(Refused) as refused:
            decide(database, NAM, number, YES)
        assert refused.value.key == "request_own"
    assert all_but_audit(database) == before
    assert audited(database)[-1][2] == "denied"
    deciding.accept(database, HA, number, YES)


def test_a_deadline_changed_meanwhile_is_told_with_both_values_and_decided_again(database: Database) -> None:
    begin(database)
    number = ask(database)
    other = to_value(parse("31/7/2025"))
    change(database, OFFICE, "deadline", other)  # type: ignore[arg-type]
    before = all_but_audit(database)
    with pytest.raises(Overtaken) as told:
        deciding.accept(database, HA, number, YES)
    assert (told.value.now, told.value.change.after["due"]) == (other, "2025-09-30")  # type: ignore[index, call-overload]
    assert all_but_audit(database) == before
    with pytest.raises(Overtaken):
        deciding.accept(database, HA, number, YES, over=to_value(parse("1/8/2025")))  # type: ignore[arg-type]
    deciding.accept(database, HA, number, YES, over=other)  # type: ignore[arg-type]
    assert due(database) == "2025-09-30"
    assert held(database, number).changes[0].before == other


def test_a_value_of_a_later_day_is_not_overwritten(database: Database) -> None:
    begin(database)
    number = ask(database)
    seen = value(database, OFFICE, "deadline")
    change(database, OFFICE, "deadline", to_value(parse("31/7/2025")), on=date(2025, 8, 1))  # type: ignore[arg-type]
    change(database, OFFICE, "deadline", seen, on=date(2025, 8, 1))
    with pytest.raises(TrackerError) as refused:
        deciding.accept(database, HA, number, YES)
    assert refused.value.key == "request_later_day"


def test_of_two_deciders_one_wins_and_the_other_is_told(database: Database) -> None:
    begin(database)
    number = ask(database)
    outcomes: list[str] = []
    ready = threading.Barrier(2)

    def decide(person: Person, accept: bool) -> None:
        ready.wait()
        try:
            (deciding.accept if accept else deciding.refuse)(database, person, number, YES)
            outcomes.append("won")
        except TrackerError as told:
            outcomes.append(told.key)

    deciders = [threading.Thread(target=decide, args=(HA, True)), threading.Thread(target=decide, args=(NAM, False))]
    for one in deciders:
        one.start()
    for one in deciders:
        one.join()
    assert sorted(outcomes) == ["request_decided", "won"]
    assert held(database, number).state in ("applied", "rejected")


def test_other_requests_are_decided_change_by_change_by_the_focal_unit(database: Database) -> None:
    begin(database)
    changes = [proposals.Change(OFFICE, "title", "Nâng cấp cổng", "Nâng cấp cổng 2.0"),
               proposals.Change(OFFICE, "deliverable", None, "Cổng mới")]  # fmt: skip
    with database.write() as connection:
        draft = Draft(1, Cause(requests.REQUEST, "minh", DAY, file="vp.xlsx"), latest(database), changes)
        number = requests.submit(connection, draft, None)
    with pytest.raises(Refused):
        deciding.accept(database, HA, number, YES)
    with pytest.raises(TrackerError) as nothing:
        deciding.accept(database, NAM, number, YES, only=[])
    assert nothing.value.key == "request_nothing_chosen"
    deciding.accept(database, NAM, number, YES, only=[(OFFICE, "deliverable")])
    assert (value(database, OFFICE, "title"), value(database, OFFICE, "deliverable")) == ("Nâng cấp cổng", "Cổng mới")
    with database.read() as connection:
        both = {one.state: [change.field for change in one.changes] for one in requests.listed(connection, 1)}
        assert check.findings(connection) == []
    assert both == {"applied": ["deliverable"], "rejected": ["title"]}
