"""A file into a plan: what is new, what changes, what nobody may change in silence, and nothing twice."""

import threading
from collections.abc import Callable
from datetime import date

import pytest

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import operator
from cds_tracker.domain.plan import TaskRows
from cds_tracker.domain.reading import Outcome, Reading
from cds_tracker.store import check, history, ledger, plans, proposals, tasks
from cds_tracker.store.database import Database
from cds_tracker.store.proposals import Applied
from cds_tracker.workflows import importing
from cds_tracker.workflows.importing import Target
from cds_tracker.workflows.previewing import Preview
from tests.store.dumps import dump
from tests.workflows import waiting
from tests.workflows.readings import line, reading, refused

PLAN = Target("KH-2025", create=True, issued_on=date(2025, 1, 9))
LAN, MINH, HOA = operator("lan"), operator("minh"), operator("hoa")
MARCH, APRIL, MAY = date(2025, 3, 31), date(2025, 4, 30), date(2025, 5, 31)
PORTAL = line("Nâng cấp Cổng thông tin điện tử", lead="Văn phòng Bộ", deadline="6/2025", status="in_progress", progress=40)
LAW = line("Xây dựng quy chế quản lý dữ liệu", lead="Vụ Pháp chế", deadline="2025")


def show(database: Database, file: Reading, day: date = MARCH, **accept: int | str) -> Preview:
    places = {("Theo dõi", int(row.removeprefix("row"))): answer for row, answer in accept.items()}
    return importing.preview(database, file, PLAN, day, LAN, accept=places)


def bring(database: Database, file: Reading, day: date = MARCH, **accept: int | str) -> Applied | None:
    return importing.carry_out(database, show(database, file, day, **accept), LAN)


def rows(database: Database, day: date, known_at: int | None = None) -> list[dict[str, object]]:
    with database.read() as connection:
        plan = plans.find(connection, PLAN.code)
        found = tasks.load(connection, plan.id, day, known_at) if plan else TaskRows((), [])
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def sound(database: Database) -> bool:
    with database.read() as connection:
        assert check.findings(connection) == []
    return True


def test_a_new_file_makes_a_plan_and_its_tasks(database: Database) -> None:
    shown = show(database, reading([PORTAL, LAW]))
    assert shown.outcome is Outcome.IMPORT
    assert shown.counts is not None
    assert {name: shown.counts[name] for name in ("rows", "new", "changed", "total_before", "total_after")} == {
        "rows": 2, "new": 2, "changed": 0, "total_before": 0, "total_after": 2,
    }  # fmt: skip
    importing.carry_out(database, shown, LAN)
    with database.read() as connection:
        plan = plans.find(connection, "KH-2025")
    assert plan is not None
    assert (plan.title, plan.number, plan.issued_on) == (
        "NHIỆM VỤ CHUYỂN ĐỔI SỐ NĂM 2025", "12/QĐ-BNV", date(2025, 1, 9),
    )  # fmt: skip
    assert [(row["title"], row["lead"], row["due"], row["progress"]) for row in rows(database, MARCH)] == [
        (PORTAL["title"], ("VP",), "2025-06-30", 40),
        (LAW["title"], ("PC",), "2025-12-31", None),
    ]
    assert sound(database)


def test_a_preview_writes_nothing(database: Database) -> None:
    before = dump(database)
    show(database, reading([PORTAL, LAW]))
    assert dump(database) == before


def test_the_same_file_again_changes_nothing_at_all(database: Database) -> None:
    bring(database, reading([PORTAL, LAW]))
    before = dump(database)
    shown = show(database, reading([PORTAL, LAW], first=9, file="sao chép.xlsx"))
    assert not shown.writes
    assert shown.counts is not None
    assert shown.counts["unchanged"] == 2
    assert importing.carry_out(database, shown, MINH) is None
    assert dump(database) == before


