"""Reporting: Lan says how her tasks go, from two devices, beside Minh; nothing is lost and nothing is written twice."""

from datetime import date

import pytest
from sqlalchemy import text

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Grant, Person, Role, operator
from cds_tracker.domain.task import Value
from cds_tracker.store import accounts, check, drafts, ledger, tasks
from cds_tracker.store import evidence as pieces
from cds_tracker.store.database import Database
from cds_tracker.store.drafts import Kept
from cds_tracker.store.ledger import Cause
from cds_tracker.store.proposals import Applied
from cds_tracker.workflows import importing, reporting
from cds_tracker.workflows.acting import Refused, acting
from cds_tracker.workflows.editing import Edit, write
from cds_tracker.workflows.importing import Target
from tests.beginnings import once
from tests.workflows.readings import line, reading

ISSUED, DAY = date(2025, 5, 2), date(2025, 6, 30)
PEOPLE = (
    Account(0, "minh", "Minh", grants=(Grant(Role.HEAD, "VP"),)),
    Account(0, "lan", "Lan", grants=(Grant(Role.STAFF, "VP"),)),
    Account(0, "hoa", "Hoa", grants=(Grant(Role.STAFF, "PC"),)),
)
MINH, LAN, HOA = (Person(one.code, one.name) for one in PEOPLE)


@once
def begin(database: Database, size: int = 3) -> int:
    """A plan in which the office leads some tasks, all Lan's but the last, and the legal department helps. The revision."""
    with database.write() as connection:
        accounts.save(connection, PEOPLE, Cause("account", "test", ISSUED))
    rows = [
        line(f"Việc {n}", lead="Văn phòng Bộ", coordinating="Vụ Pháp chế", status="in_progress", progress=20)
        for n in range(1, size + 1)
    ]
    shown = importing.preview(database, reading(rows), Target("KH", create=True), ISSUED, operator("test"))
    assert importing.carry_out(database, shown, operator("test")) is not None
    change(database, MINH, *(Edit(n, {"assignees": ["@lan"]}, {}) for n in range(1, size)))
    return latest(database)


def change(database: Database, person: Person, *edits: Edit) -> None:
    with acting(database, person, "edit") as doing:
        write(doing, edits, kind="edit", effective_on=ISSUED, base=ledger.latest(doing.connection))


def latest(database: Database) -> int:
    with database.read() as connection:
        return ledger.latest(connection)


def value(database: Database, number: int, field: str) -> object:
    with database.read() as connection:
        return tasks.some(connection, [number])[number][field]


def draft(database: Database, person: Person, number: int) -> Kept | None:
    with database.read() as connection:
        return drafts.find(connection, person.account, number)


def reports(database: Database) -> int:
    with database.read() as connection:
        return int(connection.execute(text("SELECT count(*) FROM report")).scalar_one())


def last_audit(database: Database) -> tuple[str, ...]:
    with database.read() as connection:
        row = connection.execute(text("SELECT actor, act, outcome FROM audit ORDER BY id DESC LIMIT 1")).one()
    return tuple(map(str, row))


Values = dict[str, Value]


def send(database: Database, person: Person, number: int, base: int, values: Values, seen: Values) -> Applied:
    return reporting.send(database, person, Kept(number, values, seen, base), DAY)


def test_a_report_with_its_evidence_is_one_act_and_drops_the_draft(database: Database) -> None:
    base = begin(database)
    values: Values = {"progress": 60, "result": "Đã trình", "document.number": "12/QĐ-BNV", "document.issued_on": "2025-06-20"}
    kept = Kept(1, values, {"progress": 20}, base)
    reporting.keep(database, LAN, kept)
    assert latest(database) == base, "a draft takes no revision"
    applied = reporting.send(database, LAN, kept, DAY)
    assert (applied.revision, applied.stale) == (base + 1, ())
    assert (value(database, 1, "progress"), value(database, 1, "result")) == (60, "Đã trình")
    with database.read() as connection:
        [piece] = pieces.of_task(connection, 1)
        assert check.findings(connection) == []
    assert (piece.proof.number, piece.proof.issued_on, piece.revision) == ("12/QĐ-BNV", date(2025, 6, 20), base + 1)
    assert draft(database, LAN, 1) is None
    assert last_audit(database) == ("lan", "report", "done")


def test_what_somebody_changed_meanwhile_stays_in_the_draft_and_the_rest_goes_in(database: Database) -> None:
    base = begin(database)
    send(database, MINH, 1, base, {"progress": 50}, {"progress": 20})
    applied = send(database, LAN, 1, base, {"progress": 70, "difficulty": "Thiếu người"}, {"progress": 20})
    assert [(one.change.field, one.change.after, one.now) for one in applied.stale] == [("progress", 70, 50)]
    assert (value(database, 1, "progress"), value(database, 1, "difficulty")) == (50, "Thiếu người")
    left = draft(database, LAN, 1)
    assert left is not None
    assert (left.values, left.before) == ({"progress": 70}, {"progress": 20})
    send(database, LAN, 1, left.base, {"progress": 70}, {"progress": 50})
    assert value(database, 1, "progress") == 70
    assert draft(database, LAN, 1) is None


