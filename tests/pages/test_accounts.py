"""Tài khoản, Phiên đăng nhập, Tài khoản của tôi: as each role, in both languages, and what their buttons do."""

import io
import re
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.people import Grant, Role, operator
from cds_tracker.store import accounts, attempts, credentials, identities, sessions
from cds_tracker.store.attempts import Limit
from cds_tracker.style.words import LANGUAGES, Words
from cds_tracker.ui import data
from cds_tracker.ui.menu import BY_SLUG, offered
from cds_tracker.workflows import accounts as managing
from cds_tracker.workflows.signing_in import open_session
from tests.pages.shell import Open, markup, said

VI = Words("vi")
CODE = re.compile(r"<code>([A-Z2-9]{4}(?:-[A-Z2-9]{4}){3})</code>")
OTHERS = ("lanhdao", "thutruong", "chuyenvien", "nguoixem")
KEYS = re.compile(r">\s*(accounts|sign_ins|admin|ui|pages|signin)\.[a-z_]+\.?[a-z_]*\s*<")


def held(code: str) -> Account | None:
    with data.database().read() as connection:
        return accounts.find(connection, code)


def told_once(app: AppTest) -> str:
    """The code on the page; there is one, and the next run does not show it any more."""
    [code] = CODE.findall(markup(app))
    assert code not in repr(app.session_state)
    app.run()
    assert CODE.findall(markup(app)) == []
    return str(code)


def open_one(code: str) -> str:
    """A session of this account: its reference."""
    one = held(code)
    assert one is not None
    with data.database().write() as connection:
        return sessions.hashed(open_session(connection, one.id, "local", "10.0.0.7", "Mozilla/5.0 (Windows) Firefox/1"))[:16]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", ["tai-khoan", "phien-dang-nhap", "cua-toi"])
def test_the_pages_open_in_both_languages(open_demo: Open, slug: str, language: str) -> None:
    shown = markup(open_demo(slug, lang=language))
    assert f"<h1>{Words(language)(f'pages.{BY_SLUG[slug].key}.title')}</h1>" in shown
    assert KEYS.search(shown) is None


@pytest.mark.parametrize("person", OTHERS)
@pytest.mark.parametrize("slug", ["tai-khoan", "phien-dang-nhap"])
def test_nobody_but_an_admin_is_offered_them(open_demo: Open, slug: str, person: str) -> None:
    with pytest.raises(ValueError, match="Could not find"):
        open_demo(slug, person)
    who = held(person)
    assert who is not None
    assert slug not in {entry.slug for entry in offered(who.person())}


@pytest.mark.parametrize("person", ["quantri", *OTHERS])
def test_everybody_reads_who_they_are(open_demo: Open, person: str) -> None:
    shown = markup(open_demo("cua-toi", person))
    one = held(person)
    assert one is not None
    assert one.name in shown
    assert VI(f"signin.role.{one.grants[0].role}") in shown
    assert VI("accounts.mine_alone") in shown
    assert "/doi-mat-khau" in shown


def test_the_list_is_searched_without_marks_and_filtered(open_empty: Open) -> None:
    app = open_empty("tai-khoan")
    assert VI("accounts.count", shown=5, all=5) in markup(app)
    app.text_input(key="account_q").set_value("nguyen thi").run()
    assert "chuyenvien" in markup(app)
    assert VI("accounts.count", shown=1, all=5) in markup(app)
    app.text_input(key="account_q").set_value("").run()
    app.selectbox(key="account_role").set_value(Role.ADMIN).run()
    assert VI("accounts.count", shown=1, all=5) in markup(app)
    app.selectbox(key="account_unit").set_value("CNTT").run()
    assert VI("accounts.none") in markup(app)


