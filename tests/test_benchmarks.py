"""The benchmarks measure what they say. No test here looks at a clock."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from benchmarks import imports, pages, peer
from benchmarks.__main__ import main
from benchmarks.process import Cost, measure, middle
from benchmarks.workbooks import HEADER, tracker


def cells(path: Path) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(path)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    return rows


def test_a_tracker_has_a_title_block_its_header_and_as_many_tasks_as_asked_for(tmp_path: Path) -> None:
    rows = cells(tracker(tmp_path / "a.xlsx", 12))
    assert rows[0][0] == "PHỤ LỤC"
    assert rows[3] == HEADER
    assert [row[0] for row in rows[4:]] == list(range(1, 13))
    assert all(row[2] and row[3] and row[5] for row in rows[4:])


def test_the_same_numbers_give_the_same_tracker_and_changed_rows_differ_in_their_result_alone(tmp_path: Path) -> None:
    once, again = cells(tracker(tmp_path / "a.xlsx", 30)), cells(tracker(tmp_path / "b.xlsx", 30))
    changed = cells(tracker(tmp_path / "c.xlsx", 30, changed=2))
    assert once == again
    differing = [(row, column) for row in range(34) for column in range(14) if once[row][column] != changed[row][column]]
    assert differing == [(4, 12), (5, 12)]


def test_the_middle_of_three_runs_counts_phase_by_phase() -> None:
    runs = [Cost({"read": 3.0, "apply": 1.0}, 50), Cost({"read": 1.0, "apply": 2.0}, 70), Cost({"read": 2.0, "apply": 9.0}, 60)]
    assert middle(runs) == Cost({"read": 2.0, "apply": 2.0}, 60)


def test_what_is_compared_has_imported_every_task(tmp_path: Path) -> None:
    book = tracker(tmp_path / "a.xlsx", 30)
    for step, name in (("limit", "task"), ("bare", "raw")):
        measure(step, book, tmp_path / f"{step}.db")
        with closing(sqlite3.connect(tmp_path / f"{step}.db")) as held:
            assert held.execute(f"SELECT count(*) FROM {name}").fetchone()[0] >= 30


@pytest.mark.skipif(not peer.is_here(), reason="django-import-export is installed by make bench")
def test_the_peer_imports_the_same_tasks_and_leaves_them_alone_when_they_come_again(tmp_path: Path) -> None:
    book = tracker(tmp_path / "a.xlsx", 30)
    assert {"read", "preview", "apply"} == measure("peer", book, tmp_path / "a.db").phases.keys()
    measure("peer", book, tmp_path / "a.db")
    with closing(sqlite3.connect(tmp_path / "a.db")) as held:
        assert held.execute("SELECT count(*), count(DISTINCT code) FROM benchmarks_task").fetchone() == (30, 30)


def test_the_growth_is_the_exponent_of_the_rows() -> None:
    def of(rows: int, total: float) -> imports.Measured:
        return imports.Measured(rows, {"ours": Cost({"read": total}, 1)})

    assert imports.growth(of(1_000, 1.0), of(10_000, 10.0)) == pytest.approx(1.0)
    assert imports.growth(of(1_000, 1.0), of(10_000, 100.0)) == pytest.approx(2.0)


def test_a_step_that_fails_fails_the_run(tmp_path: Path) -> None:
    (tmp_path / "no.xlsx").write_bytes(b"no workbook")
    measure("migrate", tmp_path / "a.db")
    with pytest.raises(Exception, match="non-zero exit"):
        measure("ours", tmp_path / "no.xlsx", tmp_path / "a.db")


def test_the_tables_have_a_line_for_every_workbook_and_every_page(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--rows", "20,40", "--tasks", "30", "--quick"])
    lines = capsys.readouterr().out.splitlines()
    firsts = [line.split("|")[1].strip() for line in lines if line.startswith("|") and "rows" in line.split("|")[1]]
    assert firsts == [*["20 rows", "40 rows"] * 3, "20 to 40 rows"]
    assert any(line.startswith("A read where no process waits: ") for line in lines)
    for slug, _ in pages.addresses(30):
        assert any(line.startswith(f"| {slug} ") and line.count("×") == 4 for line in lines), slug


def test_a_folder_of_workbooks_gets_a_line_for_each_form_and_the_reasons(tmp_path: Path) -> None:
    tracker(tmp_path / "a.xlsx", 5)
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04 cut short")
    (tmp_path / "c.csv").write_text("STT;Nhiệm vụ\n1;Họp\n")
    command = [sys.executable, "-m", "benchmarks.corpus", str(tmp_path), "--names"]  # its processes begin as this one does
    said = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    assert "damaged_file\t\tb.xlsx" in said
    for line in (
        "| csv | 1 | 1 (100.0%) | 0 | 0 | 0 of 0 |",
        "| xlsx | 2 | 1 (50.0%) | 1 | 0 | 1 of 1 |",
        "| all | 3 | 2 (66.7%) | 1 | 0 | 1 of 1 |",
        "- damaged_file: 1",
    ):
        assert line in said
