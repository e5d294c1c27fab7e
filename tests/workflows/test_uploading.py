"""The journey of a file: kept, prepared in the background, decided about, carried out once, found again."""

import os
import threading
import time
from datetime import date
from pathlib import Path

import pytest

from cds_tracker.domain.choices import Choices, Directions
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Grant, Person, Role
from cds_tracker.excel.writing import write_tracker
from cds_tracker.store import check, layouts, plans, tasks, uploads
from cds_tracker.store.database import Database
from cds_tracker.store.uploads import Upload
from cds_tracker.workflows import filekeeping, preparing, uploading
from cds_tracker.workflows.acting import Refused
from cds_tracker.workflows.preparing import MEMORY
from tests.workflows import offices

DAY = date(2025, 9, 30)
HEADER = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Trạng thái", "Tiến độ (%)", "Khó khăn, vướng mắc")
PORTAL = ("1", "Nâng cấp cổng", "Văn phòng Bộ", "Đang thực hiện", "60", "Thiếu người")
IPV6 = ("2", "Chuyển sang IPv6", "Văn phòng Bộ", "Đang thực hiện", "70", "")
LAW = ("3", "Rà soát văn bản", "Vụ Pháp chế", "Đang thực hiện", "50", "")
MINHS = Person("minh", "Trần Minh", (Grant(Role.HEAD, "VP"),))
TUANS = Person("tuan", "Phạm Tuấn", (Grant(Role.HEAD, "PC"),))
NAMS = Person("nam", "Vũ Nam", (Grant(Role.ADMIN),))
HAS = Person("ha", "Bùi Hà", (Grant(Role.LEADERSHIP),))


def workbook(*lines: tuple[str, ...], header: tuple[str, ...] = HEADER, sheet: str = "Theo dõi") -> bytes:
    return write_tracker(sheet, ("BÁO CÁO",), header, lines)


