"""Việc của tôi: Lan (chuyenvien) reports from her phone; her head and others see what is theirs."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cds_tracker.demo.people_at_work import GIVEN
from cds_tracker.domain.people import Person
from cds_tracker.store import drafts, evidence, ledger, plans, saved_filters, tasks
from cds_tracker.store.database import Database, connect
from cds_tracker.store.drafts import Kept
from cds_tracker.style.words import LANGUAGES, Words
from cds_tracker.workflows.acting import acting
from cds_tracker.workflows.editing import Edit, write
from tests.pages.shell import Open, links, markup, opened, said
from tests.workflows.test_evidence import PNG

SAY = Words("vi")
OCTOBER = date(2025, 10, 3)  # a new period: nobody has reported in it


@pytest.fixture
def own(demo_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A demo of one's own to write in, at the beginning of October."""
    place = tmp_path / "own.db"
    shutil.copyfile(demo_url.removeprefix("sqlite:///"), place)
    monkeypatch.setenv("CDS_DATABASE_URL", f"sqlite:///{place}")
    database = connect(f"sqlite:///{place}")
    with database.write() as connection:
        plans.mark_demo(connection, OCTOBER)
        ledger.take(connection, "test", "demo_day")
    return database


def desk(person: str = "chuyenvien", **query: str) -> AppTest:
    return opened("viec-cua-toi", person, **query)


def keys(app: AppTest, kind: str, start: str) -> list[int]:
    """The tasks that have a widget of this kind, in their order."""
    found = [str(one.key) for one in app.get(kind) if str(one.key).startswith(start)]
    return [int(key.removeprefix(start)) for key in found]


def reportable(app: AppTest) -> list[int]:
    return keys(app, "button", "report-open-")


def stored(database: Database, number: int, field: str) -> object:
    with database.read() as connection:
        return tasks.some(connection, [number])[number][field]


def draft(database: Database, number: int, person: str = "chuyenvien") -> Kept | None:
    with database.read() as connection:
        return drafts.find(connection, person, number)


def change(database: Database, person: str, number: int, after: dict[str, object]) -> None:
    with acting(database, Person(person, person), "edit") as doing:
        task = tasks.some(doing.connection, [number])[number]
        edit = Edit(number, after, {name: task[name] for name in after})  # type: ignore[arg-type]
        write(doing, [edit], kind="edit", effective_on=OCTOBER, base=ledger.latest(doing.connection))


def open_form(app: AppTest, number: int) -> AppTest:
    return app.button(key=f"report-open-{number}").click().run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_staff_see_their_own_tasks_with_what_is_missing_overdue_first(own: Database, language: str) -> None:
    app, words = desk(lang=language), Words(language)
    shown = markup(app)
    assert len(reportable(app)) == len(GIVEN)
    assert shown.index(words("charts.state.open_overdue")) < shown.index(words("charts.state.open_in_time"))
    assert words("mine.card.silent") in shown
    assert words("mine.list.silent", count=len(GIVEN)) in shown


def test_the_whole_unit_and_what_it_helps_with_are_a_tap_away(own: Database) -> None:
    app = desk(whose="unit")
    assert len(reportable(app)) == len(GIVEN), "what is not hers she may read, not report"
    assert SAY("tasks.count", count=15) in markup(app)
    helping = desk(tab="help")
    assert reportable(helping) == []
    assert SAY("mine.list.contribute") in markup(helping)


def test_a_head_sees_the_unit_first_and_reports_on_all_of_it(own: Database) -> None:
    assert len(reportable(desk("thutruong"))) == 15


def test_an_admin_without_a_unit_is_told_why_the_page_is_empty(own: Database) -> None:
    assert SAY("mine.list.none_unitless") in markup(desk("quantri"))


@pytest.mark.parametrize("person", ["lanhdao", "nguoixem", "nobody"])
def test_whoever_reports_on_nothing_has_no_such_page(open_demo: Open, person: str) -> None:
    with pytest.raises((ValueError, AssertionError)):
        open_demo("viec-cua-toi", person)


