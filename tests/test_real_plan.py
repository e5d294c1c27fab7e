"""A real plan, all the way through: the figures agree with a count by hand from the sheet itself."""

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cds_tracker.store.database import connect
from tests.store.dumps import dump

REPOSITORY = Path(__file__).resolve().parents[1]
PLAN = REPOSITORY.parent / "shared" / "data" / "nq03-phu-luc-2-nhiem-vu.xlsx"
pytestmark = pytest.mark.skipif(not PLAN.is_file(), reason="the real plan is kept outside the project and is not here")

# Every wording of the column "Thời gian hoàn thành", read by a person; no date: recurring or none.
DUE = {
    "2025": date(2025, 12, 31), "2026": date(2026, 12, 31), "2027": date(2027, 12, 31), "2028": date(2028, 12, 31),
    "2030": date(2030, 12, 31), "2025 - 2026": date(2026, 12, 31), "2025-2026": date(2026, 12, 31),
    "01/2025": date(2025, 1, 31), "2/2025": date(2025, 2, 28), "3/2025": date(2025, 3, 31), "03/2025": date(2025, 3, 31),
    "6/2025": date(2025, 6, 30), "06/2025": date(2025, 6, 30), "7/2025": date(2025, 7, 31), "9/2025": date(2025, 9, 30),
    "12/2025": date(2025, 12, 31), "3/2026": date(2026, 3, 31), "9/2026": date(2026, 9, 30), "12/2026": date(2026, 12, 31),
    "12/2028": date(2028, 12, 31), "Tháng 5/2025": date(2025, 5, 31), "Tháng 10/2025": date(2025, 10, 31),
    "Quý II/2025": date(2025, 6, 30),
}  # fmt: skip
RECURRING = {"Thường xuyên", "Nhiệm vụ thường xuyên", "Hằng năm", "hằng năm", "2025 và những năm tiếp theo"}


def run(*arguments: str, folder: Path) -> tuple[int, Any]:
    """A command in a process of its own: exit code and its one JSON document."""
    command = [sys.executable, "-m", "cds_tracker", *arguments, "--json"]
    environment = {"CDS_DATA_DIR": str(folder), "PATH": os.environ["PATH"]}
    done = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, json.loads(done.stdout)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("real-plan")


@pytest.fixture(scope="module")
def imported(folder: Path) -> dict[str, Any]:
    command = ("import", str(PLAN), "--plan", "NQ03", "--create-plan", "--plan-date", "2025-01-09", "--as-of", "2025-01-09")
    code, document = run(*command, folder=folder)
    assert code == 1  # something to look at, nothing refused
    return dict(document)


@pytest.fixture(scope="module")
def by_hand() -> list[tuple[str, str, str | None]]:
    """Title, lead and deadline of every row whose number is Arabic: Roman ones name the sections."""
    sheet = openpyxl.load_workbook(PLAN).worksheets[0]
    rows = [row for row in sheet.iter_rows(min_row=6) if str(row[0].value).rstrip(".").isdecimal()]
    return [(str(row[1].value), str(row[2].value or ""), str(row[5].value).strip() if row[5].value else None) for row in rows]


def test_the_sheet_becomes_140_tasks_in_7_sections(imported: dict[str, Any]) -> None:
    assert imported["counts"]["rows"] == imported["counts"]["new"] == 140
    assert len({task["section"] for task in imported["tasks"]}) == 7
    [sheet] = imported["sheets"]
    assert sheet["header_row"] == 5
    assert sheet["columns"] == {
        "stt": "A", "title": "B", "lead": "C", "coordinating": "D", "deliverable": "E", "deadline": "F",
    }  # fmt: skip


def test_titles_and_deadlines_are_those_of_the_sheet(
    imported: dict[str, Any], by_hand: list[tuple[str, str, str | None]]
) -> None:
    def plain(text: str) -> str:
        return " ".join(text.split())

    assert [plain(task["title"]) for task in imported["tasks"]] == [plain(title) for title, _, _ in by_hand]
    for task, (_, _, written) in zip(imported["tasks"], by_hand, strict=True):
        due = DUE.get(written or "")
        assert task["deadline"]["due"] == (due.isoformat() if due else None), written


def test_every_problem_is_a_warning_with_a_sentence(imported: dict[str, Any]) -> None:
    for problem in imported["problems"]:
        assert problem["severity"] == "warning"
        assert problem["message"] not in ("", problem["code"])
    codes = Counter(problem["code"] for problem in imported["problems"])
    assert codes["lead_missing"] == sum(not task["lead"] for task in imported["tasks"])


@pytest.mark.parametrize("day", ["2025-01-31", "2025-06-30", "2025-07-01", "2026-11-23"])
def test_the_figures_are_those_of_a_count_by_hand(
    imported: dict[str, Any], folder: Path, by_hand: list[tuple[str, str, str | None]], day: str
) -> None:
    expected = Counter[str]()
    for _, _, written in by_hand:
        due = DUE.get(written or "")
        if due:
            expected["open_overdue" if date.fromisoformat(day) > due else "open_in_time"] += 1
        else:
            expected["recurring" if written in RECURRING else "no_deadline"] += 1
    code, figures = run("figures", "--plan", "NQ03", "--as-of", day, folder=folder)
    assert code == 0
    found = Counter({**figures["two_by_two"], **figures["other"]})
    assert +found == +expected
    assert figures["total"] == 140 == sum(found.values())
    for timeliness in ("open_overdue", "recurring"):
        _, listed = run("tasks", "--plan", "NQ03", "--timeliness", timeliness, "--as-of", day, folder=folder)
        assert len(listed if isinstance(listed, list) else listed["tasks"]) == expected[timeliness]


def test_importing_it_again_changes_nothing(imported: dict[str, Any], folder: Path) -> None:
    database = connect(f"sqlite:///{folder / 'cds.db'}")
    before = dump(database)
    _, again = run("import", str(PLAN), "--plan", "NQ03", "--as-of", "2025-01-09", folder=folder)
    assert again["counts"]["unchanged"] == 140
    assert again["changes"] == []
    after = dump(database)
    assert {name for name, rows in after.items() if rows != before[name]} == {"upload", "audit"}, "only that it was brought"


def test_the_ledger_replays_to_the_tasks(imported: dict[str, Any], folder: Path) -> None:
    code, _ = run("check", folder=folder)
    assert code == 0
