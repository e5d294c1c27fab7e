"""Taking an import back: what it wrote goes, what people did since stays, and nothing is lost on the way."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Person, operator
from cds_tracker.domain.task import Value
from cds_tracker.store import history, ledger, tasks
from cds_tracker.store.database import Database
from cds_tracker.store.proposals import Applied
from cds_tracker.store.tables import proposal
from cds_tracker.store.tables_uploads import upload
from cds_tracker.workflows import hand, importing, requesting, undoing
from cds_tracker.workflows.acting import Refused
from cds_tracker.workflows.editing import Edit
from cds_tracker.workflows.importing import Target
from tests.store.dumps import dump
from tests.workflows.people import HOA, MINH, NAM, enter, held
from tests.workflows.readings import line, reading
from tests.workflows.test_importing import APRIL, LAW, MARCH, MAY, PORTAL, rows, sound

PLAN = Target("KH-2025", create=True, issued_on=date(2025, 1, 9))
ROOT = operator("root")


def bring(database: Database, *lines: dict[str, Value], day: date = MARCH, who: Person = ROOT, **more: object) -> Applied:
    file = reading(lines, **more)  # type: ignore[arg-type]
    applied = importing.carry_out(database, importing.preview(database, file, PLAN, day, who), who)
    assert applied is not None
    return applied


def edit(database: Database, number: int, day: date = MAY, **said: Value) -> None:
    with database.read() as connection:
        task, base = tasks.some(connection, [number])[number], ledger.latest(connection)
    seen = {name: task[name] for name in said}
    hand.edit(database, NAM, Edit(number, said, seen), base=base, effective_on=day)


def values(database: Database, day: date = MAY) -> list[tuple[object, ...]]:
    return [tuple(row[name] for name in ("title", "status", "progress", "note", "due")) for row in rows(database, day)]


def test_an_untouched_import_is_taken_back_wholly_and_can_be_applied_again(database: Database) -> None:
    enter(database)
    bring(database, PORTAL, LAW)
    before, known = values(database), rows(database, MAY)
    changed = ({**PORTAL, "progress": 80, "note": "Đã họp"}, {**LAW, "status": "done"}, line("Việc mới", deadline="9/2025"))
    second = bring(database, *changed, day=APRIL)
    during = rows(database, MAY)
    foreseen = undoing.foresee(database, second.proposal, NAM)
    assert [(one.field, one.before, one.after) for one in foreseen.restored] == [
        ("progress", 80, 40), ("note", "Đã họp", None), ("status", "done", None),
    ]  # fmt: skip
    assert ([task["title"] for task in foreseen.removed], foreseen.kept) == (["Việc mới"], ())
    applied = undoing.undo(database, second.proposal, NAM, "Nhầm tệp")
    assert (values(database), sound(database)) == (before, True)
    assert [row["reported_on"] for row in rows(database, MAY)] == [row["reported_on"] for row in known]
    assert rows(database, MAY, second.revision) == during  # as it was known then
    with database.read() as connection:
        told = history.of_task(connection, foreseen.restored[0].task)[0]
    assert (told.kind, told.reason, told.effective_on, told.revision) == ("undo", "Nhầm tệp", APRIL, applied.revision)
    again = bring(database, *changed, day=APRIL)
    assert (again.applied, len(again.created), sound(database)) == (4, 1, True)
    assert values(database)[2][0] == "Việc mới"


def test_what_people_changed_since_is_kept_and_told(database: Database) -> None:
    enter(database)
    bring(database, PORTAL, LAW)
    new = line("Việc mới", deadline="9/2025")
    second = bring(database, {**PORTAL, "progress": 80, "note": "Đã họp"}, LAW, new, line("Việc khác"), day=APRIL)
    first, *_ = rows(database, MAY)
    edit(database, int(str(first["id"])), progress=90)
    edit(database, second.created[0], note="Hoa đã xem")
    foreseen = undoing.foresee(database, second.proposal, NAM)
    assert [(one.change.field, one.why, one.by) for one in foreseen.kept] == [
        ("progress", "changed_since", "nam"), ("*", "touched_since", "nam"),
    ]  # fmt: skip
    assert all(one.at and one.at > "2025" for one in foreseen.kept)
    assert [task.id for task in foreseen.kept_tasks] == [second.created[0]]
    undoing.undo(database, second.proposal, NAM)
    assert [(row[0], row[2], row[3]) for row in values(database)] == [
        (PORTAL["title"], 90, None), (LAW["title"], None, None), ("Việc mới", None, "Hoa đã xem"),
    ]  # fmt: skip
    assert sound(database)


def test_a_value_that_somebody_wrote_again_is_theirs(database: Database) -> None:
    enter(database)
    bring(database, PORTAL)
    second = bring(database, {**PORTAL, "progress": 80}, day=APRIL)
    number = int(str(rows(database, MAY)[0]["id"]))
    edit(database, number, progress=90)
    edit(database, number, progress=80)
    assert [one.why for one in undoing.foresee(database, second.proposal, NAM).kept] == ["changed_since"]


def test_undoing_in_turn_goes_back_through_every_state(database: Database) -> None:
    enter(database)
    said = (("done", 40), ("in_progress", 60), ("paused", 80))
    lines = [{**PORTAL, "status": status, "progress": done} for status, done in said]
    steps = [bring(database, one, day=day) for one, day in zip(lines, (MARCH, APRIL, MAY), strict=True)]
    for step, status in ((steps[2], "in_progress"), (steps[1], "done")):
        undoing.undo(database, step.proposal, NAM)
        assert (values(database)[0][1], sound(database)) == (status, True)
    assert rows(database, MAY)[0]["done_since"] == "2025-03-31"  # since it was said, not since it was taken back
    undoing.undo(database, steps[0].proposal, NAM)
    assert (values(database), sound(database)) == ([], True)


def test_a_deadline_that_moved_and_came_back_was_never_extended(database: Database) -> None:
    enter(database)
    bring(database, line("Số hóa hồ sơ", deadline="6/2025"))
    moved = bring(database, line("Số hóa hồ sơ", deadline="9/2025"), day=APRIL)
    assert rows(database, MAY)[0]["extensions"] == 1
    undoing.undo(database, moved.proposal, NAM)
    assert [rows(database, MAY)[0][name] for name in ("extensions", "due", "original_due")] == [0, "2025-06-30", "2025-06-30"]


def test_a_whole_stays_with_a_part_that_somebody_touched(database: Database) -> None:
    enter(database)
    made = bring(database, line("Đề án"), line("Phần một"), LAW, parents={7: 6})
    edit(database, made.created[1], note="Đã nhận")
    foreseen = undoing.foresee(database, made.proposal, NAM)
    assert [one.why for one in foreseen.kept] == ["has_parts", "touched_since"]
    undoing.undo(database, made.proposal, NAM)
    assert ([row["title"] for row in rows(database, MAY)], sound(database)) == (["Đề án", "Phần một"], True)


def test_a_pending_request_or_a_later_report_is_a_touch(database: Database) -> None:
    enter(database)
    made = bring(database, PORTAL, LAW, line("Việc ba"))
    due, base = PORTAL["deadline"], made.revision
    requesting.extension(database, MINH, made.created[0], "12/2025", "Chờ kinh phí", before=due, base=base, on=APRIL)
    bring(database, LAW, day=APRIL)
    assert [one.why for one in undoing.foresee(database, made.proposal, NAM).kept] == ["touched_since"] * 2


def test_who_brought_it_takes_it_back_while_they_still_may(database: Database) -> None:
    enter(database)
    law_of_office: dict[str, Value] = {**LAW, "lead": ["VP"]}
    bring(database, PORTAL, law_of_office)
    minh = held(database, "minh").person()
    own = bring(database, {**PORTAL, "progress": 70}, {**law_of_office, "progress": 5}, day=APRIL, who=minh)
    portal, law = (int(str(row["id"])) for row in rows(database, MAY))
    edit(database, law, lead=["PC"])
    for stranger in (HOA, Person("lan", "Nguyễn Lan")):
        with pytest.raises(Refused):
            undoing.undo(database, own.proposal, stranger)
    foreseen = undoing.foresee(database, own.proposal, MINH)
    assert [(one.change.task, one.why, one.by) for one in foreseen.kept] == [(law, "not_yours", None)]
    undoing.undo(database, own.proposal, MINH)
    with database.read() as connection:
        found = tasks.some(connection, [portal, law])
    assert [found[number]["progress"] for number in (portal, law)] == [40, 5]
    assert sound(database)


def test_nobody_takes_back_what_somebody_else_brought_or_what_is_no_import(database: Database) -> None:
    enter(database)
    made = bring(database, PORTAL)
    with pytest.raises(Refused):
        undoing.foresee(database, made.proposal, MINH)
    before = {**dump(database), "audit": []}
    for number in (made.proposal, 10_000):
        with pytest.raises(Refused):
            undoing.undo(database, number, MINH)
    with pytest.raises(Refused):
        undoing.undo(database, 1, NAM)  # the accounts
    assert {**dump(database), "audit": []} == before


def test_two_people_take_it_back_at_once_and_it_goes_once(database: Database) -> None:
    enter(database)
    bring(database, PORTAL)
    second = bring(database, {**PORTAL, "progress": 80}, day=APRIL)
    told = together(*(lambda: undoing.undo(database, second.proposal, NAM) for _ in range(2)))
    assert sorted(told) == ["", "undo_twice"]
    assert (values(database)[0][2], sound(database)) == (40, True)


def test_an_edit_while_it_is_taken_back_is_kept_or_told(database: Database) -> None:
    enter(database)
    bring(database, PORTAL)
    second = bring(database, {**PORTAL, "progress": 80}, line("Việc mới"), day=APRIL)
    number, new = (int(str(row["id"])) for row in rows(database, MAY))
    with database.read() as connection:
        base = ledger.latest(connection)
    undo = lambda: undoing.undo(database, second.proposal, NAM)  # noqa: E731
    late = Edit(number, {"progress": 90}, {"progress": 80})
    told = together(undo, lambda: hand.edit(database, NAM, late, base=base, effective_on=MAY))
    assert "" in told
    assert values(database)[0][2] in (90, 40)
    with pytest.raises(Refused):
        hand.edit(database, NAM, Edit(new, {"note": "x"}, {"note": None}), base=base, effective_on=MAY)
    assert sound(database)


def test_a_file_shown_before_tells_that_its_task_is_no_more(database: Database) -> None:
    enter(database)
    made = bring(database, PORTAL, LAW)
    file = reading([{**PORTAL, "progress": 80}, LAW])
    shown = importing.preview(database, file, PLAN, APRIL, ROOT)
    undoing.undo(database, made.proposal, NAM)
    applied = importing.carry_out(database, shown, ROOT)
    assert applied is not None
    assert [one.code for one in applied.stale] == ["task_removed"]
    assert [one.code for one in importing.left_out(applied.stale, file)] == ["task_removed"]
    assert (rows(database, MAY), sound(database)) == ([], True)


def test_its_upload_is_marked_and_an_import_that_only_reported_reports_no_more(database: Database) -> None:
    enter(database)
    bring(database, PORTAL)
    only = bring(database, PORTAL, day=APRIL)
    about = {"plan": "KH-2025", "author": "x", "file": "f", "size": 1, "recorded_at": "", "effective_on": ""}
    with database.write() as connection:
        about["sha256"] = connection.execute(select(proposal.c.sha256).where(proposal.c.id == only.proposal)).scalar_one()
        connection.execute(upload.insert().values(**about, state="applied", proposal=only.proposal))
    undoing.undo(database, only.proposal, NAM)
    assert rows(database, MAY)[0]["reported_on"] == "2025-03-31"
    assert any("undone" in row for row in dump(database)["upload"])
    with pytest.raises(TrackerError, match="undo_twice"):
        undoing.foresee(database, only.proposal, NAM)
    assert (bring(database, PORTAL, day=APRIL).applied, sound(database)) == (0, True)


def test_everything_changed_since_leaves_nothing_to_take_back(database: Database) -> None:
    enter(database)
    bring(database, {"title": PORTAL["title"]}, columns=("title",))
    second = bring(database, {"title": PORTAL["title"], "lead": ["VP"]}, columns=("title", "lead"))
    edit(database, int(str(rows(database, MAY)[0]["id"])), lead=["PC"])
    before = {**dump(database), "audit": []}
    with pytest.raises(TrackerError, match="undo_nothing"):
        undoing.undo(database, second.proposal, NAM)
    assert {**dump(database), "audit": []} == before


def together(*acts: Callable[[], object]) -> list[str]:
    """What each act that starts at once came to: blank, or why it was refused."""
    ready, told = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        ready.wait()
        try:
            act()
            told.append("")
        except TrackerError as error:
            told.append(error.key)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told
