"""Who gets in and what exists, asked of the real server by clients that lie."""

import gzip
import json
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus

from cds_tracker.ui.menu import DEFAULT
from tests.browser.asking import ask
from tests.browser.serving import Served
from tests.streamlit_client import Tab

COUNTING = """
import streamlit as st

@st.cache_data(show_spinner=False)
def made() -> float:
    import time
    return time.perf_counter()

st.markdown(f"made {made()}")
"""


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/mcp",
        "/_stcore/script-health-check",
        "/_stcore/bidi-components/x",
        "/component/x/index.html",
        "/app/static/x",
        "/auth/login",
        "/oauth2callback/x",
        "/nhiem-vu/_stcore/health",
        "/nhiem-vu/_stcore/host-config",
        "/.streamlit/config.toml",
        "/assets/boot.js/..",
        "/assets/none.js",
        "/static/js/none.js",
        "/static/index.html",
        "/index.html",
        "/media/none.png",
        "/dashboard.py",
        "//example.com",
    ],
)
def test_what_is_not_open_is_not_there(empty_server: Served, path: str) -> None:
    assert ask(empty_server, path).status == 404


def test_a_page_answers_with_its_language_and_the_policy(empty_server: Served) -> None:
    vietnamese, english = ask(empty_server, "/nhiem-vu"), ask(empty_server, "/nhiem-vu?lang=en")
    assert '<html lang="vi">' in vietnamese.body.decode()
    assert '<html lang="en">' in english.body.decode()
    policy = vietnamese.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert vietnamese.headers["cache-control"] == "no-store"
    assert vietnamese.headers["x-content-type-options"] == "nosniff"
    assert "server" not in vietnamese.headers


def test_the_default_page_may_be_named_too(empty_server: Served) -> None:
    answer = ask(empty_server, f"/{DEFAULT.slug}?unit=VP&lang=en")
    assert (answer.status, answer.headers["location"]) == (307, "/?unit=VP&lang=en")


def test_even_a_refusal_carries_the_headers(empty_server: Served) -> None:
    assert "default-src 'none'" in ask(empty_server, "/_stcore/metrics").headers["content-security-policy"]


def test_no_page_names_a_foreign_host(empty_server: Served) -> None:
    page = ask(empty_server, "/").body.decode()
    assert "http://" not in page
    assert "https://" not in page


def test_the_bundle_is_sent_compressed(empty_server: Served) -> None:
    page = ask(empty_server, "/").body.decode()
    script = page.partition('type="module" crossorigin src=".')[2].partition('"')[0]
    plain, small = ask(empty_server, script), ask(empty_server, script, headers={"Accept-Encoding": "gzip, br"})
    assert small.headers["content-encoding"] == "gzip"
    assert "immutable" in small.headers["cache-control"]
    assert gzip.decompress(small.body) == plain.body


def test_health_is_told(empty_server: Served) -> None:
    assert json.loads(ask(empty_server, "/healthz").body) == {"status": "ok"}


@pytest.mark.parametrize("host", ["example.com", "127.0.0.1.example.com", "localhost@example.com", "", "[::2]"])
def test_a_foreign_host_name_is_refused(empty_server: Served, host: str) -> None:
    assert ask(empty_server, "/", headers={"Host": host}).status in (400, 403)


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_what_comes_through_a_proxy_is_refused(empty_server: Served, header: str) -> None:
    assert ask(empty_server, "/", headers={header: "127.0.0.1"}).status == 403


@pytest.mark.parametrize("origin", ["http://example.com", "http://127.0.0.1:1", "null", None])
def test_a_websocket_from_a_foreign_page_is_refused(empty_server: Served, origin: str | None) -> None:
    with pytest.raises(InvalidStatus) as refused, Tab.open(empty_server.url, origin=origin):
        pass
    assert refused.value.response.status_code == 403


def test_an_upload_from_a_foreign_page_is_refused(empty_server: Served) -> None:
    answer = ask(empty_server, "/_stcore/upload_file/session/file", "PUT", {"Origin": "http://example.com"})
    assert answer.status == 403


def test_another_machine_is_refused_even_where_the_port_is_open_to_it(start: Callable[..., Served]) -> None:
    address = own_address()
    if address is None:
        pytest.skip("this machine has no address besides loopback")
    assert ask(start("open to all"), "/", at=address).status == 403


