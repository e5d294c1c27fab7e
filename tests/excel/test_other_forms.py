""".xls, .xlsb and OpenDocument."""

import io
import struct
import zipfile
from dataclasses import replace

import pytest

from cds_tracker.excel.forms.opening import open_workbook
from cds_tracker.excel.limits import LIMITS
from cds_tracker.excel.refusal import Refused
from cds_tracker.excel.workbook import Cell
from tests.excel.raw import binary, moment


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


def endless_ole() -> bytes:
    """An old workbook whose table of sectors leads back to itself: calamine dies of it."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIIII", 0, 1, 0, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    return head.ljust(512, b"\xff") + struct.pack("<128I", *([0] * 128))


def test_an_xls_whose_table_of_sectors_has_no_end_is_damaged() -> None:
    with pytest.raises(Refused, match="damaged_file"):
        open_workbook(endless_ole(), "a.xls", LIMITS)


def test_an_xlsb_gives_its_values_and_says_what_is_lost() -> None:
    book = open_workbook(binary(4, 3), "a.xlsb", LIMITS)
    assert [(warning.code, warning.values["form"]) for warning in book.warnings] == [("form_read_in_part", "xlsb")]
    assert [(row.number, row.cells) for row in book.grid("S").rows] == [(1, {1: Cell("Nhiệm vụ")}), (4, {3: Cell(7.0)})]


URN = "urn:oasis:names:tc:opendocument:xmlns"
ODS = (
    f'<office:document-content xmlns:office="{URN}:office:1.0" xmlns:table="{URN}:table:1.0" xmlns:text="{URN}:text:1.0" '
    f'xmlns:style="{URN}:style:1.0" xmlns:number="{URN}:datastyle:1.0" xmlns:calcext="urn:org:documentfoundation">%s'
    '<office:body><office:spreadsheet><table:table table:name="Kế hoạch">'
    '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row><table:table-row><table:table-cell/>'
    '<table:table-cell office:value-type="string"><text:p>Nhiệm vụ</text:p></table:table-cell>'
    '<table:table-cell office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell>'
    '<table:table-cell office:value-type="date" office:date-value="2025-06-30"><text:p>30/06/2025</text:p></table:table-cell>'
    "</table:table-row>%s</table:table></office:spreadsheet></office:body></office:document-content>"
)


def ods(more: str = "", styles: str = "", manifest: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        listed = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">%s</manifest:manifest>'
        archive.writestr("META-INF/manifest.xml", listed % manifest)
        archive.writestr("content.xml", ODS % (styles, more))
    return stream.getvalue()


def test_an_ods_gives_its_values_at_their_places() -> None:
    book = open_workbook(ods(), "a.ods", LIMITS)
    assert list(book.warnings) == []
    (row,) = book.grid("Kế hoạch").rows
    assert (row.number, {column: found.value for column, found in row.cells.items()}) == (
        3,
        {2: "Nhiệm vụ", 3: 3.0, 4: moment(2025, 6, 30)},
    )


def value(kind: str, said: str, text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="{kind}" {said} {more}><text:p>{text}</text:p></table:table-cell>'


def test_an_ods_keeps_formats_errors_merges_fonts_and_what_is_hidden() -> None:
    styles = (
        '<office:automatic-styles><number:date-style style:name="N1"><number:month/><number:text>/</number:text>'
        '<number:year number:style="long"/></number:date-style><style:style style:name="m" style:data-style-name="N1"/>'
        '<style:style style:name="v"><style:text-properties style:font-name=".VnTime" '
        'style:text-line-through-style="solid"/></style:style><style:style style:name="ẩn">'
        '<style:table-properties table:display="false"/></style:style>'
        "</office:automatic-styles>"
    )
    rows = (
        '<table:table-row table:visibility="filter">'
        + value("date", 'office:date-value="2025-06-01"', "6/2025", 'table:style-name="m" table:number-columns-repeated="2"')
        + value("percentage", 'office:value="0.8"', "80%")
        + '<table:table-cell table:formula="of:=A1" office:value-type="string" calcext:value-type="error">'
        "<text:p>#REF!</text:p></table:table-cell>"
        + value("string", "", "NhiÖm vô", 'table:style-name="v" table:number-rows-spanned="2" table:number-columns-spanned="2"')
        + "<table:covered-table-cell/></table:table-row><table:table-row>"
        '<table:table-cell office:value-type="string"><office:annotation><text:p>ghi chú</text:p></office:annotation>'
        "<text:p>Dòng<text:s/>một</text:p>"
        "<text:p>Dòng <text:span>hai</text:span><text:line-break/>ba</text:p></table:table-cell></table:table-row>"
    )
    hidden = '</table:table><table:table table:name="Cũ" table:style-name="ẩn">'
    book = open_workbook(ods(rows + hidden, styles), "a.ods", LIMITS)
    assert [(sheet.name, sheet.visible) for sheet in book.sheets] == [("Kế hoạch", True), ("Cũ", False)]
    grid = book.grid("Kế hoạch")
    first, second = grid.rows[1:]
    assert [first.cells[c].value for c in (1, 2, 3, 5)] == [moment(2025, 6, 1), moment(2025, 6, 1), 0.8, "Nhiệm vụ"]
    assert (first.hidden, first.cells[1].format, first.cells[3].format, first.cells[4].error) == (True, "m/yyyy", "0%", "#REF!")
    assert (first.cells[5].struck, grid.merges, second.cells[1].value) == (True, [(4, 5, 5, 6)], "Dòng một\nDòng hai\nba")
    assert [(problem.code, problem.cell) for problem in grid.problems] == [("legacy_font", "E4")]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (
            '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384" '
            'office:value-type="float" office:value="1"/></table:table-row>',
            "too_many_cells",
        ),
        (
            '<table:table-row table:number-rows-repeated="200001">'
            '<table:table-cell office:value-type="float" office:value="1"/></table:table-row>',
            "too_many_rows",
        ),
        ("<text:p>" * 300, "too_deep"),
        ("</table:table>" + '<table:table table:name="S"></table:table>' * 5_000 + "<table:table>", "too_many_sheets"),
        (
            '<table:table-row><table:table-cell table:number-columns-spanned="2"/></table:table-row>' * 20_001,
            "too_many_merges",
        ),
    ],
)
def test_an_ods_without_end_is_refused(rows: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        open_workbook(ods(rows), "a.ods", LIMITS)
    assert caught.value.code == code


def test_an_ods_under_a_password_is_refused_with_advice() -> None:
    with pytest.raises(Refused) as caught:
        open_workbook(ods(manifest="<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"), "a.ods", LIMITS)
    assert (caught.value.code, caught.value.advice) == ("ods_password", True)


def test_a_flat_ods_is_read_like_a_packed_one() -> None:
    kind = 'document office:mimetype="application/vnd.oasis.opendocument.spreadsheet" '
    flat = (ODS % ("", "")).replace("document-content ", kind).replace("document-content>", "document>")
    assert open_workbook(flat.encode(), "a.fods", LIMITS).grid("Kế hoạch").rows[0].cells[2].value == "Nhiệm vụ"


def test_the_limits_hold_for_old_and_binary_workbooks_too() -> None:
    for data, limits, code in (
        (biff8(), replace(LIMITS, rows=1), "too_many_rows"),
        (biff8(), replace(LIMITS, cells=3), "too_many_cells"),
        (biff8(), replace(LIMITS, merges=0), "too_many_merges"),
        (binary(4, 3), replace(LIMITS, rows=1), "too_many_rows"),
        (binary(4, 3), replace(LIMITS, cells=1), "too_many_cells"),
    ):
        book = open_workbook(data, "a.xls", limits)
        with pytest.raises(Refused, match=code):
            book.grid(book.sheets[0].name)
    grid = open_workbook(binary(4, 300), "a.xlsb", LIMITS).grid("S")
    assert [(problem.code, problem.values["cells"]) for problem in grid.problems] == [("cells_beyond", "KN4")]
    grid = open_workbook(biff8(), "a.xls", replace(LIMITS, text=4, merge_area=1)).grid("Kế hoạch")
    assert [problem.code for problem in grid.problems] == ["merge_too_large", "legacy_font"]
    assert (grid.rows[0].cells[1].error, grid.merges) == ("text_too_long", [])


def test_a_sheet_that_is_read_twice_counts_once() -> None:
    book = open_workbook(biff8(), "a.xls", replace(LIMITS, rows=2))
    assert book.grid("Kế hoạch").rows == book.grid("Kế hoạch").rows