def test_tasks_that_only_give_her_name_are_said_with_what_to_do(own: Database) -> None:
    number = reportable(desk())[0]
    change(own, "thutruong", number, {"assignees": ["Nguyễn Thị  Lan"]})
    app = desk()
    assert number not in reportable(app)
    shown = markup(app)
    assert SAY("mine.named.title", count=1) in shown
    assert SAY("mine.named.body", login="chuyenvien") in shown


def test_thirty_tasks_take_three_taps_and_a_second_stamp_changes_nothing(own: Database) -> None:
    with own.write() as connection:
        given = "lead = '[\"CNTT\"]', assignees = '[\"@chuyenvien\"]', parent_id = NULL, status = 'in_progress'"
        connection.exec_driver_sql(f"UPDATE task SET {given} WHERE id <= 30")
        ledger.take(connection, "test", "given")
    app = desk()
    assert len(keys(app, "checkbox", "mine-tick-")) == 30, "on the first page of the list"
    taps = 1  # the page itself, in the menu
    for key in ("mine-pick-all", "mine-stamp"):
        app.button(key=key).click().run()
        taps += 1
    assert not app.exception
    assert taps <= 5
    assert keys(app, "checkbox", "mine-tick-") == []
    assert SAY("mine.list.silent", count=0) in markup(app)
    with own.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM report r JOIN proposal p ON p.id = r.proposal"
                                          " WHERE p.author = 'chuyenvien'").scalar_one() >= 30  # fmt: skip


def test_single_tasks_are_ticked_with_a_thumb(own: Database) -> None:
    app = desk()
    first, second, *_ = keys(app, "checkbox", "mine-tick-")
    app.checkbox(key=f"mine-tick-{second}").check().run()
    app.button(key="mine-stamp").click().run()
    left = keys(app, "checkbox", "mine-tick-")
    assert first in left
    assert second not in left


def test_one_tap_opens_the_form_and_one_sends_it_with_evidence(own: Database) -> None:
    app = desk()
    number = reportable(app)[0]
    open_form(app, number)
    assert said(app, "report") == str(number)
    app.number_input(key=f"report-{number}-progress").set_value(90.0)
    app.text_area(key=f"report-{number}-result").set_value("Đã trình Bộ")
    app.text_input(key=f"report-{number}-document.number").set_value("12/QĐ-BNV")
    app.button(key=f"report-send-{number}").click().run()
    assert not app.exception
    assert [toast.value for toast in app.toast] == [SAY("mine.told.sent")]
    assert (stored(own, number, "progress"), stored(own, number, "result")) == (90, "Đã trình Bộ")
    assert draft(own, number) is None
    assert said(app, "report") is None


def test_staff_can_declare_only_what_they_may_and_the_head_more(own: Database) -> None:
    app = desk()
    number = reportable(app)[0]
    mine = [option.content for option in open_form(app, number).pills(key=f"report-{number}-status").proto.options]
    assert mine == [SAY(f"states.{one}") for one in ("not_started", "in_progress", "awaiting_confirmation")]
    heads = open_form(desk("thutruong"), number).pills(key=f"report-{number}-status").proto.options
    assert len(heads) == 6


def test_done_without_evidence_is_refused_in_words_and_nothing_typed_is_lost(own: Database) -> None:
    app = desk("thutruong")
    number = reportable(app)[0]
    open_form(app, number)
    app.pills(key=f"report-{number}-status").set_value("done")
    app.text_area(key=f"report-{number}-result").set_value("Xong")
    app.button(key=f"report-send-{number}").click().run()
    assert SAY("errors.evidence_needed") in markup(app)
    assert app.text_area(key=f"report-{number}-result").value == "Xong"
    kept = draft(own, number, "thutruong")
    assert kept is not None
    assert kept.values["result"] == "Xong"


