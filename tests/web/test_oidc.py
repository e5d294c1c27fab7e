"""The second way in, walked against a real OpenID provider on this machine: from the button to the same session."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlalchemy import text

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.people import Grant, Role, operator
from cds_tracker.store import accounts, identities, sessions
from cds_tracker.store.database import Database, connect
from cds_tracker.workflows import accounts as managing
from cds_tracker.workflows import linking
from tests.browser.serving import CHECKOUT, Served, environment, free_port, serving

ROOT = operator("test")
ROLES = {"CDS_OIDC_ROLES_CLAIM": "cds_roles", "CDS_OIDC_ROLES": "cds-pc=staff:PC, cds-lead=leadership"}


@dataclass
class House:
    """A running server, the provider that it asks, and its database."""

    server: Served
    issuer: str
    database: Database
    browsers: list[httpx.Client] = field(default_factory=list)

    def browser(self) -> httpx.Client:
        """A browser without any cookie, that goes nowhere by itself."""
        self.browsers.append(httpx.Client(base_url=self.server.url, follow_redirects=False, timeout=20))
        return self.browsers[-1]

    def close(self) -> None:
        for browser in self.browsers:
            browser.close()
        self.database.close()

    def there(self, browser: httpx.Client, following: str = "/nhiem-vu") -> str:
        """Press the button: the address at the provider."""
        answer = browser.get("/oidc/dang-nhap", params={"next": following})
        assert answer.status_code == 303
        return str(answer.headers["location"])

    def back(self, address: str, subject: str) -> str:
        """Say at the provider who one is: the address back."""
        answer = httpx.post(address, data={"sub": subject}, follow_redirects=False, timeout=20)
        assert answer.status_code == 302
        return str(answer.headers["location"])

    def walk(self, subject: str, following: str = "/nhiem-vu") -> tuple[httpx.Client, httpx.Response]:
        """The whole way, and the last answer."""
        browser = self.browser()
        return browser, browser.get(self.back(self.there(browser, following), subject))

    def linked(self, subject: str, account: str) -> None:
        """Somebody who came once and was linked by an admin."""
        _, answer = self.walk(subject)
        assert answer.headers["location"].endswith("wrong=unlinked")
        linking.link(self.database, ROOT, self.issuer, subject, account)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with self.database.read() as connection:
            return [tuple(row) for row in connection.execute(text(query))]


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """A real provider in a process of its own."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce", "true"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(150):
            try:
                httpx.get(f"{address}/jwks")
                break
            except httpx.HTTPError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def settings(issuer: str) -> dict[str, str]:
    return {
        "CDS_AUTH": "both",
        "CDS_OIDC_ISSUER": issuer,
        "CDS_OIDC_CLIENT_ID": "cds",
        "CDS_OIDC_CLIENT_SECRET": "a secret",
    }


def begun(server: Served, issuer: str) -> House:
    house = House(server, issuer, connect(f"sqlite:///{server.data_dir / 'cds.db'}"))
    for code, grants in (("minh", (Grant(Role.HEAD, "VP"),)), ("lan", (Grant(Role.STAFF, "VP"),))):
        managing.create(house.database, ROOT, Account(0, code, code.title(), f"{code}@bo.vn", grants))
    return house


