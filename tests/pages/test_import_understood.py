"""Nhập Excel, second step: the sheet as it looks, what its columns mean, and what only a person can say."""

import io

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill
from streamlit.testing.v1 import AppTest

from cds_tracker.style.words import Words
from tests.pages.importing import bring, one, read, to_changes, tracker
from tests.pages.shell import Open, markup, said

VI = Words("vi")
HEADER = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Kết quả", "Cột riêng")
LINES = (
    ("1", "Ban hành kế hoạch", "Văn phòng Bộ", "Quý I/2026", "Báo cáo", "ghi riêng"),
    ("2", "Nâng cấp cổng", "Cục X cũ", "6/2026", "Đã trình Bộ", ""),
    ("3", "Tập huấn cán bộ", "Cục X cũ", "2026", "", ""),
    *((str(place), f"Việc thứ {place}", "Văn phòng Bộ", "2026", "", "") for place in range(4, 7)),
)
pytestmark = pytest.mark.usefixtures("data_dir")


def box(app: AppTest, *parts: str) -> str:
    """The key of the one box of which the key holds these parts."""
    keys = [str(box.key) for box in (*app.selectbox, *app.radio) if all(part in str(box.key) for part in parts)]
    assert len(keys) == 1, keys
    return keys[0]


def painted(*lines: tuple[str, ...]) -> bytes:
    """The tracker with the first and the third task yellow, and the second hidden."""
    book = load_workbook(io.BytesIO(tracker(*lines, header=HEADER)))
    sheet = book.active
    assert sheet is not None
    for cell in (*sheet[4], *sheet[6]):
        cell.fill = PatternFill("solid", fgColor="FFFF00")
    sheet.row_dimensions[5].hidden = True
    return saved(book)


def saved(book: Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_the_sheet_is_shown_as_it_looks_with_what_every_column_was_taken_for(open_empty: Open) -> None:
    app = bring(open_empty("nhap-excel"), one(painted(*LINES)))
    shown = markup(app)
    assert 'class="cds-pic"' in shown
    for heading in HEADER:
        assert f">{heading}</div>" in shown
    assert VI("import_picture.certainty.exact") in shown
    assert VI("import_picture.hidden") in shown, "the hidden row is marked"
    assert VI("import_questions.ask.hidden_rows", count=1) in shown
    assert "vàng" in shown, "a colour has a word beside its swatch"
    assert "Cục X cũ" in shown
    assert not [button for button in app.button if button.key == "import_apply"], "nothing is decided on this step"


def test_what_is_chosen_is_read_anew_kept_and_remembered_for_the_next_file(open_empty: Open) -> None:
    app = bring(open_empty("nhap-excel"), one(painted(*LINES)))
    number = said(app, "upload")
    app.selectbox(key=box(app, "_F_field")).set_value("note").run()
    app.selectbox(key=box(app, "name0")).set_value("VP").run()
    app.selectbox(key=box(app, "colour0")).set_value("in_progress").run()
    assert VI("import_mapping.changed") in markup(app)
    app.button(key="import_again").click().run()
    shown = markup(read(app))
    assert VI("import_picture.certainty.chosen") in shown
    assert VI("import_questions.ask.hidden_rows", count=1) in shown
    elsewhere = read(open_empty("nhap-excel", upload=str(number), step="table"))
    assert elsewhere.selectbox(key=box(elsewhere, "_F_field")).value == "note", "answers outlive the session"
    assert elsewhere.selectbox(key=box(elsewhere, "_c_name0")).value == "VP", "to be changed still"
    changes = to_changes(elsewhere)
    assert "Cục X cũ" not in markup(changes), "the name is understood"
    changes.button(key="import_apply").click().run()
    assert VI("import_result.applied") in markup(changes)
    later = bring(open_empty("nhap-excel"), one(painted(*LINES, ("7", "Việc mới", "Cục X cũ", "2026", "", ""))), new_plan=None)
    assert "Việc mới" in markup(later), "nothing is asked again: straight to the changes"
    table = open_empty("nhap-excel", upload=str(said(later, "upload")), step="table")
    assert VI("import_picture.certainty.remembered") in markup(table)


def test_two_columns_for_one_thing_are_told_at_once_and_not_read(open_empty: Open) -> None:
    app = bring(open_empty("nhap-excel"), one(tracker(*LINES, header=HEADER)))
    app.selectbox(key=box(app, "_F_field")).set_value("lead").run()
    assert VI("import_mapping.doubled") in markup(app)
    assert app.button(key="import_again").disabled


def test_a_sheet_without_known_headings_asks_which_row_they_are_in(open_empty: Open) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (("Việc cần làm gấp", "Ai làm"), ("Ban hành kế hoạch", "Văn phòng Bộ"), ("Nâng cấp cổng", "Văn phòng Bộ")):
        sheet.append(line)
    app = bring(open_empty("nhap-excel"), one(saved(book)))
    assert VI("problems.no_header") in markup(app)
    app.selectbox(key=box(app, "_header")).set_value(1).run()
    app.button(key="import_again").click().run()
    shown = markup(read(app))
    assert VI("problems_reading.title_column_unknown") in shown
    app.selectbox(key=box(app, "_A_field")).set_value("title").run()
    app.selectbox(key=box(app, "_B_field")).set_value("lead").run()
    app.button(key="import_again").click().run()
    assert "Nâng cấp cổng" in markup(to_changes(read(app)))


def test_one_of_several_sheets_is_chosen_on_their_pictures(open_empty: Open) -> None:
    book = load_workbook(io.BytesIO(tracker(*LINES, header=HEADER)))
    copied = book.copy_worksheet(book["Theo dõi"])
    copied.title = "Bản khác"
    app = bring(open_empty("nhap-excel"), one(saved(book)))
    assert VI("import_questions.ask.sheets", count=2) in markup(app)
    app.radio(key=box(app, "_o0")).set_value("Theo dõi").run()
    app.button(key="import_again").click().run()
    assert VI("import_picture.title", name="Theo dõi", tasks=6, row=3) in markup(read(app))


def test_a_reader_of_the_same_unit_sees_the_table_but_decides_nothing(open_demo: Open) -> None:
    file = tracker(*LINES, header=HEADER)
    number = str(said(bring(open_demo("nhap-excel", person="thutruong"), one(file), new_plan=None), "upload"))
    admin = open_demo("nhap-excel", upload=number, step="table")
    assert 'class="cds-pic"' in markup(admin)
    assert VI("import_understood.not_yours") not in markup(admin), "an admin decides too"