def test_what_is_written_is_kept_when_a_field_is_left_and_offered_on_another_device(own: Database) -> None:
    app = desk()
    number = reportable(app)[0]
    open_form(app, number)
    with own.read() as connection:
        before = ledger.latest(connection)
    app.text_area(key=f"report-{number}-difficulty").set_value("Thiếu <b>máy chủ</b>").run()
    with own.read() as connection:
        assert ledger.latest(connection) == before
    kept = draft(own, number)
    assert kept is not None
    assert kept.values == {"difficulty": "Thiếu <b>máy chủ</b>"}
    other = desk(report=str(number))
    shown = markup(other)
    assert "Bản nháp lúc" in shown
    assert "Thiếu &lt;b&gt;máy chủ&lt;/b&gt;" in shown
    assert not [area for area in other.text_area if area.key == f"report-{number}-difficulty"]
    other.button(key=f"draft-use-{number}").click().run()
    assert other.text_area(key=f"report-{number}-difficulty").value == "Thiếu <b>máy chủ</b>"
    other.button(key=f"report-drop-{number}").click().run()
    assert draft(own, number) is None


def test_a_draft_is_never_shown_to_another(own: Database) -> None:
    app = desk()
    number = reportable(app)[0]
    open_form(app, number)
    app.text_area(key=f"report-{number}-result").set_value("Điều chỉ Lan biết").run()
    assert "Điều chỉ Lan biết" not in markup(desk("thutruong", report=str(number)))


def test_two_people_in_one_field_see_both_values_and_one_is_chosen(own: Database) -> None:
    app = desk()
    number = reportable(app)[0]
    open_form(app, number)
    app.number_input(key=f"report-{number}-progress").set_value(33.0)
    app.text_area(key=f"report-{number}-next_step").set_value("Trình ký").run()
    change(own, "thutruong", number, {"progress": 44})
    app.button(key=f"report-send-{number}").click().run()
    assert (stored(own, number, "progress"), stored(own, number, "next_step")) == (44, "Trình ký")
    shown = markup(app)
    assert SAY("mine.conflict.title") in shown
    assert "Lê Quang Minh ghi lúc" in shown
    app.button(key=f"{number}-progress-mine").click().run()
    assert SAY("mine.conflict.title") not in markup(app)
    app.button(key=f"report-send-{number}").click().run()
    assert stored(own, number, "progress") == 33


def test_the_other_value_can_be_taken_and_the_draft_is_gone(own: Database) -> None:
    app = desk()
    number = reportable(app)[0]
    open_form(app, number)
    app.number_input(key=f"report-{number}-progress").set_value(33.0).run()
    change(own, "thutruong", number, {"progress": 44})
    app.run()
    app.button(key=f"{number}-progress-theirs").click().run()
    assert app.number_input(key=f"report-{number}-progress").value == 44
    assert draft(own, number) is None


def test_a_draft_about_a_task_that_was_taken_away_is_text_to_copy(own: Database) -> None:
    app = desk()
    number = reportable(app)[0]
    open_form(app, number)
    app.text_area(key=f"report-{number}-result").set_value("Công sức của Lan").run()
    change(own, "thutruong", number, {"assignees": None})
    app.button(key=f"report-send-{number}").click().run()
    assert SAY("errors.refused") in markup(app)
    later = desk()
    assert number not in reportable(later)
    assert any("Công sức của Lan" in code.value for code in later.code)
    later.button(key=f"mine-stranded-drop-{number}").click().run()
    assert draft(own, number) is None


def test_a_forged_form_of_a_task_of_another_unit_does_not_open(own: Database) -> None:
    with own.read() as connection:
        strange = connection.exec_driver_sql("SELECT id FROM task WHERE lead = '[\"VP\"]' AND coordinating IS NULL").scalar()
    app = desk(report=str(strange))
    assert not [one for one in app.button if str(one.key).startswith("report-send-")]


def test_the_form_stands_on_the_page_of_the_task_too(own: Database) -> None:
    number = reportable(desk())[0]
    app = opened("chi-tiet", "chuyenvien", id=str(number))
    open_form(app, number)
    app.text_area(key=f"report-{number}-result").set_value("Từ trang nhiệm vụ")
    app.button(key=f"report-send-{number}").click().run()
    assert stored(own, number, "result") == "Từ trang nhiệm vụ"
    viewer = opened("chi-tiet", "nguoixem", id=str(number))
    assert reportable(viewer) == []


