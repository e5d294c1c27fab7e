"""Whose fields an upload may change: every role by every tie, requests for what the plan assigns, and nothing twice."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import select, text

from cds_tracker.cli.app import main
from cds_tracker.domain.accounts import Account
from cds_tracker.domain.people import Grant, Person, Role, operator
from cds_tracker.domain.reading import Reading
from cds_tracker.domain.task import Value
from cds_tracker.excel.writing import write_tracker
from cds_tracker.store import accounts, check, ledger, proposals, tasks
from cds_tracker.store.database import Database, connect
from cds_tracker.store.ledger import Cause
from cds_tracker.store.migrating import migrate
from cds_tracker.store.past import EXTENSION
from cds_tracker.store.tables import proposal
from cds_tracker.store.waiting import REQUEST
from cds_tracker.workflows import importing
from cds_tracker.workflows.acting import Refused, acting
from cds_tracker.workflows.editing import Edit, write
from cds_tracker.workflows.importing import Target
from cds_tracker.workflows.previewing import Preview
from tests.permissions.plan import CANARIES, CODE, DAY, ISSUED, TIES, enter, person
from tests.store.dumps import dump
from tests.workflows import waiting
from tests.workflows.readings import REGISTRY, line, reading

MINH, NAM, BINH = person("minh"), person("nam"), person("binh")
NOT_IMPORTING = ("ha", "lan", "hoa", "gone")
DEADLINE = line("x", deadline="11/2025")["deadline"]


def row(tie: str, **said: Value) -> dict[str, Value]:
    """The row of a task as it stands, but for what is said."""
    return {**TIES[tie], **said}


def show(
    database: Database,
    who: Person,
    *rows: Mapping[str, Value],
    accept: dict[tuple[str, int], int | str] | None = None,
) -> Preview:
    return importing.preview(database, _file(*rows), Target(CODE), DAY, who, accept=accept)


def _file(*rows: Mapping[str, Value]) -> Reading:
    columns = ("stt", "title", "lead", "deadline", "status", "progress", "note", "section", "code", "coordinating", "assignees")
    return reading(rows, columns=columns)


def pending(database: Database) -> list[tuple[str, str, str | None, list[tuple[int, str]]]]:
    """The requests that wait: kind, author, file, and the fields that they ask for."""
    with database.read() as connection:
        query = select(proposal.c.id, proposal.c.kind, proposal.c.author, proposal.c.file).where(proposal.c.state == "pending")
        return [
            (kind, author, file, [(one.task, one.field) for one in proposals.saved(connection, number)])
            for number, kind, author, file in connection.execute(query.order_by(proposal.c.id))
        ]


def value(database: Database, number: int, field: str) -> Value:
    with database.read() as connection:
        return tasks.some(connection, [number])[number][field]


def audited(database: Database) -> tuple[str, str, str]:
    with database.read() as connection:
        found = connection.execute(text("SELECT actor, act, outcome FROM audit ORDER BY id DESC LIMIT 1")).one()
    return str(found[0]), str(found[1]), str(found[2])


@pytest.mark.parametrize("account", NOT_IMPORTING)
def test_who_may_not_import_is_refused_and_nothing_changes(database: Database, account: str) -> None:
    enter(database)
    rows = [row("lead", progress=50)]
    with pytest.raises(Refused):
        show(database, person(account), *rows)
    shown = show(database, NAM, *rows)  # what somebody else was shown is no way around
    before = {**dump(database), "audit": []}
    with pytest.raises(Refused):
        importing.carry_out(database, shown, person(account))
    assert {**dump(database), "audit": []} == before
    assert audited(database) == (account, "import", "denied")


@pytest.mark.parametrize(
    ("tie", "said", "outcome"),
    [
        *((tie, {"progress": 50}, "goes") for tie in ("own", "lead")),
        *((tie, {"status": "done"}, "goes") for tie in ("own", "lead")),
        *((tie, {"status": "cancelled"}, "goes") for tie in ("own", "lead")),
        *((tie, {"assignees": ["Hoa"]}, "goes") for tie in ("own", "lead")),
        *((tie, {"deadline": DEADLINE}, "asks") for tie in ("own", "lead")),
        *((tie, {"section": "II. Khác"}, "asks") for tie in ("own", "lead")),
        *((tie, {"deliverable": "Báo cáo"}, "asks") for tie in ("own", "lead")),
        *((tie, {"progress": 50}, "refused") for tie in ("help", "group")),
        *((tie, {"status": "done"}, "refused") for tie in ("help", "group")),
        *((tie, {"deadline": DEADLINE}, "refused") for tie in ("help", "group")),
    ],
)
def test_what_a_head_may_change_by_field_and_tie(database: Database, tie: str, said: dict[str, Value], outcome: str) -> None:
    numbers = enter(database)
    shown = show(database, MINH, row(tie, **said))
    [field] = said
    before = value(database, numbers[tie], field)
    assert [(one.task, one.field) for one in shown.changes] == ([(numbers[tie], field)] if outcome == "goes" else [])
    assert [(one.task, one.field) for one in shown.requests] == ([(numbers[tie], field)] if outcome == "asks" else [])
    assert shown.counts is not None
    assert [shown.counts[name] for name in ("changed", "requested", "refused")] == [
        int(outcome == name) for name in ("goes", "asks", "refused")
    ]
    importing.carry_out(database, shown, MINH)
    assert (value(database, numbers[tie], field) != before) is (outcome == "goes")
    kind = EXTENSION if field == "deadline" else REQUEST
    asked = [(kind, "minh", "theo-doi.xlsx", [(numbers[tie], field)])]
    assert pending(database) == (asked if outcome == "asks" else [])


def test_the_task_of_another_unit_is_refused_without_a_word_of_what_stands_there(database: Database) -> None:
    enter(database)
    same = line("Zqtitle 2 chung", lead="Vụ Pháp chế", progress=10, section="Zqsection 2 chung")
    shown = show(database, MINH, same, row("lead", progress=50))
    assert [one.code for one in shown.problems] == ["row_not_yours"]
    assert (shown.problems[0].cell, shown.problems[0].row) == ("B6", 6)
    assert shown.counts is not None
    assert (shown.counts["rows"], shown.counts["refused"], shown.counts["changed"]) == (2, 1, 1)
    assert importing.carry_out(database, shown, MINH) is not None  # the rest goes on


def test_no_task_out_of_scope_is_named_as_absent_or_as_a_candidate(database: Database) -> None:
    numbers = enter(database)
    near = line("Zqtitl 2 chung", lead="Văn phòng Bộ")
    elsewhere = line("Zqtitle 3 chung", lead="Văn phòng Bộ")
    by_number = {**line("Gì đó"), "lead": ["VP"]}
    file = _file(near, elsewhere, by_number)
    rows = (*file.rows[:2], type(file.rows[2])("Theo dõi", 8, by_number, id=numbers["other"]))
    shown = importing.preview(database, Reading(file.file, file.sha256, file.sheets, rows), Target(CODE), DAY, MINH)
    assert {task.id for task in shown.absent} == {numbers["own"], numbers["lead"]}
    assert all(not one.candidates for one in shown.unresolved)
    told = repr([one.values for one in shown.problems]).lower() + repr(shown.absent).lower()
    assert not [word for word in CANARIES if word in told]
    assert "unknown_id" in {one.code for one in shown.problems}
    with pytest.raises(Exception, match="accept_task_unknown"):
        show(database, MINH, near, accept={("Theo dõi", 6): numbers["other"]})


def test_a_new_task_becomes_a_request_with_its_parts(database: Database) -> None:
    numbers = enter(database)
    mine = (line("Việc mới", lead="Văn phòng Bộ"), line("Phần một", lead="Văn phòng Bộ"))
    file = _file(*mine, line("Việc khác hẳn", lead="Vụ Pháp chế"))
    rows = (file.rows[0], type(file.rows[1])("Theo dõi", 7, file.rows[1].values, parent_row=6), file.rows[2])
    shown = importing.preview(database, Reading(file.file, file.sha256, file.sheets, rows), Target(CODE), DAY, MINH)
    assert shown.counts is not None
    assert [shown.counts[name] for name in ("new", "requested", "refused")] == [0, 2, 1]
    applied = importing.carry_out(database, shown, MINH)
    assert applied is not None
    [(kind, author, _, asked)] = pending(database)
    first = max(numbers.values()) + 3
    assert (kind, author, asked) == (REQUEST, "minh", [(first, "*"), (first + 1, "*")])
    with database.read() as connection:
        assert tasks.some(connection, [first]) == {}
        assert check.findings(connection) == []
    waiting.apply(database, applied.requests[0], NAM)
    assert value(database, first + 1, "parent") == str(first)
    with database.read() as connection:
        assert check.findings(connection) == []


def test_one_file_goes_in_asks_and_is_refused_in_one_transaction(database: Database) -> None:
    numbers = enter(database)
    rows = (
        row("own", progress=70, deadline=DEADLINE),
        row("lead", stt="7", status="done", deliverable="Báo cáo", code="NV-1", deadline=DEADLINE),
        row("help", progress=90),
    )
    shown = show(database, MINH, *rows)
    assert sorted(one.code for one in shown.problems) == [
        "becomes_extension", "becomes_extension", "becomes_request", "becomes_request", "row_only_helped",
    ]  # fmt: skip
    applied = importing.carry_out(database, shown, MINH)
    assert applied is not None
    assert (applied.applied, len(applied.requests)) == (2, 3)
    own, lead = numbers["own"], numbers["lead"]
    assert sorted(pending(database)) == [
        (EXTENSION, "minh", "theo-doi.xlsx", [(own, "deadline")]),
        (EXTENSION, "minh", "theo-doi.xlsx", [(lead, "deadline")]),
        (REQUEST, "minh", "theo-doi.xlsx", [(lead, "code"), (lead, "deliverable")]),
    ]
    assert audited(database) == ("minh", "import", "done")
    with database.read() as connection:
        assert check.findings(connection) == []
    waiting.apply(database, applied.requests[0], NAM)


def test_the_same_file_again_asks_for_nothing_twice(database: Database) -> None:
    enter(database)
    rows = (row("own", progress=70, deadline=DEADLINE), line("Việc mới", lead="Văn phòng Bộ"))
    importing.carry_out(database, show(database, MINH, *rows), MINH)
    before = dump(database)
    again = show(database, MINH, *rows)
    assert again.counts is not None
    assert (again.counts["requested"], again.counts["waiting"], again.writes) == (0, 2, False)
    assert {one.code for one in again.problems} == {"already_requested"}
    assert importing.carry_out(database, again, MINH) is None
    assert dump(database) == before


def test_two_uploads_shown_at_once_ask_once(database: Database) -> None:
    enter(database)
    first, second = (show(database, MINH, row("own", deadline=DEADLINE)) for _ in range(2))
    for shown in (first, second):
        importing.carry_out(database, shown, MINH)
    assert len(pending(database)) == 1


def test_another_deadline_waits_for_the_decision_about_the_first(database: Database) -> None:
    enter(database)
    importing.carry_out(database, show(database, MINH, row("own", deadline=DEADLINE)), MINH)
    other = show(database, MINH, row("own", deadline=line("x", deadline="12/2025")["deadline"], progress=70))
    assert {one.code for one in other.problems} == {"extension_waiting"}
    importing.carry_out(database, other, MINH)
    assert len(pending(database)) == 1


def test_a_file_takes_nobody_off_a_task_that_several_units_lead(database: Database) -> None:
    numbers = enter(database)
    seen: dict[str, Value] = {"lead": ["VP"], "assignees": ["@lan"]}
    joint = Edit(numbers["own"], {"lead": ["VP", "PC"], "assignees": ["@lan", "@binh"]}, seen)
    with acting(database, operator("test"), "edit") as doing:
        write(doing, [joint], kind="edit", effective_on=DAY, base=10_000)
    shown = show(database, MINH, row("own", lead=["VP", "PC"], assignees=["Nguyễn Thị Lan"], progress=70))
    assert {one.code for one in shown.problems} == {"people_elsewhere"}
    importing.carry_out(database, shown, MINH)
    assert value(database, numbers["own"], "assignees") == ["@lan", "@binh"]
    assert value(database, numbers["own"], "progress") == 70


def test_an_absent_row_stays_untouched_and_an_admin_imports_as_before(database: Database) -> None:
    numbers = enter(database)
    shown = show(database, NAM, row("lead", deadline=DEADLINE, progress=5), row("help", status="done"))
    assert (shown.requests, len(shown.changes)) == ((), 3)
    assert len(shown.absent) == 5
    importing.carry_out(database, shown, NAM)
    assert value(database, numbers["help"], "status") == "done"
    assert pending(database) == []


def test_a_head_creates_no_plan_and_does_not_move_its_day(database: Database) -> None:
    enter(database)
    file = _file(row("lead", progress=5))
    new = importing.preview(database, file, Target("KH-2", create=True), DAY, MINH)
    assert [one.code for one in new.problems] == ["plan_not_yours"]
    moved = importing.preview(database, file, Target(CODE, issued_on=DAY), DAY, MINH)
    assert moved.plan == moved.held


def test_a_head_who_is_one_no_longer_is_refused_at_the_last_moment(database: Database) -> None:
    numbers = enter(database)
    shown = show(database, MINH, row("lead", progress=5))
    with database.write() as connection:
        moved = Account(0, "minh", "Lê Quang Minh", grants=(Grant(Role.HEAD, "PC"),))
        accounts.save(connection, [moved], Cause("account", "test", ISSUED))
    with pytest.raises(Refused):
        importing.carry_out(database, shown, MINH)
    assert value(database, numbers["lead"], "progress") is None


def test_what_was_shown_to_an_admin_is_no_way_around_for_a_head(database: Database) -> None:
    enter(database)
    new = line("Việc mới hoàn toàn", lead="Văn phòng Bộ")
    for rows in ([row("lead", deadline=DEADLINE)], [new], [row("help", progress=3)]):
        before = {**dump(database), "audit": []}
        with pytest.raises(Refused):
            importing.carry_out(database, show(database, NAM, *rows), MINH)
        assert {**dump(database), "audit": []} == before


@pytest.mark.parametrize("written", ["@binh", " @binh", "@@binh", "＠binh", "@ binh", "\u200b@binh"])
@pytest.mark.parametrize("who", [MINH, NAM], ids=["head", "admin"])
def test_a_name_in_a_file_never_becomes_an_account(database: Database, written: str, who: Person) -> None:
    numbers = enter(database)
    importing.carry_out(database, show(database, who, row("lead", assignees=[written])), who)
    assert value(database, numbers["lead"], "assignees") == ["binh"]
    new = {**line("Việc hoàn toàn khác", lead="Văn phòng Bộ"), "assignees": [written]}
    applied = importing.carry_out(database, show(database, who, new), who)
    assert applied is not None
    with database.read() as connection:
        said = proposals.saved(connection, (applied.requests or (applied.proposal,))[0])
    assert isinstance(said[0].after, dict)
    assert said[0].after["assignees"] == ["binh"]


def test_an_account_called_by_its_name_is_no_change_and_stays_beside_others(database: Database) -> None:
    numbers = enter(database)
    same = show(database, MINH, row("own", assignees=["Nguyễn Thị Lan"]))
    assert (same.changes, same.requests) == ((), ())
    more = show(database, MINH, row("own", assignees=["Nguyễn Thị Lan", "Zqbinhaccount"]))
    importing.carry_out(database, more, MINH)
    assert value(database, numbers["own"], "assignees") == ["@lan", "Zqbinhaccount"]  # the second is a name only


def command(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object]]:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return int(left.value.code or 0), json.loads(capsys.readouterr().out)


def tracker(folder: Path, *lines: tuple[str, ...]) -> str:
    header = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn hoàn thành", "Tiến độ (%)")
    (folder / "theo-doi.xlsx").write_bytes(write_tracker("Theo dõi", ["KẾ HOẠCH"], header, lines))
    return str(folder / "theo-doi.xlsx")


@pytest.mark.parametrize(("account", "code"), [("minh", 1), ("nam", 0), ("ha", 2), ("lan", 2), ("hoa", 2)])
def test_the_command_line_imports_with_the_rights_of_the_account(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], account: str, code: int
) -> None:
    url = f"sqlite:///{tmp_path / 'cds.db'}"
    database = connect(url)
    migrate(database)
    enter(database)
    monkeypatch.setenv("CDS_DATABASE_URL", url)
    file = tracker(tmp_path, ("1", "Nâng cấp cổng chung", REGISTRY.name("VP"), "11/2025", "60"))
    asked = ("import", file, "--plan", CODE, "--as-of", DAY.isoformat(), "--as", account, "--json")
    left, told = command(capsys, *asked)
    assert left == code
    if account == "minh":
        counts, changes = told["counts"], told["changes"]
        assert isinstance(counts, dict)
        assert isinstance(changes, list)
        assert (counts["changed"], counts["requested"], counts["refused"]) == (1, 1, 0)
        assert {"changed", "requested"} <= {one["kind"] for one in changes} <= {"new", "changed", "absent", "requested"}
        assert [kind for kind, *_ in pending(database)] == [EXTENSION]
    with database.read() as connection:
        assert ledger.latest(connection) > 0
        assert check.findings(connection) == []
    database.close()
