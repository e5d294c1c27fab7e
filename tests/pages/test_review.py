"""What an import will change: every row as in its file, and whatever a person has to decide, decided on the page."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from cds_tracker.style.words import Words
from tests.pages.importing import bring, one, read, to_changes, tracker
from tests.pages.own_books import CLOUD, DRILL, PORTAL, RULES, brought, changed, given, value
from tests.pages.shell import Open, links, markup, said

VI = Words("vi")
pytestmark = pytest.mark.usefixtures("data_dir")
EVIL = "Thiếu kinh phí <b>năm</b> <script>alert(1)</script>"


def counts(app: AppTest) -> dict[str, int]:
    """The chips: how many rows of each kind."""
    found = re.findall(r'<span class="k-(\w+)"[^>]*>.*?<b class="cds-num">(\d+)</b>', markup(app), re.DOTALL)
    return {kind: int(count) for kind, count in found}


def drawn(app: AppTest) -> int:
    return markup(app).count('<tr class="o-')


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    return to_changes(read(app))


def conflict_boxes(app: AppTest) -> dict[str, str]:
    return {str(box.key).rpartition("_")[2]: str(box.key) for box in app.radio if str(box.key).startswith("review_conflict_")}


def test_cells_changed_on_both_sides_are_shown_thrice_and_decided_one_by_one(open_own: Open) -> None:
    open_own("nhap-excel")
    book = given()
    theirs = changed(book, {RULES: {"Tiến độ (%)": 0.66}, PORTAL: {"Minh chứng": "Công văn 99/CV-VP"}})
    nam = brought(open_own, theirs, "quantri")
    nam.button(key="import_apply").click().run()
    assert value(RULES, "progress") == 66
    cells = {RULES: {"Tiến độ (%)": 0.77}, PORTAL: {"Minh chứng": "Biên bản 12"}, CLOUD: {"Khó khăn, vướng mắc": EVIL}}
    minh = brought(open_own, changed(book, cells))
    assert {kind: counts(minh)[kind] for kind in ("touched", "changed", "conflict")} == {
        "touched": 3, "changed": 1, "conflict": 2,
    }  # fmt: skip
    shown = markup(minh)
    for told in ("100\u00a0%", "66\u00a0%", "77\u00a0%", "Công văn 99/CV-VP", "Biên bản 12", "Phạm Hoài Nam"):
        assert told in shown
    assert "<b>năm" not in shown
    assert "<script" not in shown
    boxes = conflict_boxes(minh)
    minh.radio(key=boxes["progress"]).set_value("file")
    minh.radio(key=boxes["evidence"]).set_value("held")
    decided = press(minh, "review_settle_these")
    assert not conflict_boxes(decided)
    assert counts(decided).get("conflict", 0) == 0
    assert VI("review.conflicts.take_held") in markup(decided), "the row still tells how it was decided"
    again = press(decided, "review_forget")
    assert set(conflict_boxes(again)) == {"progress", "evidence"}
    held = press(again, "review_settle_held")
    assert counts(held).get("changed") == 1
    assert value(RULES, "progress") == 66


def test_blank_cells_and_absent_tasks_keep_what_stands_until_somebody_says_otherwise(open_own: Open) -> None:
    open_own("nhap-excel")
    minh = brought(open_own, changed(given(), {RULES: {"Kết quả đạt được": None}}, without=DRILL))
    assert VI("review.blank.count", count=1) in markup(minh)
    assert VI("review.absent.count", count=1) in markup(minh)
    assert (counts(minh)["changed"], counts(minh)["absent"]) == (0, 1)
    assert minh.button(key="import_apply").label == VI("review.send_nothing"), "it still tells that these were reported on"
    for kind, answer in (("blank", "clear"), ("absent", "cancel")):
        box = next(one for one in minh.segmented_control if str(one.key).startswith(f"review_{kind}_"))
        box.set_value(answer).run()
        minh = to_changes(read(minh))
    assert counts(minh)["changed"] == 1, "the row whose cell is emptied"
    assert VI("review.changes", changes=2, tasks=2) in markup(minh)
    assert minh.button(key="import_apply").label == VI("review.send", count=2)
    assert DRILL in markup(open_own("nhap-excel", "thutruong", upload=str(said(minh, "upload")), step="changes", kind="absent"))


def test_a_cell_that_could_not_be_read_is_put_right_on_the_page(open_own: Open) -> None:
    open_own("nhap-excel")
    minh = brought(open_own, changed(given(), {CLOUD: {"Ngày hoàn thành thực tế": "31/6/2025", "Trạng thái": "Hoàn thành"}}))
    assert "31/6/2025" in markup(minh)
    [box] = [one for one in minh.text_input if str(one.key).startswith("review_cell_")]
    box.set_value("30/6/2025")
    corrected = press(minh, "review_correct_again")
    assert "30/06/2025" in markup(corrected)
    assert VI("review.correct.done", count=1) in [one.label for one in corrected.expander]
    assert "31/6/2025" in markup(press(corrected, "review_correct_forget"))


def test_rows_are_turned_over_and_looked_at_by_kind_and_the_address_keeps_both(open_empty: Open) -> None:
    lines = [(str(place), f"Nhiệm vụ thứ {place} của kế hoạch", "Văn phòng Bộ", "2026", "") for place in range(1, 61)]
    lines.append(("61", "Việc có ô sai", "Văn phòng Bộ", "31/6/2026", ""))
    app = to_changes(bring(open_empty("nhap-excel"), one(tracker(*lines))))
    assert (counts(app)["new"], counts(app)["problem"], drawn(app)) == (61, 1, 50)
    there = {address.rpartition("kind=")[2]: address for address, _ in links(markup(app)) if "kind=" in address}
    assert set(there) >= {"new", "problem", "all"}
    upload = str(said(app, "upload"))
    wrong = open_empty("nhap-excel", upload=upload, step="changes", kind="problem")
    assert (said(wrong, "kind"), drawn(wrong)) == ("problem", 1)
    assert "Việc có ô sai" in markup(wrong)
    second = open_empty("nhap-excel", upload=upload, step="changes", kind="all", **{"from": "2"})
    assert (said(second, "from"), drawn(second)) == ("2", 11)
    assert VI("review.no_rows") in markup(open_empty("nhap-excel", upload=upload, step="changes", kind="conflict"))


def test_rows_that_are_like_a_task_are_all_called_new_at_once(open_empty: Open) -> None:
    titles = [f"Nâng cấp hệ thống thông tin số {name} của Bộ Nội vụ" for name in ("một", "hai")]
    first = tracker(*((str(at), f"{title} năm 2026", "Văn phòng Bộ", "2026", "") for at, title in enumerate(titles)))
    to_changes(bring(open_empty("nhap-excel"), one(first))).button(key="import_apply").click().run()
    lines = ((str(at), f"{title} giai đoạn 2026", "Văn phòng Bộ", "2026", "") for at, title in enumerate(titles))
    app = to_changes(bring(open_empty("nhap-excel"), one(tracker(*lines)), new_plan=None))
    assert counts(app)["unresolved"] == 2
    decided = press(app, "review_all_new")
    assert (counts(decided)["new"], counts(decided).get("unresolved", 0)) == (2, 0)