def test_nothing_is_reported_in_the_past(own: Database) -> None:
    app = desk(as_of="2025-06-30")
    assert reportable(app) == []
    assert SAY("mine.past.title") in markup(app)


def test_filters_stand_in_the_address_and_narrow_the_list(own: Database) -> None:
    app = desk(timeliness="open_overdue")
    assert 0 < len(reportable(app)) < len(GIVEN)
    app.checkbox(key="mine-silent").check().run()
    assert said(app, "reported") == "no"
    none = desk(q="không có chữ này")
    assert SAY("mine.list.none_found") in markup(none)


def test_a_filter_is_saved_and_opens_the_page_once_it_is_the_default(own: Database) -> None:
    app = desk(timeliness="open_overdue", whose="unit")
    app.text_input(key="saved-filter-name").set_value("Quá hạn của đơn vị")
    app.button(key="saved-filter-save").click().run()
    app.button(key="saved-filter-default").click().run()
    with own.read() as connection:
        [held] = saved_filters.listed(connection, "chuyenvien", "viec-cua-toi")
    assert (held.is_default, held.query) == (True, "timeliness=open_overdue&whose=unit")
    again = desk()
    assert (said(again, "timeliness"), said(again, "whose")) == ("open_overdue", "unit")
    assert said(desk("thutruong"), "timeliness") is None, "another person's page opens as before"
    plain = again
    del plain.query_params["timeliness"]
    assert said(plain.run(), "timeliness") is None, "dropped filters stay dropped"
    plain.button(key="saved-filter-apply").click().run()
    assert said(plain, "timeliness") == "open_overdue"


def test_a_shared_link_shows_each_reader_their_own(own: Database) -> None:
    app = desk(whose="unit", timeliness="open_overdue")
    [shared] = [code.value for code in app.code if "/viec-cua-toi?" in code.value]
    assert "timeliness=open_overdue" in shared
    assert "whose=unit" in shared
    assert "as_of" not in shared, "it opens on the day of whoever opens it"
    hers = {address for address, _ in links(markup(app)) if "/chi-tiet" in address}
    admin = markup(desk("quantri", whose="unit", timeliness="open_overdue"))
    admins = {address for address, _ in links(admin) if "/chi-tiet" in address}
    assert hers
    assert not hers & admins


@pytest.mark.parametrize("act", ["report-send-{}", "mine-stamp"])
def test_somebody_deactivated_in_the_middle_changes_nothing(own: Database, act: str) -> None:
    app = desk()
    number = reportable(app)[0]
    open_form(app, number)
    app.text_area(key=f"report-{number}-result").set_value("x").run()
    app.button(key="mine-pick-all").click().run()
    with own.write() as connection:
        connection.exec_driver_sql("UPDATE account SET active = 0 WHERE code = 'chuyenvien'")
        now = ledger.latest(connection)
    app.button(key=act.format(number)).click().run()
    with own.read() as connection:
        assert ledger.latest(connection) == now
        last = connection.exec_driver_sql("SELECT actor, outcome FROM audit ORDER BY id DESC LIMIT 1").one()
    assert tuple(last) == ("chuyenvien", "denied")


def test_a_file_goes_with_the_report_and_one_that_is_not_taken_leaves_all_as_written(
    own: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CDS_DATA_DIR", str(tmp_path / "data"))
    app = desk()
    number = reportable(app)[0]
    open_form(app, number)
    app.text_area(key=f"report-{number}-result").set_value("Đã ký biên bản").run()
    app.file_uploader(key=f"report-file-{number}-0").upload("bien-ban.pdf", b"MZ no document at all")
    app.button(key=f"report-send-{number}").click().run()
    assert SAY("mine.told.refused") in markup(app)
    assert draft(own, number) is not None
    assert stored(own, number, "result") != "Đã ký biên bản"
    app.file_uploader(key=f"report-file-{number}-1").upload("ảnh.png", PNG)
    app.button(key=f"report-send-{number}").click().run()
    assert stored(own, number, "result") == "Đã ký biên bản"
    with own.read() as connection:
        [piece] = evidence.of_task(connection, number)
    assert piece.proof.file is not None
    assert piece.proof.file.name == "ảnh.png"
