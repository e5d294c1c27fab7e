"""``/tai-ve/…``: each gets what they may read, under a name of ours; everybody and everything else is answered alike."""

import asyncio
import io
import json
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import httpx
import openpyxl
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from cds_tracker.domain.choices import Choices, Directions
from cds_tracker.excel.writing import write_tracker
from cds_tracker.store.database import Database
from cds_tracker.web import assembly, visitor, workbooks
from cds_tracker.workflows import uploading
from tests.workflows import offices
from tests.workflows.test_uploading import MINHS

HEADER = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Tiến độ (%)")
BAD = ("1", "Nâng cấp cổng", "Văn phòng Bộ", "31/6/2025", "60")
FILE = write_tracker("Theo dõi", ("BÁO CÁO",), HEADER, [BAD])
MISSING = (404, b"404\n")


class Client:
    """Asks the routes in this process, as the gate does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, path: str, who: str | None, method: str = "GET") -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(app=Starlette(routes=workbooks.routes()))
            headers = {"x-cds-account": who} if who is not None else {}
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                return await client.request(method, path, headers=headers)

        return asyncio.run(asked())

    def got(self, path: str, who: str | None) -> tuple[int, bytes]:
        answer = self.get(path, who)
        return answer.status_code, answer.content


@pytest.fixture
def client(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Before the office at work."""
    monkeypatch.setenv("CDS_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(workbooks, "database", lambda: database)
    monkeypatch.setattr(visitor, "database", lambda: database)
    offices.opened(database)
    return Client(tmp_path / uploading.FOLDER)


def titles(content: bytes) -> set[object]:
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return {row[column].value for row in page.iter_rows(min_row=7) for column in (1, 2)} - {None}


def test_the_workbook_of_a_plan_is_an_attachment_that_nobody_keeps(client: Client) -> None:
    answer = client.get("/tai-ve/ke-hoach/KH.xlsx", "minh")
    assert answer.status_code == 200
    assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
    assert (answer.headers["cache-control"], answer.headers["x-content-type-options"]) == ("no-store", "nosniff")
    said = answer.headers["content-disposition"]
    assert said.startswith("attachment; ")
    assert said.isascii()
    assert unquote(said.partition("UTF-8''")[2]).startswith("Theo dõi KH ")
    assert "Rà soát văn bản" not in titles(answer.content)
    assert "Rà soát văn bản" in titles(client.get("/tai-ve/ke-hoach/KH.xlsx", "ha").content)
    assert "Rà soát văn bản" not in titles(client.get("/tai-ve/ke-hoach/KH.xlsx?unit=VP&lang=en", "nam").content)


def test_as_text_and_as_a_blank_form(client: Client) -> None:
    text = client.get("/tai-ve/ke-hoach/KH.csv?unit=VP", "minh")
    assert text.headers["content-type"] == "text/csv; charset=utf-8"
    assert text.content.startswith(b"\xef\xbb\xbfTT;")
    form = client.get("/tai-ve/mau/KH.xlsx?unit=VP", "minh")
    assert (form.status_code, titles(form.content)) == (200, {"Mục trong kế hoạch", "Nhiệm vụ"})  # its headings alone


@pytest.mark.parametrize("who", [None, "", "khongco", "nghi", "cu", "system:root"])
@pytest.mark.parametrize("path", ["ke-hoach/KH.xlsx", "ke-hoach/KH.csv", "mau/KH.xlsx"])
def test_who_may_read_nothing_gets_what_a_plan_that_is_not_there_gets(client: Client, path: str, who: str | None) -> None:
    assert client.got(f"/tai-ve/{path}", who) == client.got(f"/tai-ve/{path.replace('KH', 'KHAC')}", "nam") == MISSING


@pytest.mark.parametrize("query", ["unit=PC", "unit=%00", "unit=VP'--", "as_of=2025-13-01", "as_of=x", "unit=" + "V" * 5_000])
def test_another_unit_and_whatever_cannot_be_meant_are_not_there_either(client: Client, query: str) -> None:
    wanted = 200 if query == "unit=%00" else 404  # nothing is left of it
    assert client.get(f"/tai-ve/ke-hoach/KH.xlsx?{query}", "minh").status_code == wanted
    assert client.get("/tai-ve/ke-hoach/KH.xlsx", "minh", "POST").status_code == 405


def bring(client: Client, database: Database) -> int:
    choices = Choices(Directions(sheets=("Theo dõi",)), blank="clear")
    return uploading.receive(
        database, client.folder, MINHS, "báo cáo.xlsx", FILE, plan="KH", effective_on=date(2025, 9, 30), choices=choices
    )


def test_whose_upload_it_is_gets_the_file_its_flaws_and_what_was_decided(client: Client, database: Database) -> None:
    number = bring(client, database)
    for who in ("minh", "nam"):
        original = client.get(f"/tai-ve/tep/{number}/goc", who)
        assert (original.status_code, original.content) == (200, FILE)
        decided = client.get(f"/tai-ve/tep/{number}/quyet-dinh.json", who)
        assert Choices.from_json(json.loads(decided.content)).blank == "clear"
    flawed = client.get(f"/tai-ve/tep/{number}/loi.xlsx", "minh")
    assert unquote(flawed.headers["content-disposition"].partition("UTF-8''")[2]) == "báo cáo - cần sửa.xlsx"
    opened = openpyxl.load_workbook(io.BytesIO(flawed.content))
    assert opened.sheetnames == ["Theo dõi", "Danh sách lỗi"]
    assert "31/6/2025" in opened["Theo dõi"]["D4"].comment.text
    assert opened["Theo dõi"]["D4"].value == "31/6/2025"


@pytest.mark.parametrize("what", ["goc", "loi.xlsx", "quyet-dinh.json"])
def test_nobody_else_learns_of_an_upload(client: Client, database: Database, what: str) -> None:
    number = bring(client, database)
    for who in (None, "tuan", "lan", "xem", "nghi"):
        assert client.got(f"/tai-ve/tep/{number}/{what}", who) == client.got(f"/tai-ve/tep/99999/{what}", "nam") == MISSING
    for odd in ("0", "-1", "1.0", "٣", "9" * 40, "9" * 12, "a"):
        assert client.got(f"/tai-ve/tep/{odd}/{what}", "nam") == MISSING


def test_they_stand_behind_the_gate() -> None:
    ours = {route.path for route in workbooks.routes()}
    assert ours <= {route.path for route in assembly.for_readers() if isinstance(route, Route)}
    assert not ours & {route.path for route in assembly.open_to_all()}
