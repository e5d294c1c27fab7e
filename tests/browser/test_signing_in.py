"""Signing in and out in a real browser, from the first link to the button that goes back."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cds_tracker.demo.people import PASSWORD
from cds_tracker.store import sessions
from cds_tracker.store.database import connect
from tests.browser.conftest import PHONE, WIDE
from tests.browser.serving import Served, free_port, serving

REFUSED = "the server responded with a status of 401"  # what Chromium's console says where the gate answers
AWAY = ("WebSocket", "Websocket", "ERR_CONNECTION", "Failed to fetch", "Client Error", "not responding")  # or is away


def enter(page: Page, name: str = "quantri", password: str = PASSWORD) -> None:
    """Fill the form and send it."""
    page.get_by_label("Tên tài khoản").fill(name)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def test_sign_in_refresh_restart_sign_out_and_the_back_button_shows_nothing(
    demo_server: Served, new_page: Callable[..., Page]
) -> None:
    page, port = new_page(person=None, allowed=(REFUSED, *AWAY)), free_port()
    heading = page.get_by_role("heading", name="Nhiệm vụ", level=1)
    with serving(demo_server.data_dir, port=port) as server:
        page.goto(f"{server.url}/nhiem-vu?unit=VP")
        expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
        enter(page, password="không đúng")
        expect(page.get_by_role("alert")).to_contain_text("Chưa đăng nhập được")
        enter(page)
        expect(heading).to_be_visible()
        expect(page).to_have_url(re.compile(r"/nhiem-vu\?.*unit=VP"))
        page.reload()
        expect(heading).to_be_visible()
    with serving(demo_server.data_dir, port=port) as server:
        page.goto(f"{server.url}/nhiem-vu")
        expect(heading).to_be_visible()
        expect(page.get_by_text("Phạm Hoài Nam")).to_be_visible()
        page.get_by_role("button", name="Đăng xuất").click()
        expect(page.get_by_role("status")).to_contain_text("Bạn đã đăng xuất")
        page.go_back()
        expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
        expect(page.get_by_text("Phạm Hoài Nam")).to_have_count(1)  # in the list of the invented people alone
        page.goto(f"{server.url}/nhiem-vu")
        expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()


TYPING = """
import streamlit as st

st.title("Viết")
st.text_input("Khó khăn")
st.markdown(f"who {st.user.get('account')}")
"""


@pytest.fixture
def typing(start: Callable[..., Served], checkout: Callable[[str], Path]) -> Served:
    """A server whose page has something to write in."""
    return start(checkout=checkout(TYPING))


def end(server: Served, name: str = "quantri") -> None:
    """End every session of an account, as an admin does."""
    database = connect(f"sqlite:///{server.data_dir / 'cds.db'}")
    with database.write() as connection:
        for one in sessions.going_on(connection, sessions.Limits()):
            if one.account == name:
                sessions.end(connection, one.token_hash, "admin")
    database.close()


def begin(server: Served, page: Page, name: str) -> None:
    """Sign an account in again in this browser, as the form does in another tab."""
    from cds_tracker.store import accounts
    from cds_tracker.workflows.signing_in import open_session

    database = connect(f"sqlite:///{server.data_dir / 'cds.db'}")
    with database.write() as connection:
        held = accounts.find(connection, name)
        token = open_session(connection, held.id if held else 0, "local", "127.0.0.1", None)
    database.close()
    page.context.add_cookies([{"name": "cds_session", "value": token, "url": "http://127.0.0.1", "httpOnly": True}])


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_an_ended_session_leaves_the_page_and_what_is_typed_and_goes_on_after_signing_in(
    typing: Served, new_page: Callable[..., Page], size: dict[str, int]
) -> None:
    page = new_page(size=size, allowed=(REFUSED,))
    page.goto(typing.url)
    page.get_by_label("Khó khăn").fill("chưa bố trí được kinh phí")
    end(typing)
    notice = page.locator("#cds-session-ended")
    expect(notice).to_contain_text("Phiên đăng nhập đã kết thúc", timeout=12_000)
    box = notice.bounding_box()
    assert box is not None
    assert (box["x"] >= 0, box["x"] + box["width"] <= size["width"]) == (True, True)
    expect(page.get_by_label("Khó khăn")).to_have_value("chưa bố trí được kinh phí")
    with page.context.expect_page() as opened:
        notice.get_by_role("link").click()
    expect(opened.value.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    begin(typing, page, "quantri")
    expect(notice).to_have_count(0, timeout=12_000)
    expect(page.get_by_label("Khó khăn")).to_be_enabled(timeout=12_000)
    expect(page.get_by_label("Khó khăn")).to_have_value("chưa bố trí được kinh phí")
    page.get_by_label("Khó khăn").press("Enter")
    expect(page.get_by_text("who quantri")).to_be_visible()


def test_nothing_of_the_first_readers_page_stays_for_another_one(typing: Served, new_page: Callable[..., Page]) -> None:
    page = new_page(allowed=(REFUSED,))
    page.goto(typing.url)
    page.get_by_label("Khó khăn").fill("chỉ mình tôi biết")
    end(typing)
    expect(page.locator("#cds-session-ended")).to_be_visible(timeout=12_000)
    begin(typing, page, "nguoixem")
    expect(page.get_by_text("who nguoixem")).to_be_visible(timeout=15_000)
    expect(page.get_by_label("Khó khăn")).to_have_value("")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_page_of_signing_in_fits_and_the_invented_people_are_one_tap_away_and_so_is_the_way_out(
    demo_server: Served, new_page: Callable[..., Page], size: dict[str, int], dark: bool
) -> None:
    page = new_page(person=None, size=size, dark=dark, allowed=(REFUSED, *AWAY))
    for path, language in (("/dang-nhap", "vi"), ("/dang-nhap", "en"), ("/doi-mat-khau", "vi")):
        page.goto(f"{demo_server.url}{path}?lang={language}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.goto(f"{demo_server.url}/dang-nhap")
    expect(page.locator("section.people")).to_contain_text(PASSWORD)
    page.get_by_role("button", name="Chuyên viên").click()
    expect(page.get_by_text("Nguyễn Thị Lan").first).to_be_visible()
    page.get_by_role("button", name="Đăng xuất").click()  # nothing lies over it
    expect(page.get_by_role("status")).to_contain_text("Bạn đã đăng xuất")


def test_a_real_database_shows_nobody(empty_server: Served, new_page: Callable[..., Page]) -> None:
    page = new_page(person=None)
    page.goto(f"{empty_server.url}/dang-nhap")
    expect(page.get_by_role("button", name="Đăng nhập", exact=True)).to_be_visible()
    expect(page.get_by_text(PASSWORD)).to_have_count(0)
