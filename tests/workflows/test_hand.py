"""Editing by hand: whose fields are whose, what must be said, and nobody's work lost."""

import threading
from datetime import date

import pytest
from sqlalchemy import text

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Grant, Person, Role, operator
from cds_tracker.domain.task import Value
from cds_tracker.store import accounts, check, evidence, past, tasks
from cds_tracker.store.database import Database
from cds_tracker.store.drafts import Kept
from cds_tracker.store.ledger import Cause
from cds_tracker.store.past import Moment
from cds_tracker.store.proposals import Applied
from cds_tracker.workflows import evidence as proofs
from cds_tracker.workflows import hand, importing
from cds_tracker.workflows.acting import Refused
from cds_tracker.workflows.editing import Edit
from cds_tracker.workflows.importing import Target
from cds_tracker.workflows.reporting import send
from tests.beginnings import once
from tests.workflows.readings import line, reading
from tests.workflows.test_editing import DAY, HOA, LAN, MINH, begin, latest, value

NAM = Person("nam", "Nam")
FIELDS = ("result", "difficulty", "proposal", "next_step", "note")


@once
def start(database: Database) -> int:
    base = begin(database)
    with database.write() as connection:
        people = [
            Account(0, "nam", "Nam", grants=(Grant(Role.ADMIN),)),
            Account(0, "khac", "Khác", grants=(Grant(Role.HEAD, "CNTT"),)),
        ]
        accounts.save(connection, people, Cause("account", "test", DAY))
    return base + 1


def change(database: Database, person: Person, after: dict[str, Value], base: int | None = None, **more: object) -> Applied:
    with database.read() as connection:
        held = tasks.some(connection, [1])[1]
    before = {name: held[name] for name in after}
    at = latest(database) if base is None else base
    return hand.edit(database, person, Edit(1, after, before), base=at, effective_on=DAY, **more)  # type: ignore[arg-type]


def test_nam_changes_what_the_plan_assigns_and_lan_what_she_reports(database: Database) -> None:
    start(database)
    plan: dict[str, Value] = {"title": "Nâng cấp cổng thông tin", "lead": ["CNTT"], "deadline": "30/6/2025"}
    change(database, NAM, plan, reason="QĐ 12")
    assert value(database, "title") == "Nâng cấp cổng thông tin"
    assert value(database, "lead") == ["CNTT"]
    change(database, NAM, {"lead": ["VP"]})
    change(database, LAN, {"progress": 45, "result": "Đã trình"})
    with database.read() as connection:
        assert past.reported_on(connection, Moment(1, DAY.isoformat())) == {1: DAY.isoformat()}
        assert check.findings(connection) == []


@pytest.mark.parametrize(
    ("person", "after"),
    [
        (LAN, {"title": "Khác"}),
        (MINH, {"lead": ["PC"]}),
        (MINH, {"deadline": "30/6/2030"}),
        (MINH, {"progress": 60, "area": "1"}),
        (HOA, {"progress": 60}),
        (LAN, {"status": "cancelled"}),
        (LAN, {"assignees": ["@hoa"]}),
        (Person("", ""), {"progress": 60}),
    ],
)
def test_whose_field_it_is_not_is_refused_whole(database: Database, person: Person, after: dict[str, Value]) -> None:
    base = start(database)
    with pytest.raises(Refused):
        change(database, person, after)
    assert latest(database) == base


