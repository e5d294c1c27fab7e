"""Hostile and broken files: each is refused with one reason, before anything of it is taken."""

import io
import random
import re
import struct
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cds_tracker.domain.reading import Outcome
from cds_tracker.excel.forms.opening import open_workbook
from cds_tracker.excel.limits import LIMITS, Limits
from cds_tracker.excel.refusal import Refused
from tests.excel.raw import first_grid, parts, rels, rows, zipped

CELL = '<c r="A1"><v>1</v></c>'


def refusal(data: bytes, limits: Limits = LIMITS, name: str = "thử.xlsx") -> Refused:
    def read() -> None:
        book = open_workbook(data, name, limits)
        for sheet in book.sheets:
            book.grid(sheet.name)

    with pytest.raises(Refused) as caught:
        read()
    return caught.value


def with_part(name: str, content: str | bytes) -> bytes:
    return zipped({**parts(rows(CELL)), name: content})


@pytest.mark.parametrize(
    ("data", "code", "outcome"),
    [
        (b"", "empty_file", Outcome.REJECT),
        (b"\0" * 512, "empty_file", Outcome.REJECT),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1", "not_a_workbook", Outcome.REJECT),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "not_a_workbook", Outcome.REJECT),
        (b"<html><table><tr><td></td></tr></table></html>", "html_file", Outcome.REJECT_WITH_ADVICE),
        ("\ufeff<!DOCTYPE HTML><p>".encode("utf-16-le"), "html_file", Outcome.REJECT_WITH_ADVICE),
        (b"MIME-Version: 1.0\nX-Document-Type: Workbook\n", "html_file", Outcome.REJECT_WITH_ADVICE),
        (
            b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
            b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "no_sheets",
            Outcome.REJECT,
        ),
        (b"PK\x03\x04" + b"\x14\0" * 40, "damaged_file", Outcome.REJECT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged_file", Outcome.REJECT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "not_a_workbook", Outcome.REJECT),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_known_by_its_content(data: bytes, code: str, outcome: Outcome) -> None:
    refused = refusal(data)
    assert (refused.code, refused.outcome) == (code, outcome)


def test_a_word_document_under_a_workbooks_name_is_no_workbook() -> None:
    document = {"[Content_Types].xml": "<Types/>", "_rels/.rels": rels(("r", "officeDocument", "word/document.xml"))}
    assert refusal(zipped({**document, "word/document.xml": "<document/>"})).code == "not_a_workbook"
    assert refusal(zipped({"a.txt": "a"})).code == "not_a_workbook"


def test_a_file_that_came_only_in_part_is_damaged() -> None:
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    assert refusal(stream.getvalue()[:-200]).code == "damaged_file"


def test_a_part_that_does_not_match_its_checksum_is_damaged() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts(rows(CELL)).items():
            archive.writestr(name, content)
    assert refusal(stream.getvalue().replace(b"<v>1</v>", b"<v>2</v>")).code == "damaged_file"


def test_a_zip_bomb_is_known_before_it_is_inflated() -> None:
    assert refusal(with_part("xl/media/image1.png", b"\0" * 21_000_000)).code == "zip_bomb"


def test_parts_are_bounded_one_by_one_and_together() -> None:
    small = replace(LIMITS, part=100_000, parts_together=150_000)
    noise = random.Random(1).randbytes(90_000)
    assert refusal(with_part("a.bin", random.Random(1).randbytes(100_001)), small).code == "part_too_large"
    assert refusal(zipped({**parts(rows(CELL)), "a.bin": noise, "b.bin": noise}), small).code == "part_too_large"


def test_a_part_larger_than_it_declares_is_refused_while_inflating() -> None:
    data = bytearray(zipped(parts(f"<sheetData><!--{'x' * 300_000}--></sheetData>")))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        for found in re.finditer(re.escape(signature), bytes(data)):
            if struct.unpack_from("<I", data, found.start() + offset)[0] > 300_000:
                struct.pack_into("<I", data, found.start() + offset, 500)
    assert refusal(bytes(data)).code == "damaged_file"


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/etc/passwd", "C:\\evil.xml", "xl/../../evil", "XL/WORKBOOK.XML", "xl\\workbook.xml"]
)
def test_names_that_lead_outside_or_repeat_are_refused(name: str) -> None:
    assert refusal(with_part(name, "x")).code == "unsafe_archive"


def test_a_sheet_that_is_in_the_archive_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped([*parts(rows(CELL)).items(), ("xl/worksheets/sheet1.xml", "<worksheet/>")])
    assert refusal(data).code == "unsafe_archive"


def test_more_parts_than_a_workbook_has_are_refused() -> None:
    many = {f"xl/media/{number}.png": b"" for number in range(2_001)}
    assert refusal(zipped({**parts(rows(CELL)), **many})).code == "too_many_parts"
    assert refusal(b"PK\x03\x04" + b"PK\x01\x02" * 30_000).code == "too_many_parts"


BILLION = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY l0 "ha">{BILLION}]><sst><si><t>&l9;</t></si></sst>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst><si><t>&x;</t></si></sst>'


@pytest.mark.parametrize("content", [LAUGHS, OUTSIDE, '<!DOCTYPE a SYSTEM "http://example.invalid/a.dtd"><sst/>'])
@pytest.mark.parametrize(
    "part", ["xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "_rels/.rels"]
)
def test_document_types_and_entities_are_refused_in_every_part(part: str, content: str) -> None:
    assert refusal(with_part(part, content)).code == "forbidden_xml"


def test_a_document_type_in_another_encoding_is_refused_too() -> None:
    assert (
        refusal(with_part("xl/sharedStrings.xml", LAUGHS.replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16"))).code
        == "forbidden_xml"
    )


@pytest.mark.parametrize(
    "content", ["<worksheet><sheetData>", "", "nothing", '<?xml version="1.0" encoding="klingon"?><worksheet/>']
)
def test_xml_that_is_not_well_formed_is_damaged(content: str) -> None:
    assert refusal(with_part("xl/worksheets/sheet1.xml", content)).code == "damaged_file"


def test_five_thousand_sheets_on_one_part_are_refused() -> None:
    for state in ("visible", "hidden"):
        sheets = "".join(f'<sheet name="S{n}" state="{state}" r:id="r1"/>' for n in range(5_000))
        assert refusal(zipped(parts(rows(CELL), sheets=sheets))).code == "too_many_sheets"


def test_fifty_visible_sheets_are_taken_and_one_more_is_not() -> None:
    def book(visible: int) -> bytes:
        sheets = (
            "".join(f'<sheet name="S{n}" r:id="r1"/>' for n in range(visible)) + '<sheet name="ẩn" state="hidden" r:id="r1"/>'
        )
        return zipped(parts(rows(CELL), sheets=sheets))

    assert len(open_workbook(book(50), "a.xlsx", LIMITS).sheets) == 51
    assert refusal(book(51)).code == "too_many_sheets"


def test_sixty_thousand_merges_are_refused() -> None:
    merges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 60_001))
    assert refusal(zipped(parts(rows(CELL) + f"<mergeCells>{merges}</mergeCells>"))).code == "too_many_merges"


def test_rows_and_cells_are_bounded_over_all_sheets_together() -> None:
    sheets = '<sheet name="S" r:id="r1"/><sheet name="T" r:id="r1"/>'
    data = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="B{n}"><v>1</v></c></row>' for n in range(1, 11))
    book = zipped(parts(f"<sheetData>{data}</sheetData>", sheets=sheets))
    assert refusal(book, replace(LIMITS, rows=19)).code == "too_many_rows"
    assert refusal(book, replace(LIMITS, cells=39)).code == "too_many_cells"
    assert len(first_grid(book, replace(LIMITS, rows=20, cells=40)).rows) == 10


def test_more_text_than_the_limit_is_refused() -> None:
    strings = f"<si><t>{'a' * 600}</t></si>" * 2
    assert (
        refusal(zipped(parts(rows('<c r="A1" t="s"><v>0</v></c>'), strings=strings)), replace(LIMITS, shared_text=1_000)).code
        == "too_much_text"
    )


def test_a_long_text_that_many_cells_share_is_held_once() -> None:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_001))
    grid = first_grid(zipped(parts(f"<sheetData>{cells}</sheetData>", strings=f"<si><t>{'ế' * 30_000}</t></si>")))
    assert len({id(row.cells[1]) for row in grid.rows}) == 1


