"""Who may report on which task: every role by every tie, through the workflows and through the pages."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import text

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.people import Grant, Person, Role, operator
from cds_tracker.store import accounts, check, drafts, ledger
from cds_tracker.store.database import Database, connect
from cds_tracker.store.drafts import Kept
from cds_tracker.store.ledger import Cause
from cds_tracker.store.migrating import migrate
from cds_tracker.workflows import importing, reporting
from cds_tracker.workflows.acting import Refused, acting
from cds_tracker.workflows.editing import Edit, write
from cds_tracker.workflows.importing import Target
from tests.beginnings import once
from tests.pages.shell import opened
from tests.workflows.readings import line, reading

ISSUED, DAY = date(2025, 5, 2), date(2025, 6, 30)
GRANTS = {
    "leadership": Grant(Role.LEADERSHIP), "head": Grant(Role.HEAD, "VP"), "staff": Grant(Role.STAFF, "VP"),
    "admin": Grant(Role.ADMIN), "viewer": Grant(Role.VIEWER), "former": Grant(Role.STAFF, "VP", valid_to=date(2025, 1, 1)),
}  # fmt: skip
TASKS = {  # lead, coordinating, whether assigned
    "led and assigned": ("Văn phòng Bộ", None, True),
    "led": ("Văn phòng Bộ", None, False),
    "helped and assigned": ("Vụ Pháp chế", "Văn phòng Bộ", True),
    "helped": ("Vụ Pháp chế", "Văn phòng Bộ", False),
    "shared": ("Các đơn vị thuộc, trực thuộc Bộ", None, False),
    "of others, assigned": ("Vụ Pháp chế", None, True),
    "of others": ("Vụ Pháp chế", None, False),
}
NUMBERS = {name: number for number, name in enumerate(TASKS, 1)}
MAY = {
    "leadership": set(),
    "head": {"led and assigned", "led"},
    "staff": {"led and assigned", "helped and assigned"},
    "admin": set(TASKS),
    "viewer": set(),
    "former": set(),
    "stranger": set(),
}
TABLE = [(who, what, what in MAY[who]) for who in MAY for what in TASKS]
SIGNED_IN = [row for row in TABLE if row[0] not in ("former", "stranger")]  # to these no page opens: see test_pages
Way = Callable[[Database, Person, int, int], object]
WAYS: dict[str, Way] = {
    "send": lambda db, who, number, base: reporting.send(db, who, Kept(number, {"progress": 60}, {"progress": 20}, base), DAY),
    "unchanged": lambda db, who, number, base: reporting.unchanged(db, who, [number], DAY, base),
    "draft": lambda db, who, number, base: reporting.keep(db, who, Kept(number, {"result": "x"}, {}, base)),
}


def person(who: str) -> Person:
    """Somebody who claims to be an admin: grants are always those of the database."""
    return Person(who, who, (Grant(Role.ADMIN),))


@once
def begin(database: Database) -> int:
    everybody = [Account(0, who, who, grants=(grant,)) for who, grant in GRANTS.items()]
    with database.write() as connection:
        accounts.save(connection, everybody, Cause("account", "test", ISSUED))
    rows, everyone = [], [f"@{who}" for who in (*GRANTS, "stranger")]
    for name, (lead, helping, _) in TASKS.items():
        more: dict[str, object] = {"coordinating": helping} if helping else {}
        rows.append(line(name, lead=lead, status="in_progress", progress=20, **more))
    shown = importing.preview(database, reading(rows), Target("KH", create=True), ISSUED, operator("test"))
    assert importing.carry_out(database, shown, operator("test")) is not None
    given = [Edit(NUMBERS[name], {"assignees": everyone}, {}) for name, (_, _, assigned) in TASKS.items() if assigned]
    with acting(database, operator("test"), "assign") as doing:
        write(doing, given, kind="assign", effective_on=ISSUED, base=ledger.latest(doing.connection))
    return latest(database)


def latest(database: Database) -> int:
    with database.read() as connection:
        return ledger.latest(connection)


@pytest.mark.parametrize("way", WAYS)
def test_only_those_who_may_report_do_and_a_forged_call_changes_nothing(database: Database, way: str) -> None:
    base = begin(database)
    wrong = []
    for who, what, may in TABLE:
        before = _state(database)
        try:
            WAYS[way](database, person(who), NUMBERS[what], latest(database))
            done = True
        except Refused:
            done = False
            if _state(database) != before or _last(database)[::2] != (who, "denied"):
                wrong.append((who, what, "changed something"))
        if done != may:
            wrong.append((who, what, f"done: {done}"))
        reporting.drop(database, person(who), NUMBERS[what])
        if way == "send" and done:
            reporting.send(database, person(who), Kept(NUMBERS[what], {"progress": 20}, {"progress": 60}, base), DAY)
    assert wrong == []
    with database.read() as connection:
        assert check.findings(connection) == []


def test_one_foreign_task_among_many_refuses_them_all(database: Database) -> None:
    base = begin(database)
    with pytest.raises(Refused):
        reporting.unchanged(database, person("staff"), [NUMBERS["led and assigned"], NUMBERS["of others"]], DAY, base)
    assert latest(database) == base


@pytest.fixture(scope="module")
def ministry(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same ministry, to open pages on."""
    url = f"sqlite:///{tmp_path_factory.mktemp('reporting') / 'cds.db'}"
    database = connect(url)
    migrate(database)
    begin(database)
    database.close()
    return url


@pytest.mark.parametrize(("who", "what", "may"), SIGNED_IN, ids=lambda value: str(value))
def test_the_page_of_a_task_offers_reporting_to_those_who_may(
    ministry: str, monkeypatch: pytest.MonkeyPatch, who: str, what: str, may: bool
) -> None:
    monkeypatch.setenv("CDS_DATABASE_URL", ministry)
    app = opened("chi-tiet", who, id=str(NUMBERS[what]))
    assert [one.key for one in app.button if str(one.key).startswith("report-")] == (
        [f"report-open-{NUMBERS[what]}"] if may else []
    )


@pytest.mark.parametrize("who", ["head", "staff", "admin"])
@pytest.mark.parametrize("what", TASKS)
def test_an_address_that_asks_for_a_form_opens_it_for_those_who_may(
    ministry: str, monkeypatch: pytest.MonkeyPatch, who: str, what: str
) -> None:
    monkeypatch.setenv("CDS_DATABASE_URL", ministry)
    app = opened("viec-cua-toi", who, report=str(NUMBERS[what]))
    sends = [one.key for one in app.button if str(one.key).startswith("report-send-")]
    assert sends == ([f"report-send-{NUMBERS[what]}"] if what in MAY[who] else [])


def test_a_draft_is_read_by_its_author_alone(database: Database) -> None:
    base = begin(database)
    number = NUMBERS["led and assigned"]
    reporting.keep(database, person("staff"), Kept(number, {"result": "riêng"}, {}, base))
    with database.read() as connection:
        assert list(drafts.of_account(connection, "staff")) == [number]
        assert all(drafts.of_account(connection, who) == {} for who in GRANTS if who != "staff")


def _state(database: Database) -> list[object]:
    with database.read() as connection:
        tables = ("proposal", "change", "report", "draft", "revision", "evidence")
        return [connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in tables]


def _last(database: Database) -> tuple[str, ...]:
    with database.read() as connection:
        row = connection.execute(text("SELECT actor, act, outcome FROM audit ORDER BY id DESC LIMIT 1")).one()
    return tuple(map(str, row))
