"""The commands of accounts through a real process, with the rights of whoever is named."""

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.cli.test_commands import CHECKOUT, Place

CODE = re.compile(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A place with an admin (Nam), a unit head (Minh) and a viewer (Hoa)."""
    made = Place(tmp_path)
    for login, grant in (("nam", "admin"), ("minh", "head:VP"), ("hoa", "viewer")):
        code, told = made.ask("accounts", "add", login, "--name", login.title(), "--grant", grant)
        assert code == 0
        assert CODE.fullmatch(told["code"])
    return made


def test_nam_adds_lists_grants_resets_and_deactivates(place: Place) -> None:
    grants = ("--grant", "staff:VP:2026-01-01:2026-12-31", "--grant", "viewer")
    assert place.ask("accounts", "add", "lan", "--name", "Nguyễn Lan", *grants, "--as", "nam")[0] == 0
    listed = {one["login"]: one for one in place.ask("accounts", "list", "--as", "nam")[1]["accounts"]}
    assert listed["lan"]["grants"] == [
        {"role": "staff", "unit": "VP", "from": "2026-01-01", "to": "2026-12-31"},
        {"role": "viewer", "unit": None, "from": None, "to": None},
    ]
    assert place.ask("accounts", "grant", "lan", "--none", "--as", "nam")[1]["grants"] == "–"
    assert place.ask("accounts", "reset", "lan")[1]["account"] == "lan"
    assert place.ask("accounts", "deactivate", "lan") == (0, {"account": "lan", "done": "deactivated", "sessions": 0})
    assert place.ask("accounts", "reset", "lan")[1]["error"]["code"] == "account_inactive"
    assert CODE.fullmatch(place.ask("accounts", "reactivate", "lan")[1]["code"])
    assert place.run("check").returncode == 0
    assert "Nguyễn Lan" in place.run("accounts", "list").stdout


@pytest.mark.parametrize("who", ["minh", "hoa"])
@pytest.mark.parametrize(
    "command",
    [
        ("list",),
        ("add", "moi", "--name", "Mới", "--grant", "admin"),
        ("reset", "nam"),
        ("deactivate", "hoa"),
        ("reactivate", "hoa"),
        ("grant", "minh", "--grant", "admin"),
    ],
    ids=lambda command: command[0],
)
def test_as_somebody_who_is_no_admin_everything_is_refused(place: Place, command: tuple[str, ...], who: str) -> None:
    before = place.ask("accounts", "list")
    code, told = place.ask("accounts", *command, "--as", who)
    assert (code, told["error"]["code"]) == (2, "refused")
    assert place.ask("accounts", "list") == before


def test_an_account_that_is_not_there_or_not_active_has_no_rights(place: Place) -> None:
    place.ask("accounts", "deactivate", "hoa")
    for who in ("hoa", "khong-co"):
        assert place.ask("accounts", "list", "--as", who)[1]["error"]["code"] == "account_unknown"


@pytest.mark.parametrize("grant", ["chief", "head", "head:VP:hôm nay", "head:KHONG", "viewer:VP", "head:VP:::x"])
def test_a_grant_that_cannot_be_meant_is_refused(place: Place, grant: str) -> None:
    assert place.run("accounts", "grant", "hoa", "--grant", grant).returncode == 2


def test_a_list_of_people_is_tried_and_then_taken(place: Place) -> None:
    book = Workbook()
    for line in (
        ("Tên đăng nhập", "Họ tên", "Vai trò", "Đơn vị"),
        ("lan", "Lan", "Chuyên viên", "VP"),
        ("binh", "Bình", "Sếp", None),
    ):
        book.active.append(line)
    file = io.BytesIO()
    book.save(file)
    (place.folder / "nguoi.xlsx").write_bytes(file.getvalue())
    path = str(place.folder / "nguoi.xlsx")
    code, tried = place.ask("accounts", "import", path, "--dry-run")
    assert (code, tried["new"], tried["left_out"], tried["codes"]) == (1, ["lan"], ["binh"], {})
    assert [one["cell"] for one in tried["problems"]] == ["C3"]
    assert place.ask("accounts", "import", path, "--as", "minh")[0] == 2
    code, told = place.ask("accounts", "import", path)
    assert (code, list(told["codes"])) == (1, ["lan"])


def test_a_real_start_tells_the_first_admins_code_once_and_a_new_one_until_it_is_used(tmp_path: Path) -> None:
    asked = (
        "from cds_tracker import settings; from cds_tracker.cli import serving; from cds_tracker.style.words import Words;"
        "url = settings.load().database_url; serving.make_current(url, True);"
        "begun = serving.first(url, Words('vi')); begun and serving.tell(begun, Words('vi'))"
    )
    environment = {"CDS_DATA_DIR": str(tmp_path / "data"), "PATH": "", "PYTHONUTF8": "1", "USER": "root", "HOME": str(tmp_path)}
    first, second = (
        subprocess.run(
            [sys.executable, "-c", asked], capture_output=True, encoding="utf-8", cwd=CHECKOUT, env=environment, check=True
        )
        for _ in range(2)
    )
    assert "quantri" in first.stdout
    assert "chưa được dùng" in second.stdout
    [one], [other] = CODE.findall(first.stdout), CODE.findall(second.stdout)
    assert one != other
    assert CODE.search(first.stderr + second.stderr) is None
