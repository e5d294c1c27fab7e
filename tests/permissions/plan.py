"""A plan with a task for every tie that a unit can have to one, and a person for every role.

The tasks of the other unit bear canaries: words that stand nowhere else, one in each text, name and document.
"""

from datetime import date

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.people import Grant, Person, Role, operator
from cds_tracker.domain.task import Value
from cds_tracker.store import accounts, ledger
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause
from cds_tracker.workflows import importing
from cds_tracker.workflows.acting import acting
from cds_tracker.workflows.editing import Edit, write
from cds_tracker.workflows.importing import Target
from tests.beginnings import once
from tests.workflows.readings import line, reading

CODE, ISSUED, DAY = "KH", date(2025, 1, 6), date(2025, 6, 30)
UNIT, OTHER = "VP", "PC"
PEOPLE = (
    Account(0, "ha", "Trần Thu Hà", grants=(Grant(Role.LEADERSHIP),)),
    Account(0, "minh", "Lê Quang Minh", grants=(Grant(Role.HEAD, UNIT),)),
    Account(0, "lan", "Nguyễn Thị Lan", grants=(Grant(Role.STAFF, UNIT),)),
    Account(0, "nam", "Phạm Hoài Nam", grants=(Grant(Role.ADMIN),)),
    Account(0, "hoa", "Vũ Thị Hoa", grants=(Grant(Role.VIEWER),)),
    Account(0, "binh", "Zqbinhaccount", grants=(Grant(Role.HEAD, OTHER),)),
    Account(0, "gone", "Hoàng Văn Cũ", grants=(Grant(Role.HEAD, UNIT, valid_to=date(2020, 1, 1)),)),
)
ROLES = {"leadership": "ha", "head": "minh", "staff": "lan", "admin": "nam", "viewer": "hoa"}
GROUP = "Các đơn vị thuộc, trực thuộc Bộ"
TIES = {
    "own": line("Số hóa hồ sơ chung", lead="Văn phòng Bộ", deadline="5/2025", status="in_progress"),
    "lead": line("Nâng cấp cổng chung", lead="Văn phòng Bộ", deadline="3/2025", status="in_progress"),
    "help": line("Sửa quy chế chung", lead="Vụ Pháp chế", coordinating="Văn phòng Bộ", deadline="4/2025"),
    "group": line("Cập nhật dữ liệu chung", lead=GROUP, deadline="8/2025"),
}
TEXTS = (
    *("stt", "code", "section", "title", "sponsor", "deliverable", "basis", "result", "evidence", "difficulty"),
    *("proposal", "next_step", "note"),
)
CANARIES = (*(f"zq{name.replace('_', '')}" for name in TEXTS), "zqassignee", "zqbinhaccount", "zqdeadline", "zqhistory")
"""Lower case; to be looked for in lower case."""


def _other(place: int) -> dict[str, Value]:
    words = {name: f"Zq{name.replace('_', '')} {place} chung" for name in TEXTS}
    said = line(words.pop("title"), lead="Vụ Pháp chế", deadline=f"{place}/2025")
    deadline = said["deadline"]
    assert isinstance(deadline, dict)
    held: dict[str, Value] = {**said, **words, "assignees": ["Zqassignee"], "status": "in_progress", "progress": 10}
    return {**held, "deadline": {**deadline, "text": f"{place}/2025 zqdeadline"}}


@once
def enter(database: Database) -> dict[str, int]:
    """The people and the plan: the id of a task for each tie (``other``: none)."""
    with database.write() as connection:
        accounts.save(connection, PEOPLE, Cause("account", "test", ISSUED))
    rows = [*TIES.values(), *(_other(place) for place in (2, 3, 9))]
    admin = operator("test")
    shown = importing.preview(database, reading(rows), Target(CODE, create=True, issued_on=ISSUED), ISSUED, admin)
    applied = importing.carry_out(database, shown, admin)
    assert applied is not None
    numbers = dict(zip((*TIES, "other"), applied.created, strict=False))
    _edit(database, Edit(numbers["own"], {"assignees": ["@lan"]}, {}))
    _edit(database, Edit(numbers["other"], {"assignees": ["Zqassignee", "@binh"]}, {"assignees": ["Zqassignee"]}))
    history = {"note": "Zqhistory đã sửa"}
    _edit(database, Edit(numbers["other"], history, {"note": "Zqnote 2 chung"}))
    return numbers


def person(account: str) -> Person:
    """Somebody by the name of their account, with the grants that they were given."""
    return next(one.person() for one in PEOPLE if one.code == account).on(ledger.today())


def _edit(database: Database, one: Edit) -> None:
    with acting(database, operator("test"), "edit") as doing:
        [applied] = write(doing, [one], kind="edit", effective_on=DAY, base=10_000)
        assert not applied.stale
