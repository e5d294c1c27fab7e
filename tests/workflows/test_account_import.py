"""Accounts from a workbook: every doubtful cell named, nothing guessed, previewed and applied as a whole."""

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Grant, Role
from cds_tracker.domain.reading import Outcome
from cds_tracker.store import accounts, credentials, ledger
from cds_tracker.store.database import Database
from cds_tracker.style.problems import message
from cds_tracker.style.words import Words
from cds_tracker.workflows import account_import
from cds_tracker.workflows import accounts as managing
from cds_tracker.workflows.account_import import Preview
from cds_tracker.workflows.acting import Refused
from tests.workflows.people import HOA, LAN, NAM, enter, held

HEADER = ("TT", "Tên đăng nhập", "Họ và tên", "E-mail", "Vai trò", "Đơn vị", "Từ ngày", "Đến ngày")
BINH = (1, "binh", "Trần Bình", "binh@bo.vn", "Thủ trưởng đơn vị", "Văn phòng Bộ", datetime(2026, 1, 1), "31/12/2026")  # noqa: DTZ001


def workbook(*lines: tuple[object, ...], header: tuple[str, ...] = HEADER) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(["DANH SÁCH TÀI KHOẢN"])
    sheet.append([])
    sheet.append(header)
    for line in lines:
        sheet.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def shown(database: Database, *lines: tuple[object, ...]) -> Preview:
    return account_import.preview(database, account_import.read(database, workbook(*lines), "tai-khoan.xlsx"))


def test_nam_reads_previews_and_applies_a_list_of_people(database: Database) -> None:
    enter(database)
    preview = shown(
        database,
        BINH,
        (2, "binh", "Trần Bình", None, "Chuyên viên", "PC", None, None),
        (3, "hoa", "Vũ Hoa", None, "Người xem", None, None, None),
        (4, "Lan", "Nguyễn Thị Lan", None, "Chuyên viên", "Vụ Pháp chế", None, None),
    )
    grants = (Grant(Role.HEAD, "VP", date(2026, 1, 1), date(2026, 12, 31)), Grant(Role.STAFF, "PC"))
    assert preview.problems == ()
    assert preview.new == (Account(0, "binh", "Trần Bình", "binh@bo.vn", grants),)
    assert preview.unchanged == ("hoa",)
    [(seen, wanted)] = preview.changed
    assert (seen.name, wanted.name, wanted.email, wanted.grants) == (
        "Nguyễn Lan",
        "Nguyễn Thị Lan",
        "lan@bo.vn",
        (Grant(Role.STAFF, "PC"),),
    )
    with database.read() as connection:
        assert accounts.find(connection, "binh") is None, "a preview writes nothing"
    codes = account_import.apply(database, NAM, preview)
    assert list(codes) == ["binh"]
    with database.write() as connection:
        assert credentials.use_code(connection, held(database, "binh").id, codes["binh"])
    assert held(database, "binh").grants == grants
    again = shown(database, BINH, (2, "binh", "Trần Bình", None, "Chuyên viên", "PC", None, None))
    assert (again.writes, again.unchanged) == (False, ("binh",))


def test_every_doubtful_cell_is_named_and_its_person_left_out(database: Database) -> None:
    enter(database)
    managing.deactivate(database, NAM, "ha")
    preview = shown(
        database,
        (1, "bình trần", "Trần Bình", "x", "Trưởng phòng", None, "31/2/2026", None),
        (2, "dung", None, None, "Chuyên viên", None, None, None),
        (3, "dung", "Dung", None, "Người xem", "VP", None, None),
        (4, "giang", "Giang", None, "Thủ trưởng đơn vị", "Vụ Không Có Thật", "2/1/2026", "1/1/2026"),
        (5, "khanh", "Khánh", None, "staff", "Van phong Bo", None, None),
        (6, "long", "Long", "long@bo.vn", "viewer", None, None, None),
        (7, "long", "Long Nguyễn", "khac@bo.vn", "admin", None, None, None),
        (8, "ha", "Trần Hà", None, "Lãnh đạo", None, None, None),
        (9, "oanh", "Oanh", None, "Người xem", None, None, None),
    )
    assert [(one.cell, one.code) for one in preview.problems] == [
        ("B4", "people_login"),
        ("D4", "people_email"),
        ("E4", "people_role"),
        ("G4", "people_day"),
        ("C5", "people_name"),
        ("F5", "people_unit_needed"),
        ("F6", "people_unit_unwanted"),
        ("F7", "people_unit"),
        ("H7", "people_days"),
        ("F8", "people_unit"),
        ("C10", "people_differs"),
        ("D10", "people_differs"),
        ("B11", "people_inactive"),
    ]
    assert preview.left_out == ("dung", "giang", "khanh", "long", "ha")
    assert [one.code for one in preview.new] == ["oanh"]
    for problem in preview.problems:
        for language in ("vi", "en"):
            assert "{" not in message(Words(language), problem)


def test_a_file_without_such_a_table_is_refused_with_one_sentence(database: Database) -> None:
    enter(database)
    for data, code in (
        (workbook(BINH, header=("A", "B", "C", "D", "E", "F", "G", "H")), "people_header"),
        (workbook(), "people_none"),
        (b"PK\x03\x04nothing", None),
        (b"<html></html>", "html_file"),
    ):
        reading = account_import.read(database, data, "x.xlsx")
        assert reading.refused in (Outcome.REJECT, Outcome.REJECT_WITH_ADVICE)
        [problem] = account_import.preview(database, reading).problems
        assert code in (None, problem.code)


@pytest.mark.parametrize("person", [LAN, HOA], ids=lambda person: person.account)
def test_nobody_but_an_admin_applies_a_list(database: Database, person: object) -> None:
    enter(database)
    preview = shown(database, BINH)
    with database.read() as connection:
        before = ledger.latest(connection)
    with pytest.raises(Refused):
        account_import.apply(database, person, preview)  # type: ignore[arg-type]
    with database.read() as connection:
        assert ledger.latest(connection) == before


def test_what_changed_since_the_preview_stops_the_whole_list(database: Database) -> None:
    enter(database)
    preview = shown(database, BINH, (2, "lan", "Nguyễn Thị Lan", None, "Chuyên viên", "VP", None, None))
    managing.grant(database, NAM, "lan", [])
    with pytest.raises(TrackerError, match="account_changed"):
        account_import.apply(database, NAM, preview)
    with database.read() as connection:
        assert accounts.find(connection, "binh") is None


def test_a_list_cannot_take_the_last_admin_away(database: Database) -> None:
    enter(database)
    preview = shown(database, (1, "nam", "Phạm Nam", None, "Người xem", None, None, None))
    with pytest.raises(TrackerError, match="last_admin"):
        account_import.apply(database, NAM, preview)


def test_text_that_looks_like_a_formula_is_text(database: Database) -> None:
    enter(database)
    preview = shown(database, (1, "binh", "'=1+1", None, "Người xem", None, None, None))
    assert [one.name for one in preview.new] == ["'=1+1"]
