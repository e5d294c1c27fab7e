"""A workbook that we gave out comes back: what it changed, what others changed since, and where both did."""

from dataclasses import replace
from datetime import date
from typing import Literal

import pytest

from cds_tracker.domain import marks
from cds_tracker.domain.choices import NEW, SKIP, Choices
from cds_tracker.domain.marks import Mark
from cds_tracker.domain.people import Person, operator
from cds_tracker.domain.reading import Row
from cds_tracker.domain.task import Value
from cds_tracker.store import ledger, plans, proposals, tasks
from cds_tracker.store.database import Database
from cds_tracker.store.past import EXTENSION
from cds_tracker.store.proposals import Applied
from cds_tracker.store.waiting import REQUEST
from cds_tracker.workflows import hand, importing
from cds_tracker.workflows.editing import Edit
from cds_tracker.workflows.importing import Target
from cds_tracker.workflows.preview import Preview
from tests.store.dumps import dump
from tests.workflows import waiting
from tests.workflows.given_out import SHEET, changed, file, given_out, row
from tests.workflows.people import NAM, enter, held
from tests.workflows.readings import line, reading
from tests.workflows.test_importing import APRIL, LAW, MARCH, PORTAL, sound

PLAN = Target("KH-2025", create=True, issued_on=date(2025, 1, 9))
ROOT = operator("root")
WORDS = line("Tập huấn kỹ năng số cho cán bộ", lead="Văn phòng Bộ", deadline="9/2025", note="Đợt 1")
UNDECIDED = Choices()


@pytest.fixture
def numbers(database: Database) -> list[int]:
    """The plan with three tasks: the portal and the training of the office, the law of the legal department."""
    enter(database)
    bring(database, [row(place, one) for place, one in enumerate((PORTAL, LAW, WORDS), 6)], day=MARCH)
    with database.read() as connection:
        held_plan = plans.find(connection, PLAN.code)
        assert held_plan is not None
        return [one.id for one in tasks.current(connection, held_plan.id)]


def show(
    database: Database,
    rows: list[Row],
    choices: Choices = UNDECIDED,
    day: date = APRIL,
    who: Person = ROOT,
    target: Target = PLAN,
) -> Preview:
    return importing.preview(database, file(rows), target, day, who, choices)


def bring(
    database: Database, rows: list[Row], choices: Choices = UNDECIDED, day: date = APRIL, who: Person = ROOT
) -> Applied | None:
    return importing.carry_out(database, show(database, rows, choices, day, who), who)


def edit(database: Database, number: int, **said: Value) -> None:
    with database.read() as connection:
        task, base = tasks.some(connection, [number])[number], ledger.latest(connection)
    seen = {name: task[name] for name in said}
    hand.edit(database, NAM, Edit(number, said, seen), base=base, effective_on=APRIL)


def value(database: Database, number: int, field: str) -> Value:
    with database.read() as connection:
        return tasks.some(connection, [number])[number][field]


def counted(shown: Preview, *names: str) -> list[int]:
    assert shown.counts is not None
    return [shown.counts[name] for name in names]


def test_what_we_gave_out_comes_back_as_no_change(database: Database, numbers: list[int]) -> None:
    rows = given_out(database, PLAN.code)
    before = dump(database)
    shown = show(database, rows, day=MARCH)
    assert (shown.changes, shown.conflicts, shown.problems, counted(shown, "unchanged", "rows")) == ((), (), (), [3, 3])
    assert [one.task for one in shown.outcomes] == numbers
    assert dump(database) == before


def test_different_fields_of_one_row_merge_by_themselves(database: Database, numbers: list[int]) -> None:
    portal, law, *_ = given_out(database, PLAN.code)
    edit(database, numbers[0], note="Hoa đã họp")
    edit(database, numbers[1], note="Chờ ý kiến")
    shown = show(database, [changed(portal, progress=70), law])
    assert [(one.task, one.field, one.before, one.after) for one in shown.changes] == [(numbers[0], "progress", 40, 70)]
    assert (shown.conflicts, [one.kind for one in shown.outcomes]) == ((), ["changed", "unchanged"])
    bring(database, [changed(portal, progress=70), law])
    assert [value(database, numbers[0], name) for name in ("progress", "note")] == [70, "Hoa đã họp"]
    assert (value(database, numbers[1], "note"), sound(database)) == ("Chờ ý kiến", True)