@pytest.mark.parametrize(
    ("after", "why"),
    [
        ({"parent": "1"}, "value_kind"),
        ({"said": "late"}, "value_kind"),
        ({"id": 7}, "value_kind"),
        ({"plan": 2}, "value_kind"),
        ({"lead": ["KHONG-CO"]}, "value_unknown"),
        ({"coordinating": ["~Cục X"]}, "value_unknown"),
        ({"area": "khong-co"}, "value_unknown"),
        ({"assignees": ["@khongco"]}, "value_unknown"),
        ({"title": "  "}, "title_needed"),
        ({"deadline": "31/6/2025"}, "deadline_unsure"),
        ({"deadline": {"text": "hôm nào đó", "due": "2099-01-01", "kind": "exact"}}, "deadline_unsure"),
        ({"progress": 140}, "value_progress"),
        ({"status": "done"}, "evidence_needed"),
        ({"progress": 20}, "edit_nothing"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason_and_nothing_is_written(
    database: Database, after: dict[str, Value], why: str
) -> None:
    base = start(database)
    with pytest.raises(TrackerError) as refused:
        hand.edit(database, NAM, Edit(1, after, {"progress": 20, "status": "in_progress"}), base=base, effective_on=DAY)
    assert refused.value.key == why
    assert latest(database) == base


def test_another_deadline_is_a_correction_or_an_extension_and_says_which(database: Database) -> None:
    start(database)
    change(database, NAM, {"deadline": "30/6/2025"})  # the first one is neither
    with pytest.raises(TrackerError) as refused:
        change(database, NAM, {"deadline": "31/7/2025"})
    assert refused.value.key == "deadline_nature"
    change(database, NAM, {"deadline": "31/7/2025"}, nature="correction")
    moment = Moment(1, DAY.isoformat())
    with database.read() as connection:
        assert past.extensions(connection, moment) == {1: (0, "2025-07-31")}
    change(database, NAM, {"deadline": "Quý III/2025"}, nature="extension")
    with database.read() as connection:
        assert past.extensions(connection, moment) == {1: (1, "2025-07-31")}
        assert check.findings(connection) == []


def test_words_that_are_not_certain_are_kept_only_by_somebody_who_saw_how_they_are_read(database: Database) -> None:
    start(database)
    change(database, NAM, {"deadline": "31/6/2025"}, sure=True)
    held = value(database, "deadline")
    assert isinstance(held, dict)
    assert (held["kind"], held["due"]) == ("unreadable", None)


def test_the_day_on_which_a_task_was_done_is_for_whom_declares_it_done(database: Database) -> None:
    start(database)
    change(database, LAN, {"status": "awaiting_confirmation", "completed_on": "2025-06-25"})
    change(database, MINH, {"status": "done", "completed_on": "2025-06-25", "evidence": "QĐ 12"})
    base = latest(database)
    for day in ("2025-01-02", None):
        with pytest.raises(Refused):
            change(database, LAN, {"completed_on": day})
        with pytest.raises(Refused):
            send(database, LAN, Kept(1, {"completed_on": day}, {"completed_on": "2025-06-25"}, base), DAY)
    assert (value(database, "completed_on"), latest(database)) == ("2025-06-25", base)
    change(database, MINH, {"completed_on": "2025-06-24"})
    assert value(database, "completed_on") == "2025-06-24"


def test_minh_declares_done_with_evidence(database: Database) -> None:
    start(database)
    proofs.bring(database, LAN, 1, DAY, number="12/QĐ-BNV")
    change(database, MINH, {"status": "done", "completed_on": "2025-06-20"})
    assert value(database, "status") == "done"
    with database.read() as connection:
        assert evidence.count(connection, 1) == 1


def test_nam_adds_a_task_once_and_cancels_it_without_losing_it(database: Database) -> None:
    start(database)
    said: dict[str, Value] = {"title": "Tập huấn", "lead": ["VP"], "deadline": "Quý IV/2025"}
    number = hand.add(database, NAM, "KH", said, DAY)
    with pytest.raises(TrackerError) as twice:
        hand.add(database, NAM, "KH", {**said, "title": "TẬP HUẤN "}, DAY)
    assert twice.value.key == "task_twin"
    with pytest.raises(TrackerError):
        hand.cancel(database, NAM, number, " ", base=latest(database), effective_on=DAY)
    hand.cancel(database, NAM, number, "Không còn trong kế hoạch", base=latest(database), effective_on=DAY)
    with database.read() as connection:
        assert tasks.some(connection, [number])[number]["status"] == "cancelled"
        assert check.findings(connection) == []


@pytest.mark.parametrize("strange", ["status", "progress", "parent", "assignees", "id"])
def test_a_new_task_holds_only_what_the_plan_assigns(database: Database, strange: str) -> None:
    base = start(database)
    with pytest.raises(TrackerError):
        hand.add(database, NAM, "KH", {"title": "Tập huấn", strange: "1"}, DAY)
    assert latest(database) == base


@pytest.mark.parametrize("person", [MINH, LAN, HOA])
def test_only_the_focal_unit_adds_and_cancels(database: Database, person: Person) -> None:
    base = start(database)
    with pytest.raises(Refused):
        hand.add(database, person, "KH", {"title": "Tập huấn", "lead": ["VP"]}, DAY)
    with pytest.raises(Refused):
        hand.cancel(database, person, 1, "Thôi", base=base, effective_on=DAY)
    assert latest(database) == base


def test_two_people_at_once_and_nothing_is_lost(database: Database) -> None:
    """Five in fields of their own, three in the same one: every word is in, or told with what stands there."""
    base = start(database)
    gate = threading.Barrier(8)
    told: dict[str, Applied] = {}
    failed: list[BaseException] = []

    def work(who: str, field: str, words: Value, before: Value) -> None:
        try:
            gate.wait()
            edit = Edit(1, {field: words}, {field: before})
            told[who] = hand.edit(database, NAM if field != "result" else LAN, edit, base=base, effective_on=DAY)
        except BaseException as error:  # noqa: BLE001
            failed.append(error)

    jobs = [(f"field {name}", name, f"Lời của {name}", None) for name in FIELDS]
    jobs += [(f"same {number}", "progress", 30 + number, 20) for number in range(3)]
    people = [threading.Thread(target=work, args=job) for job in jobs]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert failed == []
    assert [value(database, name) for name in FIELDS] == [f"Lời của {name}" for name in FIELDS]
    same = [applied for who, applied in told.items() if who.startswith("same")]
    [won] = [applied for applied in same if not applied.stale]
    lost = [applied.stale[0] for applied in same if applied.stale]
    assert won.applied == 1
    assert {value(database, "progress"), *(one.change.after for one in lost)} == {30, 31, 32}  # type: ignore[arg-type]
    assert {one.now for one in lost} == {value(database, "progress")}  # type: ignore[arg-type]
    with database.read() as connection:
        assert check.findings(connection) == []


def test_what_a_file_said_for_a_later_day_is_not_overwritten(database: Database) -> None:
    start(database)
    rows = [line("Nâng cấp cổng", lead="Văn phòng Bộ", coordinating="Vụ Pháp chế", status="in_progress", progress=70)]
    shown = importing.preview(database, reading(rows), Target("KH"), date(2025, 7, 31), operator("test"))
    importing.carry_out(database, shown, operator("test"))
    [left] = change(database, LAN, {"progress": 30}).stale
    assert (left.code, left.now) == ("speaks_for_earlier_day", 70)
    with database.read() as connection:
        assert check.findings(connection) == []


def test_a_change_that_expects_what_never_stood_there_is_left_out(database: Database) -> None:
    base = start(database)
    [left] = hand.edit(database, LAN, Edit(1, {"progress": 90}, {"progress": 55}), base=base, effective_on=DAY).stale
    assert (left.now, value(database, "progress")) == (20, 20)


def test_every_refusal_is_in_the_audit_log(database: Database) -> None:
    start(database)
    with pytest.raises(Refused):
        change(database, HOA, {"progress": 60})
    with database.read() as connection:
        last = connection.execute(text("SELECT actor, act, outcome, subject_id FROM audit ORDER BY id DESC LIMIT 1")).one()
    assert tuple(last)[:3] == ("hoa", "edit", "denied")
