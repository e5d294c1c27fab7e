"""The pages of signing in, as a browser and as somebody who is none meet them."""

import re
from html import unescape

import pytest

from cds_tracker.store import accounts, credentials
from cds_tracker.web import health
from tests.web.browsers import TestClient
from tests.web.conftest import HOME, PHRASE, NewClient

Answer = object
OWN = {"origin": HOME}
OTHER = "chiều nay trời đổ mưa rào"


def hidden(html: str) -> dict[str, str]:
    """The hidden fields of the first form of a page."""
    form = html.partition("<form")[2].partition("</form>")[0]
    found = re.findall(r'<input type="hidden" name="(\w+)"[^>]* value="([^"]*)"', form)
    return {name: unescape(value) for name, value in found}


def enter(client: TestClient, name: str = "lan", password: str = PHRASE, query: str = "") -> tuple[int, str]:
    """Open the page, fill its form and send it: the status, and where it leads."""
    form = hidden(client.get(f"/dang-nhap{query}").text)
    answer = client.post("/dang-nhap", data={**form, "account": name, "password": password}, headers=OWN)
    return answer.status_code, answer.headers.get("location", "")


def test_nothing_but_signing_in_answers_without_a_session(new_client: NewClient) -> None:
    client = new_client()
    for path in ("/_stcore/health", "/media/x.png", "/static/js/index.js", "/phien", "/minh-chung/1", "/a/b"):
        assert client.get(path).status_code == 401
    assert client.post("/nhiem-vu", headers=OWN).status_code == 401
    assert client.get("/dang-nhap").status_code == client.get("/doi-mat-khau").status_code == 200


def test_a_deep_link_is_kept_through_signing_in(new_client: NewClient) -> None:
    client = new_client()
    sent = client.get("/nhiem-vu?unit=VP&lang=en")
    assert (sent.status_code, sent.headers["location"]) == (303, "/dang-nhap?next=/nhiem-vu%3Funit%3DVP%26lang%3Den")
    assert enter(client, query=sent.headers["location"].removeprefix("/dang-nhap")) == (303, "/nhiem-vu?unit=VP&lang=en")
    assert client.get("/nhiem-vu").text == "behind: lan"
    assert client.get("/dang-nhap?next=/nhiem-vu").headers["location"] == "/nhiem-vu"


@pytest.mark.parametrize(
    "bad",
    ["//example.com", "https://example.com", "/\\example.com", "/khong-co", "/nhiem-vu%0d%0aSet-Cookie:x", "javascript:x", ""],
)
def test_signing_in_leads_nowhere_else(new_client: NewClient, bad: str) -> None:
    assert enter(new_client(), query=f"?next={bad}") == (303, "/")


def test_the_cookie_is_for_no_script_and_no_other_site(new_client: NewClient) -> None:
    client = new_client()
    form = hidden(client.get("/dang-nhap").text)
    answer = client.post("/dang-nhap", data={**form, "account": "lan", "password": PHRASE}, headers=OWN)
    assert re.fullmatch(r"cds_session=[\w-]{43}; HttpOnly; Path=/; SameSite=lax", answer.headers["set-cookie"])


def test_over_https_the_cookie_is_secure_and_of_this_host_alone(new_client: NewClient) -> None:
    client = new_client("192.0.2.7", "https://cds.example.vn", CDS_PUBLIC_URL="https://cds.example.vn")
    form = hidden(client.get("/dang-nhap").text)
    sent = {**form, "account": "lan", "password": PHRASE}
    answer = client.post("/dang-nhap", data=sent, headers={"origin": "https://cds.example.vn"})
    assert re.fullmatch(r"__Host-cds_session=[\w-]{43}; HttpOnly; Path=/; SameSite=lax; Secure", answer.headers["set-cookie"])


def test_a_wrong_password_is_told_without_telling_what_is_wrong(new_client: NewClient) -> None:
    client = new_client()
    form = hidden(client.get("/dang-nhap").text)
    texts = set()
    for name in ("lan", "hoa"):
        answer = client.post("/dang-nhap", data={**form, "account": name, "password": "sai"}, headers=OWN)
        assert (answer.status_code, "cds_session" in answer.headers["set-cookie"]) == (401, False)
        texts.add(answer.text.replace(f'value="{name}"', ""))
    assert len(texts) == 1


@pytest.mark.parametrize(
    "headers", [{"origin": "http://example.com"}, {"origin": "null"}, {}, {**OWN, "sec-fetch-site": "cross-site"}]
)
def test_a_form_from_elsewhere_is_refused(new_client: NewClient, headers: dict[str, str]) -> None:
    client = new_client()
    form = hidden(client.get("/dang-nhap").text)
    assert client.post("/dang-nhap", data={**form, "account": "lan", "password": PHRASE}, headers=headers).status_code == 403
    assert client.get("/nhiem-vu").status_code == 303


def test_a_form_without_its_token_or_of_another_browser_is_refused(new_client: NewClient) -> None:
    client = new_client()
    others = hidden(new_client().get("/dang-nhap").text)
    hidden(client.get("/dang-nhap").text)
    for csrf in ("", "0" * 64, "ký tự lạ", others["csrf"]):
        sent = {"csrf": csrf, "account": "lan", "password": PHRASE}
        assert client.post("/dang-nhap", data=sent, headers=OWN).status_code == 403


