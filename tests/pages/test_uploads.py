"""Lịch sử tải lên: Minh's file waits, Nam accepts some of its rows and takes them back; everybody finds what concerns them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from cds_tracker.store import plans
from cds_tracker.store.database import Database, connect
from cds_tracker.style.words import LANGUAGES, Words
from cds_tracker.workflows import changing_plans
from tests.pages.importing import bring, one, to_changes
from tests.pages.shell import markup, opened, said
from tests.workflows import offices
from tests.workflows.test_uploading import FILE, NAMS, progress_of

VI = Words("vi")
DAY = offices.DAY.isoformat()
HISTORY = "lich-su-tai-len"
pytestmark = pytest.mark.usefixtures("data_dir")


@pytest.fixture
def office(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The office, whose plan lets uploads wait."""
    database = connect(sqlite_url)
    offices.opened(database)
    with database.read() as connection:
        plan = plans.find(connection, "KH")
    assert plan is not None
    changing_plans.save(database, NAMS, replace(plan, approve_uploads=True), plan, date(2025, 7, 1))
    monkeypatch.setenv("CDS_DATABASE_URL", sqlite_url)
    yield database
    database.close()


def waiting() -> str:
    """Minh brings his file: the number of the upload that waits."""
    app = to_changes(bring(opened("nhap-excel", "minh", as_of=DAY), one(FILE, "bao-cao.xlsx"), new_plan=None))
    assert app.button(key="import_apply").label == VI("review.send", count=3)
    app.button(key="import_apply").click().run()
    assert VI("import_result.pending") in markup(app)
    return str(said(app, "upload"))


def test_a_file_waits_is_accepted_row_by_row_and_taken_back(office: Database) -> None:
    number = waiting()
    minh = opened(HISTORY, "minh", upload=number)
    assert VI("uploads.approve.waits") in markup(minh)
    assert not [button for button in minh.button if button.key == "upload_accept"]
    nam = opened(HISTORY, "nam", upload=number)
    assert nam.button(key="upload_accept").label == VI("uploads.approve.all", count=2)
    nam.checkbox[0].uncheck().run()
    assert nam.button(key="upload_accept").label == VI("uploads.approve.rows", count=1)
    nam.button(key="upload_accept").click().run()
    assert VI("import_result.failed") in markup(nam), "a reason is needed"
    nam.text_area(key="upload_reason").set_value("Dòng đầu chưa có minh chứng")
    nam.button(key="upload_accept").click().run()
    assert VI("uploads.approve.accepted") in markup(nam)
    assert (progress_of(office, 1), progress_of(office, 4)) == (20, 70)
    assert "Dòng đầu chưa có minh chứng" in markup(opened(HISTORY, "minh", upload=number)), "the unit sees why"
    assert VI("uploads.undo.restored", count=1) in markup(nam)
    nam.text_area(key="undo_reason").set_value("Sai kỳ")
    nam.button(key="undo_act").click().run()
    assert VI("import_result.undone") in markup(nam)
    assert (progress_of(office, 1), progress_of(office, 4)) == (20, 20)


def test_a_file_is_refused_with_a_reason_or_withdrawn_by_whoever_brought_it(office: Database) -> None:
    number = waiting()
    nam = opened(HISTORY, "nam", upload=number)
    nam.text_area(key="upload_reason").set_value("Sai kỳ báo cáo")
    nam.button(key="upload_refuse").click().run()
    assert VI("uploads.approve.refused") in markup(nam)
    second = waiting()
    minh = opened(HISTORY, "minh", upload=second)
    minh.button(key="upload_withdraw").click().run()
    states = [VI(f"import_lines.state.{name}") for name in ("rejected", "discarded")]
    assert all(state in markup(opened(HISTORY, "minh")) for state in states)
    only = markup(opened(HISTORY, "minh", state="rejected"))
    assert f"upload={number}" in only
    assert f"upload={second}" not in only
    assert progress_of(office, 1) == 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_sees_the_uploads_that_concern_them(office: Database, language: str) -> None:
    words = Words(language)
    assert words("uploads.none_yet") in markup(opened(HISTORY, "minh", lang=language))
    number = waiting()
    shown = markup(opened(HISTORY, "nam", lang=language))
    assert words("uploads.waiting", count=1) in shown
    assert "bao-cao.xlsx" in shown
    assert f"/tai-ve/tep/{number}/goc" in markup(opened(HISTORY, "minh", lang=language, upload=number))
    for asked in ({}, {"upload": number}, {"upload": "4711"}):
        tuan = markup(opened(HISTORY, "tuan", lang=language, **asked))
        assert "bao-cao.xlsx" not in tuan
    assert words("importing.missing") in tuan