def test_the_same_rows_on_another_day_are_reports_without_changes(database: Database) -> None:
    bring(database, reading([PORTAL, LAW]))
    applied = bring(database, reading([PORTAL, LAW]), APRIL)
    assert applied is not None
    assert applied.applied == 0
    assert [row["reported_on"] for row in rows(database, MARCH)] == ["2025-03-31"] * 2
    assert [row["reported_on"] for row in rows(database, APRIL)] == ["2025-04-30"] * 2
    assert sound(database)


def test_a_sheet_that_only_assigns_is_no_report(database: Database) -> None:
    bring(database, reading([LAW], columns=("title", "lead", "deadline")))
    assert [row["reported_on"] for row in rows(database, MARCH)] == [None]


def test_only_the_cells_that_differ_change_and_a_blank_clears_nothing(database: Database) -> None:
    bring(database, reading([PORTAL, LAW]))
    less = line(str(PORTAL["title"]), lead="VP", deadline="Tháng 06 năm 2025", progress=70)
    shown = show(database, reading([less, LAW]), APRIL)
    assert [(one.field, one.before, one.after) for one in shown.changes] == [("progress", 40, 70)]
    importing.carry_out(database, shown, LAN)
    assert rows(database, APRIL)[0]["status"] == "in_progress"
    assert rows(database, MARCH)[0]["progress"] == 40
    assert sound(database)


def test_a_task_missing_from_the_file_is_named_and_kept(database: Database) -> None:
    bring(database, reading([PORTAL, LAW]))
    shown = show(database, reading([PORTAL]), APRIL)
    assert [task["title"] for task in shown.absent] == [LAW["title"]]
    importing.carry_out(database, shown, LAN)
    assert len(rows(database, APRIL)) == 2


def test_tasks_of_other_sheets_are_not_missed(database: Database) -> None:
    bring(database, reading([PORTAL], sheet="Phụ lục I"))
    bring(database, reading([LAW], sheet="Phụ lục II"))
    assert show(database, reading([PORTAL], sheet="Phụ lục I"), APRIL).absent == ()


def test_below_certainty_a_person_is_asked_and_the_answer_is_taken(database: Database) -> None:
    bring(database, reading([{**PORTAL, "section": "I. Nền tảng"}]))
    moved = reading([{**PORTAL, "section": "V. Khác", "progress": 55}])
    shown = show(database, moved, APRIL)
    problem = shown.problems[0]
    assert (problem.code, problem.cell, problem.row) == ("other_section", "B6", 6)
    assert not shown.changes
    number = shown.unresolved[0].candidates[0].id
    bring(database, moved, APRIL, row6=number)
    assert [(row["id"], row["section"], row["progress"]) for row in rows(database, APRIL)] == [(number, "V. Khác", 55)]
    assert sound(database)


def test_a_file_for_an_earlier_day_never_replaces_in_silence(database: Database) -> None:
    bring(database, reading([PORTAL, LAW]), APRIL)
    late = reading([{**PORTAL, "progress": 20, "note": "Đã họp"}, LAW])
    shown = show(database, late, MARCH)
    assert [(one.code, one.cell, one.values["before"]) for one in shown.problems] == [("speaks_for_earlier_day", "F6", "40")]
    assert [(one.field, one.after) for one in shown.changes] == [("note", "Đã họp")]
    importing.carry_out(database, shown, MINH)
    assert [rows(database, MARCH)[0][name] for name in ("progress", "note")] == [None, "Đã họp"]
    assert [rows(database, APRIL)[0][name] for name in ("progress", "note")] == [40, "Đã họp"]
    assert sound(database)


def test_what_the_plan_assigns_holds_from_its_date_and_reports_from_their_day(database: Database) -> None:
    bring(database, reading([{**PORTAL, "status": "done"}]), APRIL)
    assert rows(database, date(2025, 1, 8)) == []
    assert [rows(database, date(2025, 1, 9))[0][name] for name in ("lead", "due", "status", "done_since")] == [
        ("VP",), "2025-06-30", None, None,
    ]  # fmt: skip
    assert [rows(database, APRIL)[0][name] for name in ("status", "done_since")] == ["done", "2025-04-30"]