def test_a_cell_that_the_file_left_alone_never_undoes_what_somebody_wrote(database: Database, numbers: list[int]) -> None:
    rows = given_out(database, PLAN.code)
    edit(database, numbers[0], progress=90)
    shown = show(database, rows)
    assert (shown.changes, shown.conflicts, counted(shown, "merged")) == ((), (), [1])
    unmarked = [replace(one, mark=None) for one in rows]
    assert [one.field for one in show(database, unmarked).changes] == ["progress"]  # nobody can know


def test_a_conflict_has_three_values_its_author_and_its_hour(database: Database, numbers: list[int]) -> None:
    portal, *_ = given_out(database, PLAN.code)
    edit(database, numbers[0], progress=50)
    edit(database, numbers[0], progress=60)
    rows = [changed(portal, progress=70, note="Đã trình")]
    shown = show(database, rows)
    [one] = shown.conflicts
    assert (one.task, one.field, one.base, one.held, one.said, one.by, one.because) == (
        numbers[0], "progress", 40, 60, 70, "nam", "edit",
    )  # fmt: skip
    assert one.at
    assert one.at > "2025"
    [problem] = shown.problems
    assert (problem.code, problem.cell, problem.values["before"], problem.values["now"]) == ("changed_twice", "F6", "40", "60")
    assert counted(shown, "conflicts", "conflict", "changed") == [1, 1, 1]
    assert shown.outcomes[0].kinds == ("conflict", "changed")
    bring(database, rows)
    assert [value(database, numbers[0], name) for name in ("progress", "note")] == [60, "Đã trình"]  # what stands is kept


@pytest.mark.parametrize(("whose", "stands"), [("file", 70), ("held", 60)])
def test_a_person_decides_a_conflict(
    database: Database, numbers: list[int], whose: Literal["file", "held"], stands: int
) -> None:
    portal, *_ = given_out(database, PLAN.code)
    edit(database, numbers[0], progress=60)
    shown = show(database, [changed(portal, progress=70)], Choices(conflicts={(numbers[0], "progress"): whose}))
    assert (counted(shown, "conflicts"), shown.problems, len(shown.conflicts)) == ([0], (), 1)
    assert [(one.before, one.after) for one in shown.changes] == ([(60, 70)] if whose == "file" else [])
    importing.carry_out(database, shown, ROOT)
    assert (value(database, numbers[0], "progress"), sound(database)) == (stands, True)


def test_a_third_person_meanwhile_is_told_and_not_overwritten(database: Database, numbers: list[int]) -> None:
    portal, *_ = given_out(database, PLAN.code)
    edit(database, numbers[0], progress=60)
    shown = show(database, [changed(portal, progress=70)], Choices(conflicts={(numbers[0], "progress"): "file"}))
    edit(database, numbers[0], progress=65)
    applied = importing.carry_out(database, shown, ROOT)
    assert applied is not None
    assert [(one.change.before, one.change.after, one.now) for one in applied.stale] == [(60, 70, 65)]
    assert value(database, numbers[0], "progress") == 65


def test_a_decision_holds_for_what_was_seen_alone(database: Database, numbers: list[int]) -> None:
    portal, *_ = given_out(database, PLAN.code)
    edit(database, numbers[0], progress=60, note="Chờ vốn")
    rows = [changed(portal, progress=70, note="Đã trình")]
    seen = show(database, rows).base
    first = Choices(conflicts={(numbers[0], "progress"): "file"}).stamped(UNDECIDED, seen)
    edit(database, numbers[0], progress=65)
    again = show(database, rows, first)
    assert ([(one.field, one.chosen) for one in again.conflicts], again.changes) == ([("progress", None), ("note", None)], ())
    second = replace(first, conflicts={**first.conflicts, (numbers[0], "note"): "file"}).stamped(first, again.base)
    assert [(one.field, one.after) for one in show(database, rows, second).changes] == [("note", "Đã trình")]
    assert Choices.from_json(second.to_json()) == second


def test_a_workbook_that_somebody_goes_on_with_is_no_conflict_with_itself(database: Database, numbers: list[int]) -> None:
    minh = held(database, "minh").person()
    portal, *_ = given_out(database, PLAN.code)
    bring(database, [changed(portal, progress=70)], who=minh)
    later = [changed(portal, progress=80)]
    assert [(one.before, one.after) for one in show(database, later, who=minh).changes] == [(70, 80)]
    assert [one.held for one in show(database, later).conflicts] == [70]  # an admin brings what others wrote
    edit(database, numbers[0], progress=75)
    assert [one.held for one in show(database, later, who=minh).conflicts] == [75]
    same = show(database, [changed(portal, progress=70)], who=minh)  # said before, and decided otherwise since
    assert (same.conflicts, same.changes, counted(same, "merged")) == ((), (), [1])


