"""What is kept of a workbook on disk, when the disk or somebody on the server does not leave it alone."""

from pathlib import Path

import pytest

from cds_tracker.domain.choices import Choices
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.reading import Outcome, Problem, Reading, Severity
from cds_tracker.store.database import Database
from cds_tracker.workflows import filekeeping, importing, returning_files, uploading
from cds_tracker.workflows.preparing import MEMORY
from tests.workflows import offices
from tests.workflows.readings import line, reading
from tests.workflows.test_uploading import FILE, IPV6, MINHS, PORTAL, bring, held, progress_of, state, workbook


@pytest.fixture
def office(database: Database) -> Database:
    return offices.opened(database)


def test_a_kept_file_that_somebody_changed_is_never_read_nor_handed_out_and_mends_when_it_comes_again(
    office: Database, tmp_path: Path
) -> None:
    number = bring(office, tmp_path)
    place = filekeeping.place(tmp_path, state(office, number).sha256)
    place.write_bytes(workbook(PORTAL, (*IPV6[:4], "99", "")))
    with pytest.raises(TrackerError, match="upload_file_gone"):
        uploading.carry_out(office, tmp_path, number, MINHS)
    with pytest.raises(TrackerError, match="file_missing"):
        returning_files.original(office, tmp_path, number, MINHS)
    assert progress_of(office, 4) == 20
    place.write_bytes(FILE[:-1] + b"\1")  # of the same length
    bring(office, tmp_path)
    assert place.read_bytes() == FILE
    assert uploading.carry_out(office, tmp_path, number, MINHS).state == "applied"
    assert held(office)


def test_who_has_a_file_but_not_its_password_reads_nothing_of_it_after_somebody_who_has(
    office: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object, password: str | None = None, **__: object) -> Reading:
        if password == "Bí mật 123":
            return reading([line("Nâng cấp cổng", lead="Văn phòng Bộ", progress=60)])
        needed = Problem("password_needed", Severity.ERROR)
        return Reading("x.xlsx", "", problems=(needed,), refused=Outcome.REJECT_WITH_ADVICE)

    monkeypatch.setattr(importing, "read", locked)
    first, second = bring(office, tmp_path), bring(office, tmp_path)
    assert uploading.prepare(office, tmp_path, first, MINHS, "Bí mật 123").preview.changes
    assert uploading.prepare(office, tmp_path, second, MINHS).preview.reading.refused
    MEMORY.forget(office, first)  # as after a restart
    assert uploading.prepare(office, tmp_path, first, MINHS).preview.reading.refused


def test_a_disk_that_takes_no_readings_says_so(office: Database, tmp_path: Path) -> None:
    number = bring(office, tmp_path)
    (tmp_path / "readings").write_text("no folder")
    with pytest.raises(TrackerError, match="file_not_kept"):
        uploading.prepare(office, tmp_path, number, MINHS)


def test_what_is_said_about_a_hidden_task_is_what_is_said_about_none(office: Database, tmp_path: Path) -> None:
    number = bring(office, tmp_path)
    told = []
    for task in (3, 999):  # of the legal department; of nobody
        uploading.choose(office, number, MINHS, Choices(accept={("Không có", 1): task}))
        with pytest.raises(TrackerError) as refused:
            uploading.prepare(office, tmp_path, number, MINHS)
        told.append(refused.value.key)
    assert told == ["accept_task_unknown"] * 2
