"""Lịch sử tải lên: what was brought, by whom, and what came of it; accepted row by row, refused, taken back, undone."""

import pytest

from cds_tracker.style.words import LANGUAGES, Words
from tests.pages.importing import bring, one, tracker
from tests.pages.own_books import CLOUD, PORTAL, RULES, brought, changed, given, value
from tests.pages.shell import Open, links, markup, said

VI = Words("vi")
HISTORY = "lich-su-tai-len"
EVIL = "<img src=x>.xlsx"
pytestmark = pytest.mark.usefixtures("data_dir")


def sent(open_own: Open, name: str = "theo-doi.xlsx") -> str:
    """The upload of Minh, the head of the unit, that waits for the focal unit: three rows."""
    open_own("nhap-excel")
    cells = {RULES: {"Tiến độ (%)": 0.77}, PORTAL: {"Khó khăn, vướng mắc": "<b>Vốn</b>"}, CLOUD: {"Tiến độ (%)": 0.81}}
    minh = brought(open_own, changed(given(), cells), name=name)
    minh.button(key="import_apply").click().run()
    assert VI("import_result.pending") in markup(minh)
    return str(said(minh, "upload"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_anything_was_brought_the_page_says_the_next_step(open_empty: Open, language: str) -> None:
    assert Words(language)("uploads.none_yet") in markup(open_empty(HISTORY, lang=language))
    assert Words(language)("uploads.none") in markup(open_empty(HISTORY, lang=language, state="refused"))


def test_an_upload_that_waits_is_accepted_row_by_row_by_the_focal_unit_then_undone(open_own: Open) -> None:
    upload = sent(open_own, EVIL)
    minh = open_own(HISTORY, "thutruong", upload=upload)
    assert VI("uploads.approve.waits") in markup(minh)
    assert {button.key for button in minh.button} >= {"upload_withdraw"}
    assert not {"upload_accept", "upload_refuse"} & {button.key for button in minh.button}, "no head approves"
    nam = open_own(HISTORY, "quantri", upload=upload)
    shown = markup(nam)
    assert "&lt;b&gt;Vốn&lt;/b&gt;" in shown
    assert "<img" not in shown
    assert VI("uploads.fact.decision") not in shown, "nobody has decided"
    assert nam.button(key="upload_accept").label == VI("uploads.approve.all", count=3)
    next(box for box in nam.checkbox if str(box.key).startswith("upload_take_")).uncheck().run()
    assert nam.button(key="upload_accept").label == VI("uploads.approve.rows", count=2)
    nam.button(key="upload_accept").click().run()
    assert VI("import_result.failed") in markup(nam), "without a reason nothing is left out"
    assert value(RULES, "progress") == 100
    nam.text_area(key="upload_reason").set_value("Chưa có minh chứng").run()
    nam.button(key="upload_accept").click().run()
    assert VI("uploads.approve.count", count=2) in markup(nam)
    assert (value(RULES, "progress"), value(CLOUD, "progress")) == (100, 81)
    result = markup(open_own("nhap-excel", "thutruong", upload=upload))
    assert VI("import_result.applied") in result
    assert "Đơn vị đầu mối không chấp nhận 1 dòng (dòng 10)." in result
    assert any(address.startswith(f"/{HISTORY}") and f"upload={upload}" in address for address, _ in links(result))
    minh = open_own(HISTORY, "thutruong", upload=upload)
    assert VI("uploads.undo.restored", count=2) in markup(minh)
    assert "Chưa có minh chứng" in markup(minh)
    minh.button(key="undo_act").click().run()
    assert VI("import_lines.state.undone") in markup(minh)
    assert value(CLOUD, "progress") == 50
    assert "undo_act" not in {button.key for button in minh.button}


def test_what_was_changed_since_stays_and_is_listed_before_an_undo(open_own: Open) -> None:
    upload = sent(open_own)
    open_own(HISTORY, "quantri", upload=upload).button(key="upload_accept").click().run()
    brought(open_own, changed(given(), {CLOUD: {"Tiến độ (%)": 0.9}}), "quantri").button(key="import_apply").click().run()
    nam = open_own(HISTORY, "quantri", upload=upload)
    assert VI("uploads.undo.kept", count=1) in markup(nam)
    assert VI("undo.why.changed_since") in markup(nam)
    nam.button(key="undo_act").click().run()
    assert (value(RULES, "progress"), value(CLOUD, "progress")) == (100, 90)


def test_an_upload_is_refused_with_a_reason_or_taken_back_by_its_author(open_own: Open) -> None:
    upload = sent(open_own)
    nam = open_own(HISTORY, "quantri", upload=upload)
    nam.button(key="upload_refuse").click().run()
    assert VI("import_result.failed") in markup(nam)
    nam.text_area(key="upload_reason").set_value("Nộp nhầm kỳ").run()
    nam.button(key="upload_refuse").click().run()
    assert VI("import_lines.state.rejected") in markup(nam)
    assert VI("import_result.rejected") in markup(open_own("nhap-excel", "thutruong", upload=upload))
    again = sent(open_own)
    minh = open_own(HISTORY, "thutruong", upload=again)
    minh.button(key="upload_withdraw").click().run()
    assert VI("import_lines.state.discarded") in markup(minh)
    assert value(RULES, "progress") == 100


def test_the_list_holds_what_the_reader_may_see_and_chooses_by_state(open_own: Open) -> None:
    file = tracker(("1", "Ban hành kế hoạch", "Văn phòng Bộ", "2026", ""))
    nams = bring(open_own("nhap-excel"), one(file), new_plan=None)
    hidden, own = str(said(nams, "upload")), sent(open_own)
    minh = open_own(HISTORY, "thutruong")
    assert f"upload={own}" in markup(minh)
    assert f"upload={hidden}" not in markup(minh)
    assert VI("importing.missing") in markup(open_own(HISTORY, "thutruong", upload=hidden))
    leader = open_own(HISTORY, "lanhdao", state="pending")
    assert f"upload={own}" in markup(leader)
    assert f"upload={hidden}" not in markup(leader), "it waits for nobody"
    leader.selectbox(key="uploads_state").set_value("rejected").run()
    assert said(leader, "state") == "rejected"
    assert VI("uploads.none") in markup(leader)
    with pytest.raises(ValueError, match="lich_su"):
        open_own(HISTORY, "nguoixem")
