"""The reading process: bounded, alone, and never a reason for the dashboard to fall."""

import hashlib
import io
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from msoffcrypto.format import ooxml

from cds_tracker import excel
from cds_tracker.domain.areas import Areas
from cds_tracker.domain.reading import Outcome, Reading
from cds_tracker.domain.units import Registry
from cds_tracker.excel import LIMITS, Limits, confined
from tests.excel.raw import binary, parts, zipped


def tracker(tasks: int = 3) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Thời gian hoàn thành"])
    for number in range(1, tasks + 1):
        book.active.append([number, f"Xây dựng nền tảng số {number}", "Vụ Pháp chế", "12/2025"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(data: bytes, name: str = "thử.xlsx", limits: Limits = LIMITS, **asked: object) -> Reading:
    return excel.read(data, name, registry=Registry(), areas=Areas(()), limits=limits, **asked)  # type: ignore[arg-type]


def refusal(reading: Reading) -> tuple[str, Outcome]:
    (problem,) = reading.problems
    return problem.code, reading.outcome


def test_a_tracker_comes_back_with_its_name_and_its_digest() -> None:
    data = tracker()
    reading = read(data)
    assert (reading.refused, reading.file, reading.sha256) == (None, "thử.xlsx", hashlib.sha256(data).hexdigest())
    assert [row.values["title"] for row in reading.rows] == [f"Xây dựng nền tảng số {n}" for n in (1, 2, 3)]


def test_progress_reaches_the_caller_in_its_own_thread() -> None:
    told: list[tuple[int, int | None, int]] = []
    read(tracker(200), on_progress=lambda done, total: told.append((done, total, threading.get_ident())))
    assert told
    assert told[-1][0] == told[-1][1]
    assert {thread for *_, thread in told} == {threading.get_ident()}


def test_a_caller_that_breaks_off_leaves_no_process_behind() -> None:
    class Stopped(BaseException):
        pass

    def stop(done: int, total: int | None) -> None:
        raise Stopped

    for _ in range(3):  # more often than there are places
        with pytest.raises(Stopped):
            read(tracker(), on_progress=stop)
    assert read(tracker()).refused is None


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ("empty_file", Outcome.REJECT)),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1", ("not_a_workbook", Outcome.REJECT)),
        (b"<html><table></table></html>", ("html_file", Outcome.REJECT_WITH_ADVICE)),
        (tracker()[:-100], ("damaged_file", Outcome.REJECT)),
    ],
)
def test_a_refusal_is_a_reading_with_one_problem(data: bytes, expected: tuple[str, Outcome]) -> None:
    reading = read(data)
    assert (refusal(reading), reading.rows, reading.sha256) == (expected, (), hashlib.sha256(data).hexdigest())


def test_a_file_over_the_upload_size_starts_no_process() -> None:
    assert refusal(read(b"PK" + b"\0" * (25 * 1024 * 1024))) == ("file_too_large", Outcome.REJECT)


def test_a_file_that_takes_too_long_is_given_up() -> None:
    assert refusal(read(tracker(), limits=replace(LIMITS, wall_seconds=0.01))) == ("over_time", Outcome.REJECT)


@pytest.mark.skipif(not Path("/proc").exists(), reason="limits of a process are Linux's")
def test_a_file_that_takes_too_much_computing_is_given_up() -> None:
    endless = f"<sheetData>{'<row><c><v>1</v></c></row>' * 2_000_000}</sheetData>"
    limits = replace(LIMITS, cpu_seconds=1, rows=10**7, cells=10**8, ratio=10**6)
    assert refusal(read(zipped(parts(endless)), limits=limits)) == ("over_time", Outcome.REJECT)


@pytest.mark.skipif(not Path("/proc").exists(), reason="limits of a process are Linux's")
def test_a_file_that_needs_too_much_memory_is_given_up() -> None:
    strings = "".join(f"<si><t>{'x' * 1000}{n}</t></si>" for n in range(100_000))
    many = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{n}</v></c></row>' for n in range(1, 50_000))
    limits = replace(LIMITS, memory=120 * 1024 * 1024, ratio=10**6)
    assert refusal(read(zipped(parts(f"<sheetData>{many}</sheetData>", strings=strings)), limits=limits)) == (
        "over_memory",
        Outcome.REJECT,
    )


@pytest.mark.skipif(not Path("/proc").exists(), reason="limits of a process are Linux's")
def test_a_reader_that_dies_takes_only_its_own_process_along(caplog: pytest.LogCaptureFixture) -> None:
    far = binary(1_048_576, 16_384)  # calamine takes memory for all cells before it
    assert refusal(read(far, "a.xlsb")) == ("unreadable_file", Outcome.REJECT)
    assert "ended with code -6" in caplog.text
    assert read(tracker()).refused is None


def test_files_read_at_once_wait_for_each_other_and_all_arrive() -> None:
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(len(read(tracker(5)).rows))) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [5] * 5


def test_the_process_sees_none_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDS_DATABASE_URL", "postgresql://secret")
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    assert "CDS_DATABASE_URL" not in confined.environment()
    assert read(tracker()).refused is None


def test_the_process_starts_light() -> None:
    heavy = "pandas", "numpy", "streamlit", "sqlalchemy", "openpyxl"
    script = f"import sys, cds_tracker.excel.worker; print([name for name in {heavy} if name in sys.modules])"
    root = Path(excel.__file__).parents[2]
    said = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_a_file_under_a_password_opens_in_the_process_that_may_open_nothing() -> None:
    locked = io.BytesIO()
    ooxml.OOXMLFile(io.BytesIO(tracker())).encrypt("mật khẩu", locked)
    assert len(read(locked.getvalue(), password="mật khẩu").rows) == 3
    assert refusal(read(locked.getvalue())) == ("password_needed", Outcome.REJECT_WITH_ADVICE)