def own_address() -> str | None:
    """An address of this machine that is not loopback, found without sending anything."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        address: str = probe.getsockname()[0]
    return None if address.startswith("127.") else address


def test_nobody_empties_the_caches_of_all(start: Callable[..., Served], checkout: Callable[[str], Path]) -> None:
    with Tab.open(start(checkout=checkout(COUNTING)).url) as tab:
        before = tab.run().text
        assert before.startswith("made ")
        for name in ("clear_cache", "load_git_info", "set_run_on_save", "debug_shutdown_runtime"):
            message = BackMsg()
            setattr(message, name, True)
            tab.send(message)
        assert tab.run().text == before


def test_a_stray_script_in_pages_is_unreachable(start: Callable[..., Served], checkout: Callable[[str], Path]) -> None:
    place = checkout('import streamlit as st\nst.navigation([st.Page(lambda: st.markdown("home"), title="Home")]).run()\n')
    for folder in (place / "pages", place / "cds_tracker" / "pages"):
        folder.mkdir(exist_ok=True)
        (folder / "secret.py").write_text('import streamlit as st\nst.markdown("SECRET")\n', encoding="utf-8")
    with Tab.open(start(checkout=place).url) as tab:
        run = tab.run("secret")
        assert "SECRET" not in run.text
        assert run.text == "home"


def test_a_failed_page_shows_a_code_that_the_log_knows(start: Callable[..., Served], checkout: Callable[[str], Path]) -> None:
    server = start(checkout=checkout('raise RuntimeError("password=hunter2")\n'))
    with Tab.open(server.url) as tab:
        run = tab.run()
        assert run.exceptions == []
        assert "hunter2" not in run.text
        code = run.text.rsplit(" ", 1)[-1].rstrip(".")
        assert f"code {code}" in server.said()
        assert "hunter2" in server.said()


def test_a_weakened_configuration_does_not_start(start: Callable[..., Served]) -> None:
    with pytest.raises(AssertionError, match=r"client\.showErrorDetails = 'full'"):
        start("streamlit", STREAMLIT_CLIENT_SHOW_ERROR_DETAILS="full")


BUILT_IN = """
import datetime
import plotly.graph_objects as go
import streamlit as st

st.set_page_config(page_title="Thử")
st.title("Xin chào")
st.file_uploader("Tệp", type=["xlsx"])
st.selectbox("Đơn vị", ["Văn phòng Bộ"], index=None)
st.text_input("Tên")
st.date_input("Ngày", datetime.date(2025, 3, 1))
st.dataframe({"Cột": [1]})
st.plotly_chart(go.Figure(go.Bar(x=[1], y=[2])))
st.markdown("Search")
"""


def test_built_in_words_are_vietnamese_and_a_readers_own_are_left_alone(
    start: Callable[..., Served], checkout: Callable[[str], Path], page: Page
) -> None:
    server = start(checkout=checkout(BUILT_IN))
    page.goto(server.url)
    uploader = page.get_by_test_id("stFileUploader")
    expect(uploader.get_by_role("button", name="Tải lên")).to_be_visible()
    expect(uploader).to_contain_text("Tối đa 25MB mỗi tệp")
    expect(page.get_by_placeholder("Chọn một mục")).to_be_visible()
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_attached()
    expect(page.get_by_label("Toàn màn hình").first).to_be_attached()
    expect(page.get_by_label("Chọn ngày")).to_be_attached()
    page.get_by_label("Tên").fill("a")
    expect(page.get_by_text("Nhấn Enter để áp dụng")).to_be_visible()
    expect(page.get_by_text("Search", exact=True)).to_be_visible()
    expect(page.locator(".js-plotly-plot .modebar-btn[data-title='Tải ảnh PNG']")).to_be_attached()
    page.goto(f"{server.url}/?lang=en")
    expect(uploader.get_by_test_id("stBaseButton-secondary")).to_contain_text("Upload")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_text_is_set_in_our_own_font(start: Callable[..., Served], checkout: Callable[[str], Path], page: Page) -> None:
    server = start(checkout=checkout(BUILT_IN))
    page.goto(server.url)
    expect(page.get_by_role("heading", name="Xin chào")).to_be_visible()
    page.wait_for_function("[...document.fonts].some(f => f.family.includes('Be Vietnam Pro') && f.status === 'loaded')")
    family = page.get_by_role("heading", name="Xin chào").evaluate("heading => getComputedStyle(heading).fontFamily")
    assert family.startswith('"Be Vietnam Pro"')


FILES = """
import streamlit as st

given = st.file_uploader("Tệp", type=["xlsx"])
st.markdown(f"Đã nhận {given.size if given else 0} byte")
st.download_button("Tải về", b"noi dung", "mau.txt")
"""


def test_files_come_in_and_go_out(start: Callable[..., Served], checkout: Callable[[str], Path], page: Page) -> None:
    page.goto(start(checkout=checkout(FILES)).url)
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "bảng.xlsx", "mimeType": "application/octet-stream", "buffer": b"x" * 70_000}
    )
    expect(page.get_by_text("Đã nhận 70000 byte")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải về").click()
    assert download.value.path().read_bytes() == b"noi dung"