@pytest.fixture(scope="module")
def house(issuer: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A server with both ways in, whose accounts decide about roles."""
    with serving(tmp_path_factory.mktemp("oidc"), **settings(issuer)) as server:
        made = begun(server, issuer)
        yield made
        made.close()


def test_minh_is_unknown_then_linked_and_then_in_with_the_same_session_and_cookie(house: House) -> None:
    httpx.put(f"{house.issuer}/users/m-1", json={"email": "MINH@bo.vn", "name": "Lê Minh"})
    browser, answer = house.walk("m-1")
    assert answer.headers["location"] == "/dang-nhap?wrong=unlinked"
    assert "cds_session" not in browser.cookies
    assert "chưa được gắn" in browser.get(answer.headers["location"]).text
    with house.database.read() as connection:
        [waiting] = [one for one in identities.waiting(connection) if one.subject == "m-1"]
        assert (waiting.issuer, waiting.proposed, waiting.name) == (house.issuer, "minh", "Lê Minh")
    assert house.rows("SELECT outcome FROM audit WHERE act = 'sign_in' ORDER BY id DESC LIMIT 1") == [("denied",)]
    linking.link(house.database, ROOT, house.issuer, "m-1", "minh")
    browser, answer = house.walk("m-1", "/nhiem-vu?unit=VP")
    assert (answer.status_code, answer.headers["location"]) == (303, "/nhiem-vu?unit=VP")
    cookie = next(value for value in answer.headers.get_list("set-cookie") if value.startswith("cds_session="))
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    assert browser.get("/nhiem-vu").status_code == 200
    with house.database.read() as connection:
        held = sessions.find(connection, sessions.hashed(browser.cookies["cds_session"]), sessions.Limits())
        assert held is not None
        assert (held.account, held.way) == ("minh", "oidc")
    assert house.rows("SELECT grants FROM account WHERE code = 'minh'") == [('[{"role":"head","unit":"VP"}]',)]


def test_an_answer_is_taken_by_the_browser_that_asked_and_once(house: House) -> None:
    house.linked("l-1", "lan")
    asked, other = house.browser(), house.browser()
    way_back = house.back(house.there(asked), "l-1")
    house.there(other)
    assert other.get(way_back).headers["location"] == "/dang-nhap?wrong=oidc"
    assert house.browser().get(way_back).headers["location"] == "/dang-nhap?wrong=oidc"
    pending = asked.cookies["cds_oidc"]
    assert asked.get(way_back).headers["location"] == "/nhiem-vu"
    again = house.browser()
    assert again.get(way_back, headers={"Cookie": f"cds_oidc={pending}"}).headers["location"] == "/dang-nhap?wrong=oidc"
    assert "cds_session" not in again.cookies


@pytest.mark.parametrize(
    ("name", "value"),
    [("state", "x.y"), ("state", ""), ("code", "made-up"), ("code", ""), ("iss", "https://evil.example")],
)
def test_a_bent_answer_opens_nothing(house: House, name: str, value: str) -> None:
    browser = house.browser()
    parts = urlsplit(house.back(house.there(browser), "nobody"))
    query = {key: values[0] for key, values in parse_qs(parts.query).items()} | {name: value}
    answer = browser.get(parts.path, params=query)
    assert answer.headers["location"] == "/dang-nhap?wrong=oidc"
    assert "cds_session" not in browser.cookies


def test_a_state_of_another_target_or_of_long_ago_is_not_taken(house: House) -> None:
    browser = house.browser()
    parts = urlsplit(house.back(house.there(browser), "nobody"))
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    proof, _, _ = query["state"].partition(".")
    forged = {**query, "state": f"{proof}.MTc2MDAwMDAwMCAvbmhpZW0tdnU"}
    assert browser.get(parts.path, params=forged).headers["location"] == "/dang-nhap?wrong=oidc"


@pytest.mark.parametrize(
    "following", ["https://evil.example", "//evil.example", "/\\evil.example", "/no-such-page", "javascript:x"]
)
def test_nobody_is_sent_anywhere_else(house: House, following: str) -> None:
    browser, answer = house.walk("n-1", following)
    if answer.headers["location"].endswith("unlinked"):
        managing.create(house.database, ROOT, Account(0, "ngoc", "Ngọc"))
        linking.link(house.database, ROOT, house.issuer, "n-1", "ngoc")
        browser, answer = house.walk("n-1", following)
    assert answer.headers["location"] == "/"
    assert urlsplit(house.there(browser, following)).netloc == urlsplit(house.issuer).netloc


def test_who_was_deactivated_stays_out_and_what_was_open_is_closed(house: House) -> None:
    managing.create(house.database, ROOT, Account(0, "hoa", "Hoa"))
    house.linked("h-1", "hoa")
    browser, answer = house.walk("h-1")
    assert answer.headers["location"] == "/nhiem-vu"
    managing.deactivate(house.database, ROOT, "hoa")
    assert browser.get("/nhiem-vu").status_code == 303
    _, answer = house.walk("h-1")
    assert answer.headers["location"] == "/dang-nhap?wrong=inactive"


def test_roles_of_the_claim_stand_in_the_place_of_ours_and_are_written_down(issuer: str, tmp_path: Path) -> None:
    httpx.put(f"{issuer}/users/r-1", json={"cds_roles": ["cds-pc", "other"]})
    with serving(tmp_path, **settings(issuer), **ROLES) as server:
        house = begun(server, issuer)
        house.linked("r-1", "lan")
        assert house.walk("r-1")[1].headers["location"] == "/nhiem-vu"
        with house.database.read() as connection:
            held = accounts.find(connection, "lan")
        assert held is not None
        assert held.grants == (Grant(Role.STAFF, "PC"),)
        [(author,)] = house.rows(
            "SELECT p.author FROM change c JOIN proposal p ON p.id = c.proposal WHERE c.field = 'grants' ORDER BY p.id DESC"
            " LIMIT 1"
        )
        assert author == "oidc"
        before = house.rows("SELECT max(number) FROM revision")
        assert house.walk("r-1")[1].headers["location"] == "/nhiem-vu"
        assert house.rows("SELECT max(number) FROM revision") == before, "nothing is written where nothing changed"
        house.close()


def test_a_provider_that_is_down_is_one_clear_sentence(tmp_path: Path) -> None:
    with (
        serving(tmp_path, **settings(f"http://127.0.0.1:{free_port()}")) as server,
        httpx.Client(base_url=server.url) as browser,
    ):
        answer = browser.get("/oidc/dang-nhap")
        assert (answer.status_code, answer.headers["location"]) == (303, "/dang-nhap?wrong=down")
        assert "đang không trả lời" in browser.get("/dang-nhap?wrong=down").text
        assert "Traceback" not in server.said()


def test_what_is_not_offered_does_not_answer(tmp_path: Path, issuer: str) -> None:
    (tmp_path / "a").mkdir()
    with serving(tmp_path / "a") as server:
        assert httpx.get(f"{server.url}/oidc/dang-nhap").status_code == 401
        assert httpx.get(f"{server.url}/oidc/tra-ve?state=x").status_code == 401
        assert "/oidc/" not in httpx.get(f"{server.url}/dang-nhap").text
    (tmp_path / "b").mkdir()
    with serving(tmp_path / "b", **{**settings(issuer), "CDS_AUTH": "oidc"}) as server:
        page = httpx.get(f"{server.url}/dang-nhap").text
        assert "/oidc/dang-nhap" in page
        assert 'name="password"' not in page
        answer = httpx.post(f"{server.url}/dang-nhap", data={"account": "lan", "password": "x"}, headers={"Origin": server.url})
        assert answer.status_code == 403


def test_a_start_without_settings_says_which_is_missing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "cds_tracker", "serve", "--port", "0"]
    given = environment(tmp_path, CDS_AUTH="oidc")
    done = subprocess.run(command, cwd=CHECKOUT, env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "CDS_OIDC_ISSUER" in done.stderr
