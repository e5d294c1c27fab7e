"""Tables as text: separators, encodings, and the places of their cells."""

import unicodedata
from dataclasses import replace

import pytest

from cds_tracker.excel.forms.opening import open_workbook
from cds_tracker.excel.limits import LIMITS
from cds_tracker.excel.refusal import Refused

TABLE = "STT;Nhiệm vụ;Đơn vị chủ trì\r\n1;Xây dựng nền tảng;Vụ Pháp chế\r\n\r\n2;Tập huấn;\r\n"
NAMES = "ưu tiên, chuyển đổi số, được, nhiệm vụ trọng tâm, đơn vị"


def texts(data: bytes) -> list[list[str]]:
    book = open_workbook(data, "tiến độ.csv", LIMITS)
    return [[unicodedata.normalize("NFC", str(cell.value)) for cell in row.cells.values()] for row in book.grid("tiến độ").rows]


EXPECTED = [["STT", "Nhiệm vụ", "Đơn vị chủ trì"], ["1", "Xây dựng nền tảng", "Vụ Pháp chế"], ["2", "Tập huấn"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_and_the_encoding_are_found(separator: str, encoding: str) -> None:
    assert texts(TABLE.replace(";", separator).encode(encoding)) == EXPECTED


def test_the_vietnamese_code_page_is_found_and_said() -> None:
    marks = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    decomposed = "".join(
        unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", letter) if c not in marks))
        + "".join(c for c in unicodedata.normalize("NFD", letter) if c in marks)
        for letter in TABLE
    )
    data = decomposed.encode("cp1258")
    assert texts(data) == EXPECTED
    (warning,) = open_workbook(data, "a.csv", LIMITS).warnings
    assert (warning.code, warning.values["encoding"]) == ("encoding_guessed", "Windows-1258")


def test_tcvn3_is_known_by_its_letters() -> None:
    data = "STT;NhiÖm vô\n1;¦u tiªn chuyÓn ®æi sè, \u00adu tiªn c«ng t¸c v¨n th\u00ad\n".encode("cp1252")
    assert texts(data) == [["STT", "Nhiệm vụ"], ["1", "Ưu tiên chuyển đổi số, ưu tiên công tác văn thư"]]


def test_rows_keep_their_numbers_and_quoted_line_breaks_their_cell() -> None:
    book = open_workbook('STT,Nhiệm vụ\n\n1,"Dòng một\nDòng hai, còn nữa"\n'.encode(), "a.csv", LIMITS)
    rows = book.grid("a").rows
    assert [(row.number, row.cells[2].value) for row in rows] == [(1, "Nhiệm vụ"), (3, "Dòng một\nDòng hai, còn nữa")]


def test_the_line_in_which_excel_names_the_separator_is_obeyed() -> None:
    assert texts("sep=;\nSTT;Nhiệm vụ, chỉ tiêu\n1;a\n".encode()) == [["STT", "Nhiệm vụ, chỉ tiêu"], ["1", "a"]]


def test_codes_keep_their_noughts_and_numbers_stay_as_written() -> None:
    assert texts(b"0007;1.10;6/2025\n") == [["0007", "1.10", "6/2025"]]


def test_text_files_have_the_same_limits() -> None:
    with pytest.raises(Refused) as caught:
        open_workbook(b"1,2\n" * 20, "a.csv", replace(LIMITS, rows=19))
    assert caught.value.code == "too_many_rows"
    cells = open_workbook(b"a," + b"x" * 40_000, "a.csv", LIMITS).grid("a").rows[0].cells
    assert cells[2].error == "text_too_long"


def test_a_text_that_is_no_table_is_no_workbook() -> None:
    with pytest.raises(Refused) as caught:
        open_workbook("Kính gửi: Văn phòng Bộ\nĐây không phải là bảng tính.\n".encode(), "a.xlsx", LIMITS)
    assert (caught.value.code, caught.value.advice) == ("not_a_workbook", False)


def test_noughts_among_the_letters_are_left_out() -> None:
    assert texts(TABLE.replace("STT", "S\0TT\0").encode()) == EXPECTED


def test_cells_beyond_the_columns_are_named_and_errors_are_errors() -> None:
    grid = open_workbook(("a;#REF!" + ";" * 260 + "z\n").encode(), "a.csv", LIMITS).grid("a")
    assert [(problem.code, problem.values["cells"]) for problem in grid.problems] == [("cells_beyond", "JB1")]
    assert grid.rows[0].cells[2].error == "#REF!"


def test_rows_may_be_ragged_and_separators_quoted() -> None:
    assert texts(b'sep="\na,b,c\n"1,5",x\n\n"y ""z""",2,3,4\n')[1:] == [["a", "b", "c"], ["1,5", "x"], ['y "z"', "2", "3", "4"]]