KIND = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b'{"account": {"$ne": ""}, "password": ["x"]}', "application/json", 400),
        (b'{"account": "lan"}', KIND, 400),
        (b"account=lan&account=hoa&password=x", KIND, 400),
        (b"account[]=lan&password[]=x", KIND, 403),
        (b"account=%FF%FE&password=x", KIND, 400),
        (b"account=lan%00&password=x", KIND, 400),
        (b"\xff\xfe\x00\x01", KIND, 400),
        (b"", KIND, 403),
        (b"account=" + b"a" * 1_000_000, KIND, 413),
        (b"&".join(b"f%d=1" % number for number in range(200)), KIND, 400),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x", 400),
        (b"account=lan", "", 400),
    ],
)
@pytest.mark.parametrize("path", ["/dang-nhap", "/dang-xuat", "/doi-mat-khau"])
def test_a_strange_body_is_refused_and_breaks_nothing(
    new_client: NewClient, path: str, body: bytes, kind: str, status: int
) -> None:
    answer = new_client().post(path, content=body, headers={**OWN, "content-type": kind})
    assert answer.status_code == (303 if (path, status) == ("/dang-xuat", 403) else status)


def test_signing_out_needs_a_post_of_the_readers_own_page(new_client: NewClient) -> None:
    client = new_client()
    enter(client)
    client.get("/dang-xuat")
    assert client.post("/dang-xuat", data={"csrf": "x"}, headers=OWN).status_code == 403
    assert client.get("/nhiem-vu").status_code == 200
    form = hidden(client.get("/doi-mat-khau").text)
    kept = dict(client.cookies)
    out = client.post("/dang-xuat", data={"csrf": form["csrf"], "lang": "en"}, headers=OWN)
    assert (out.status_code, out.headers["location"]) == (303, "/dang-nhap?out=1&lang=en")
    assert client.get("/nhiem-vu").status_code == 303
    client.cookies.update(kept)
    assert client.get("/nhiem-vu").status_code == 303


def test_what_a_client_says_about_itself_is_taken_away(new_client: NewClient) -> None:
    client = new_client()
    assert client.get("/phien", headers={"x-cds-account": "quantri", "x-cds-session": "x"}).status_code == 401
    enter(client)
    assert client.get("/phien", headers={"x-cds-account": "quantri", "X-CDS-Account": "quantri"}).text == "behind: lan"


def test_a_one_time_code_typed_as_password_leads_to_choosing_one(new_client: NewClient) -> None:
    client = new_client()
    with health.database().write() as connection:
        lan = accounts.find(connection, "lan")
        code = credentials.issue_code(connection, lan.id if lan else 0)
    form = hidden(client.get("/dang-nhap?next=/nhiem-vu").text)
    page = client.post("/dang-nhap", data={**form, "account": "lan", "password": code}, headers=OWN)
    assert (page.status_code, 'action="/doi-mat-khau"' in page.text) == (200, True)
    assert client.get("/nhiem-vu").status_code == 303
    sent = {**hidden(page.text), "account": "lan"}
    differing = client.post("/doi-mat-khau", data={**sent, "new": OTHER, "again": PHRASE}, headers=OWN)
    weak = client.post("/doi-mat-khau", data={**sent, "new": "ngắn quá", "again": "ngắn quá"}, headers=OWN)
    assert (differing.status_code, weak.status_code, code in weak.text) == (400, 400, True)
    chosen = client.post("/doi-mat-khau", data={**sent, "new": OTHER, "again": OTHER}, headers=OWN)
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/nhiem-vu")
    assert client.get("/nhiem-vu").text == "behind: lan"


def test_a_password_is_changed_and_every_other_session_ends(new_client: NewClient) -> None:
    client = new_client()
    other = TestClient(client.app, HOME, client=("127.0.0.1", 2), follow_redirects=False)
    enter(client)
    enter(other)
    form = hidden(client.get("/doi-mat-khau").text)
    wrong = client.post("/doi-mat-khau", data={**form, "current": "sai", "new": OTHER, "again": OTHER}, headers=OWN)
    assert (wrong.status_code, other.get("/nhiem-vu").status_code) == (401, 200)
    right = client.post("/doi-mat-khau", data={**form, "current": PHRASE, "new": OTHER, "again": OTHER}, headers=OWN)
    assert (right.status_code, client.get("/nhiem-vu").status_code, other.get("/nhiem-vu").status_code) == (200, 200, 303)


def test_after_five_failures_the_right_password_does_not_help_in_any_form(new_client: NewClient) -> None:
    client = new_client()
    assert [enter(client, password=f"sai {number}")[0] for number in range(5)] == [401] * 5
    assert enter(client)[0] == 401
    form = hidden(client.get("/doi-mat-khau").text)
    sent = {**form, "account": "lan", "code": "AAAA", "new": OTHER, "again": OTHER}
    assert client.post("/doi-mat-khau", data=sent, headers=OWN).status_code == 401


def test_with_oidc_alone_no_password_is_taken(new_client: NewClient) -> None:
    client = new_client(CDS_AUTH="oidc")
    page = client.get("/dang-nhap").text
    assert ("/oidc/" in page, 'name="password"' in page) == (True, False)
    assert client.post("/dang-nhap", data={"account": "lan", "password": PHRASE}, headers=OWN).status_code == 403


def test_what_was_typed_stands_in_the_page_as_text(new_client: NewClient) -> None:
    client = new_client()
    form = hidden(client.get("/dang-nhap").text)
    bad = '"><script>alert(1)</script>'
    page = client.post("/dang-nhap", data={**form, "account": bad, "password": "x", "next": bad}, headers=OWN).text
    assert "<script" not in page


@pytest.mark.parametrize(("language", "word"), [("vi", "Đăng nhập"), ("en", "Sign in"), ("xx", "Đăng nhập")])
def test_the_page_speaks_both_languages(new_client: NewClient, language: str, word: str) -> None:
    assert f"<h1>{word}</h1>" in new_client().get(f"/dang-nhap?lang={language}").text
