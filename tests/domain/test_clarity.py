"""“5 rõ”, and the hidden mark of a row."""

import pytest

from cds_tracker.domain import marks
from cds_tracker.domain.clarity import clarity
from cds_tracker.domain.marks import Mark
from cds_tracker.domain.merging import Verdict, judge
from cds_tracker.domain.task import Value


def test_a_task_is_clear_when_somebody_something_and_some_day_are_named() -> None:
    said: dict[str, Value] = {"title": "Số hóa", "lead": ["VP"], "deadline": {"text": "2025"}, "deliverable": "Kho số"}
    assert clarity({**said, "assignees": ["Lan"]}) == clarity({**said, "sponsor": "Thứ trưởng"}) == ()
    assert clarity(said) == ("people",)
    assert clarity({"title": "Số hóa", "assignees": []}, {"lead": ["VP"]}) == ("people", "time", "product")
    assert clarity({}) == ("people", "work", "time", "responsibility", "product")


@pytest.mark.parametrize(
    ("base", "held", "said", "verdict"),
    [
        (1, 1, 1, Verdict.UNTOUCHED), (1, 2, 1, Verdict.UNTOUCHED), (1, 1, 2, Verdict.FILE), (1, 2, 2, Verdict.SAME),
        (1, 2, 3, Verdict.CONFLICT), (None, None, 3, Verdict.FILE), (None, 2, 3, Verdict.CONFLICT), (1, None, None, Verdict.SAME),
    ],
)  # fmt: skip
def test_a_cell_is_judged_by_three_values(base: Value, held: Value, said: Value, verdict: Verdict) -> None:
    assert judge(base, held, said, lambda one, other: one == other) is verdict


def test_a_mark_holds_for_its_task_revision_plan_and_key_alone() -> None:
    written = marks.write("khoa", "KH", Mark(12, 345))
    assert marks.read("khoa", "KH", f" {written}\n") == Mark(12, 345)
    for key, plan, text in (
        ("khac", "KH", written), ("khoa", "KH-2", written), ("khoa", "KH", written.replace("-12-", "-13-")),
        ("khoa", "KH", written.replace("-345-", "-346-")), ("khoa", "KH", written[:-1]), ("khoa", "KH", "x"),
    ):  # fmt: skip
        assert marks.read(key, plan, text) is None
