"""The gate of the real server: nobody without a session, and nobody in another one's place."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select, update
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection

from cds_tracker.store import sessions
from cds_tracker.store.database import Connection, connect
from cds_tracker.store.tables_people import account, session
from cds_tracker.web.frames import is_activity
from cds_tracker.web.uploads import BYTES
from tests.browser.asking import ask, own
from tests.browser.serving import CHECKOUT, Served, environment, serving
from tests.browser.signing import COOKIE, cookie, token
from tests.streamlit_client import Tab, xsrf

OPEN = {"/healthz", "/dang-nhap", "/doi-mat-khau"}  # besides /assets/ and /oidc/: what answers without a session
ENDED = 4401
WHO = """
import streamlit as st

st.markdown(f"who {st.user.get('account')} {st.user.get('address')} {bool(st.user.get('session'))}")
"""
MEMORY = """
import streamlit as st

st.session_state.setdefault("secret", st.user.get("account"))
st.markdown(f"secret {st.session_state['secret']}")
st.download_button("Tải về", f"bảng của {st.user.get('account')}".encode(), "bang.txt")
"""


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    """Every method and path that the routers know."""
    command = [sys.executable, "-m", "tests.browser.routes"]
    folder = environment(tmp_path_factory.mktemp("routes"))
    done = subprocess.run(command, cwd=CHECKOUT, env=folder, capture_output=True, text=True, check=True)
    return [(method, path) for method, path in json.loads(done.stdout)]


@contextmanager
def written(server: Served) -> Iterator[Connection]:
    """The server's database, as another process writes to it."""
    database = connect(f"sqlite:///{server.data_dir / 'cds.db'}")
    try:
        with database.write() as connection:
            yield connection
    finally:
        database.close()


def closed(connection: ClientConnection) -> int | None:
    """Read on until the server closes: with which code. Fails after twelve seconds."""
    until = time.monotonic() + 12
    while True:
        try:
            connection.recv(timeout=max(0.1, until - time.monotonic()))
        except ConnectionClosed as error:
            return error.rcvd.code if error.rcvd else None


def test_an_unauthenticated_client_is_refused_on_every_path_that_the_server_knows(
    demo_server: Served, known: list[tuple[str, str]]
) -> None:
    paths = {path for _, path in known}
    assert {"/_stcore/stream", "/_stcore/metrics", "/media/x", "/index.html", "/dang-nhap", "/phien", "/nhiem-vu"} <= paths
    assert len([path for path in paths if path.startswith("/static/js/")]) > 50
    answered = []
    for method, path in known:
        for asked in {"GET" if method == "WEBSOCKET" else method, "GET", "POST"}:
            headers = {**own(demo_server), "X-CDS-Account": "quantri", "Content-Type": "text/plain"}
            answer = ask(demo_server, path, asked, headers, person=None)
            leads_in = answer.status == 303 and answer.headers["location"].startswith("/dang-nhap")
            if not leads_in and answer.status not in (400, 401, 403, 404, 405):
                answered.append((asked, path))
    unexpected = [one for one in answered if one[1] not in OPEN and not one[1].startswith(("/assets/", "/oidc/"))]
    assert unexpected == []
    assert ("GET", "/dang-nhap") in answered


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Cookie": f"{COOKIE}={'A' * 43}"},
        {"Cookie": f"{COOKIE}="},
        {"Cookie": f"{COOKIE}={token('quantri')}; {COOKIE}={token('nguoixem')}"},
        {"Cookie": f"_streamlit_user={token('quantri')}"},
        {"X-CDS-Account": "quantri", "X-CDS-Session": "x", "X-CDS-Address": "127.0.0.1"},
        {"Authorization": f"Bearer {token('quantri')}"},
    ],
)
def test_a_websocket_without_a_session_is_refused(demo_server: Served, headers: dict[str, str]) -> None:
    with pytest.raises(InvalidStatus) as refused, Tab.open(demo_server.url, person=None, headers=headers):
        pass
    assert refused.value.response.status_code == 403


def test_the_script_is_told_who_reads_and_a_client_cannot_say_it(
    start: Callable[..., Served], checkout: Callable[[str], Path]
) -> None:
    server = start(checkout=checkout(WHO))
    lies = {"X-CDS-Account": "quantri", "X-CDS-Address": "10.0.0.1", "x-cds-session": ""}
    with Tab.open(server.url, person="nguoixem", headers=lies) as tab:
        assert tab.run().text == "who nguoixem 127.0.0.1 True"


