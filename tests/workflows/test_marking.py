"""Original deadline, extensions and corrections, counted by hand."""

from datetime import date

import pytest

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Grant, Person, Role, operator
from cds_tracker.store import accounts, check, ledger, markings, tasks
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause
from cds_tracker.workflows import extending, importing
from cds_tracker.workflows.acting import Refused
from cds_tracker.workflows.importing import Target
from tests.beginnings import once
from tests.workflows.readings import line, reading

ISSUED = date(2025, 1, 1)
DEADLINES = {  # the day of a file, and the deadline in it
    date(2025, 3, 1): "30/6/2025",
    date(2025, 4, 1): "31/8/2025",
    date(2025, 5, 1): "30/9/2025",
    date(2025, 6, 1): "31/12/2025",
}
LAN, MINH = Person("lan", "Lan"), Person("minh", "Minh")


@once
def begin(database: Database) -> list[int]:
    """A task whose deadline moved three times; the proposals that moved it. Lan is the focal unit, Minh a unit head."""
    people = [Account(0, "lan", "Lan", grants=(Grant(Role.ADMIN),))]
    people += [Account(0, "minh", "Minh", grants=(Grant(Role.HEAD, "VP"),))]
    with database.write() as connection:
        accounts.save(connection, people, Cause("account", "test", ISSUED))
    for day, deadline in DEADLINES.items():
        file = reading([line("Nâng cấp cổng", lead="Văn phòng Bộ", deadline=deadline)])
        shown = importing.preview(database, file, Target("KH", create=True, issued_on=ISSUED), day, operator("test"))
        assert importing.carry_out(database, shown, operator("test")) is not None
    with database.read() as connection:
        return [one.proposal for one in markings.of_task(connection, 1)]


def told(database: Database, day: date, known_at: int | None = None) -> tuple[int, str | None]:
    """Extensions and original due day of the task as of a day."""
    with database.read() as connection:
        rows = tasks.load(connection, 1, day, known_at)
    row = dict(zip(rows.columns, rows.rows[0], strict=True))
    return row["extensions"], row["original_due"]


def test_a_correction_replaces_the_original_and_the_others_are_extensions(database: Database) -> None:
    _, correction, _ = begin(database)
    with database.read() as connection:
        before = ledger.latest(connection)
    assert told(database, date(2025, 6, 30)) == (3, "2025-06-30")
    extending.mark_one(database, LAN, 1, correction, "correction")
    expected = {
        date(2025, 3, 31): (0, "2025-06-30"),
        date(2025, 4, 30): (1, "2025-06-30"),  # one extension
        date(2025, 5, 1): (1, "2025-09-30"),  # the correction stands for the original from its own day
        date(2025, 5, 31): (1, "2025-09-30"),
        date(2025, 6, 30): (2, "2025-09-30"),  # and one more extension
    }
    assert {day: told(database, day) for day in expected} == expected
    assert told(database, date(2025, 6, 30), known_at=before) == (3, "2025-06-30")
    with database.read() as connection:
        assert check.findings(connection) == []


def test_what_was_marked_last_holds_and_marking_again_changes_nothing(database: Database) -> None:
    _, second, _ = begin(database)
    assert extending.mark_one(database, LAN, 1, second, "correction") is not None
    assert extending.mark_one(database, LAN, 1, second, "correction") is None
    assert extending.mark_one(database, LAN, 1, second, "extension") is not None
    assert told(database, date(2025, 6, 30)) == (3, "2025-06-30")


def test_only_the_focal_unit_marks_and_only_what_moved_a_deadline(database: Database) -> None:
    first, *_ = begin(database)
    with pytest.raises(Refused):
        extending.mark_one(database, MINH, 1, first, "correction")
    for of, nature in ((999, "correction"), (first, "typo")):
        with pytest.raises(TrackerError) as refused:
            extending.mark_one(database, LAN, 1, of, nature)
        assert refused.value.key == "marking_unknown"
    assert told(database, date(2025, 6, 30)) == (3, "2025-06-30")


def test_the_first_deadline_that_a_task_is_given_is_its_original(database: Database) -> None:
    for day, deadline in ((date(2025, 3, 1), None), (date(2025, 4, 1), "30/6/2025"), (date(2025, 5, 1), "31/8/2025")):
        said = {"deadline": deadline} if deadline else {}
        file = reading([line("Nâng cấp cổng", lead="Văn phòng Bộ", **said)])
        shown = importing.preview(database, file, Target("KH", create=True, issued_on=ISSUED), day, operator("test"))
        importing.carry_out(database, shown, operator("test"))
    assert told(database, date(2025, 4, 30)) == (0, "2025-06-30")
    assert told(database, date(2025, 5, 31)) == (1, "2025-06-30")
