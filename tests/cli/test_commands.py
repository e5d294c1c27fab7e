"""The commands through a real process: one JSON document, and exit codes 0, 1, 2."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from cds_tracker.excel.writing import write_tracker

CHECKOUT = Path(__file__).parents[2]
HEADER = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn hoàn thành", "Trạng thái", "Tiến độ (%)")
PORTAL = ("1", "Nâng cấp Cổng thông tin điện tử", "Văn phòng Bộ", "30/6/2025", "Đang thực hiện", "40")
LAW = ("2", "Xây dựng quy chế quản lý dữ liệu", "Vụ Pháp chế", "2025", "Hoàn thành", "100")
IMPORT_KEYS = {"file", "sha256", "outcome", "sheets", "counts", "tasks", "changes", "problems"}


class Place:
    """A data directory of its own, and the commands in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One command: its exit code and what it says."""
        environment = {**os.environ, "CDS_DATA_DIR": str(self.folder / "data"), "PYTHONWARNINGS": "ignore"}
        environment.pop("CDS_DATABASE_URL", None)
        command = [sys.executable, "-m", "cds_tracker", *arguments]
        return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=CHECKOUT, env=environment, check=False)

    def ask(self, *arguments: str) -> tuple[int, Any]:
        """One command with ``--json``: its exit code and its document."""
        done = self.run(*arguments, "--json")
        return done.returncode, json.loads(done.stdout)

    def file(self, *lines: tuple[str, ...], name: str = "theo-doi.xlsx") -> str:
        """A workbook with these lines."""
        place = self.folder / name
        place.write_bytes(write_tracker("Theo dõi", ("PHỤ LỤC", "Nhiệm vụ năm 2025"), HEADER, lines))
        return str(place)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def bring(place: Place, file: str, *more: str) -> tuple[int, Any]:
    return place.ask("import", file, "--plan", "KH", "--create-plan", "--as-of", "2025-03-31", *more)


def test_a_clean_file_is_imported_and_the_second_time_changes_nothing(place: Place) -> None:
    code, told = bring(place, place.file(PORTAL, LAW))
    assert (code, told["outcome"], told["problems"]) == (0, "import", [])
    assert told.keys() >= IMPORT_KEYS
    assert [told["counts"][name] for name in ("rows", "new", "changed", "unchanged")] == [2, 2, 0, 0]
    assert [(one["kind"], one["field"], one["task"]) for one in told["changes"]] == [("new", "*", 1), ("new", "*", 2)]
    assert told["tasks"][0]["lead"] == ["Văn phòng Bộ"]
    assert told["tasks"][0]["deadline"]["due"] == "2025-06-30"
    code, again = bring(place, place.file(PORTAL, LAW))
    assert (code, again["counts"]["unchanged"], again["changes"], again["applied"]) == (0, 2, [], False)
    assert place.run("check").returncode == 0


def test_a_dry_run_tells_the_same_and_writes_nothing(place: Place) -> None:
    code, told = bring(place, place.file(PORTAL, LAW), "--dry-run")
    assert (code, told["counts"]["new"]) == (0, 2)
    assert {one["task"] for one in told["changes"]} == {None}
    assert place.ask("tasks") == (0, [])


def test_an_unreadable_cell_costs_one_cell_and_is_named(place: Place) -> None:
    code, told = bring(place, place.file((*PORTAL[:5], "bốn mươi"), LAW))
    assert (code, told["outcome"]) == (1, "import_with_errors")
    problem = next(one for one in told["problems"] if one["severity"] == "error")
    assert (problem["cell"], problem["value"], problem["field"]) == ("F5", "bốn mươi", "progress")
    assert "bốn mươi" in problem["message"]
    assert [task["progress"] for task in place.ask("tasks")[1]] == [None, 100]


def test_a_changed_file_tells_each_cell_before_and_after(place: Place) -> None:
    bring(place, place.file(PORTAL, LAW))
    code, told = place.ask("import", place.file((*PORTAL[:5], "70")), "--plan", "KH", "--as-of", "2025-04-30")
    assert code == 0
    assert [(one["kind"], one["field"], one["before"], one["after"]) for one in told["changes"][:1]] == [
        ("changed", "progress", 40, 70)
    ]
    assert [one["kind"] for one in told["changes"]] == ["changed", "absent"]


@pytest.mark.parametrize(
    ("arguments", "outcome", "code"),
    [
        (("import", "nowhere.xlsx", "--plan", "KH"), "reject", "file_missing"),
        (("import", "README.md"), "reject_with_advice", "plan_needed"),
        (("import", "README.md", "--plan", "KH", "--as-of", "31.31.2025"), "reject", "bad_use"),
        (("import", "Makefile", "--plan", "KH", "--sheet", "A", "--all-sheets"), "reject", "sheet_or_all"),
    ],
)
def test_what_is_refused_is_one_document_too(place: Place, arguments: tuple[str, ...], outcome: str, code: str) -> None:
    returned, told = place.ask(*arguments)
    assert (returned, told["outcome"], told["problems"][0]["code"]) == (2, outcome, code)
    assert told.keys() >= IMPORT_KEYS


def test_an_unknown_plan_is_refused_with_advice(place: Place) -> None:
    code, told = place.ask("import", place.file(PORTAL), "--plan", "KH")
    assert (code, told["outcome"], told["problems"][0]["code"]) == (2, "reject_with_advice", "plan_unknown")
    assert "--create-plan" in told["problems"][0]["message"]


def test_an_import_without_a_plan_is_told_which_argument_is_missing(place: Place) -> None:
    code, told = place.ask("import", place.file(PORTAL))
    assert (code, told["outcome"], told["problems"][0]["code"]) == (2, "reject_with_advice", "plan_needed")
    assert "--plan" in told["problems"][0]["message"]


def test_bad_use_names_the_file_wherever_it_stands(place: Place) -> None:
    file = place.file(PORTAL)
    for arguments in ((file, "--plan", "KH"), ("--plan", "KH", "--dry-run", file), ("--plan=KH", file)):
        code, told = place.ask("import", *arguments, "--nonsense")
        assert (code, told["file"], told["outcome"]) == (2, "theo-doi.xlsx", "reject")


def test_figures_and_tasks_count_alike(place: Place) -> None:
    bring(place, place.file(PORTAL, LAW))
    code, told = place.ask("figures", "--plan", "KH", "--as-of", "2025-07-01")
    assert (code, told["total"]) == (0, 2)
    assert told["two_by_two"] == {"done_on_time": 1, "done_late": 0, "open_in_time": 0, "open_overdue": 1}
    assert (told["done_without_evidence"], told["assumed_dates"]) == (1, 1)
    assert sum(row["done_without_evidence"] for row in told["by_unit"]) == 1
    assert sum(row["done_without_evidence"] for row in told["by_area"]) == 1
    unproved = place.ask("tasks", "--status", "done", "--evidence", "no", "--as-of", "2025-07-01")[1]
    assert [task["title"] for task in unproved] == [LAW[1]]
    late = place.ask("tasks", "--timeliness", "open_overdue", "--as-of", "2025-07-01")[1]
    assert [(task["title"], task["days_left"]) for task in late] == [(PORTAL[1], -1)]
    assert [task["id"] for task in place.ask("tasks", "--q", "quy che", "--unit", "PC")[1]] == [2]


def test_a_filter_that_cannot_be_used_is_refused(place: Place) -> None:
    assert place.ask("tasks", "--status", "hong")[0] == 2
    assert place.ask("tasks", "--unit", "Vụ Không Có")[1]["error"]["code"] == "unit_unknown"


def test_units_loaded_twice_are_loaded_once(place: Place) -> None:
    file = place.folder / "units.csv"
    file.write_text("order,code,name,short_names\n1,VP,Văn phòng,VP\n50,MOI,Vụ Mới,VM\n", encoding="utf-8")
    first, again = (place.ask("units", "load", str(file))[1] for _ in range(2))
    assert (first["new"], first["changed"]) == (["MOI"], ["VP"])
    assert (again["new"], again["changed"], again["revision"]) == ([], [], None)
    file.write_text("order,code,name\n50,KHAC,Vụ Mới\n", encoding="utf-8")
    assert place.ask("units", "load", str(file))[1]["unchanged"] == ["MOI"]


def test_a_deadline_is_read(place: Place) -> None:
    code, told = place.ask("deadline", "Quý II/2025")
    assert (code, told["due"], told["kind"]) == (0, "2025-06-30", "period_end")
    assert place.ask("deadline", "31/02/2025")[0] == 1


def test_answers_for_people_are_in_their_language(place: Place) -> None:
    file = place.file(PORTAL, LAW)
    assert "Đã áp dụng" in place.run("import", file, "--plan", "KH", "--create-plan").stdout
    assert "Nothing to write" in place.run("import", file, "--plan", "KH", "--lang", "en").stdout
    assert "Hãy chọn kế hoạch" not in place.run("figures").stdout


def test_a_workbook_under_a_password_takes_it_as_an_option_or_from_the_environment(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, locked = place.file(PORTAL, LAW), place.folder / "khoa.xlsx"
    with Path(plain).open("rb") as source, locked.open("wb") as target:
        OOXMLFile(source).encrypt("mật khẩu", target)
    for more, code in ((), "password_needed"), (("--password", "sai"), "password_wrong"):
        exit_code, told = bring(place, str(locked), *more)  # nothing is asked for, nothing waits
        assert (exit_code, told["outcome"], told["problems"][0]["code"]) == (2, "reject_with_advice", code)
    monkeypatch.setenv("CDS_WORKBOOK_PASSWORD", "mật khẩu")
    assert bring(place, str(locked), "--dry-run")[1]["counts"]["new"] == 2
