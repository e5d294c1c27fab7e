"""Role by act by task, through workflow, route and page: what is not in the table is refused and leaves no trace."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Grant, Person, Role
from cds_tracker.domain.task import Value
from cds_tracker.store import accounts, check, ledger, tasks
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause
from cds_tracker.workflows import contributing, evidence, hand, importing, safekeeping
from cds_tracker.workflows.acting import Refused
from cds_tracker.workflows.editing import Edit
from cds_tracker.workflows.importing import Target
from tests.pages.shell import opened
from tests.store.dumps import dump
from tests.web.test_downloads import Client
from tests.workflows.readings import line, reading
from tests.workflows.test_editing import DAY
from tests.workflows.test_evidence import PDF

TASKS = {"assigned": 1, "unit": 2, "helps": 3, "shares": 4, "other": 5, "missing": 99}
GROUP = "Các đơn vị thuộc, trực thuộc Bộ"
PEOPLE = {
    "head": (Grant(Role.HEAD, "VP"),),
    "staff": (Grant(Role.STAFF, "VP"),),
    "leadership": (Grant(Role.LEADERSHIP),),
    "admin": (Grant(Role.ADMIN),),
    "viewer": (Grant(Role.VIEWER),),
    "nobody": (),
    "gone": (Grant(Role.ADMIN),),
    "expired": (Grant(Role.ADMIN, valid_to=DAY.replace(year=2020)),),
}
EVERY = {"assigned", "unit", "helps", "shares", "other"}
MAY: dict[str, dict[str, set[str]]] = {
    "bring": {"head": {"assigned", "unit"}, "staff": {"assigned"}, "admin": EVERY},
    "withdraw": {"head": {"assigned", "unit"}, "staff": {"assigned"}, "admin": EVERY},
    "download": {
        "head": EVERY - {"other"}, "staff": EVERY - {"other"}, "leadership": EVERY, "admin": EVERY, "viewer": EVERY,
    },
    "contribute": {"head": {"helps", "shares"}, "staff": {"helps", "shares"}, "admin": {"helps", "shares"}},
    "report": {"head": {"assigned", "unit"}, "staff": {"assigned"}, "admin": EVERY},
    "settle": {"head": {"assigned", "unit"}, "admin": EVERY},
    "assign": {"head": {"assigned", "unit"}, "admin": EVERY},
    "plan": {"admin": EVERY},
    "lead": {"admin": EVERY},
    "deadline": {"admin": EVERY},
    "cancel": {"admin": EVERY},
}  # fmt: skip
CELLS = [(act, who, task) for act in MAY for who in PEOPLE for task in TASKS]


def begin(database: Database, folder: Path) -> dict[str, int]:
    """Five tasks, each with a file and a piece of its own; the pieces by task."""
    with database.write() as connection:
        people = [Account(0, code, code.title(), grants=held, active=code != "gone") for code, held in PEOPLE.items()]
        accounts.save(connection, people, Cause("account", "test", DAY))
    rows = [
        line("Nâng cấp cổng", lead="Văn phòng Bộ", progress=20),
        line("Tập huấn", lead="Văn phòng Bộ", progress=20),
        line("Rà soát văn bản", lead="Vụ Pháp chế", coordinating="Văn phòng Bộ", progress=20),
        line("Số hóa hồ sơ", lead="Vụ Pháp chế", coordinating=GROUP, progress=20),
        line("Thẩm định", lead="Vụ Pháp chế", progress=20),
    ]
    assert importing.carry_out(database, importing.preview(database, reading(rows), Target("KH", create=True), DAY), "test")
    admin = Person("admin", "Admin")
    edit(database, admin, 1, {"assignees": ["@staff"]})
    kept = safekeeping.keep(folder / "evidence", "a.pdf", PDF)
    pieces = {name: evidence.bring(database, admin, number, DAY, file=kept) for name, number in TASKS.items() if number < 9}
    return {name: piece for name, piece in pieces.items() if piece is not None}


def edit(database: Database, person: Person, number: int, after: dict[str, Value]) -> None:
    with database.read() as connection:
        held = tasks.some(connection, [number]).get(number)
        base = ledger.latest(connection)
    before = {name: held[name] for name in after} if held else {}
    hand.edit(database, person, Edit(number, after, before), base=base, effective_on=DAY, nature="extension")


def acts(database: Database, person: Person, number: int, piece: int, folder: Path) -> dict[str, Callable[[], object]]:
    return {
        "bring": lambda: evidence.bring(database, person, number, DAY, number="1/QĐ"),
        "withdraw": lambda: evidence.withdraw(database, person, piece, DAY),
        "download": lambda: evidence.fetch(database, person, piece, folder),
        "contribute": lambda: contributing.contribute(database, person, number, "VP", "Đã góp ý", DAY),
        "report": lambda: edit(database, person, number, {"progress": 30, "result": "Xong bước 1"}),
        "settle": lambda: edit(database, person, number, {"status": "paused"}),
        "assign": lambda: edit(database, person, number, {"assignees": ["@head"]}),
        "plan": lambda: edit(database, person, number, {"title": "Khác", "progress": 30}),
        "lead": lambda: edit(database, person, number, {"lead": ["CNTT"]}),
        "deadline": lambda: edit(database, person, number, {"deadline": "30/6/2030"}),
        "cancel": lambda: hand.cancel(database, person, number, "Thôi", base=1, effective_on=DAY),
    }


def state(database: Database) -> object:
    """Everything but the audit log."""
    return {name: rows for name, rows in dump(database).items() if name != "audit"}


def denied(database: Database) -> int:
    with database.read() as connection:
        return int(connection.execute(text("SELECT count(*) FROM audit WHERE outcome = 'denied'")).scalar_one())


def test_every_role_on_every_task_through_the_workflows(database: Database, tmp_path: Path) -> None:
    """What is refused is refused with the state as it was and one row in the audit log; what may be done is done."""
    pieces = begin(database, tmp_path)
    wrong: list[str] = []
    for act, who, name in CELLS:
        if name in MAY[act].get(who, set()):
            continue
        before, rows = state(database), denied(database)
        do = acts(database, Person(who, who), TASKS[name], pieces.get(name, 999), tmp_path / "evidence")[act]
        try:
            do()
            wrong.append(f"{who} could {act} {name}")
        except Refused:
            if denied(database) != rows + 1:
                wrong.append(f"{who} {act} {name}: no row in the audit log")
        if state(database) != before:
            wrong.append(f"{who} {act} {name}: left something behind")
    assert wrong == []


@pytest.mark.parametrize("act", MAY)
def test_every_role_that_may_does(database: Database, tmp_path: Path, act: str) -> None:
    pieces = begin(database, tmp_path)
    for who, names in MAY[act].items():
        for name in sorted(names):
            do = acts(database, Person(who, who), TASKS[name], pieces[name], tmp_path / "evidence")[act]
            try:
                do()
            except TrackerError as error:  # somebody before did the same
                if error.key != "edit_nothing":
                    raise AssertionError(who, act, name) from error
    with database.read() as connection:
        assert check.findings(connection) == []


def test_every_role_asks_the_route(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cds_tracker.web import downloads, visitor

    monkeypatch.setenv("CDS_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(downloads, "database", lambda: database)
    monkeypatch.setattr(visitor, "database", lambda: database)
    pieces = begin(database, tmp_path)
    given = {
        (who, name)
        for who in PEOPLE
        for name in TASKS
        if Client().get(f"/minh-chung/{pieces.get(name, 999)}", {"x-cds-account": who}).status_code == 200
    }
    assert given == {(who, name) for who, names in MAY["download"].items() for name in names}


PANELS = {
    "edit-open-": "report",
    "FormSubmitter:evidence-": "bring",
    "FormSubmitter:contribution-": "contribute",
    "cancel-go-": "cancel",
}


@pytest.mark.parametrize("new_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("who", ["head", "staff", "leadership", "admin", "viewer"])
def test_every_role_finds_on_the_page_what_it_may_do_and_nothing_else(
    new_url: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    from cds_tracker.store.database import connect

    url = new_url()
    monkeypatch.setenv("CDS_DATABASE_URL", url)
    monkeypatch.setenv("CDS_DATA_DIR", str(tmp_path))
    database = connect(url)
    begin(database, tmp_path)
    database.close()
    for name, number in TASKS.items():
        app = opened("chi-tiet", who, plan="KH", id=str(number))
        keys = [str(button.key) for button in app.button]
        for start, act in PANELS.items():
            shown = any(key.startswith(start) for key in keys)
            assert shown == (name in MAY[act].get(who, set())), (who, act, name)


@pytest.mark.parametrize(
    "after", [{"parent": "5"}, {"plan": 2}, {"id": 5}, {"revision": 1}, {"said": "late"}, {"__class__": "x"}]
)
@pytest.mark.parametrize("who", ["admin", "head", "staff"])
def test_no_field_but_those_of_a_form_can_be_set(database: Database, tmp_path: Path, who: str, after: dict[str, Value]) -> None:
    begin(database, tmp_path)
    before = state(database)
    with pytest.raises(TrackerError):
        hand.edit(database, Person(who, who), Edit(1, {**after, "progress": 50}, {}), base=1, effective_on=DAY)
    assert state(database) == before


def test_nobody_speaks_for_a_unit_that_is_not_theirs(database: Database, tmp_path: Path) -> None:
    begin(database, tmp_path)
    before = state(database)
    foreign = [("head", "PC"), ("head", "CNTT"), ("staff", "CNTT"), ("admin", "PC"), ("head", "khong-co"), ("admin", "~VP")]
    for who, unit in foreign:
        with pytest.raises(Refused):
            contributing.contribute(database, Person(who, who), 3, unit, "Đã góp ý", DAY)
    assert state(database) == before