def test_a_file_over_the_upload_size_is_not_looked_into() -> None:
    assert refusal(zipped(parts()), replace(LIMITS, upload=100)).code == "file_too_large"


def test_what_repeats_without_end_costs_no_time() -> None:
    endless = f'<numFmts><numFmt numFmtId="200" formatCode="{"[" * 500_000}"/></numFmts>'
    formats = endless + '<cellXfs><xf numFmtId="200"/><xf numFmtId="200"/></cellXfs>'
    columns = "<cols>" + '<col min="1" max="16383" hidden="1"/>' * 20_000 + "</cols>"
    grid = first_grid(zipped(parts(columns + rows('<c r="A1" s="1"><v>1</v></c>'), styles=formats)))
    assert (grid.rows[0].cells[1].value, len(grid.hidden_columns)) == (1.0, 256)


SAMPLE = zipped(
    parts(
        rows(
            '<c r="A1" t="s"><v>0</v></c>', '<c r="B1" s="1"><v>45838</v></c>', '<c r="C1" t="inlineStr"><is><t>x</t></is></c>'
        ),
        strings="<si><t>Nhiệm vụ</t></si>",
        styles='<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
    )
)
STORED = io.BytesIO()
with zipfile.ZipFile(STORED, "w", zipfile.ZIP_STORED) as _archive, zipfile.ZipFile(io.BytesIO(SAMPLE)) as _source:
    for _name in _source.namelist():
        _archive.writestr(_name, _source.read(_name))


