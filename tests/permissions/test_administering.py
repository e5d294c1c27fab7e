"""Only admins administer, and only they read the audit log: pages, workflows, routes and commands, role by role."""

import asyncio
import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from cds_tracker.cli import surroundings
from cds_tracker.cli.app import main
from cds_tracker.demo.people import ACCOUNTS
from cds_tracker.domain import unit_changes
from cds_tracker.domain.areas import Area
from cds_tracker.domain.people import Person
from cds_tracker.domain.plan import Plan
from cds_tracker.domain.units import Unit
from cds_tracker.store import accounts, audit, audit_search, ledger, plans, units
from cds_tracker.store.audit import Event
from cds_tracker.store.audit_search import Asked
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause
from cds_tracker.style.words import Words
from cds_tracker.web import audit_export
from cds_tracker.workflows import auditing, changing_areas, changing_plans, changing_units, locking
from cds_tracker.workflows.acting import Refused
from tests.beginnings import once
from tests.pages.conftest import demo_url, open_demo
from tests.pages.shell import Open, markup

__all__ = ["demo_url", "open_demo"]

VI = Words("vi")
DAY = date(2025, 6, 30)
ON = date(2025, 9, 1)
PAGES = ("danh-muc-don-vi", "danh-muc-nen-tang", "ke-hoach", "ky-bao-cao", "nhat-ky")
OTHERS = ("lanhdao", "thutruong", "chuyenvien", "nguoixem", "nobody")
Act = Callable[[Database, Person], object]


def _unit(database: Database, person: Person) -> object:
    with database.read() as connection:
        held = units.load(connection)
    return changing_units.carry_out(database, person, unit_changes.add(held, Unit("MOI", "Cục mới", 50), ON))


ACTS: dict[str, Act] = {
    "unit": _unit,
    "units_file": lambda on, who: changing_units.load_file(on, who, "code,name\nMOI,Cục mới".encode(), "units.csv", ON),
    "area": lambda on, who: changing_areas.save(on, who, Area("moi", "Lĩnh vực mới", 50), None, ON),
    "plan": lambda on, who: changing_plans.save(on, who, Plan(0, "KH-2026"), None, ON),
    "sections": lambda on, who: changing_plans.set_sections(on, who, "KH", {"I": "portal"}, ON),
    "cutoff": lambda on, who: locking.set_cutoff(on, who, "KH", "2025-06", date(2025, 6, 25), ON),
    "lock": lambda on, who: locking.lock(on, who, "KH", "2025-06", ON),
    "unlock": lambda on, who: locking.unlock(on, who, "KH", "2025-05", "Bổ sung", ON),
    "audit": lambda on, who: auditing.take(on, who, Asked(), "csv"),
}


@once
def begin(database: Database) -> None:
    """The people of the demo, and a plan with a locked period."""
    with database.write() as connection:
        accounts.save(connection, ACCOUNTS, Cause("account", "test", DAY))
        plans.save(connection, Plan(0, "KH"), Cause("plan", "test", DAY))
    locking.lock(database, Person("quantri", ""), "KH", "2025-05", ON)


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("person", OTHERS)
def test_others_are_refused_and_nothing_but_the_audit_log_says_so(database: Database, name: str, person: str) -> None:
    begin(database)
    with database.read() as connection:
        before = ledger.latest(connection), audit_search.count(connection, Asked())
    with pytest.raises(Refused):
        ACTS[name](database, Person(person, ""))
    with database.read() as connection:
        assert (ledger.latest(connection), audit_search.count(connection, Asked())) == (before[0], before[1] + 1)
        [told] = audit_search.page(connection, Asked(), 0, 1)
    assert (told.actor, told.outcome) == (person, "denied")


@pytest.mark.parametrize("name", ACTS)
def test_the_admin_may_and_it_is_written_down(database: Database, name: str) -> None:
    begin(database)
    ACTS[name](database, Person("quantri", ""))
    with database.read() as connection:
        [told] = audit_search.page(connection, Asked(), 0, 1)
    assert (told.actor, told.outcome) == ("quantri", "done")
    assert VI.has(f"admin.act.{told.act}")
    assert VI.has(f"admin.subject.{told.subject}")


@pytest.mark.parametrize("slug", PAGES)
@pytest.mark.parametrize("person", OTHERS[:-1])
def test_the_pages_are_neither_in_the_menu_of_others_nor_open_to_them(open_demo: Open, slug: str, person: str) -> None:
    with pytest.raises(ValueError, match=slug.replace("-", "_")):
        open_demo(slug, person=person)


@pytest.mark.parametrize("slug", PAGES)
def test_the_admin_opens_every_page(open_demo: Open, slug: str) -> None:
    assert VI(f"pages.{slug.replace('-', '_')}.title") in markup(open_demo(slug))


