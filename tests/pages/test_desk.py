"""Bàn làm việc của đơn vị: what awaits Minh (thutruong), whose Lan (chuyenvien) reports; each act shows on the next page."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.people import Grant, Person, Role
from cds_tracker.store import accounts, ledger, plans, tasks
from cds_tracker.store.database import Database, connect
from cds_tracker.store.ledger import Cause
from cds_tracker.style.words import LANGUAGES, Words
from cds_tracker.workflows.acting import acting
from cds_tracker.workflows.editing import Edit, write
from tests.pages.shell import Open, links, markup, opened, said

WORDS = Words("vi")
DAY = date(2025, 9, 30)
PROVED, UNPROVED, SENT_BACK, BARE = "Phê duyệt cấp độ", "Sửa Quy chế", "Nâng cấp hạ tầng ảo hóa", "Trợ lý ảo"


@pytest.fixture
def own_demo(demo_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A copy of the demo to write into."""
    place = tmp_path / "cds.db"
    source = connect(demo_url)
    with source.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    source.close()
    shutil.copyfile(demo_url.removeprefix("sqlite:///"), place)
    monkeypatch.setenv("CDS_DATABASE_URL", f"sqlite:///{place}")
    database = connect(f"sqlite:///{place}")
    yield database
    database.close()


def held(database: Database, beginning: str) -> tasks.Task:
    with database.read() as connection:
        plan = plans.find(connection, "KH-CDS-2025")
        assert plan is not None
        return next(one for one in tasks.current(connection, plan.id) if str(one["title"]).startswith(beginning))


def say(database: Database, number: int, account: str = "quantri", **after: object) -> None:
    with acting(database, Person(account, account), "edit") as doing:
        task = doing.task(number)
        edit = Edit(number, after, {name: task[name] for name in after})  # type: ignore[arg-type]
        write(doing, [edit], kind="edit", effective_on=DAY, base=ledger.latest(doing.connection))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_opens_for_the_head_in_both_languages_with_the_finding_as_its_title(open_demo: Open, language: str) -> None:
    words = Words(language)
    shown = markup(open_demo("ban-lam-viec", "thutruong", lang=language))
    assert words("desk.finding.awaiting", count=2) in shown
    assert words("desk.title.due", count=2) in shown
    for name in ("official", "on_time", "originally", "reported", "without_evidence"):
        assert words(f"desk.measure.{name}") in shown
    for name in ("awaiting", "problems", "due", "next_step", "silent", "asked", "requested"):
        assert f'href="#desk-{name}"' in shown
        assert f'id="desk-{name}"' in shown


@pytest.mark.parametrize("person", ["lanhdao", "chuyenvien", "nguoixem"])
def test_it_opens_for_nobody_else_but_an_admin(open_demo: Open, person: str) -> None:
    from cds_tracker.ui.menu import BY_SLUG

    app = opened("tong-quan", person)
    with pytest.raises(ValueError, match="Could not find"):
        app.switch_page(str(BY_SLUG["ban-lam-viec"].path)).run()


def test_an_admin_is_asked_which_unit_and_the_address_keeps_it(open_demo: Open) -> None:
    app = open_demo("ban-lam-viec", "quantri")
    assert WORDS("desk.pick_body") in markup(app)
    app.selectbox(key="desk_unit").set_value("VP").run()
    assert "Văn phòng Bộ" in markup(app)
    assert said(app, "unit") == "VP"


def test_what_has_evidence_can_be_confirmed_and_what_has_none_says_the_way_out(open_demo: Open) -> None:
    app = open_demo("ban-lam-viec", "thutruong")
    confirmable = [str(button.key) for button in app.button if str(button.key).startswith("confirm_")]
    returnable = [str(button.key) for button in app.button if str(button.key).startswith("return_act_")]
    assert (len(confirmable), len(returnable)) == (1, 2)
    shown = markup(app)
    assert WORDS("desk.confirm.lacks") in shown
    assert any(told == WORDS("desk.confirm.add_evidence") and "/chi-tiet" in address for address, told in links(shown))


def test_minh_confirms_and_the_task_is_done_on_the_chosen_day(own_demo: Database) -> None:
    number = held(own_demo, PROVED).id
    app = opened("ban-lam-viec", "thutruong")
    app.date_input(key=f"confirm_day_{number}_None").set_value(date(2025, 9, 26))
    app.button(key=f"confirm_{number}").click().run()
    assert WORDS("desk.confirm.done", count=1) in markup(app)
    assert WORDS("desk.title.awaiting", count=1) in markup(app)
    task = held(own_demo, PROVED)
    assert (task["status"], task["completed_on"]) == ("done", "2025-09-26")


