"""Nhập Excel: files are brought, read in the background, compared, applied, and found again."""

import io
import os
import re
from datetime import date
from pathlib import Path

import msoffcrypto.format.ooxml
import pytest

from cds_tracker.domain.people import Grant, Person, Role
from cds_tracker.store.database import connect
from cds_tracker.style.words import LANGUAGES, Words
from cds_tracker.workflows import under_way, uploading
from tests.pages.importing import bring, one, read, to_changes, tracker
from tests.pages.shell import Open, markup, said

VI = Words("vi")
PORTALS = ((1, "của toàn Bộ"), (2, "chung của Bộ"))
pytestmark = pytest.mark.usefixtures("data_dir")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_opens_before_there_is_any_plan(open_empty: Open, language: str) -> None:
    app = open_empty("nhap-excel", lang=language)
    assert Words(language)("importing.secrecy") in markup(app)
    assert app.button(key="import_read").label == Words(language)("import_start.read")
    assert app.button(key="import_read").disabled


def test_a_head_takes_the_form_and_the_table_of_their_unit_away(open_demo: Open) -> None:
    shown = markup(open_demo("nhap-excel", person="thutruong"))
    [unit] = re.findall(r"/tai-ve/mau/KH-CDS-2025\.xlsx\?lang=vi&amp;unit=(\w+)", shown)
    assert f"/tai-ve/ke-hoach/KH-CDS-2025.xlsx?lang=vi&amp;unit={unit}&amp;as_of=2025-09-30" in shown


def test_a_first_tracker_is_understood_applied_and_then_known(open_empty: Open) -> None:
    file = tracker(
        ("1", "Ban hành kế hoạch", "Văn phòng Bộ", "Quý I/2026", "Đang thực hiện"),
        ("2", "Nâng cấp cổng", "Cục X", "31/6/2026", ""),
    )
    app = to_changes(bring(open_empty("nhap-excel"), one(file)))
    shown = markup(app)
    assert "D5" in shown, "the cell that could not be read"
    assert "31/6/2026" in shown
    assert "C5" in shown, "the unit that is not registered"
    app.button(key="import_apply").click().run()
    assert VI("import_result.applied") in markup(app)
    number = said(app, "upload")
    again = open_empty("nhap-excel")
    assert VI("import_lines.done") in markup(again)
    again.file_uploader(key="import_files").upload("ten-khac.xlsx", file).run()
    told = markup(again)
    assert VI("import_start.known", count=1) in told
    assert f"upload={number}" in told, "it leads to that upload"
    known = to_changes(bring(open_empty("nhap-excel"), one(file), new_plan=None))
    assert VI("importing.known") in markup(known)
    assert known.button(key="import_apply").disabled


def test_an_upload_outlives_the_session_that_brought_it(open_empty: Open) -> None:
    file = tracker(("1", "Ban hành kế hoạch", "Văn phòng Bộ", "2026", ""))
    number = said(bring(open_empty("nhap-excel"), one(file)), "upload")
    start = open_empty("nhap-excel")
    assert VI("import_lines.waiting") in markup(start)
    assert f"upload={number}" in markup(start)
    elsewhere = to_changes(read(open_empty("nhap-excel", upload=str(number))))
    assert VI("review.kind.new") in markup(elsewhere)
    elsewhere.button(key="import_discard").click().run()
    assert VI("import_result.discarded") in markup(elsewhere)
    assert VI("importing.missing") in markup(open_empty("nhap-excel", upload="4711"))


def test_nobody_finds_the_upload_of_another_unit(open_demo: Open) -> None:
    file = tracker(("1", "Ban hành kế hoạch", "Văn phòng Bộ", "2026", ""))
    number = said(bring(open_demo("nhap-excel"), one(file), new_plan=None), "upload")
    minh = open_demo("nhap-excel", person="thutruong", upload=str(number))
    assert VI("importing.missing") in markup(minh)
    assert "Ban hành kế hoạch" not in markup(minh)


def test_a_doubtful_row_is_asked_about_and_then_applied(open_empty: Open) -> None:
    first = tracker(("1", "Nâng cấp cổng thông tin điện tử của Bộ năm 2026", "Văn phòng Bộ", "2026", ""))
    to_changes(bring(open_empty("nhap-excel"), one(first))).button(key="import_apply").click().run()
    second = tracker(("1", "Nâng cấp cổng thông tin điện tử của toàn Bộ năm 2026", "Văn phòng Bộ", "6/2026", ""))
    app = to_changes(bring(open_empty("nhap-excel"), one(second), new_plan=None))
    assert VI("importing.decide.title", count=1) in markup(app)
    [box] = [box for box in app.radio if str(box.key).startswith("import_row_")]
    assert "%" in markup(app), "how alike they are"
    box.set_value(box.options[0]).run()
    app.button(key="import_recheck").click().run()
    shown = markup(to_changes(read(app)))
    assert "toàn Bộ" in shown
    assert "6/2026" in shown
    app.button(key="import_apply").click().run()
    assert VI("import_result.applied") in markup(app)


