"""Which task a row is about."""

import pytest

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.identity import section_key
from cds_tracker.domain.matching import Matches, match
from cds_tracker.domain.reading import Row
from cds_tracker.domain.task import Task, Value
from cds_tracker.domain.units import Registry
from cds_tracker.store.registry import shipped

REGISTRY = Registry(shipped())
PORTAL = "Nâng cấp cổng thông tin điện tử của Bộ theo chuẩn mới về dữ liệu mở"
DATA = "Xây dựng kho dữ liệu dùng chung về cán bộ, công chức, viên chức"


def row(number: int, title: str | None = PORTAL, id: int | None = None, parent_row: int | None = None, **said: Value) -> Row:
    values: dict[str, Value] = {"section": "I. Nền tảng", "lead": ["CNTT"], **said}
    if title is not None:
        values["title"] = title
    return Row("S", number, {name: value for name, value in values.items() if value is not None}, id, parent_row)


def task(number: int, title: str | None = PORTAL, **said: Value) -> Task:
    return Task(number, 1, row(0, title, None, None, **said).values)


def pairs(matches: Matches) -> dict[int, int | None]:
    return {row.row: task.id if task else None for row, task in matches.certain}


def questions(matches: Matches) -> dict[int, tuple[str, list[int]]]:
    return {asked.row.row: (asked.code, [task.id for task in asked.candidates]) for asked in matches.unresolved}


def test_into_an_empty_plan_every_row_is_new() -> None:
    assert pairs(match([row(5), row(6, DATA)], [], REGISTRY)) == {5: None, 6: None}


def test_the_same_file_again_finds_every_task() -> None:
    matches = match([row(5), row(6, DATA)], [task(1), task(2, DATA)], REGISTRY)
    assert pairs(matches) == {5: 1, 6: 2}
    assert matches.absent == []


def test_our_own_id_wins_over_everything_and_must_belong_to_the_plan() -> None:
    assert pairs(match([row(5, DATA, id=1)], [task(1), task(2, DATA)], REGISTRY)) == {5: 1}
    assert questions(match([row(5, id=9)], [task(1)], REGISTRY)) == {5: ("unknown_id", [1])}


def test_a_code_is_enough_where_it_is_unique() -> None:
    assert pairs(match([row(5, DATA, code="NV-01")], [task(1, code="nv-01")], REGISTRY)) == {5: 1}
    twice = match([row(5, PORTAL, code="A"), row(6, DATA, code="A")], [task(1, code="A"), task(2, DATA)], REGISTRY)
    assert pairs(twice) == {5: 1, 6: 2}


def test_of_two_rows_for_one_task_a_person_says_which_counts() -> None:
    rows, tasks = [row(5), row(6)], [task(1)]
    assert (pairs(match(rows, tasks, REGISTRY)), questions(match(rows, tasks, REGISTRY))) == (
        {5: 1}, {6: ("duplicate_in_file", [1])},
    )  # fmt: skip
    second = match(rows, tasks, REGISTRY, {("S", 6): 1})
    assert (pairs(second), questions(second)) == ({6: 1}, {5: ("duplicate_in_file", [1])})
    assert pairs(match(rows, tasks, REGISTRY, {("S", 5): "skip"})) == {6: 1}
    assert pairs(match(rows, tasks, REGISTRY, {("S", 6): "new"})) == {5: 1, 6: None}
    assert pairs(match(rows, [], REGISTRY, {("S", 6): "new"})) == {5: None, 6: None}


def test_a_row_left_out_takes_no_task_and_none_is_missed_for_it() -> None:
    matches = match([row(5), row(6, DATA)], [task(1), task(2, DATA)], REGISTRY, {("S", 6): "skip"})
    assert (pairs(matches), [one.row for one in matches.left_out], matches.absent) == ({5: 1}, [6], [])


def test_likeness_is_that_of_the_titles() -> None:
    [asked] = match([row(5, PORTAL.replace("chuẩn mới", "tiêu chuẩn"))], [task(1)], REGISTRY).unresolved
    assert (asked.code, asked.threshold) == ("looks_like_existing", 75)
    assert 75 <= asked.likeness[0] < 100
    [same] = match([row(5, section="V. Khác")], [task(1)], REGISTRY).unresolved
    assert (same.code, same.likeness) == ("other_section", (100,))


def test_a_merged_ministry_is_the_same_lead() -> None:
    twins = [task(1, lead=["BTTTT"]), task(2, lead=["BCA"])]
    assert pairs(match([row(5, lead=["BKHCN"]), row(6, lead=["BCA"])], twins, REGISTRY)) == {5: 1, 6: 2}


def test_a_title_unique_in_its_section_is_certain_though_the_lead_differs() -> None:
    assert pairs(match([row(5, lead=["VP"])], [task(1)], REGISTRY)) == {5: 1}


