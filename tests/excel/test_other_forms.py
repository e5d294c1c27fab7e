""".xls, .ods and files under a password."""

import io
import struct
import zipfile

import msoffcrypto.format.ooxml
import openpyxl
import pytest

from cds_tracker.excel.limits import LIMITS
from cds_tracker.excel.opening import open_workbook
from cds_tracker.excel.refusal import Refused
from tests.excel.raw import cell, moment, parts, rows, zipped


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def long_text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def font(name: str, flags: int = 0) -> bytes:
    return record(0x31, struct.pack("<HHHHHBBBBBB", 200, flags, 8, 400, 0, 0, 0, 0, 0, len(name), 1) + name.encode("utf-16-le"))


def look(font_index: int, format_index: int) -> bytes:
    return record(0xE0, struct.pack("<HHH", font_index, format_index, 0) + b"\0" * 14)


def biff8() -> bytes:
    """A workbook of 1997 as one bare stream: texts, a day, a percent, an error, a merge, a hidden row, a hidden sheet."""
    texts = ["Vụ Pháp chế", "NhiÖm vô", "Bỏ"]
    strings = struct.pack("<II", 3, 3) + b"".join(long_text(text) for text in texts)
    formats = record(0x41E, struct.pack("<H", 164) + long_text("m/yyyy"))
    fonts = font("Arial") + font(".VnTime") + font("Arial", 0x8) + font("Arial")
    looks = b"".join(look(*pair) for pair in ((0, 0), (0, 164), (0, 9), (1, 0), (2, 0)))

    def head(first: int, second: int) -> bytes:
        sheets = [(first, 0, "Kế hoạch"), (second, 1, "Cũ")]
        listed = b"".join(
            record(0x85, struct.pack("<IBBBB", at, hidden, 0, len(n), 1) + n.encode("utf-16-le")) for at, hidden, n in sheets
        )
        start = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + record(0x42, struct.pack("<H", 1200))
        return start + fonts + formats + looks + listed + record(0xFC, strings) + record(0x0A)

    row = record(0x208, struct.pack("<HHHHHHI", 1, 0, 6, 255, 0, 0, 0x20))  # hidden
    texts_at = [(0, 0, 0, 0), (0, 1, 3, 1), (1, 0, 4, 2)]
    cells = b"".join(record(0xFD, struct.pack("<HHHI", *at)) for at in texts_at)
    cells += record(0x203, struct.pack("<HHHd", 0, 2, 1, 45809.0)) + record(0x203, struct.pack("<HHHd", 0, 3, 2, 0.5))
    cells += record(0x205, struct.pack("<HHHBB", 0, 4, 0, 0x17, 1)) + record(0x205, struct.pack("<HHHBB", 0, 5, 0, 1, 0))
    merge = record(0xE5, struct.pack("<HHHHH", 1, 0, 1, 0, 0))
    start = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    sheet = start + row + cells + merge + record(0x0A)
    length = len(head(0, 0))
    return head(length, length + len(sheet)) + sheet + start + record(0x0A)


def test_an_xls_keeps_formats_fonts_errors_merges_and_what_is_hidden() -> None:
    book = open_workbook(biff8(), "cũ.xls", LIMITS)
    assert [(sheet.name, sheet.visible) for sheet in book.sheets] == [("Kế hoạch", True), ("Cũ", False)]
    grid = book.grid("Kế hoạch")
    first = grid.rows[0].cells
    assert [first[c].value for c in (1, 2, 3, 4, 6)] == ["Vụ Pháp chế", "Nhiệm vụ", moment(2025, 6, 1), 0.5, True]
    assert (first[3].format, first[4].format, first[5].error) == ("m/yyyy", "0%", "#REF!")
    assert grid.merges == [(1, 1, 2, 1)]
    assert (grid.rows[1].hidden, grid.rows[1].cells[1].struck) == (True, True)
    assert [(problem.code, problem.cell) for problem in grid.problems] == [("legacy_font", "B1")]


def test_an_xls_cut_short_is_refused_with_advice() -> None:
    with pytest.raises(Refused) as caught:
        open_workbook(biff8()[:90], "cũ.xls", LIMITS)
    assert caught.value.advice


URN = "urn:oasis:names:tc:opendocument:xmlns"
ODS = (
    f'<office:document-content xmlns:office="{URN}:office:1.0" xmlns:table="{URN}:table:1.0" xmlns:text="{URN}:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="Kế hoạch">'
    '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row><table:table-row><table:table-cell/>'
    '<table:table-cell office:value-type="string"><text:p>Nhiệm vụ</text:p></table:table-cell>'
    '<table:table-cell office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell>'
    '<table:table-cell office:value-type="date" office:date-value="2025-06-30"><text:p>30/06/2025</text:p></table:table-cell>'
    "</table:table-row>%s</table:table></office:spreadsheet></office:body></office:document-content>"
)


def ods(more: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml", '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
        archive.writestr("content.xml", ODS % more)
    return stream.getvalue()


def test_an_ods_gives_its_values_at_their_places_and_says_what_it_lost() -> None:
    book = open_workbook(ods(), "a.ods", LIMITS)
    assert [warning.code for warning in book.warnings] == ["form_read_in_part"]
    (row,) = book.grid("Kế hoạch").rows
    assert (row.number, {column: found.value for column, found in row.cells.items()}) == (
        3,
        {2: "Nhiệm vụ", 3: 3.0, 4: moment(2025, 6, 30)},
    )


def test_an_ods_that_repeats_one_value_without_end_is_refused() -> None:
    endless = (
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384" '
        'office:value-type="float" office:value="1"/></table:table-row>'
    )
    with pytest.raises(Refused) as caught:
        open_workbook(ods(endless), "a.ods", LIMITS)
    assert caught.value.code == "form_unreadable"


def under_password(password: str) -> bytes:
    stream = io.BytesIO()
    plain = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = 7
    book.save(plain)
    msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt(password, stream)
    return stream.getvalue()


def test_a_file_under_a_password_opens_with_it_and_says_so_without() -> None:
    data = under_password("mật khẩu")
    assert open_workbook(data, "a.xlsx", LIMITS, password="mật khẩu").grid("Sheet").rows[0].cells[1].value == 7.0
    for given, code in ((None, "password_needed"), ("sai", "password_wrong")):
        with pytest.raises(Refused) as caught:
            open_workbook(data, "a.xlsx", LIMITS, password=given)
        assert (caught.value.code, caught.value.advice) == (code, True)


def test_a_file_that_excel_opens_without_asking_opens_here_too() -> None:
    assert open_workbook(under_password("VelvetSweatshop"), "a.xlsx", LIMITS).grid("Sheet").rows[0].cells[1].value == 7.0


def test_a_plain_workbook_needs_no_password_even_if_one_is_given() -> None:
    assert cell(zipped(parts(rows('<c r="A1"><v>7</v></c>')))) is not None
    assert open_workbook(zipped(parts(rows('<c r="A1"><v>7</v></c>'))), "a.xlsx", LIMITS, password="x").sheets[0].name == "S"