def test_nobody_goes_on_with_anothers_tab_and_its_media_and_uploads_are_its_own(
    start: Callable[..., Served], checkout: Callable[[str], Path]
) -> None:
    server = start(checkout=checkout(MEMORY))
    with Tab.open(server.url, person="quantri") as first:
        run = first.run()
        assert run.text == "secret quantri"
        media = next(element.url for kind, element in run.elements if kind == "download_button")  # type: ignore[attr-defined]
        with Tab.open(server.url, person="nguoixem", resume=first.session_id) as second:
            assert second.run().text == "secret nguoixem"
            assert second.session_id != first.session_id
        assert ask(server, media, person=None).status == 401
        assert ask(server, media).status == 200
        into = f"/_stcore/upload_file/{first.session_id}/file"
        assert put(server, into, "nguoixem") == 403
        assert put(server, into, None) == 401
        assert put(server, "/_stcore/upload_file/no-such-tab/file", "quantri") == 403
        assert put(server, into, "quantri") == 204
        assert put(server, into, "quantri", {"Content-Length": str(BYTES + 1)}) == 413
    with Tab.open(server.url, person="quantri", resume=first.session_id) as again:  # the control: one's own goes on
        again.run()
        assert again.session_id == first.session_id


def put(server: Served, path: str, person: str | None, more: dict[str, str] | None = None) -> int:
    """The status of an upload as Streamlit's own page sends it."""
    pair = xsrf(server.url, cookie(person))
    both = "; ".join([*cookie(person).values(), f"_streamlit_xsrf={pair}"])
    parts = b'--b\r\nContent-Disposition: form-data; name="f"; filename="f.xlsx"\r\n\r\nabc\r\n--b--\r\n'
    said = {**own(server), "Cookie": both, "X-Xsrftoken": pair, "Content-Type": "multipart/form-data; boundary=b"}
    return ask(server, path, "PUT", {**said, **(more or {})}, person=None, body=parts).status


def test_signing_out_closes_every_tab_and_the_cookie_is_dead(start: Callable[..., Served]) -> None:
    server = start()
    with Tab.open(server.url) as one, Tab.open(server.url) as two, Tab.open(server.url, person="nguoixem") as other:
        for tab in (one, two, other):
            tab.run()
        assert sign_out(server, "quantri") == 303
        assert closed(one.connection) == closed(two.connection) == ENDED
        assert other.run().exceptions == []
    assert ask(server, "/nhiem-vu").status == 303
    with pytest.raises(InvalidStatus), Tab.open(server.url):
        pass


def sign_out(server: Served, person: str) -> int:
    """Press the button of the page: the token of its form is in the page that changes the password, too."""
    page = ask(server, "/doi-mat-khau", person=person).body.decode()
    csrf = page.partition('name="csrf" value="')[2].partition('"')[0]
    headers = {**own(server), "Content-Type": "application/x-www-form-urlencoded"}
    return ask(server, "/dang-xuat", "POST", headers, person=person, body=f"csrf={csrf}".encode()).status


def test_what_another_process_ends_is_closed_while_it_is_idle_and_at_its_next_frame(start: Callable[..., Served]) -> None:
    server = start()
    with Tab.open(server.url) as idle, Tab.open(server.url, person="nguoixem") as busy:
        idle.run()
        busy.run()
        with written(server) as connection:
            sessions.end(connection, sessions.hashed(token("quantri")), "admin")
            sessions.end(connection, sessions.hashed(token("nguoixem")), "admin")
        busy.send(rerun())
        assert closed(busy.connection) == ENDED
        assert closed(idle.connection) == ENDED


def test_a_deactivated_account_is_out_at_once_and_an_idle_session_ends(start: Callable[..., Served]) -> None:
    server = start(CDS_IDLE_MINUTES="1")
    with Tab.open(server.url) as gone, Tab.open(server.url, person="nguoixem") as asleep:
        gone.run()
        asleep.run()
        with written(server) as connection:
            connection.execute(update(account).where(account.c.code == "quantri").values(active=False))
            late = update(session).where(session.c.token_hash == sessions.hashed(token("nguoixem")))
            connection.execute(late.values(seen_at="2025-01-01T00:00:00.000000+00:00"))
        assert closed(gone.connection) == ENDED
        assert closed(asleep.connection) == ENDED


def rerun(by_itself: bool = False) -> BackMsg:
    """A frame that asks for a run; pages with a timer ask by themselves."""
    message = BackMsg()
    message.rerun_script.query_string = "unit=VP"
    message.rerun_script.is_auto_rerun = by_itself
    return message


def test_a_timer_of_the_page_is_no_sign_of_life() -> None:
    assert not is_activity(rerun(by_itself=True).SerializeToString())
    assert not is_activity(BackMsg(app_heartbeat=True).SerializeToString())
    assert is_activity(rerun().SerializeToString())


def test_the_session_survives_a_restart_of_the_server(tmp_path: Path) -> None:
    with serving(tmp_path) as server, written(server) as connection:
        before = connection.execute(select(session.c.created_at).order_by(session.c.token_hash)).all()
    with serving(tmp_path) as server:
        assert ask(server, "/nhiem-vu").status == 200
        with Tab.open(server.url) as tab:
            assert tab.run().exceptions == []
        with written(server) as connection:
            assert connection.execute(select(session.c.created_at).order_by(session.c.token_hash)).all() == before