def test_nam_creates_an_account_and_its_code_is_shown_once(open_empty: Open) -> None:
    app = open_empty("tai-khoan", id="~new")
    app.text_input(key="new_name").set_value("Trần Bình <b>")
    app.text_input(key="new_code").set_value("Binh")
    app.selectbox(key="new_role").set_value(Role.HEAD)
    app.selectbox(key="new_unit").set_value("VP")
    app.button(key="new_save").click().run()
    code = told_once(app)
    one = held("binh")
    assert one is not None
    assert one.grants == (Grant(Role.HEAD, "VP"),)
    with data.database().write() as connection:
        assert credentials.use_code(connection, one.id, code)
    assert "<b>" not in markup(open_empty("tai-khoan", id="binh")).split("cds-facts-list")[0].split("<h2>")[1]


def test_what_is_wrong_with_a_new_account_is_told(open_empty: Open) -> None:
    app = open_empty("tai-khoan", id="~new")
    app.text_input(key="new_name").set_value("Bình")
    app.text_input(key="new_code").set_value("binh")
    app.selectbox(key="new_role").set_value(Role.HEAD)
    app.button(key="new_save").click().run()
    assert VI("errors.grant_unit_needed") in markup(app)
    assert held("binh") is None


def test_roles_are_added_and_dropped_and_details_saved(open_empty: Open) -> None:
    app = open_empty("tai-khoan", id="nguoixem")
    app.selectbox(key="grant_nguoixem_role").set_value(Role.STAFF)
    app.selectbox(key="grant_nguoixem_unit").set_value("VP")
    app.button(key="grant_nguoixem_more").click().run()
    one = held("nguoixem")
    assert one is not None
    assert one.grants == (Grant(Role.VIEWER), Grant(Role.STAFF, "VP"))
    app.button(key="grant_nguoixem_drop_0").click().run()
    app.text_input(key="edit_nguoixem_email").set_value("hoa@bo.vn")
    app.button(key="edit_nguoixem_save").click().run()
    one = held("nguoixem")
    assert one is not None
    assert (one.grants, one.email) == ((Grant(Role.STAFF, "VP"),), "hoa@bo.vn")
    assert VI("accounts.saved") in markup(app)


def test_somebody_elses_change_is_not_overwritten(open_empty: Open) -> None:
    app = open_empty("tai-khoan", id="nguoixem")
    managing.grant(data.database(), operator("root"), "nguoixem", [Grant(Role.LEADERSHIP)])
    app.text_input(key="edit_nguoixem_name").set_value("Khác")
    app.button(key="edit_nguoixem_save").click().run()
    assert VI("errors.account_changed", account="nguoixem") in markup(app)
    one = held("nguoixem")
    assert one is not None
    assert (one.name, one.grants) == ("Vũ Thị Hoa", (Grant(Role.LEADERSHIP),))


def test_a_reset_shows_a_code_once_and_ends_what_is_open(open_empty: Open) -> None:
    app = open_empty("tai-khoan", id="chuyenvien")
    open_one("chuyenvien")
    app.button(key="account_reset").click().run()
    code = told_once(app)
    one = held("chuyenvien")
    assert one is not None
    with data.database().write() as connection:
        assert sessions.going_on(connection, sessions.Limits(), one.id) == []
        assert credentials.use_code(connection, one.id, code)


def test_an_account_is_deactivated_and_comes_back(open_empty: Open) -> None:
    app = open_empty("tai-khoan", id="chuyenvien")
    app.button(key="account_deactivate").click().run()
    one = held("chuyenvien")
    assert one is not None
    assert not one.active
    assert VI("accounts.inactive_help") in markup(app)
    app.button(key="account_reactivate").click().run()
    told_once(app)
    one = held("chuyenvien")
    assert one is not None
    assert one.active


def test_nam_is_not_offered_to_end_his_own_account(open_empty: Open) -> None:
    app = open_empty("tai-khoan", id="quantri")
    assert VI("accounts.own_help") in markup(app)
    assert not {"account_reset", "account_deactivate"} & {button.key for button in app.button}
    app.button(key="grant_quantri_drop_0").click().run()
    assert VI("errors.last_admin") in markup(app)


