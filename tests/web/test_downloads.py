"""``/minh-chung/…``: the file for whoever may read the task, 404 alike for everybody and everything else."""

import asyncio
from email.message import Message
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest
from sqlalchemy import text
from starlette.applications import Starlette

from cds_tracker.store.database import Database
from cds_tracker.web import downloads, visitor
from cds_tracker.workflows import evidence, safekeeping
from tests.workflows.test_evidence import PDF, docx
from tests.workflows.test_hand import DAY, LAN, MINH, start

NAME = 'Quyết định "số 1"\r\nX-Evil: đ.pdf'


class Client:
    """Asks the route in this process, as the gate does."""

    def get(self, path: str, headers: dict[str, str]) -> httpx.Response:
        return self.ask("GET", path, headers)

    def post(self, path: str, headers: dict[str, str]) -> httpx.Response:
        return self.ask("POST", path, headers)

    def ask(self, method: str, path: str, headers: dict[str, str]) -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(app=Starlette(routes=downloads.routes()))
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                return await client.request(method, path, headers=headers)

        return asyncio.run(asked())


@pytest.fixture
def client(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The route as the gate calls it, before a plan with one task of the office, helped by the legal department."""
    monkeypatch.setenv("CDS_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(downloads, "database", lambda: database)
    monkeypatch.setattr(visitor, "database", lambda: database)
    start(database)
    return Client()


def bring(database: Database, folder: Path, name: str = NAME, content: bytes = PDF) -> int:
    made = evidence.bring(database, LAN, 1, DAY, file=safekeeping.keep(folder / "evidence", name, content))
    assert made is not None
    return made


def ask(client: Client, which: object, who: str | None, **headers: str) -> tuple[int, bytes]:
    account = {"x-cds-account": who} if who is not None else {}
    answer = client.get(f"/minh-chung/{which}", headers={**account, **headers})
    return answer.status_code, answer.content


@pytest.mark.parametrize("who", ["lan", "minh", "hoa", "nam"])
def test_those_who_may_read_the_task_get_the_file_as_an_attachment(
    client: Client, database: Database, tmp_path: Path, who: str
) -> None:
    which = bring(database, tmp_path)
    answer = client.get(f"/minh-chung/{which}", headers={"x-cds-account": who})
    assert (answer.status_code, answer.content) == (200, PDF)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    with database.read() as connection:
        done = connection.execute(text("SELECT actor, subject, subject_id, outcome FROM audit ORDER BY id DESC LIMIT 1")).one()
    assert tuple(done) == (who, "evidence", str(which), "done")


@pytest.mark.parametrize("who", [None, "", "khac", "khongco", "Lan", "system:root"])
def test_everybody_else_and_whatever_is_not_there_is_answered_alike(
    client: Client, database: Database, tmp_path: Path, who: str | None
) -> None:
    which = bring(database, tmp_path)
    assert ask(client, which, who) == ask(client, 999, who) == ask(client, 999, "lan") == (404, b"404\n")
    assert client.post(f"/minh-chung/{which}", headers={"x-cds-account": "lan"}).status_code == 405


@pytest.mark.parametrize(
    "which",
    ["0", "-1", "1.0", "1e3", "٣", "１", "9" * 40, "..%2f..%2fcds.db", "%2e%2e", "1%00", "1;2", "1 OR 1=1", "a" * 64,
     "1/2"],
)  # fmt: skip
def test_only_a_number_names_a_piece(client: Client, database: Database, tmp_path: Path, which: str) -> None:
    bring(database, tmp_path)
    assert ask(client, which, "lan")[0] == 404


def test_a_withdrawn_file_is_given_to_nobody_and_stays_where_it_is(
    client: Client, database: Database, tmp_path: Path
) -> None:
    which = bring(database, tmp_path)
    evidence.withdraw(database, MINH, which, DAY, "Nhầm")
    assert [ask(client, which, who)[0] for who in ("lan", "minh", "nam")] == [404, 404, 404]
    assert len(list((tmp_path / "evidence").glob("??/*"))) == 1


def test_a_file_that_is_gone_is_404_and_not_an_error(client: Client, database: Database, tmp_path: Path) -> None:
    which = bring(database, tmp_path)
    next((tmp_path / "evidence").glob("??/*")).unlink()
    assert ask(client, which, "lan")[0] == 404


def test_a_part_can_be_asked_for(client: Client, database: Database, tmp_path: Path) -> None:
    which = bring(database, tmp_path)
    assert ask(client, which, "lan", range="bytes=0-4") == (206, PDF[:5])
    assert ask(client, which, "lan", range="bytes=999999-") [0] == 416


def test_the_name_is_a_name_in_the_header_whatever_it_holds(client: Client, database: Database, tmp_path: Path) -> None:
    which = bring(database, tmp_path)
    answer = client.get(f"/minh-chung/{which}", headers={"x-cds-account": "lan"})
    assert "x-evil" not in answer.headers
    said = answer.headers["content-disposition"]
    assert said.isascii()
    assert said.startswith("attachment; ")
    message = Message()
    message["content-disposition"] = said
    assert message.get_content_disposition() == "attachment"
    assert unquote(said.partition("filename*=UTF-8''")[2]) == "Quyết định _số 1_ X-Evil_ đ.pdf"
    assert '"' not in said.partition('filename="')[2].partition('";')[0]


@pytest.mark.parametrize("name", ['a".pdf', "a\r\nb.pdf", "a;b=c.pdf", "đ%41.pdf", "\\.pdf", "a'b.pdf", "😀.pdf"])
def test_no_name_breaks_the_header(name: str) -> None:
    said = downloads.disposition(name)
    assert said.isascii()
    assert not {"\r", "\n", "\\"} & set(said)
    assert said.count('"') == 2
    assert unquote(said.partition("UTF-8''")[2]) == name


def test_a_document_keeps_its_type(client: Client, database: Database, tmp_path: Path) -> None:
    document = docx()  # once: it holds the second in which it was made
    which = bring(database, tmp_path, "a.docx", document)
    answer = client.get(f"/minh-chung/{which}", headers={"x-cds-account": "lan"})
    assert answer.headers["content-type"].endswith("wordprocessingml.document")
    assert answer.content == document