def test_both_saying_the_same_is_no_conflict(database: Database, numbers: list[int]) -> None:
    portal, *_ = given_out(database, PLAN.code)
    edit(database, numbers[0], progress=70)
    shown = show(database, [changed(portal, progress=70)])
    assert (shown.changes, shown.conflicts, counted(shown, "merged")) == ((), (), [1])


def test_rows_can_be_sorted_left_out_and_added(database: Database, numbers: list[int]) -> None:
    portal, _, words = given_out(database, PLAN.code)
    moved = [replace(words, row=6), row(7, line("Việc hoàn toàn mới", lead="Vụ Pháp chế")), replace(portal, row=9)]
    shown = show(database, [moved[0], moved[1], changed(moved[2], progress=70)])
    assert [(one.task, one.kind) for one in shown.outcomes] == [(numbers[2], "unchanged"), (-1, "new"), (numbers[0], "changed")]
    assert [task.id for task in shown.absent] == [numbers[1]]
    assert counted(shown, "unknown_base", "absent", "new") == [0, 1, 1]


def test_a_forged_mark_is_refused_by_its_row_and_the_rest_goes_on(database: Database, numbers: list[int]) -> None:
    portal, law, words = given_out(database, PLAN.code)
    forged = replace(changed(law, progress=99), mark=str(portal.mark).replace(f"-{numbers[0]}-", f"-{numbers[1]}-"))
    with database.read() as connection:
        key = plans.workbook_key(connection)
    foreign = replace(changed(words, progress=98), mark=marks.write(key, "KH-2024", Mark(numbers[2], 1)))
    shown = show(database, [changed(portal, progress=70), forged, foreign])
    assert [(one.code, one.cell) for one in shown.problems] == [("mark_bad", "B7"), ("mark_bad", "B8")]
    assert [(one.task, one.kind) for one in shown.outcomes] == [(numbers[0], "changed"), (None, "refused"), (None, "refused")]
    assert (counted(shown, "refused", "rows"), shown.absent) == ([2, 3], ())
    mine = Choices(accept={(SHEET, 7): numbers[1]})
    assert counted(show(database, [changed(portal, progress=70), forged, foreign], mine), "refused", "changed") == [1, 2]


def test_a_head_cannot_reach_the_task_of_another_unit_by_its_mark(database: Database, numbers: list[int]) -> None:
    portal, law, _ = given_out(database, PLAN.code)
    minh = held(database, "minh").person()
    shown = show(database, [changed(portal, progress=70), changed(law, progress=99)], who=minh)
    assert [(one.code, one.row) for one in shown.problems] == [("row_not_yours", 7)]
    assert [one.kind for one in shown.outcomes] == ["changed", "refused"]
    assert importing.carry_out(database, shown, minh) is not None
    assert [value(database, number, "progress") for number in numbers[:2]] == [70, None]


def test_a_copied_row_is_asked_about_and_the_original_counts(database: Database, numbers: list[int]) -> None:
    portal, law, _ = given_out(database, PLAN.code)
    copied = replace(changed(portal, title="Việc chép thêm rồi đặt tên khác hẳn"), row=5)
    rows = [copied, changed(portal, progress=70), law]
    shown = show(database, rows)
    assert [(one.row.row, one.code, one.likeness[0] < 40) for one in shown.unresolved] == [(5, "duplicate_in_file", True)]
    assert [(one.task, one.kind) for one in shown.outcomes[:2]] == [(None, "unresolved"), (numbers[0], "changed")]
    assert counted(show(database, rows, Choices(accept={(SHEET, 5): NEW})), "new", "changed") == [1, 1]
    assert counted(show(database, rows, Choices(accept={(SHEET, 5): SKIP})), "skipped", "changed") == [1, 1]


def test_another_task_written_over_a_row_is_asked_about(database: Database, numbers: list[int]) -> None:
    portal, *_ = given_out(database, PLAN.code)
    shown = show(database, [changed(portal, title="Sửa chữa trụ sở làm việc phía Nam")])
    [one] = shown.unresolved
    assert (one.code, one.candidates[0].id, one.threshold, shown.changes) == ("title_replaced", numbers[0], 40, ())
    assert one.likeness[0] < one.threshold
    assert numbers[0] not in {task.id for task in shown.absent}
    slightly = show(database, [changed(portal, title=f"{PORTAL['title']} của Bộ")])
    assert [one.field for one in slightly.changes] == ["title"]