def test_a_section_counts_by_its_title_whatever_its_number() -> None:
    assert pairs(match([row(5, section="1) Nền tảng")], [task(1)], REGISTRY)) == {5: 1}
    assert section_key("I. Nhận thức / 2.1. Đào tạo") == section_key("A) NHẬN THỨC / b) Đào tạo")
    assert section_key("Phần II. Thể chế") == section_key("thể chế")
    assert section_key("I. Nhận thức") != section_key("I. Thể chế")


def test_the_same_title_in_another_section_is_asked() -> None:
    matches = match([row(5, section="II. Thể chế")], [task(1)], REGISTRY)
    assert questions(matches) == {5: ("other_section", [1])}
    assert matches.absent == []


def test_a_file_that_says_no_section_and_no_lead_is_matched_by_the_title() -> None:
    assert pairs(match([row(5, section=None, lead=None)], [task(1)], REGISTRY)) == {5: 1}
    several = match([row(5, section=None, lead=None)], [task(1), task(2, section="II. Khác")], REGISTRY)
    assert questions(several) == {5: ("several_tasks", [1, 2])}


def test_the_second_of_two_equal_rows_is_asked_and_the_first_stays() -> None:
    matches = match([row(5), row(9, deliverable="Báo cáo")], [], REGISTRY)
    assert pairs(matches) == {5: None}
    assert questions(matches) == {9: ("duplicate_in_file", [])}
    assert matches.duplicates == {("S", 9): ("S", 5)}
    again = match([row(5), row(9)], [task(1)], REGISTRY)
    assert pairs(again) == {5: 1}
    assert questions(again) == {9: ("duplicate_in_file", [1])}


def test_twins_once_accepted_are_found_again_in_their_order() -> None:
    accepted = match([row(5), row(9)], [], REGISTRY, {("S", 9): "new"})
    assert pairs(accepted) == {5: None, 9: None}
    assert pairs(match([row(5), row(9)], [task(1), task(2)], REGISTRY)) == {5: 1, 9: 2}


def test_equal_parts_of_different_parents_are_no_duplicates() -> None:
    rows = [row(5), row(6, "Báo cáo", parent_row=5), row(7, DATA), row(8, "Báo cáo", parent_row=7)]
    assert pairs(match(rows, [], REGISTRY)) == {5: None, 6: None, 7: None, 8: None}


def test_rows_without_a_title_are_recognised_by_the_rest() -> None:
    rows = [row(5, None, stt="1"), row(6, None, stt="2")]
    assert pairs(match(rows, [], REGISTRY)) == {5: None, 6: None}
    assert pairs(match(rows, [task(1, None, stt="1"), task(2, None, stt="2")], REGISTRY)) == {5: 1, 6: 2}


def test_a_title_nearly_that_of_a_task_is_asked_and_a_different_one_is_new() -> None:
    near = match([row(5, PORTAL.replace("chuẩn mới", "tiêu chuẩn"))], [task(1), task(2, DATA)], REGISTRY)
    assert questions(near) == {5: ("looks_like_existing", [1])}
    assert [task.id for task in near.absent] == [2]
    assert pairs(match([row(5, "Tổ chức hội nghị tổng kết năm")], [task(1), task(2, DATA)], REGISTRY)) == {5: None}


def test_a_task_that_has_its_row_is_no_candidate_for_another() -> None:
    matches = match([row(5), row(6, PORTAL + " năm sau")], [task(1)], REGISTRY)
    assert pairs(matches) == {5: 1, 6: None}


def test_what_a_person_decided_is_certain() -> None:
    rows, tasks = [row(5, "Việc khác hẳn")], [task(1)]
    assert pairs(match(rows, tasks, REGISTRY, {("S", 5): 1})) == {5: 1}
    assert pairs(match([row(5)], tasks, REGISTRY, {("S", 5): "new"})) == {5: None}


def test_a_decision_about_a_row_or_task_that_is_not_there_is_refused() -> None:
    for accept, error in (
        ({("S", 7): 1}, "accept_row_unknown"),
        ({("S", 5): 8}, "accept_task_unknown"),
        ({("S", 5): 1, ("S", 6): 1}, "accept_task_twice"),
    ):
        with pytest.raises(TrackerError, match=error):
            match([row(5), row(6)], [task(1)], REGISTRY, accept)


def test_every_row_is_decided_once_and_rows_and_tasks_add_up() -> None:
    rows = [
        row(i, f"{PORTAL} {i % 7}", section=f"{i % 3}. Mục {'abc'[i % 3]}", lead=[["VP"], ["PC"]][i % 2]) for i in range(60)
    ]
    tasks = [task(i, f"{PORTAL} {i % 9}", section=f"Mục {'abc'[i % 3]}", lead=["VP"]) for i in range(1, 40)]
    matches = match(rows, tasks, REGISTRY)
    decided = [row.row for row, _ in matches.certain] + [asked.row.row for asked in matches.unresolved]
    assert sorted(decided) == list(range(60))
    taken = [task.id for _, task in matches.certain if task]
    assert len(taken) == len(set(taken))
    assert not {task.id for task in matches.absent} & set(taken)
