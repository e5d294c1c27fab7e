"""Decisions about a workbook: the same after a journey as JSON, and nothing else passes for one."""

import json

import pytest

from cds_tracker.domain.choices import Choices, Directions
from cds_tracker.domain.errors import TrackerError

ALL = Choices(
    Directions(
        sheets=("Theo dõi",), all_sheets=True, headers={"Theo dõi": 3}, columns={"Theo dõi": {"C": "lead", "D": ""}},
        hidden_rows="leave", hidden_columns="leave", colours={"FF0000": "overdue", "00FF00": ""}, struck="cancelled",
        order={"Theo dõi": {"E": "mdy"}}, parts=True, corrections={"Theo dõi": {"H12": "30/6/2025"}},
        names={"units": {"Vụ KHTC": "KHTC"}},
    ),
    "clear", "cancel", {("Theo dõi", 5): 12, ("Theo dõi", 6): "new", ("Theo dõi", 7): "skip"}, {(12, "progress"): "file"},
)  # fmt: skip


def test_decisions_survive_the_way_through_json() -> None:
    assert Choices.from_json(json.loads(json.dumps(ALL.to_json()))) == ALL
    assert Choices.from_json({}) == Choices()
    assert Choices().to_json() == {}


@pytest.mark.parametrize(
    "said",
    [
        {"blank": "sometimes"}, {"absent": None}, {"unknown": 1}, {"accept": 5}, {"accept": [["A", "x", "new"]]},
        {"accept": [["A", 5, "perhaps"]]}, {"accept": [["A", 5, True]]}, {"accept": [["A", -5, 1]]},
        {"accept": [[["A"], 5, 1]]},
        {"conflicts": [[1, "progress", "mine"]]}, {"conflicts": [["1", "progress", "file"]]}, {"directions": []},
        {"directions": {"columns": {"A": "lead"}}}, {"directions": {"columns": {"A": {"12": "lead"}}}},
        {"directions": {"headers": {"A": 0}}}, {"directions": {"headers": {"A": True}}}, {"directions": {"parts": "yes"}},
        {"directions": {"order": {"A": {"B": "ymd"}}}}, {"directions": {"colours": {"red": "done"}}},
        {"directions": {"corrections": {"A": {"H0": "x"}}}}, {"directions": {"corrections": {"A": {"H1": "x" * 32_768}}}},
        {"directions": {"sheets": "A"}}, {"directions": {"sheets": [1]}}, {"directions": {"names": {"units": {"x": None}}}},
        {"directions": {"struck": 1}}, {"directions": {"more": 1}}, {"directions": {"sheets": ["\ud800"]}},
    ],
)  # fmt: skip
def test_what_is_no_decision_is_refused(said: dict[str, object]) -> None:
    with pytest.raises(TrackerError, match="choices_form"):
        Choices.from_json(said)