def test_decisions_that_contradict_each_other_can_be_taken_back(open_empty: Open) -> None:
    first = tracker(("1", "Nâng cấp cổng thông tin điện tử của Bộ năm 2026", "Văn phòng Bộ", "2026", ""))
    to_changes(bring(open_empty("nhap-excel"), one(first))).button(key="import_apply").click().run()
    twins = [(str(n), f"Nâng cấp cổng thông tin điện tử {of} năm 2026", "Văn phòng Bộ", "2026", "") for n, of in PORTALS]
    app = to_changes(bring(open_empty("nhap-excel"), one(tracker(*twins)), new_plan=None))
    for box in [box for box in app.radio if str(box.key).startswith("import_row_")]:
        box.set_value(box.options[0])
    app.button(key="import_recheck").click().run()
    assert VI("problems_units.accept_task_twice").partition("{task}")[0] in markup(read(app))
    app.button(key="review_forget").click().run()
    assert VI("importing.decide.title", count=2) in markup(to_changes(read(app)))


def test_what_is_no_tracker_gets_one_clear_sentence_and_can_be_replaced(open_empty: Open) -> None:
    app = bring(open_empty("nhap-excel"), one(b"\x89PNG\r\n\x1a\n" + b"0" * 64, "anh.xlsx"))
    assert VI("import_refused.title", file="anh.xlsx") in markup(app)
    assert VI("import_refused.other") in markup(app)
    assert not [button for button in app.button if button.key in ("import_apply", "import_go_on")]


def test_a_file_under_a_password_is_opened_where_it_is_refused(open_empty: Open) -> None:
    locked = io.BytesIO()
    plain = io.BytesIO(tracker(("1", "Ban hành kế hoạch", "Văn phòng Bộ", "2026", "")))
    msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt("mật khẩu", locked)
    app = bring(open_empty("nhap-excel"), one(locked.getvalue()))
    [box] = [box for box in app.text_input if str(box.key).startswith("import_password_")]
    box.set_value("sai")
    opens = next(button for button in app.button if button.label == VI("import_refused.open"))
    opens.click().run()
    assert VI("problems_file.password_wrong") in markup(read(app))
    [box] = [box for box in app.text_input if str(box.key).startswith("import_password_")]
    box.set_value("mật khẩu")
    next(button for button in app.button if button.label == VI("import_refused.open")).click().run()
    assert "Ban hành kế hoạch" in markup(to_changes(read(app)))


def test_several_files_have_a_line_each_and_a_bad_one_holds_up_none(open_empty: Open) -> None:
    lines = [(str(place), f"Nhiệm vụ số {place}", "Văn phòng Bộ", "2026", "") for place in range(3)]
    files = [one(tracker(line), f"don-vi-{line[0]}.xlsx") for line in lines]
    app = bring(open_empty("nhap-excel"), *files, one(b"%PDF-1.4", "anh.xlsx"))
    assert said(app, "batch")
    shown = markup(app)
    assert VI("import_lines.batch_sub", read=3, now=0, refused=1) in shown
    assert shown.count(VI("import_lines.count.new", count=1)) == 3
    assert VI("import_lines.state.refused") in shown


def test_what_a_restart_left_unread_is_begun_again(
    open_empty: Open, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(under_way, "_WORK", under_way._Work())  # nothing is known of what was begun before
    lan = Person("quantri", "Lan", (Grant(Role.ADMIN),))
    file = tracker(("1", "Ban hành kế hoạch", "Văn phòng Bộ", "2026", ""))
    database, day = connect(os.environ["CDS_DATABASE_URL"]), date(2026, 1, 5)
    uploading.receive(
        database, data_dir / uploading.FOLDER, lan, "bo-do.xlsx", file, plan="KH", effective_on=day, create=True, batch="a1"
    )
    database.close()
    shown = markup(read(open_empty("nhap-excel", batch="a1")))
    assert VI("import_lines.count.new", count=1) in shown
    assert VI("import_lines.by_rows") in shown, "whose file it seems to be is told"


def test_what_stands_in_a_workbook_is_never_markup(open_empty: Open) -> None:
    evil = '<img src=x onerror="alert(1)"><script>alert(2)</script>'
    file = tracker(("1", evil, evil, evil, evil), header=("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", f"Cột {evil}"))
    app = bring(open_empty("nhap-excel"), one(file, "<img src=x>.xlsx"), new_plan="<b>KH</b>")
    shown = markup(app) + markup(to_changes(app)) + markup(open_empty("nhap-excel"))
    assert "<img" not in shown
    assert "<script" not in shown
    assert "<b>KH" not in shown
    assert "&lt;img" in shown