def test_who_lost_the_role_meanwhile_is_refused_by_the_button(open_empty: Open) -> None:
    app = open_empty("tai-khoan", id="nguoixem")
    managing.grant(data.database(), operator("root"), "lanhdao", [Grant(Role.ADMIN)])
    managing.grant(data.database(), operator("root"), "quantri", [Grant(Role.VIEWER)])
    app.button(key="grant_nguoixem_drop_0").click().run()
    one = held("nguoixem")
    assert one is not None
    assert one.grants == (Grant(Role.VIEWER),)
    with data.database().read() as connection:
        last = connection.execute(text("SELECT actor, act, outcome FROM audit ORDER BY id DESC LIMIT 1")).one()
    assert tuple(last) == ("quantri", "account_change", "denied")


def test_a_person_of_the_provider_waits_and_is_linked(open_empty: Open) -> None:
    open_empty("tai-khoan")
    with data.database().write() as connection:
        identities.seen(connection, "https://id.bo.vn", "9a<b>", "hoa@bo.vn", "Hoa <script>")
    app = open_empty("tai-khoan")
    shown = markup(app)
    assert VI("accounts.waiting", count=1) in shown
    assert "<script>" not in shown
    [box] = [box for box in app.selectbox if str(box.key).startswith("link_to_")]
    box.set_value("nguoixem").run()
    app.button(key="link_0").click().run()
    assert VI("accounts.linked", account="nguoixem") in markup(app)
    app = open_empty("tai-khoan", id="nguoixem")
    app.button(key="unlink_0").click().run()
    with data.database().read() as connection:
        assert identities.find(connection, "https://id.bo.vn", "9a<b>") is None


def test_a_list_is_previewed_and_applied_with_codes_shown_once(
    open_empty: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CDS_DATA_DIR", str(tmp_path / "data"))
    book, file = Workbook(), io.BytesIO()
    for line in (
        ("Tên đăng nhập", "Họ tên", "Vai trò", "Đơn vị"),
        ("binh", "Bình", "Thủ trưởng đơn vị", "Văn phòng Bộ"),
        ("dung", "Dung", "Sếp", None),
    ):
        book.active.append(line)
    book.save(file)
    app = open_empty("tai-khoan", id="~file")
    app.file_uploader(key="account_file").upload("nguoi.xlsx", file.getvalue()).run()
    app.button(key="account_read").click().run()
    shown = markup(app)
    assert said(app, "ref")
    assert "C3" in shown
    assert VI("signin.role.head") in shown
    assert held("binh") is None
    app.button(key="account_apply").click().run()
    assert held("dung") is None
    assert held("binh") is not None
    told_once(app)
    assert list((tmp_path / "data" / "uploads").iterdir()) == []


def test_sessions_are_listed_and_ended_and_attempts_told(open_empty: Open) -> None:
    open_empty("phien-dang-nhap")
    reference = open_one("chuyenvien")
    with data.database().write() as connection:
        for _ in range(5):
            attempts.begin(connection, "hashed", None, "10.0.0.9", "local", Limit())
    app = open_empty("phien-dang-nhap")
    shown = markup(app)
    assert "10.0.0.7" in shown
    assert "Firefox, Windows" in shown
    assert VI("sign_ins.locked_now") in shown
    assert VI("sign_ins.nobody") in shown
    app.button(key=f"end_{reference}").click().run()
    assert VI("sign_ins.no_sessions") in markup(app)
    app.selectbox(key="sign_in_outcome").set_value("succeeded").run()
    assert VI("sign_ins.no_attempts") in markup(app)


def test_lan_signs_out_everywhere_else(open_empty: Open) -> None:
    open_empty("cua-toi", "chuyenvien")
    open_one("chuyenvien"), open_one("thutruong")
    app = open_empty("cua-toi", "chuyenvien")
    app.button(key="end_others").click().run()
    assert VI("accounts.mine_ended") in markup(app)
    with data.database().read() as connection:
        assert [one.account for one in sessions.going_on(connection, sessions.Limits())] == ["thutruong"]
