"""Their own file back, with what is wrong in it marked: as it is, it says what it said."""

import datetime
import io
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from cds_tracker import excel
from cds_tracker.domain.areas import SEED, Areas
from cds_tracker.domain.reading import Reading, Severity
from cds_tracker.excel.giving.rebuilding import Flaw, rebuild
from cds_tracker.excel.giving.rebuilt_list import HEADS
from cds_tracker.excel.refusal import Refused
from tests.excel.tracking import HEAD, TASK, book_of, registry, saved

WORDS = {name: name for name in (*HEADS, "title", "error", "warning")} | {"sheet": "Danh sách lỗi"}
ROWS = [
    ["PHỤ LỤC II"],
    ["NHIỆM VỤ NĂM 2025"],
    [*HEAD, "Phòng theo dõi"],
    ["I", "Thể chế"],
    [*TASK[:4], "31/6/2025", "Đang thực hiện", 0.5, "=1+1 là chữ", "Phòng 1"],
    [2, "Báo cáo sơ kết", "Văn phòng Bộ", "Vụ Lạ", (datetime.date(2025, 9, 30), "dd/mm/yyyy"), "Lạ lùng", (0.8, "0%"),
     "_x0041_"],
    [3, "Kiểm thử", "Vụ Pháp chế", None, (datetime.date(2025, 6, 1), "m/yyyy"), None, None, "dòng\nhai", 7.25],
    ["Tổng cộng", 3],
]  # fmt: skip


def arranged(page: Worksheet) -> None:
    page.merge_cells("A1:I1")
    page.merge_cells("D6:D7")
    page.row_dimensions[7].hidden = True
    page.column_dimensions["I"].hidden = True
    page["H7"].hyperlink = "https://bo.vn/a"
    page["G7"].value, page["G7"].data_type = "#REF!", "e"
    page["A6"].font = openpyxl.styles.Font(strike=True)


def read(data: bytes, name: str = "theo-doi.xlsx") -> Reading:
    return excel.read(data, name, registry=registry(), areas=Areas(SEED))


def flaws(reading: Reading) -> list[Flaw]:
    return [Flaw(f"Sửa {one.code}", one.severity, one.sheet, one.cell, one.row, one.value) for one in reading.problems]


def same(one: Reading, other: Reading) -> bool:
    return replace(one, sha256="", file="") == replace(other, sha256="", file="")


def test_the_file_comes_back_with_every_cell_marked_and_says_what_it_said() -> None:
    data = saved(book_of(ROWS, change=arranged))
    before = read(data)
    assert {"deadline_unreadable", "unit_unregistered", "status_unreadable", "cell_error"} <= {
        one.code for one in before.problems
    }
    made = rebuild(data, "theo-doi.xlsx", flaws(before), words=WORDS, headers={"Theo dõi": 3})
    again = read(made)
    assert same(before, again)
    opened = openpyxl.load_workbook(io.BytesIO(made))
    page = opened["Theo dõi"]
    bad = next(one for one in before.problems if one.code == "deadline_unreadable")
    assert page[bad.cell].comment.text.endswith("Sửa deadline_unreadable")
    assert page[bad.cell].fill.fgColor.rgb == "FFF8D0CC"
    assert page["H5"].value == "=1+1 là chữ"
    assert page["H5"].data_type == "s"
    assert (page["E6"].number_format, page["E7"].number_format) == ("dd/mm/yyyy", "m/yyyy")
    assert page.row_dimensions[7].hidden
    assert page.column_dimensions["I"].hidden
    assert {str(area) for area in page.merged_cells.ranges} >= {"A1:I1", "D6:D7"}
    listed = opened["Danh sách lỗi"]
    assert listed.max_row == 4 + len(before.problems)
    assert f"'Theo dõi'!{bad.cell}" in {cell.hyperlink.location for cell in listed["C"] if cell.hyperlink}


def test_marked_twice_it_has_one_list_and_still_says_the_same() -> None:
    data = saved(book_of(ROWS, change=arranged))
    before = read(data)
    once = rebuild(data, "theo-doi.xlsx", flaws(before), words=WORDS)
    twice = rebuild(once, "theo-doi.xlsx", flaws(read(once)), words=WORDS)
    assert same(before, read(twice))
    assert openpyxl.load_workbook(io.BytesIO(twice)).sheetnames == ["Theo dõi", "Danh sách lỗi"]


def test_a_text_file_comes_back_as_a_workbook() -> None:
    data = "TT;Nhiệm vụ;Đơn vị chủ trì;Thời hạn\n1;Việc thứ nhất;Văn phòng Bộ;31/6/2025\n".encode()
    before = read(data, "theo-doi.csv")
    again = read(rebuild(data, "theo-doi.csv", flaws(before), words=WORDS))
    assert [row.values for row in again.rows] == [row.values for row in before.rows]
    assert [(one.code, one.cell) for one in again.problems] == [(one.code, one.cell) for one in before.problems]


@pytest.mark.parametrize("data", [b"", b"not a workbook", b"PK\x03\x04" + b"x" * 100])
def test_what_cannot_be_opened_is_refused_as_in_reading(data: bytes) -> None:
    with pytest.raises(Refused):
        rebuild(data, "x.xlsx", [Flaw("s", Severity.ERROR)], words=WORDS)


def test_flaws_of_rows_of_sheets_and_of_places_that_are_not_there_take_nothing_down() -> None:
    data = saved(book_of(ROWS))
    odd = [
        Flaw("dòng", Severity.WARNING, "Theo dõi", row=5), Flaw("trang", Severity.WARNING, "Theo dõi"),
        Flaw("tệp", Severity.ERROR),
        Flaw("lạ", Severity.ERROR, "Không có", "ZZZ99999999", 3), Flaw("=1+1", Severity.ERROR, "Theo dõi", "K90", 90, "=2"),
    ]  # fmt: skip
    opened = openpyxl.load_workbook(io.BytesIO(rebuild(data, "a.xlsx", odd, words=WORDS)))
    assert opened["Theo dõi"]["A5"].comment.text.endswith("dòng")
    assert opened["Danh sách lỗi"]["F9"].value == "=1+1"
    assert opened["Danh sách lỗi"]["F9"].data_type == "s"
