"""What a row would change in a task."""

import pytest

from cds_tracker.domain.compare import NEW, compare
from cds_tracker.domain.deadline import parse, to_value
from cds_tracker.domain.reading import Row
from cds_tracker.domain.task import Task, Value
from cds_tracker.domain.units import Registry
from cds_tracker.store.registry import shipped

REGISTRY = Registry(shipped())


def changes(before: dict[str, Value], after: dict[str, Value]) -> list[tuple[str, Value, Value]]:
    found = compare(Row("S", 5, after), Task(1, 1, before), REGISTRY)
    assert all(change.task == 1 and change.sheet == "S" and change.row == 5 for change in found)
    return [(change.field, change.before, change.after) for change in found]


def test_a_new_task_is_one_change_with_all_that_was_said() -> None:
    (creation,) = compare(Row("S", 5, {"status": "done", "title": "A", "note": "", "lead": []}), None, REGISTRY)
    assert (creation.task, creation.field, creation.before) == (NEW, "*", None)
    assert creation.after == {"title": "A", "status": "done"}


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("title", "Nâng cấp  cổng", "Nâng cấp cổng"),
        ("section", "I. Nền tảng", "I. Nền\ntảng"),
        ("lead", ["BTTTT", "BCA"], ["BCA", "BKHCN"]),
        ("lead", ["~Bộ TT&TT"], ["BTTTT"]),
        ("assignees", ["Lan", "Minh"], ["Minh", "Lan"]),
        ("progress", 80, 80.00000001),
        ("deadline", to_value(parse("6/2025")), to_value(parse("Tháng 06 năm 2025"))),
        ("area", "~Đô thị thông minh", "~đô thị  thông minh"),
        ("status", "done", "done"),
    ],
)
def test_the_same_meaning_is_no_change(name: str, before: Value, after: Value) -> None:
    assert changes({name: before}, {name: after}) == []


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("title", "Nâng cấp cổng", "Nâng cấp Cổng"),
        ("lead", ["BTTTT"], ["BCA"]),
        ("coordinating", ["VP"], ["VP", "PC"]),
        ("progress", 0, 1),
        ("progress", None, 0),
        ("deadline", to_value(parse("6/2025")), to_value(parse("30/6/2025"))),
        ("deadline", to_value(parse("Thường xuyên")), to_value(parse("Hằng năm"))),
        ("area", "portal", "~Cổng"),
        ("status", None, "done"),
    ],
)
def test_another_meaning_is_a_change_with_both_values(name: str, before: Value, after: Value) -> None:
    assert changes({} if before is None else {name: before}, {name: after}) == [(name, before, after)]


def test_a_blank_never_clears() -> None:
    before: dict[str, Value] = {"note": "giữ", "lead": ["VP"], "progress": 0}
    assert changes(before, {"note": "  ", "lead": [], "progress": None}) == []
    assert changes(before, {}) == []


def test_what_could_not_be_read_leaves_an_existing_task_as_it_was_and_stays_with_a_new_one() -> None:
    said: dict[str, Value] = {"title": "A", "deadline": to_value(parse("31/6/2025"))}
    row = Row("S", 5, said, unreadable=frozenset({"deadline"}))
    held: dict[str, Value] = {"title": "A", "deadline": to_value(parse("30/6/2025"))}
    assert compare(row, Task(1, 1, held), REGISTRY) == []
    (creation,) = compare(row, None, REGISTRY)
    assert creation.after == said
