"""The task appendix of a real resolution, where it is at hand beside the project."""

from collections import Counter
from pathlib import Path

import pytest

from cds_tracker.domain.deadline import parse
from cds_tracker.domain.reading import Outcome, Reading, Severity
from tests.excel.tracking import read_book

REAL = Path(__file__).parents[3] / "shared" / "data" / "nq03-phu-luc-2-nhiem-vu.xlsx"
pytestmark = pytest.mark.skipif(not REAL.exists(), reason="the real plan is not kept in the project and is not beside it")


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_book(REAL.read_bytes())


def test_its_table_is_found(reading: Reading) -> None:
    sheet = reading.sheets[0]
    assert (sheet.header_row, sheet.tasks, len(reading.rows)) == (5, 140, 140)
    assert sheet.columns == {"stt": "A", "title": "B", "lead": "C", "coordinating": "D", "deliverable": "E", "deadline": "F"}


def test_it_has_seven_sections_with_their_numbers(reading: Reading) -> None:
    counted = Counter(str(row.values["section"]).split(" ")[0] for row in reading.rows)
    assert counted == {"I.": 13, "II.": 29, "III.": 34, "IV.": 12, "V.": 28, "VI.": 15, "VII.": 9}


def test_its_numbers_run_from_1_to_140(reading: Reading) -> None:
    assert [row.values["stt"] for row in reading.rows] == [str(number) for number in range(1, 141)]


def test_every_deadline_is_understood(reading: Reading) -> None:
    deadlines = [row.values.get("deadline") for row in reading.rows]
    kinds = Counter(value["kind"] if isinstance(value, dict) else None for value in deadlines)
    assert kinds == {"period_end": 118, "recurring": 19, "range": 2, None: 1}
    for value in deadlines:
        if isinstance(value, dict):
            meant = parse(str(value["text"]))
            assert (value["kind"], value["due"]) == (meant.kind, meant.due.isoformat() if meant.due else None)


def test_nothing_in_it_is_unreadable_and_what_is_said_of_it_is_worth_saying(reading: Reading) -> None:
    assert reading.outcome is Outcome.WITH_WARNINGS
    assert all(problem.severity is Severity.WARNING for problem in reading.problems)
    codes = Counter(problem.code for problem in reading.problems)
    assert set(codes) == {"unit_unregistered", "section_stray"}
    assert codes["unit_unregistered"] < 10
    assert [problem.cell for problem in reading.problems if problem.code == "section_stray"] == ["F85"]


def test_its_ministries_are_known(reading: Reading) -> None:
    leads = [ref for row in reading.rows for ref in row.values["lead"] or ()]  # type: ignore[union-attr]
    unregistered = {str(ref) for ref in leads if str(ref).startswith("~")}
    assert not any("Bộ " in ref and "bộ, ngành" not in ref for ref in unregistered), unregistered