def test_done_then_reopened_then_done_again_is_done_since_its_last_time(database: Database) -> None:
    for day, status in ((MARCH, "done"), (APRIL, "in_progress"), (MAY, "done")):
        bring(database, reading([{**PORTAL, "status": status}]), day)
    assert [rows(database, day)[0]["done_since"] for day in (MARCH, APRIL, MAY)] == ["2025-03-31", None, "2025-05-31"]
    assert sound(database)


def test_every_move_of_a_deadline_is_counted_and_the_first_is_kept(database: Database) -> None:
    for day, deadline in ((MARCH, "6/2025"), (APRIL, "9/2025"), (MAY, "12/2025")):
        bring(database, reading([line("Số hóa hồ sơ", deadline=deadline)]), day)
    found = [[rows(database, day)[0][name] for name in ("due", "extensions", "original_due")] for day in (MARCH, APRIL, MAY)]
    assert found == [
        ["2025-06-30", 0, "2025-06-30"], ["2025-09-30", 1, "2025-06-30"], ["2025-12-31", 2, "2025-06-30"],
    ]  # fmt: skip


def test_what_was_known_stays_what_was_known(database: Database) -> None:
    first = bring(database, reading([PORTAL]))
    assert first is not None
    known = rows(database, MAY, first.revision)
    bring(database, reading([{**PORTAL, "status": "done", "progress": 100}, LAW]), MARCH)
    bring(database, reading([{**PORTAL, "deadline": LAW["deadline"]}]), MAY)
    later = importing.preview(database, reading([LAW]), Target("KH-2025", issued_on=date(2026, 1, 1)), MAY, LAN)
    importing.carry_out(database, later, HOA)
    assert rows(database, MAY, first.revision) == known


def test_parts_know_their_whole(database: Database) -> None:
    bring(database, reading([line("Đề án"), line("Phần một", deadline="6/2025"), LAW], parents={7: 6}))
    whole, part, other = rows(database, MARCH)
    assert (part["parent"], part["parent_id"]) == (str(whole["id"]), whole["id"])
    assert (whole["parent_id"], other["parent_id"]) == (None, None)
    assert not show(database, reading([line("Đề án"), line("Phần một", deadline="6/2025"), LAW], parents={7: 6})).writes
    assert sound(database)


def test_the_parent_as_a_file_writes_it_is_never_taken_for_a_task(database: Database) -> None:
    bring(database, reading([{**LAW, "parent": "77"}, {**PORTAL, "parent": "Đề án 06"}]))
    assert [(row["parent"], row["parent_id"]) for row in rows(database, MARCH)] == [(None, None), ("Đề án 06", None)]
    assert sound(database)


def test_a_refused_file_changes_nothing(database: Database) -> None:
    before = dump(database)
    shown = show(database, refused())
    assert (shown.outcome, importing.carry_out(database, shown, LAN)) == (Outcome.REJECT, None)
    assert dump(database) == before


def test_an_unknown_plan_is_refused_with_advice(database: Database) -> None:
    shown = importing.preview(database, reading([LAW]), Target("KH-2026"), MARCH, LAN)
    assert shown.outcome is Outcome.REJECT_WITH_ADVICE
    assert [one.code for one in shown.problems] == ["plan_unknown"]
    assert importing.carry_out(database, shown, LAN) is None


def test_what_was_shown_is_what_is_applied_once(database: Database) -> None:
    number = waiting.submit(database, show(database, reading([PORTAL, LAW])), LAN, "Báo cáo quý I")
    assert rows(database, MARCH) == []
    first = waiting.apply(database, number, HOA)
    before = {**dump(database), "audit": []}
    assert waiting.apply(database, number, HOA) == first
    assert {**dump(database), "audit": []} == before
    with database.read() as connection:
        told = history.of_task(connection, first.created[0])
    assert [(one.author, one.reason, one.row, one.steps[0].field) for one in told] == [(LAN.account, "Báo cáo quý I", 6, "*")]


