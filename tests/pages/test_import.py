"""Nhập Excel: upload, what was understood, problems by cell, what will change, apply."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cds_tracker.excel.writing import write_tracker
from cds_tracker.style.words import LANGUAGES, Words
from tests.pages.shell import Open, markup, said

HEADER = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn hoàn thành", "Trạng thái")
VI = Words("vi")


def tracker(*lines: tuple[str, ...]) -> bytes:
    return write_tracker("Theo dõi", ["KẾ HOẠCH CHUYỂN ĐỔI SỐ"], HEADER, lines)


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where uploads wait; nothing of the machine's own."""
    monkeypatch.setenv("CDS_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def upload(app: AppTest, content: bytes, name: str = "theo-doi.xlsx", new_plan: str | None = "KH-2026") -> AppTest:
    app.file_uploader(key="import_file").upload(name, content)
    if new_plan is not None:
        app.text_input(key="import_code").set_value(new_plan)
    app.button(key="import_read").click().run()
    assert not app.exception, [error.message for error in app.exception]
    return app


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_opens_before_there_is_any_plan(open_empty: Open, data_dir: Path, language: str) -> None:
    app = open_empty("nhap-excel", lang=language)
    assert Words(language)("importing.secrecy") in markup(app)
    assert app.button(key="import_read").label == Words(language)("importing.read")


def test_a_first_tracker_is_previewed_applied_and_then_known(open_empty: Open, data_dir: Path) -> None:
    file = tracker(
        ("1", "Ban hành kế hoạch", "Văn phòng Bộ", "Quý I/2026", "Đang thực hiện"),
        ("2", "Nâng cấp cổng", "Cục X", "31/6/2026", ""),
    )
    app = upload(open_empty("nhap-excel"), file)
    assert said(app, "ref")
    shown = markup(app)
    assert VI("importing.understood.sheet", name="Theo dõi", tasks=2, row=3) in shown
    assert "D5" in shown  # the cell that could not be read
    assert "31/6/2026" in shown
    assert "C5" in shown  # the unit that is not registered
    app.button(key="import_apply").click().run()
    assert VI("importing.applied") in markup(app)
    assert [path.stat().st_mode & 0o777 for path in (data_dir / "workbooks").glob("??/*")] == [0o600]
    again = upload(open_empty("nhap-excel"), file, new_plan=None)
    assert VI("importing.known") in markup(again)
    assert again.button(key="import_apply").disabled


def test_a_preview_outlives_the_session_that_made_it(open_empty: Open, data_dir: Path) -> None:
    file = tracker(("1", "Ban hành kế hoạch", "Văn phòng Bộ", "Quý I/2026", ""))
    ref = said(upload(open_empty("nhap-excel"), file), "ref")
    elsewhere = open_empty("nhap-excel", ref=str(ref))
    assert VI("importing.changes.new") in markup(elsewhere)
    elsewhere.button(key="import_discard").click().run()
    assert VI("importing.rejected") in markup(elsewhere)
    assert VI("importing.missing") in markup(open_empty("nhap-excel", ref="0" * 32))


def test_a_doubtful_row_is_asked_about_and_then_applied(open_empty: Open, data_dir: Path) -> None:
    first = tracker(("1", "Nâng cấp cổng thông tin điện tử của Bộ năm 2026", "Văn phòng Bộ", "2026", ""))
    upload(open_empty("nhap-excel"), first).button(key="import_apply").click().run()
    second = tracker(("1", "Nâng cấp cổng thông tin điện tử của toàn Bộ năm 2026", "Văn phòng Bộ", "6/2026", ""))
    app = upload(open_empty("nhap-excel"), second, new_plan=None)
    assert VI("importing.decide.title", count=1) in markup(app)
    [box] = [box for box in app.selectbox if str(box.key).startswith("import_row_")]
    box.select_index(1).run()
    app.button(key="import_recheck").click().run()
    shown = markup(app)
    assert "toàn Bộ" in shown
    assert "6/2026" in shown
    app.button(key="import_apply").click().run()
    assert VI("importing.applied") in markup(app)


@pytest.mark.parametrize(
    ("name", "content"),
    [("anh.png", b"\x89PNG\r\n\x1a\n" + b"0" * 64), ("rong.xlsx", b""), ("trang.xlsx", b"<html><table></table></html>")],
)
def test_a_file_that_is_no_tracker_gets_one_clear_sentence(open_empty: Open, data_dir: Path, name: str, content: bytes) -> None:
    app = open_empty("nhap-excel")
    app.file_uploader(key="import_file").upload(name if name.endswith("xlsx") else "anh.xlsx", content or b" ")
    app.text_input(key="import_code").set_value("KH")
    app.button(key="import_read").click().run()
    assert VI("importing.refused") in markup(app)
    assert said(app, "ref") is None


def test_what_stands_in_a_workbook_is_never_markup(open_empty: Open, data_dir: Path) -> None:
    evil = '<img src=x onerror="alert(1)"><script>alert(2)</script>'
    shown = markup(upload(open_empty("nhap-excel"), tracker(("1", evil, evil, evil, evil)), new_plan="<b>KH</b>"))
    assert "<img" not in shown
    assert "<script" not in shown
    assert "&lt;img" in shown
