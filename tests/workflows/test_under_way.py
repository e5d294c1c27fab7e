"""What goes on in the background never fails in silence, holds no password longer than it must, and survives a restart."""

import logging
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.reading import Outcome, Problem, Reading, Severity
from cds_tracker.store.database import Database
from cds_tracker.workflows import filekeeping, importing, kept_readings, preparations, uploading
from cds_tracker.workflows.preparing import MEMORY
from tests.workflows import offices
from tests.workflows.readings import line, reading
from tests.workflows.test_uploading import MINHS, bring, state

SAID = reading([line("Nâng cấp cổng", lead="Văn phòng Bộ", progress=60)])


@pytest.fixture
def office(new_database: Callable[[], Database], request: pytest.FixtureRequest) -> Database:
    return offices.opened(new_database())


def finished(database: Database, folder: Path, number: int) -> object:
    until = time.monotonic() + 30
    while (found := uploading.prepared(database, folder, number, MINHS, wait=5)) is None:
        assert time.monotonic() < until
    return found


def test_what_fails_is_told_with_a_code_once_and_can_be_begun_again(
    office: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tried = []

    def broken(*given: object, **named: object) -> Reading:
        tried.append(1)
        raise RuntimeError("never seen before")

    monkeypatch.setattr(importing, "read", broken)
    monkeypatch.setattr(logging.getLogger("cds_tracker"), "propagate", True)
    number = bring(office, tmp_path)
    for _ in range(3):
        with pytest.raises(TrackerError, match="upload_failed") as told:
            finished(office, tmp_path, number)
    assert len(tried) == 1  # not again at every look
    assert str(told.value.values["code"]) in caplog.text
    assert uploading.progress(number).stage == "failed"  # type: ignore[union-attr]
    assert state(office, number).state == "waiting"
    monkeypatch.setattr(importing, "read", lambda *given, **named: SAID)
    uploading.start(office, tmp_path, number, MINHS)
    assert finished(office, tmp_path, number)


def test_a_password_is_asked_again_and_written_nowhere(
    office: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def locked(*given: object, password: str | None = None, **named: object) -> Reading:
        asked.append(password)
        if password == "Bí mật 123":
            return SAID
        code = "password_wrong" if password else "password_needed"
        return Reading("x.xlsx", "", problems=(Problem(code, Severity.ERROR),), refused=Outcome.REJECT_WITH_ADVICE)

    monkeypatch.setattr(importing, "read", locked)
    number = bring(office, tmp_path)
    finished(office, tmp_path, number)
    told = state(office, number)
    assert (told.state, told.problem and told.problem.code) == ("refused", "password_needed")
    uploading.start(office, tmp_path, number, MINHS, "sai")
    finished(office, tmp_path, number)
    uploading.start(office, tmp_path, number, MINHS, "Bí mật 123")
    finished(office, tmp_path, number)
    assert asked == [None, "sai", "Bí mật 123"]
    assert state(office, number).state == "waiting"
    with office.read() as connection:
        rows = [str(row) for table in ("upload", "audit") for row in connection.exec_driver_sql(f"SELECT * FROM {table}")]
    written = [path.read_bytes().decode(errors="replace") for path in tmp_path.rglob("*") if path.is_file()]
    assert not [text for text in (*rows, *written) if "Bí mật" in text]
    assert uploading.carry_out(office, tmp_path, number, MINHS).state == "applied"
    assert MEMORY.password(office, number) is None


def test_a_reading_that_is_damaged_or_gone_is_made_again_and_a_file_that_is_gone_is_told(
    office: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    monkeypatch.setattr(importing, "read", lambda *given, **named: read.append(1) or SAID)
    number = bring(office, tmp_path)
    first = uploading.prepare(office, tmp_path, number, MINHS)
    [kept] = (tmp_path / "readings").iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600
    for damaged in (kept.read_bytes()[:-9], b'{"reading":{}}\n{"end":0}\n', b"\xff{", b""):
        kept.write_bytes(damaged)
        MEMORY.forget(office, number)
        assert uploading.prepare(office, tmp_path, number, MINHS).preview.changes == first.preview.changes
    assert len(read) == 5
    MEMORY.forget(office, number)
    kept_readings.forget(tmp_path / "readings", kept.name)
    filekeeping.place(tmp_path, state(office, number).sha256).unlink()
    with pytest.raises(TrackerError, match="upload_file_gone"):
        uploading.prepare(office, tmp_path, number, MINHS)


def test_memory_is_bounded_by_rows(office: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "read", lambda *given, **named: SAID)
    monkeypatch.setattr(preparations, "MOST_ROWS", 2_500)  # two files of one row
    numbers = [bring(office, tmp_path, content=f"tệp {place}".encode()) for place in range(3)]
    for number in numbers:
        uploading.prepare(office, tmp_path, number, MINHS)
    assert [MEMORY.find(office, number) is not None for number in numbers] == [False, True, True]