def test_rows_that_lost_their_marks_are_matched_and_it_is_said_once(database: Database, numbers: list[int]) -> None:
    portal, law, words = given_out(database, PLAN.code)
    shown = show(database, [portal, replace(law, mark=None), replace(words, mark=None)])
    assert [(one.code, one.values["count"]) for one in shown.problems] == [("base_unknown", 2)]
    assert counted(shown, "unknown_base") == [2]
    bare = [replace(one, mark=None) for one in (portal, law, words)]
    assert show(database, bare).problems == ()
    assert counted(show(database, bare, target=replace(PLAN, ours=True)), "unknown_base") == [3]


def test_a_blank_keeps_unless_it_is_said_to_clear(database: Database, numbers: list[int]) -> None:
    portal, law, words = given_out(database, PLAN.code)
    edit(database, numbers[1], note="Ghi sau khi xuất tệp")
    rows = [changed(portal, status=None), law, replace(changed(words, note=None), unreadable=frozenset({"deadline"}))]
    kept, cleared = show(database, rows), show(database, rows, Choices(blank="clear"))
    for shown in (kept, cleared):
        assert [(one.task, one.field) for one in shown.cleared] == [(numbers[0], "status"), (numbers[2], "note")]
    assert (kept.changes, counted(kept, "blank")) == ((), [2])
    assert [(one.field, one.after) for one in cleared.changes] == [("status", None), ("note", None)]
    importing.carry_out(database, cleared, ROOT)
    found = [value(database, number, name) for number, name in zip(numbers, ("status", "note", "note"), strict=True)]
    assert (found, sound(database)) == ([None, "Ghi sau khi xuất tệp", None], True)  # a file clears nothing that it never knew


def test_a_blank_over_what_somebody_changed_is_a_conflict(database: Database, numbers: list[int]) -> None:
    portal, *_ = given_out(database, PLAN.code)
    edit(database, numbers[0], progress=60)
    shown = show(database, [changed(portal, progress=None)], Choices(blank="clear"))
    assert [(one.base, one.held, one.said) for one in shown.conflicts] == [(40, 60, None)]
    assert (shown.changes, shown.problems[0].cell) == ((), "F6")


def test_a_missing_column_and_a_title_clear_nothing(database: Database, numbers: list[int]) -> None:
    portal, *_ = given_out(database, PLAN.code)
    less = replace(changed(portal, note=None, progress=None, title=None), columns=frozenset({"title", "note"}))
    shown = show(database, [less], Choices(blank="clear"))
    assert (shown.changes, shown.cleared) == ((), ())


def test_what_the_plan_assigns_is_asked_for_where_a_head_clears_it(database: Database, numbers: list[int]) -> None:
    portal, *_ = given_out(database, PLAN.code)
    minh = held(database, "minh").person()
    shown = show(database, [changed(portal, deadline=None, status=None)], Choices(blank="clear"), who=minh)
    assert [(one.field, one.after) for one in shown.changes] == [("status", None)]
    assert [(one.field, one.after) for one in shown.requests] == [("deadline", None)]
    assert [(one.code, one.cell) for one in shown.problems] == [("becomes_request", "D6")]
    applied = importing.carry_out(database, shown, minh)
    assert applied is not None
    with database.read() as connection:
        kind = connection.exec_driver_sql(f"SELECT kind FROM proposal WHERE id = {applied.requests[0]}").scalar()
    assert kind == REQUEST != EXTENSION
    waiting.apply(database, applied.requests[0], held(database, "nam").person())
    assert (value(database, numbers[0], "deadline"), sound(database)) == (None, True)


def test_absent_tasks_are_cancelled_only_where_that_is_said(database: Database, numbers: list[int]) -> None:
    portal, law, _ = given_out(database, PLAN.code)
    rows = [portal, law]
    kept, cancelled = show(database, rows), show(database, rows, Choices(absent="cancel"))
    assert ([task.id for task in kept.absent], kept.cancels, kept.changes) == ([numbers[2]], (), ())
    assert [(one.task, one.field, one.after) for one in cancelled.cancels] == [(numbers[2], "status", "cancelled")]
    applied = importing.carry_out(database, cancelled, ROOT, "Không còn trong kế hoạch")
    assert applied is not None
    assert (value(database, numbers[2], "status"), sound(database)) == ("cancelled", True)
    with database.read() as connection:
        assert proposals.saved(connection, applied.proposal)[0].sheet is None
    assert show(database, rows, Choices(absent="cancel")).cancels == ()


