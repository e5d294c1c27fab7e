"""Nhập Excel as a unit head: what goes in, what becomes a request and what is refused is said before anything is written."""

from pathlib import Path

import pytest

from cds_tracker.excel.writing import write_tracker
from cds_tracker.store import ledger
from cds_tracker.store.database import Database, connect
from cds_tracker.store.migrating import migrate
from cds_tracker.style.words import Words
from tests.pages.importing import bring, one, to_changes
from tests.pages.shell import markup, opened, said
from tests.permissions.plan import CANARIES, DAY, enter

VI = Words("vi")
HEADER = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn hoàn thành", "Tiến độ (%)")
LINES = (
    ("1", "Nâng cấp cổng chung", "Văn phòng Bộ", "", "11/2025", "60"),
    ("2", "Sửa quy chế chung", "Vụ Pháp chế", "Văn phòng Bộ", "4/2025", "70"),
    ("3", "Zqtitle 2 chung", "Vụ Pháp chế", "", "2/2025", "80"),
)
FILE = write_tracker("Theo dõi", ["KẾ HOẠCH"], HEADER, LINES)


@pytest.fixture
def entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A database of its own with the plan of the permission tables."""
    url = f"sqlite:///{tmp_path / 'cds.db'}"
    database = connect(url)
    migrate(database)
    enter(database)
    monkeypatch.setenv("CDS_DATABASE_URL", url)
    monkeypatch.setenv("CDS_DATA_DIR", str(tmp_path / "data"))
    return database


def revision(database: Database) -> int:
    with database.read() as connection:
        return ledger.latest(connection)


def test_a_head_sees_what_will_happen_then_it_does(entered: Database) -> None:
    before = revision(entered)
    app = opened("nhap-excel", "minh", as_of=DAY.isoformat())
    assert not app.text_input  # no new plan to be named
    to_changes(bring(app, one(FILE), new_plan=None))
    shown = markup(app)
    assert app.button(key="import_apply").label == VI("importing.apply_requests", count=1, requests=1)
    for kind in ("requested", "refused"):
        assert VI(f"review.kind.{kind}") in shown
    assert VI("importing.changes.as_request") in shown
    assert "E4" in shown  # the cell of the deadline that becomes a request
    assert not [word for word in CANARIES if word in shown.lower().replace("zqtitle 2 chung", "")]
    assert revision(entered) == before
    app.button(key="import_apply").click().run()
    assert VI("importing.requested", count=1) in markup(app)
    assert revision(entered) == before + 1
    entered.close()


def test_an_upload_waits_for_the_one_who_made_it_and_for_admins(entered: Database) -> None:
    app = opened("nhap-excel", "minh", as_of=DAY.isoformat())
    number = str(said(bring(app, one(FILE), new_plan=None), "upload"))
    assert VI("importing.missing") not in markup(opened("nhap-excel", "minh", upload=number))
    shown = markup(opened("nhap-excel", "binh", upload=number))
    assert VI("importing.missing") in shown
    assert "Nâng cấp cổng" not in shown
    assert VI("importing.missing") not in markup(opened("nhap-excel", "nam", upload=number))
    entered.close()


@pytest.mark.parametrize("account", ["ha", "lan", "hoa", "gone"])
def test_nobody_else_finds_the_page(entered: Database, account: str) -> None:
    with pytest.raises(ValueError, match="navigation page"):
        opened("nhap-excel", account)
    entered.close()