def test_several_are_confirmed_at_once(own_demo: Database) -> None:
    say(own_demo, held(own_demo, UNPROVED).id, evidence="Quyết định số 9/QĐ-DEMO")
    numbers = [held(own_demo, name).id for name in (PROVED, UNPROVED)]
    app = opened("ban-lam-viec", "thutruong")
    assert app.button(key="confirm_together").disabled
    for number in numbers:
        app.checkbox(key=f"confirm_pick_{number}").check()
    app.run()
    app.button(key="confirm_together").click().run()
    assert WORDS("desk.confirm.done", count=2) in markup(app)
    assert {held(own_demo, name)["status"] for name in (PROVED, UNPROVED)} == {"done"}


def test_a_return_needs_a_reason_which_the_task_then_shows_to_lan(own_demo: Database) -> None:
    number = held(own_demo, PROVED).id
    app = opened("ban-lam-viec", "thutruong")
    app.button(key=f"return_act_{number}").click().run()
    assert "Hãy ghi lý do trả lại" in markup(app)
    app.text_area(key=f"return_why_{number}").set_value("Thiếu <b>phụ lục</b>")
    app.button(key=f"return_act_{number}").click().run()
    assert WORDS("desk.return.done") in markup(app)
    assert held(own_demo, PROVED)["status"] == "in_progress"
    shown = markup(opened("chi-tiet", "chuyenvien", id=str(number)))
    assert "Trả lại ngày 30/09/2025 bởi Lê Quang Minh: Thiếu &lt;b&gt;phụ lục&lt;/b&gt;" in shown


def test_the_demo_s_returned_task_tells_why_on_its_page(open_demo: Open) -> None:
    from tests.pages.test_tasks import task

    open_demo("ban-lam-viec", "thutruong")
    assert "chưa có chữ ký của nhà thầu" in markup(opened("chi-tiet", "chuyenvien", id=task(SENT_BACK)))


def test_a_task_confirmed_by_somebody_else_meanwhile_is_told(own_demo: Database) -> None:
    number = held(own_demo, PROVED).id
    app = opened("ban-lam-viec", "thutruong")
    say(own_demo, number, status="done", completed_on="2025-09-20")
    app.button(key=f"confirm_{number}").click().run()
    assert "Không còn chờ xác nhận" in markup(app)
    assert held(own_demo, PROVED)["completed_on"] == "2025-09-20"


def test_minh_gives_a_task_to_lan_and_it_leaves_the_list_of_those_not_given(own_demo: Database) -> None:
    number = held(own_demo, BARE).id
    app = opened("ban-lam-viec", "thutruong")
    assert [box.key for box in app.checkbox] == [f"assign_pick_{number}"]
    app.checkbox(key=f"assign_pick_{number}").check()
    app.multiselect(key="assign_people").set_value(["chuyenvien"])
    next(button for button in app.button if button.label == WORDS("desk.assign.act")).click().run()
    assert WORDS("desk.assign.done", count=1) in markup(app)
    assert held(own_demo, BARE)["assignees"] == ["@chuyenvien"]
    assert WORDS("desk.assign.none") in markup(app)


def test_what_another_head_assigned_meanwhile_is_shown_with_both_values(own_demo: Database) -> None:
    with own_demo.write() as connection:
        more = [Account(0, "hoa", "Lê Hoa", grants=(Grant(Role.STAFF, "CNTT"),))]
        accounts.save(connection, more, Cause("account", "test", DAY))
    number = held(own_demo, BARE).id
    app = opened("ban-lam-viec", "thutruong")
    say(own_demo, number, assignees=["@hoa"])
    app.checkbox(key=f"assign_pick_{number}").check()
    app.multiselect(key="assign_people").set_value(["chuyenvien"])
    next(button for button in app.button if button.label == WORDS("desk.assign.act")).click().run()
    shown = markup(app)
    assert "nay là “Lê Hoa”, bạn định ghi “Nguyễn Thị Lan”" in shown
    assert held(own_demo, BARE)["assignees"] == ["@hoa"]


def test_a_name_from_a_file_is_suggested_and_becomes_an_account_at_one_tap_only(own_demo: Database) -> None:
    number = held(own_demo, BARE).id
    say(own_demo, number, assignees=["Nguyễn Thị Lan", "Ông Ba"])
    app = opened("ban-lam-viec", "thutruong")
    assert WORDS("desk.assign.in_file", name="Ông Ba") in markup(app)
    assert held(own_demo, BARE)["assignees"] == ["Nguyễn Thị Lan", "Ông Ba"]
    assert [str(button.key) for button in app.button if str(button.key).startswith("adopt_")] == [f"adopt_{number}_chuyenvien"]
    app.button(key=f"adopt_{number}_chuyenvien").click().run()
    assert held(own_demo, BARE)["assignees"] == ["@chuyenvien", "Ông Ba"]


def test_on_a_past_day_nothing_can_be_done(open_demo: Open) -> None:
    app = open_demo("ban-lam-viec", "thutruong", as_of="2025-09-01")
    assert [str(button.key) for button in app.button if str(button.key).startswith(("confirm_", "return_", "adopt_"))] == []
    assert WORDS("desk.assign.past") in markup(app)