def test_a_rejected_proposal_is_never_applied(database: Database) -> None:
    number = waiting.submit(database, show(database, reading([PORTAL])), LAN)
    waiting.reject(database, number, HOA)
    with pytest.raises(TrackerError) as refusal:
        waiting.apply(database, number, HOA)
    assert refusal.value.key == "proposal_closed"
    assert rows(database, MARCH) == []
    assert sound(database)


def test_one_stale_cell_does_not_hold_back_the_others(database: Database) -> None:
    bring(database, reading([PORTAL, LAW]))
    file = reading([{**PORTAL, "progress": 60, "note": "Đã họp"}, {**LAW, "status": "done"}])
    number = waiting.submit(database, show(database, file, APRIL), LAN)
    bring(database, reading([{**PORTAL, "progress": 50}]), APRIL)
    applied = waiting.apply(database, number, HOA)
    stale = [(one.change.field, one.change.before, one.change.after, one.now) for one in applied.stale]
    assert stale == [("progress", 40, 60, 50)]
    problem = importing.left_out(applied.stale, file)[0]
    assert (problem.code, problem.cell, problem.values["now"]) == ("changed_meanwhile", "F6", "50")
    found = rows(database, APRIL)
    assert [found[0]["progress"], found[0]["note"], found[1]["status"]] == [50, "Đã họp", "done"]
    assert sound(database)


def test_two_people_bring_the_same_new_tasks_and_they_come_once(database: Database) -> None:
    bring(database, reading([LAW]))
    file = reading([line("Đề án", status="done"), line("Phần một"), PORTAL], parents={7: 6})
    two = [waiting.submit(database, show(database, file), name) for name in (LAN, MINH)]
    applied = [waiting.apply(database, number, HOA) for number in two]
    assert [len(one.stale) for one in applied] == [0, 3]
    assert {one.code for one in applied[1].stale} == {"created_meanwhile"}
    assert len(rows(database, MARCH)) == 4
    assert sound(database)


def test_two_different_files_at_once_both_arrive(database: Database) -> None:
    bring(database, reading([PORTAL, LAW]))
    ready = threading.Barrier(2)
    failed: list[BaseException] = []

    def work(change: dict[str, object]) -> Callable[[], None]:
        def run() -> None:
            try:
                shown = show(database, reading([{**PORTAL, **change}, LAW]), APRIL)  # type: ignore[dict-item]
                ready.wait()
                importing.carry_out(database, shown, LAN)
            except BaseException as error:  # noqa: BLE001
                failed.append(error)

        return run

    changes: list[dict[str, object]] = [{"progress": 80}, {"note": "Đã trình"}]
    both = [threading.Thread(target=work(change)) for change in changes]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert failed == []
    assert [rows(database, APRIL)[0][name] for name in ("progress", "note")] == [80, "Đã trình"]
    assert sound(database)


def test_a_bad_row_number_to_accept_is_refused(database: Database) -> None:
    with pytest.raises(TrackerError) as refusal:
        show(database, reading([PORTAL]), row99="new")
    assert refusal.value.key == "accept_row_unknown"


def test_the_problems_that_were_shown_are_kept_with_the_proposal(database: Database) -> None:
    bring(database, reading([{**PORTAL, "section": "I. Nền tảng"}]))
    waiting.submit(database, show(database, reading([{**PORTAL, "section": "V. Khác"}, LAW]), APRIL), LAN)
    kept = dict(enumerate(dump(database)["proposal"]))
    assert any("other_section" in str(row) for row in kept.values())
    with database.read() as connection:
        assert proposals.saved(connection, max(int(str(row[0])) for row in kept.values()))[0].row == 7
        assert ledger.latest(connection) > 0