FILE = workbook(PORTAL, IPV6)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Shared by the tests: the same file is then read once for all of them, as in a server."""
    return tmp_path_factory.mktemp("workbooks")


@pytest.fixture
def office(database: Database) -> Database:
    return offices.opened(database)


def bring(database: Database, folder: Path, person: Person = MINHS, content: bytes = FILE, **about: object) -> int:
    given = {"plan": "KH", "effective_on": DAY, **about}
    return uploading.receive(database, folder, person, "bao-cao.xlsx", content, **given)  # type: ignore[arg-type]


def progress_of(database: Database, number: int) -> object:
    return next((task["progress"] for task in held(database) if task.id == number), None)


def held(database: Database) -> list[tasks.Task]:
    with database.read() as connection:
        plan = plans.find(connection, "KH")
        assert plan is not None
        assert check.findings(connection) == []
        return tasks.current(connection, plan.id)


def state(database: Database, number: int) -> Upload:
    with database.read() as connection:
        found = uploads.find(connection, number)
    assert found is not None
    return found


def test_a_file_is_kept_by_its_hash_before_anything_is_read(office: Database, folder: Path) -> None:
    number = bring(office, folder)
    kept = state(office, number)
    place = filekeeping.place(folder, kept.sha256)
    assert place.read_bytes() == FILE
    assert place.stat().st_mode & 0o777 == 0o600
    assert (kept.unit, kept.author, kept.state, kept.file, kept.size) == ("VP", "minh", "waiting", "bao-cao.xlsx", len(FILE))
    assert uploading.progress(number) is None or not uploading.progress(number).busy  # type: ignore[union-attr]


def test_it_is_carried_out_once_and_the_upload_tells_what_came_of_it(office: Database, folder: Path) -> None:
    number = bring(office, folder)
    shown = uploading.prepare(office, folder, number, MINHS).preview
    result = uploading.carry_out(office, folder, number, MINHS, "Báo cáo tháng 9", seen=shown)
    assert (result.state, progress_of(office, 1), progress_of(office, 4)) == ("applied", 60, 70)
    told = state(office, number)
    assert (told.state, told.counts["changed"], told.counts["applied"], told.decided_by) == ("applied", 2, 3, "minh")
    assert told.proposal is not None
    assert told.seconds is not None
    again = uploading.carry_out(office, folder, number, MINHS)
    assert again.applied is not None
    assert result.applied is not None
    assert again.applied.revision == result.applied.revision
    second = bring(office, folder)
    before = uploading.same(office, told.sha256, "KH", besides=second)
    assert before is not None
    assert before.number == number
    assert uploading.carry_out(office, folder, second, MINHS).state == "nothing"


def test_it_is_prepared_in_the_background_and_found_from_another_tab(office: Database, folder: Path) -> None:
    number = bring(office, folder, content=workbook(PORTAL, IPV6, LAW))
    assert uploading.start(office, folder, number, MINHS).busy
    assert uploading.start(office, folder, number, MINHS) is not None  # begun once, however often it is asked for
    until = time.monotonic() + 30
    while (found := uploading.prepared(office, folder, number, MINHS)) is None:
        assert time.monotonic() < until
        time.sleep(0.02)
    told = uploading.progress(number)
    assert told is not None
    assert told.stage == "ready"
    assert found.preview.counts is not None
    assert found.preview.counts["changed"] == 2
    assert state(office, number).counts["refused"] == 1  # the row of the legal department
    MEMORY.forget(office, number)  # the server is started anew: what was read is still there
    filekeeping.place(folder, found.upload.sha256).rename(folder / "away")
    again = uploading.prepared(office, folder, number, MINHS, wait=10)
    assert again is not None
    assert again.preview.changes == found.preview.changes
    (folder / "away").rename(filekeeping.place(folder, found.upload.sha256))


def test_what_was_chosen_is_kept_and_the_file_is_read_by_it(office: Database, folder: Path) -> None:
    number = bring(office, folder)
    row = uploading.prepare(office, folder, number, MINHS).reading.rows[0]
    uploading.choose(office, number, MINHS, Choices(accept={(row.sheet, row.row): "new"}))
    shown = uploading.prepare(office, folder, number, MINHS).preview
    assert ({one.task for one in shown.changes}, [one.field for one in shown.requests]) == ({4}, ["*"])
    with pytest.raises(Refused):
        uploading.choose(office, number, TUANS, Choices(blank="clear"))
    uploading.choose(office, number, NAMS, Choices())
    assert state(office, number).choices == Choices()


def test_a_file_that_cannot_be_read_is_refused_with_its_reason_and_can_be_tried_again(office: Database, folder: Path) -> None:
    number = bring(office, folder, content=b"no workbook at all")
    assert uploading.prepare(office, folder, number, MINHS).preview.reading.refused
    told = state(office, number)
    assert told.state == "refused"
    assert told.problem is not None
    assert uploading.carry_out(office, folder, number, MINHS).state == "refused"
    uploading.choose(office, number, MINHS, Choices(Directions(all_sheets=True)))
    assert state(office, number).state == "waiting"
    uploading.discard(office, number, MINHS)
    with pytest.raises(TrackerError, match="upload_decided"):
        uploading.choose(office, number, MINHS, Choices())


def test_when_the_plan_moved_what_differs_is_shown_first(office: Database, folder: Path) -> None:
    number = bring(office, folder)
    shown = uploading.prepare(office, folder, number, MINHS).preview
    offices.said(office, 2, progress=5)  # touches nothing that is shown
    offices.said(office, 4, difficulty="Chờ thiết bị")
    offices.said(office, 1, progress=60)
    moved = uploading.carry_out(office, folder, number, MINHS, seen=shown)
    assert moved.state == "moved"
    assert moved.moved is not None
    assert [(one.task, one.field) for one in moved.moved.gone] == [(1, "progress")]
    assert state(office, number).state == "waiting"
    assert moved.preview is not None
    assert uploading.carry_out(office, folder, number, MINHS, seen=moved.preview).state == "applied"
    assert [progress_of(office, one) for one in (1, 2, 4)] == [60, 5, 70]


def test_two_uploads_at_once_end_as_if_one_came_after_the_other(office: Database, folder: Path) -> None:
    files = (FILE, workbook((*PORTAL[:4], "80", "Đã đủ người"), ("9", "Việc chung mới", "Văn phòng Bộ", "", "", "")))
    numbers = [bring(office, folder, NAMS, content) for content in files]
    for number in numbers:
        uploading.prepare(office, folder, number, NAMS)
    failed: list[BaseException] = []

    def work(number: int) -> None:
        try:
            assert uploading.carry_out(office, folder, number, NAMS).state == "applied"
        except BaseException as error:  # noqa: BLE001
            failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    told = [state(office, number) for number in numbers]
    assert [one.counts["stale"] for one in told] == [0, 0]
    last = max(told, key=lambda one: one.proposal or 0)
    assert progress_of(office, 1) == (60 if last.number == numbers[0] else 80)
    assert progress_of(office, 4) == 70


def test_everybody_sees_the_uploads_that_concern_them(office: Database, folder: Path) -> None:
    numbers = [bring(office, folder, person) for person in (MINHS, TUANS, NAMS)]
    seen = {person.account: [one.number for one in uploading.listed(office, person)] for person in (MINHS, TUANS, NAMS, HAS)}
    assert seen == {"minh": [numbers[0]], "tuan": [numbers[1]], "nam": numbers[::-1], "ha": numbers[::-1]}
    assert [one.number for one in uploading.listed(office, NAMS, unit="PC")] == [numbers[1]]
    assert uploading.listed(office, NAMS, "KHAC") == []
    for number, person in ((numbers[0], TUANS), (numbers[2], MINHS), (999, NAMS)):
        with pytest.raises(Refused):
            uploading.find(office, number, person)
        with pytest.raises(Refused):
            uploading.original(office, folder, number, person)
    assert uploading.original(office, folder, numbers[0], HAS)[1].read_bytes() == FILE


def test_who_may_not_import_leaves_no_file_behind(office: Database, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        bring(office, tmp_path / "new", HAS)
    assert not (tmp_path / "new").exists()
    with pytest.raises(Refused):
        bring(office, tmp_path, MINHS, plan="KH-2026", create=True)  # a plan is for who may plan
    with pytest.raises(TrackerError, match="plan_unknown"):
        bring(office, tmp_path, NAMS, plan="KH-2026")
    with pytest.raises(Refused):
        bring(office, tmp_path, MINHS, unit="PC")
    assert state(office, bring(office, tmp_path, NAMS, unit="PC")).unit == "PC"
    with office.read() as connection:
        assert len(uploads.listed(connection, uploads.Which())) == 1


def test_many_files_at_once_stand_each_for_itself(office: Database, folder: Path) -> None:
    batch = uploading.new_batch()
    files = [("vp.xlsx", FILE), ("to.xlsx", b"0" * (25 * 1024 * 1024 + 1)), ("hong.xlsx", b"?"), ("pc.xlsx", FILE)]
    brought = uploading.receive_many(office, folder, NAMS, files, batch=batch, plan="KH", effective_on=DAY)
    assert [one.error.key if one.error else None for one in brought] == [None, "file_too_large", None, None]
    states = [uploading.carry_out(office, folder, one.number, NAMS).state for one in brought if one.number]
    assert states == ["applied", "refused", "nothing"]
    assert [one.file for one in uploading.listed(office, NAMS, batch=batch)] == ["pc.xlsx", "hong.xlsx", "vp.xlsx"]


def test_only_files_that_nobody_refers_to_are_swept_away(office: Database, tmp_path: Path) -> None:
    number = bring(office, tmp_path)
    orphan, young = (filekeeping.keep(tmp_path, content) for content in (b"orphan", b"young"))
    for digest in (state(office, number).sha256, orphan):
        os.utime(filekeeping.place(tmp_path, digest), (time.time() - 90_000,) * 2)
    kept = state(office, number)
    assert filekeeping.finding(tmp_path, kept.sha256, kept.size) is None
    assert "missing" in str(filekeeping.finding(tmp_path, "0" * 64, 5))
    filekeeping.place(tmp_path, orphan).write_bytes(b"ORPHAN")
    assert "was changed" in str(filekeeping.finding(tmp_path, orphan, 6))
    os.utime(filekeeping.place(tmp_path, orphan), (time.time() - 90_000,) * 2)
    assert uploading.sweep(office, tmp_path) == 1
    assert [filekeeping.place(tmp_path, one).exists() for one in (state(office, number).sha256, orphan, young)] == [
        True, False, True,
    ]  # fmt: skip


def test_a_template_is_known_again_in_the_next_file_of_the_unit(office: Database, folder: Path) -> None:
    number = bring(office, folder)
    uploading.choose(office, number, MINHS, Choices(Directions(columns={"Theo dõi": {"E": ""}}, parts=False)))
    uploading.carry_out(office, folder, number, MINHS)
    with office.read() as connection:
        plan = plans.find(connection, "KH")
        assert plan is not None
        [known] = layouts.of_plan(connection, plan.id, "VP")
        assert layouts.of_plan(connection, plan.id, "PC") == []
    assert known.directions.columns == {"Theo dõi": {"E": ""}}
    for person, field, certainty in ((MINHS, None, "remembered"), (TUANS, "progress", "exact")):
        second = bring(office, folder, person, workbook((*PORTAL[:4], "75", "Đã xong"), sheet="Tháng 10"))
        picture = uploading.prepare(office, folder, second, person).reading.sheets[0].picture
        assert picture is not None
        column = next(one for one in picture.columns if one.letter == "E")
        assert (column.field, column.certainty) == (field, certainty)


def test_a_preview_of_another_moment_is_made_anew(office: Database, folder: Path) -> None:
    number = bring(office, folder)
    first = uploading.prepare(office, folder, number, MINHS)
    assert preparing.ready(office, number, MINHS) is not None
    assert preparing.ready(office, number, NAMS) is None  # another reader may do other things
    offices.said(office, 1, progress=61)
    time.sleep(2 * first.seconds + 0.05)
    assert preparing.ready(office, number, MINHS) is None
    assert uploading.prepare(office, folder, number, MINHS).preview.base > first.preview.base


def test_an_upload_is_taken_back_but_for_what_people_changed_since(office: Database, folder: Path) -> None:
    number = bring(office, folder)
    uploading.carry_out(office, folder, number, MINHS)
    offices.said(office, 4, progress=95)
    with pytest.raises(Refused):
        uploading.undo(office, number, TUANS)
    seen = uploading.foresee_undo(office, number, MINHS)
    assert [(one.change.task, one.change.field, one.why, one.by) for one in seen.kept] == [
        (4, "progress", "changed_since", "minh"),
    ]  # fmt: skip
    uploading.undo(office, number, MINHS, "Nộp nhầm kỳ")
    assert (progress_of(office, 1), progress_of(office, 4), state(office, number).state) == (20, 95, "undone")
    second = bring(office, folder)
    with pytest.raises(TrackerError, match="upload_not_undone"):
        uploading.undo(office, second, MINHS)
    before = uploading.same(office, state(office, second).sha256, "KH", besides=second)
    assert before is not None
    assert before.state == "undone"
