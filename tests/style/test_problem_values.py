"""The values in a problem, as readers write them; a sentence about near names only where there are any."""

from cds_tracker.domain.reading import Problem, Severity
from cds_tracker.style.problems import message
from cds_tracker.style.words import Words

VI = Words("vi")


def problem(code: str, field: str, value: str, **values: object) -> Problem:
    return Problem(code, Severity.WARNING, "Theo dõi", "F17", 17, "F", field, value, values)


def test_days_percents_and_states_are_said_as_in_the_table() -> None:
    assert "(30/06/2025)" in message(VI, problem("completed_not_done", "completed_on", "2025-06-30"))
    told = message(VI, problem("changed_twice", "progress", "77", before="100", now="66", after="77", by="Lê Minh"))
    assert "“100\u00a0%”, nay là “66\u00a0%”, tệp ghi “77\u00a0%”" in told
    told = message(VI, problem("changed_twice", "status", "done", before="open", now="doing", after="done", by="Lê Minh"))
    assert VI("states.done") in told


def test_a_unit_without_a_near_name_gets_a_sentence_of_its_own() -> None:
    near = message(VI, problem("unit_unregistered", "lead", "Cục Y", count=1, nearest="Cục X"))
    alone = message(VI, problem("unit_unregistered", "lead", "Cục Y", count=1, nearest="–"))
    assert "Tên gần nhất: Cục X." in near
    assert "Tên gần nhất" not in alone
    assert "Cục Y" in alone