def test_staff_may_say_that_it_awaits_confirmation_but_only_the_head_that_it_is_done_with_evidence(database: Database) -> None:
    base = begin(database)
    with pytest.raises(Refused):
        send(database, LAN, 1, base, {"status": "done"}, {"status": "in_progress"})
    send(database, LAN, 1, base, {"status": "awaiting_confirmation"}, {"status": "in_progress"})
    done: Values = {"status": "done"}
    waiting: Values = {"status": "awaiting_confirmation"}
    with pytest.raises(TrackerError, match="evidence_needed"):
        send(database, MINH, 1, latest(database), done, waiting)
    send(database, MINH, 1, latest(database), done | {"document.link": "https://vbpl.vn/1"}, waiting)
    assert value(database, 1, "status") == "done"


def test_a_report_changes_no_field_that_is_no_report(database: Database) -> None:
    base = begin(database)
    for name in ("title", "assignees", "deadline", "note"):
        with pytest.raises(TrackerError, match="value_kind"):
            send(database, LAN, 1, base, {name: "khác"}, {})
    assert latest(database) == base


def test_thirty_tasks_are_stamped_unchanged_at_once_and_a_second_tap_changes_nothing(database: Database) -> None:
    base = begin(database, 31)
    stamped = reporting.unchanged(database, LAN, range(1, 31), DAY, base)
    assert (len(stamped.now), stamped.already) == (30, ())
    before = reports(database)
    again = reporting.unchanged(database, LAN, range(1, 31), DAY, latest(database))
    assert (again.now, len(again.already)) == ((), 30)
    assert reports(database) == before
    assert latest(database) == base + 1
    next_month = reporting.unchanged(database, LAN, [1], date(2025, 7, 1), latest(database))
    assert next_month.now == (1,), "a new period asks for a new report"
    with database.read() as connection:
        assert check.findings(connection) == []


def test_a_forged_number_among_many_refuses_all_of_them(database: Database) -> None:
    base = begin(database)
    before = reports(database)
    for numbers in ([1, 2, 3], [1, 999]):
        with pytest.raises(Refused):
            reporting.unchanged(database, LAN, numbers, DAY, base)
        assert last_audit(database) == ("lan", "report_unchanged", "denied")
    assert (reports(database), latest(database)) == (before, base)


def test_a_draft_is_its_authors_alone_and_survives_on_another_device(database: Database) -> None:
    base = begin(database)
    reporting.keep(database, LAN, Kept(1, {"result": "Đang viết dở"}, {"result": None}, base))
    reporting.keep(database, LAN, Kept(1, {"result": "Đang viết dở, thêm"}, {"result": None}, base))
    kept = draft(database, LAN, 1)
    assert kept is not None
    assert (kept.values, kept.before, kept.base) == ({"result": "Đang viết dở, thêm"}, {"result": None}, base)
    assert draft(database, MINH, 1) is None
    reporting.drop(database, MINH, 1)
    assert draft(database, LAN, 1) is not None
    reporting.drop(database, LAN, 1)
    assert draft(database, LAN, 1) is None


def test_a_draft_about_a_task_of_another_is_refused_and_written_down(database: Database) -> None:
    base = begin(database)
    for person, number in ((HOA, 1), (LAN, 3), (LAN, 999)):
        with pytest.raises(Refused):
            reporting.keep(database, person, Kept(number, {"result": "x"}, {}, base))
        assert draft(database, person, number) is None
        assert last_audit(database) == (person.account, "draft", "denied")


def test_a_draft_of_somebody_who_may_no_longer_report_is_kept_but_not_sent(database: Database) -> None:
    base = begin(database)
    kept = Kept(1, {"result": "Công viết"}, {}, base)
    reporting.keep(database, LAN, kept)
    change(database, MINH, Edit(1, {"assignees": None}, {"assignees": ["@lan"]}))
    with pytest.raises(Refused):
        reporting.send(database, LAN, kept, DAY)
    held = draft(database, LAN, 1)
    assert held is not None
    assert held.values == {"result": "Công viết"}


def test_an_endless_draft_is_refused(database: Database) -> None:
    base = begin(database)
    with pytest.raises(TrackerError, match="draft_too_long"):
        reporting.keep(database, LAN, Kept(1, {"result": "x" * 200_001}, {}, base))