def test_a_file_for_an_earlier_day_cancels_nothing_that_was_said_later(database: Database, numbers: list[int]) -> None:
    edit(database, numbers[2], status="in_progress")
    portal, law, _ = given_out(database, PLAN.code)
    cancel = Choices(absent="cancel")
    assert show(database, [portal, law], cancel, day=MARCH).cancels == ()
    assert [one.task for one in show(database, [portal, law], cancel).cancels] == [numbers[2]]


def test_a_file_of_one_unit_cancels_nothing_of_another(database: Database, numbers: list[int]) -> None:
    portal, *_ = given_out(database, PLAN.code)
    cancel = Choices(absent="cancel")
    assert [one.task for one in show(database, [portal], cancel).cancels] == [numbers[2]]
    legal = replace(PLAN, unit="PC")
    assert [one.task for one in show(database, [portal], cancel, target=legal).cancels] == [numbers[1]]
    minh = held(database, "minh").person()
    assert [one.task for one in show(database, [portal], cancel, who=minh).cancels] == [numbers[2]]


def test_a_workbook_of_another_plan_cancels_nothing(database: Database, numbers: list[int]) -> None:
    other = replace(PLAN, code="KH-2026")
    assert importing.carry_out(database, importing.preview(database, file([row(6, WORDS)]), other, MARCH, ROOT), ROOT)
    shown = show(database, given_out(database, other.code), Choices(absent="cancel"))
    assert {one.code for one in shown.problems} == {"mark_bad"}
    assert (shown.cancels, shown.changes, len(shown.absent)) == ((), (), 2)


def test_nothing_that_came_or_changed_since_is_cancelled_for_being_absent(database: Database, numbers: list[int]) -> None:
    portal, *_ = given_out(database, PLAN.code)
    edit(database, numbers[2], note="Đợt 2 đã xong")
    bring(database, [row(30, line("Việc giao thêm sau khi xuất tệp", lead="Văn phòng Bộ"))])
    shown = show(database, [portal], Choices(absent="cancel"))
    assert ([task.id for task in shown.absent], shown.cancels) == (numbers[1:], ())


def test_a_row_that_is_left_out_is_no_absent_task(database: Database, numbers: list[int]) -> None:
    portal, law, words = given_out(database, PLAN.code)
    choices = Choices(absent="cancel", accept={(SHEET, 8): SKIP})
    shown = show(database, [portal, law, words], choices)
    assert (shown.absent, shown.cancels) == ((), ())
    assert [one.kind for one in shown.outcomes] == ["unchanged", "unchanged", "skipped"]
    by_title = show(database, [replace(one, mark=None) for one in (portal, law, words)], choices)
    assert (by_title.absent, by_title.cancels) == ((), ())


def test_likeness_is_shown_as_it_was_measured(database: Database, numbers: list[int]) -> None:
    near = line("Nâng cấp Cổng thông tin điện tử Bộ", lead="Vụ Pháp chế")
    [one] = importing.preview(database, reading([near]), PLAN, APRIL, ROOT).unresolved
    assert (one.code, one.candidates[0].id, one.threshold) == ("looks_like_existing", numbers[0], 75)
    assert 75 <= one.likeness[0] < 100


def test_a_head_has_no_conflict_about_what_is_not_theirs_to_say(database: Database, numbers: list[int]) -> None:
    edit(database, numbers[1], coordinating=["VP"])
    portal, law, _ = given_out(database, PLAN.code)
    edit(database, numbers[1], progress=30)
    edit(database, numbers[0], stt="9")
    minh = held(database, "minh").person()
    shown = show(database, [changed(portal, stt="1"), changed(law, progress=50)], who=minh)
    assert (shown.conflicts, [one.code for one in shown.problems]) == ((), ["row_only_helped"])
    assert [one.kind for one in shown.outcomes] == ["unchanged", "refused"]


def test_every_row_says_what_of_it_is_not_clear(database: Database, numbers: list[int]) -> None:
    rows = [row(6, {**PORTAL, "assignees": ["Lan"], "deliverable": "Cổng mới"}), row(7, line("Việc chưa rõ gì"))]
    assert [one.unclear for one in show(database, rows).outcomes] == [(), ("people", "time", "responsibility", "product")]
