"""The pages of admins: what is chosen is shown before it is done, done through workflows, and told."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cds_tracker.domain.people import operator
from cds_tracker.store import plans, units
from cds_tracker.store.database import connect
from cds_tracker.style.words import LANGUAGES, Words
from cds_tracker.workflows import locking
from tests.pages.shell import Open, links, markup, opened, said

VI = Words("vi")
NAM = operator("nam")
PLAN = "KH-CDS-2025"
DEMO = date(2025, 9, 30)
PAGES = ("danh-muc-don-vi", "danh-muc-nen-tang", "ke-hoach", "ky-bao-cao", "nhat-ky")
Url = Callable[[], str]


@pytest.fixture
def url(demo_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A copy of the demo of one's own, to be changed."""
    place = tmp_path / "own.db"
    shutil.copyfile(demo_url.removeprefix("sqlite:///"), place)
    monkeypatch.setenv("CDS_DATABASE_URL", f"sqlite:///{place}")
    return f"sqlite:///{place}"


def ran(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, [error.message for error in app.exception]
    return app


def click(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    return ran(app)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", PAGES)
def test_every_page_opens_in_both_languages_and_before_there_is_a_plan(open_empty: Open, slug: str, language: str) -> None:
    words = Words(language)
    assert words(f"pages.{slug.replace('-', '_')}.title") in markup(open_empty(slug, lang=language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("slug", "ref"),
    [("danh-muc-don-vi", "VP"), ("danh-muc-don-vi", "NDV"), ("danh-muc-nen-tang", "portal"), ("ky-bao-cao", "2025-08")],
)
def test_one_of_them_opens_by_its_link(open_demo: Open, slug: str, ref: str, language: str) -> None:
    assert "cds-" in markup(open_demo(slug, ref=ref, lang=language))


@pytest.mark.parametrize("slug", ["danh-muc-don-vi", "danh-muc-nen-tang", "ky-bao-cao"])
def test_a_link_to_what_is_not_there_says_so(open_demo: Open, slug: str) -> None:
    assert "&lt;b&gt;" in markup(open_demo(slug, ref="<b>"))


def test_a_unit_is_found_by_its_old_name_or_abbreviation_and_opens(open_demo: Open) -> None:
    app = open_demo("danh-muc-don-vi")
    app.text_input(key="unit_q").set_value("ttcntt")
    found = links(markup(ran(app)))
    assert any("ref=CNTT" in address for address, _ in found)
    assert not any("ref=VP&" in address for address, _ in found)


def test_a_unit_is_renamed_after_a_preview(url: str) -> None:
    app = opened("danh-muc-don-vi", ref="CNTT")
    app.text_input(key="unit_rename_CNTT_name").set_value("Cục Chuyển đổi số")
    app.date_input(key="unit_rename_CNTT_on").set_value(date(2025, 9, 1))
    shown = markup(ran(app))
    assert VI("admin.preview.unit_rename", day="01/09/2025") in shown
    told = markup(click(app, "unit_rename_CNTT_apply"))
    assert VI("admin.units.done", names="Cục Chuyển đổi số") in told
    assert "Cục Chuyển đổi số" in markup(opened("theo-don-vi", as_of="2025-09-30"))
    assert "Cục Chuyển đổi số" not in markup(opened("theo-don-vi", as_of="2025-08-31"))


def test_units_are_merged_into_a_new_one_after_a_preview(url: str) -> None:
    app = opened("danh-muc-don-vi")
    app.multiselect(key="unit_merge_sources").set_value(["VP", "PC"])
    app.text_input(key="unit_merged_code").set_value("VPPC")
    app.text_input(key="unit_merged_name").set_value("Văn phòng và Pháp chế")
    app.date_input(key="unit_merge_on").set_value(date(2025, 9, 1))
    assert VI("admin.preview.grants") in markup(ran(app))
    click(app, "unit_merge_apply")
    with connect(url).read() as connection:
        registry = units.load(connection)
    assert registry.end("VP", DEMO) == registry.end("PC", DEMO) == "VPPC"
    assert registry.end("VP", date(2025, 8, 31)) == "VP"


def test_what_cannot_be_is_said_in_the_place_of_the_preview(open_demo: Open) -> None:
    app = open_demo("danh-muc-don-vi", ref="CNTT")
    app.text_input(key="unit_rename_CNTT_name").set_value("Vụ Pháp chế")
    assert VI("problems_admin.unit_name_taken", name="Vụ Pháp chế", code="PC") in markup(ran(app))
    assert not [button for button in app.button if button.key == "unit_rename_CNTT_apply"]


def test_an_area_changes_its_side_and_a_new_one_is_added(url: str) -> None:
    app = opened("danh-muc-nen-tang", ref="portal")
    app.selectbox(key="area_portal_side").set_value("none")
    app = click(ran(app), "area_apply")
    assert VI("admin.areas.done", name="Cổng thông tin điện tử") in markup(app)
    app = opened("danh-muc-nen-tang")
    app.text_input(key="area_new_code").set_value("ai")
    app.text_input(key="area_new_name").set_value("Trí tuệ nhân tạo")
    assert VI("admin.areas.done", name="Trí tuệ nhân tạo") in markup(click(ran(app), "area_new_apply"))


def test_the_plan_is_described_and_its_sections_classified(url: str) -> None:
    app = opened("ke-hoach")
    app.date_input(key=f"plan_{PLAN}_issued").set_value(date(2025, 3, 1))
    assert VI("admin.plans.issued_does", day="01/03/2025") in markup(ran(app))
    click(app, "plan_apply")
    app.selectbox(key=f"plan_section_{PLAN}_0").set_value("awareness")
    app.button[-2 if app.button[-1].key == "plan_new_apply" else -1].click()
    ran(app)
    with connect(url).read() as connection:
        plan = plans.find(connection, PLAN)
    assert plan is not None
    assert plan.issued_on == date(2025, 3, 1)
    assert list(plan.section_areas.values()) == ["awareness"]


def test_a_new_plan_is_created(url: str) -> None:
    app = opened("ke-hoach")
    app.text_input(key="plan_new_code").set_value("KH-2026")
    assert VI("admin.plans.added", code="KH-2026") in markup(click(ran(app), "plan_new_apply"))


def test_a_locked_period_is_told_on_every_page_and_a_shared_link_stays(url: str) -> None:
    app = opened("ky-bao-cao", ref="2025-08")
    assert VI("admin.periods.lock_done", period="tháng 8/2025") in markup(click(app, "period_lock"))
    page = opened("tong-quan", as_of="2025-08-31")
    shown = markup(page)
    assert VI("admin.lock.stamp", period="tháng 8/2025", day="30/09/2025") in shown
    assert VI("admin.lock.unadjusted") in shown
    revision = said(page, "known_at")
    assert revision
    app = opened("ky-bao-cao", ref="2025-08")
    app.text_area(key="period_reason").set_value("Bổ sung báo cáo")
    assert VI("admin.periods.unlock_done", period="tháng 8/2025") in markup(click(ran(app), "period_unlock"))
    assert said(opened("tong-quan", as_of="2025-08-31"), "known_at") is None
    assert said(opened("tong-quan", as_of="2025-08-31", known_at=revision), "known_at") == revision


def test_adjustments_after_the_lock_are_counted_and_can_be_seen_and_left_again(url: str) -> None:
    from cds_tracker.workflows.acting import acting
    from cds_tracker.workflows.editing import Edit, write

    database = connect(url)
    locking.lock(database, NAM, PLAN, "2025-09", date(2025, 10, 1))
    with acting(database, NAM, "edit") as doing:
        write(doing, [Edit(1, {"note": "Ghi sau khóa"}, {})], kind="edit", effective_on=DEMO, base=10_000)
    database.close()
    page = opened("chi-tiet", id="1", as_of="2025-09-30")
    shown = markup(page)
    assert VI("admin.lock.adjustments", count="1") in shown
    assert "Ghi sau khóa" not in shown
    [see] = [address for address, inner in links(shown) if inner == VI("admin.lock.include")]
    assert "adjusted=yes" in see
    assert "known_at" not in see
    adjusted = markup(opened("chi-tiet", id="1", as_of="2025-09-30", adjusted="yes"))
    assert VI("admin.lock.shown_adjusted") in adjusted
    assert "Ghi sau khóa" in adjusted
    assert VI("admin.lock.after") in adjusted, "the history marks it"
    [back] = [address for address, inner in links(adjusted) if inner == VI("admin.lock.as_reported")]
    assert f"known_at={said(page, 'known_at')}" in back


def test_another_day_is_not_read_at_the_revision_of_the_locked_one(url: str) -> None:
    database = connect(url)
    locking.lock(database, NAM, PLAN, "2025-08", DEMO)
    database.close()
    page = opened("tong-quan", as_of="2025-08-31")
    assert said(page, "known_at")
    page.date_input(key="as_of_box").set_value(date(2025, 9, 15))
    assert said(ran(page), "known_at") is None
    assert said(page, "as_of") == "2025-09-15"


def test_a_period_gets_a_cut_off_of_its_own(url: str) -> None:
    app = opened("ky-bao-cao", ref="2025-09")
    assert app.button(key="period_lock").disabled
    app.date_input(key=f"cutoff_{PLAN}/2025-09").set_value(date(2025, 9, 25))
    assert VI("admin.periods.cutoff_done", day="25/09/2025") in markup(click(ran(app), "period_cutoff"))
    assert not app.button(key="period_lock").disabled
    assert VI("admin.periods.own_cutoff") in markup(opened("ky-bao-cao"))


def test_the_audit_log_reads_in_words_opens_tasks_and_is_filtered_by_its_address(url: str) -> None:
    from cds_tracker.store import audit
    from cds_tracker.store.audit import Event

    database = connect(url)
    locking.lock(database, NAM, PLAN, "2025-08", DEMO)
    with database.write() as connection:
        audit.append(connection, Event("chuyenvien", "report", "task", "7", address="10.0.0.7"))
        audit.append(connection, Event("<b>", "never_heard_of", "thing", "9", "failed"))
    database.close()
    shown = markup(opened("nhat-ky"))
    for told in (
        VI("admin.act.period_lock"),
        VI("admin.act.report"),
        "Nguyễn Thị Lan",
        "never_heard_of",
        "&lt;b&gt;",
        "31/08/2025",
    ):
        assert told in shown
    assert any("/chi-tiet?id=7" in address for address, _ in links(shown))
    assert any("/nhat-ky.csv?" in address for address, _ in links(shown))
    narrowed = opened("nhat-ky", act="never_heard_of")
    assert VI("admin.audit.count", count="1") in markup(narrowed)
    narrowed.selectbox(key="audit_act").set_value("")
    narrowed.text_input(key="audit_words").set_value("10.0.0")
    ran(narrowed)
    assert said(narrowed, "words") == "10.0.0"
    assert said(narrowed, "act") is None
