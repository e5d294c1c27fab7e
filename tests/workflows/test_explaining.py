"""Leadership asks why a task is late, the unit answers, and trackers stay true."""

from datetime import date

import pytest

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Person
from cds_tracker.store import check, explanations
from cds_tracker.store.database import Database
from cds_tracker.store.explanations import Thread
from cds_tracker.store.proposals import Applied
from cds_tracker.workflows import explaining
from cds_tracker.workflows.acting import Refused
from cds_tracker.workflows.explaining import Why
from tests.workflows.late_plan import (
    DAY,
    HA,
    HOA,
    LAN,
    LEGAL,
    MINH,
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

WHY = Why("Chờ thẩm định giá", "Trình hồ sơ mời thầu", "Phòng Kế hoạch", date(2025, 7, 31))


def explain(database: Database, person: Person = LAN, why: Why = WHY, seen: str | None = None, task: int = OFFICE) -> Applied:
    return explaining.explain(
        database, person, task, why, difficulty=seen, next_step=None, base=latest(database), on=DAY
    )


def thread(database: Database, task: int = OFFICE) -> Thread:
    with database.read() as connection:
        assert check.findings(connection) == []
        return explanations.of_task(connection, task)


def test_an_explanation_stands_beside_the_task_and_in_its_fields(database: Database) -> None:
    begin(database)
    explain(database)
    [said] = thread(database).answers
    assert (said.cause, said.next_step, said.who, said.by_when) == (WHY.cause, WHY.next_step, WHY.who, WHY.by_when)
    assert (said.author, said.on) == ("lan", DAY)
    assert (value(database, OFFICE, "difficulty"), value(database, OFFICE, "next_step")) == (WHY.cause, WHY.next_step)
    assert column(database, OFFICE, "explained_on") == DAY.isoformat()
    assert column(database, OFFICE, "explained_on", date(2025, 7, 14)) is None


def test_a_question_waits_until_the_unit_answers_in_the_task(database: Database) -> None:
    begin(database)
    assert explaining.ask(database, HA, [OFFICE, LEGAL], "Vì sao chậm?", date(2025, 7, 20), DAY) == [OFFICE, LEGAL]
    [asked] = thread(database).open
    assert (asked.author, asked.words, asked.due) == ("ha", "Vì sao chậm?", date(2025, 7, 20))
    assert column(database, OFFICE, "asked") is True
    explain(database, MINH)
    assert thread(database).open == ()
    assert thread(database).answers[0].questions == (asked.number,)
    assert (column(database, OFFICE, "asked"), column(database, LEGAL, "asked")) == (False, True)


def test_a_question_that_waits_is_not_asked_twice(database: Database) -> None:
    begin(database)
    explaining.ask(database, HA, [OFFICE], "Vì sao chậm?", None, DAY)
    assert explaining.ask(database, HA, [OFFICE, LEGAL], "Vì sao?", None, DAY) == [LEGAL]
    with pytest.raises(TrackerError) as refused:
        explaining.ask(database, HA, [OFFICE], "Vì sao?", None, DAY)
    assert refused.value.key == "question_asked"


@pytest.mark.parametrize(
    ("why", "key"),
    [
        (Why(" ", "a", "b", DAY), "explanation_cause"),
        (Why("a", "", "b", DAY), "explanation_next_step"),
        (Why("a", "b", " ", DAY), "explanation_who"),
        (Why("a", "b", "c", None), "explanation_by_when"),
        (Why("a", "b", "c", date(2025, 7, 14)), "explanation_too_early"),
    ],
)
def test_all_four_parts_are_needed_and_no_promise_lies_in_the_past(database: Database, why: Why, key: str) -> None:
    begin(database)
    before = all_but_audit(database)
    with pytest.raises(TrackerError) as refused:
        explain(database, why=why)
    assert refused.value.key == key
    assert all_but_audit(database) == before


def test_what_somebody_wrote_meanwhile_stays_and_is_told(database: Database) -> None:
    begin(database)
    base = latest(database)
    change(database, OFFICE, "difficulty", "Thiếu người")
    applied = explaining.explain(database, LAN, OFFICE, WHY, difficulty=None, next_step=None, base=base, on=DAY)
    assert [(one.change.field, one.now) for one in applied.stale] == [("difficulty", "Thiếu người")]
    assert value(database, OFFICE, "difficulty") == "Thiếu người"
    assert thread(database).answers[0].cause == WHY.cause


@pytest.mark.parametrize("words", ["", " ", "x" * 2_001])
def test_a_question_needs_words_but_not_too_many(database: Database, words: str) -> None:
    begin(database)
    before = all_but_audit(database)
    with pytest.raises(TrackerError):
        explaining.ask(database, HA, [OFFICE], words, None, DAY)
    with pytest.raises(TrackerError):
        explaining.ask(database, HA, [OFFICE], "Vì sao?", date(2025, 7, 14), DAY)
    with pytest.raises(TrackerError):
        explaining.ask(database, HA, [], "Vì sao?", None, DAY)
    assert all_but_audit(database) == before


def test_one_task_too_many_refuses_the_whole_question(database: Database) -> None:
    begin(database)
    before = all_but_audit(database)
    for person, tasks in ((MINH, [OFFICE]), (HOA, [OFFICE]), (HA, [OFFICE, 999])):
        with pytest.raises(Refused):
            explaining.ask(database, person, tasks, "Vì sao?", None, DAY)
        assert audited(database)[-1] == (person.account, "ask", "denied")
    with pytest.raises(Refused):
        explain(database, PHUC)
    assert all_but_audit(database) == before