def read_all(data: bytes) -> str:
    """Whatever comes of it: rows, or a refusal; anything else is raised."""
    try:
        book = open_workbook(data, "a.xlsx", LIMITS)
        for sheet in book.sheets:
            book.grid(sheet.name)
    except Refused as refused:
        return refused.code
    return "read"


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([SAMPLE, STORED.getvalue()]),
    st.lists(st.tuples(st.integers(0, 4_000), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_any_change_of_bytes_gives_rows_or_a_refusal(data: bytes, changes: list[tuple[int, int]]) -> None:
    changed = bytearray(data)
    for place, byte in changes:
        changed[place % len(changed)] = byte
    assert read_all(bytes(changed))


PIECES = st.sampled_from(
    """<c r="A1">|<c>|<c r="B1" t="s">|<c r="C1" t="str">|<c s="1">|<v>|</v>|<v/>|0|1e999|&amp;|</c>
    <f>|</f>|<f/>|<is>|</is>|<t>|</t>
    <row r="2">|<row>|</row>|<!-- -->|<![CDATA[5]]>| |<rPh>|</rPh>|<mergeCell ref="A1:B2"/>|<mergeCell ref="x"/>|<row r="x">
    <col min="1" max="99999" hidden="1"/>|<hyperlink ref="A1" r:id="q"/>|<c r="A1" t="e"><v>#REF!</v></c>|<c r="D1"><v>4</v></c>
    <c r="E1" t="inlineStr"><is><t>e</t></is></c>|<c r="F1" t="str"><v>f</v></c>|<c r="A7"><f/><v/></c>""".replace(
        "\n    ", "|"
    ).split("|")
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=14))
def test_any_order_of_elements_gives_rows_or_a_refusal(pieces: list[str]) -> None:
    assert read_all(zipped(parts(f"<sheetData><row r='1'>{''.join(pieces)}</row></sheetData>", strings="<si/>"))) in (
        "read",
        "damaged_file",
    )