class Client:
    """Asks the routes as they stand behind the gate, which names the account in a header."""

    def get(
        self, path: str, params: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=Starlette(routes=audit_export.routes()))
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                return await client.get(path, params=params, headers=headers)

        return asyncio.run(ask())


@pytest.fixture
def client(database: Database, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The routes on a database of their own."""
    begin(database)
    for module in (audit_export, audit_export.visitor):
        monkeypatch.setattr(module, "database", lambda: database)
    return Client()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("person", [*OTHERS, ""])
def test_the_files_are_refused_to_others(client: Client, database: Database, form: str, person: str) -> None:
    answer = client.get(f"/nhat-ky.{form}", headers={"x-cds-account": person} if person else {})
    assert (answer.status_code, answer.text) == (403, VI("errors.refused"))
    with database.read() as connection:
        [told] = audit_search.page(connection, Asked(), 0, 1)
    assert (told.act, told.outcome) == ("audit_export", "denied")


def test_the_admin_takes_the_log_along_without_a_formula_in_it(client: Client, database: Database) -> None:
    with database.write() as connection:
        audit.append(connection, Event("=HYPERLINK(1)", "report", "task", "7", detail={"reason": "Lý do, có dấu phẩy"}))
    asked = {"x-cds-account": "quantri", "x-cds-address": "10.0.0.9"}
    told = client.get("/nhat-ky.csv", params={"subject": "task"}, headers=asked)
    assert told.status_code == 200
    assert told.headers["cache-control"] == "no-store"
    lines = told.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "'=HYPERLINK(1)" in lines[1]
    assert '"lý do: Lý do, có dấu phẩy"' in lines[1]
    with database.read() as connection:
        [row] = audit_search.page(connection, Asked(act="audit_export"), 0, 1)
    assert (row.actor, row.address, row.outcome, row.detail) == (
        "quantri", "10.0.0.9", "done", {"form": "csv", "subject": "task"},
    )  # fmt: skip


def test_the_workbook_holds_the_same_rows_as_text(client: Client, database: Database) -> None:
    import io

    from openpyxl import load_workbook

    with database.write() as connection:
        audit.append(connection, Event("=1+1", "report", "task", "7"))
    told = client.get("/nhat-ky.xlsx", params={"lang": "en"}, headers={"x-cds-account": "quantri"})
    rows = list(load_workbook(io.BytesIO(told.content)).active.iter_rows())
    assert rows[0][2].value == Words("en")("admin.export.actor")
    found = [row[2] for row in rows if row[2].value == "=1+1"]
    assert [cell.data_type for cell in found] == ["s"]
    assert len(rows) == 1 + 2, "the export itself is not in it"


@pytest.mark.parametrize("person", OTHERS)
@pytest.mark.parametrize(
    "command",
    [
        ("periods", "lock", "2025-06"),
        ("periods", "unlock", "2025-05", "--reason", "Bổ sung"),
        ("audit",),
        ("units", "load"),
    ],
    ids=" ".join,
)
def test_commands_obey_the_rights_of_the_account_that_they_are_given(
    database: Database,
    person: str,
    command: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    begin(database)
    monkeypatch.setattr(surroundings, "database", lambda: database)
    more: tuple[str, ...] = ()
    if command == ("units", "load"):
        file = tmp_path / "units.csv"
        file.write_text("code,name\nMOI,Cục mới\n", encoding="utf-8")
        more = (str(file),)
    with pytest.raises(SystemExit) as left:
        main([*command, *more, "--as", person, "--json"])
    assert left.value.code == 2
    told = json.loads(capsys.readouterr().out)
    assert told["error"]["code"] == ("account_unknown" if person == "nobody" else "refused")


def test_the_operator_lists_and_locks_on_the_command_line(
    database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    begin(database)
    monkeypatch.setattr(surroundings, "database", lambda: database)

    def ask(*arguments: str) -> object:
        with pytest.raises(SystemExit) as left:
            main([*arguments, "--json"])
        assert left.value.code == 0
        return json.loads(capsys.readouterr().out)

    locked = ask("periods", "lock", "2025-06")
    assert isinstance(locked, dict)
    assert locked["cutoff"] == "2025-06-30"
    listed = ask("periods", "list")
    assert isinstance(listed, list)
    assert {one["period"] for one in listed if one["locked_revision"]} == {"2025-05", "2025-06"}
    rows = ask("audit", "--act", "period_lock")
    assert isinstance(rows, list)
    assert [row["subject_id"] for row in rows] == ["KH/2025-06", "KH/2025-05"]
    figures = ask("figures", "--period", "2025-06")
    assert isinstance(figures, dict)
    assert figures["as_of"] == "2025-06-30"
