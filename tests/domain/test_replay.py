"""The plan rebuilt from its ledger."""

from datetime import date

from cds_tracker.domain.changes import CREATED, Change
from cds_tracker.domain.replay import Entry, Replayed, replay
from cds_tracker.domain.task import Value

MARCH, APRIL, MAY = date(2025, 3, 10), date(2025, 4, 10), date(2025, 5, 10)


def entry(revision: int, day: date, field: str, before: Value, after: Value, task: int = 1) -> Entry:
    return Entry(1, revision, day, Change(task, field, before, after))


LEDGER = [
    entry(1, MARCH, CREATED, None, {"title": "A", "lead": ["VP"], "status": "in_progress"}),
    entry(2, APRIL, "status", "in_progress", "done"),
    entry(2, APRIL, CREATED, None, {"title": "B", "status": "done"}, task=2),
    entry(3, MAY, "status", "done", "in_progress"),
    entry(4, APRIL, "lead", ["VP"], ["CNTT"]),
    entry(5, MAY, "status", "in_progress", "done"),
]


def values(replayed: Replayed) -> dict[str, Value]:
    return dict(replayed.task.values)


def test_everything_applied_gives_the_tasks_as_they_stand() -> None:
    tasks = replay(reversed(LEDGER))
    assert values(tasks[1]) == {"title": "A", "lead": ["CNTT"], "status": "done"}
    assert tasks[1].done_since == MAY
    assert tasks[1].created_on == MARCH
    assert tasks[2].done_since == APRIL


def test_a_past_day_knows_only_what_was_said_for_it() -> None:
    tasks = replay(LEDGER, as_of=APRIL)
    assert values(tasks[1]) == {"title": "A", "lead": ["CNTT"], "status": "done"}
    assert tasks[1].done_since == APRIL
    assert values(replay(LEDGER, as_of=MARCH)[1]) == {"title": "A", "lead": ["VP"], "status": "in_progress"}


def test_what_a_plan_assigns_holds_before_it_was_imported_and_what_a_unit_reports_does_not() -> None:
    early = replay(LEDGER, as_of=date(2025, 1, 1))
    assert values(early[1]) == {"title": "A", "lead": ["VP"]}
    assert values(early[2]) == {"title": "B"}
    assert early[2].done_since is None


def test_before_the_day_of_the_plan_there_are_no_tasks() -> None:
    assert replay(LEDGER, as_of=date(2025, 1, 1), plan_days={1: date(2025, 2, 1)}) == {}
    assert set(replay(LEDGER, as_of=MARCH, plan_days={1: date(2025, 2, 1)})) == {1, 2}


def test_as_we_knew_it_then_leaves_out_later_revisions() -> None:
    known = replay(LEDGER, known_at=1)
    assert set(known) == {1}
    assert values(replay(LEDGER, as_of=MAY, known_at=3)[1]) == {"title": "A", "lead": ["VP"], "status": "in_progress"}
    assert replay(LEDGER, known_at=3)[1].done_since is None


def test_from_the_first_change_too_late_on_a_field_stays() -> None:
    ledger = [LEDGER[0], entry(2, MAY, "note", None, "muộn"), entry(3, APRIL, "note", "muộn", "sớm")]
    assert "note" not in values(replay(ledger, as_of=APRIL)[1])


def test_a_change_back_to_nothing_takes_the_value_away() -> None:
    ledger = [LEDGER[0], entry(2, APRIL, "status", "in_progress", None)]
    assert values(replay(ledger)[1]) == {"title": "A", "lead": ["VP"]}
