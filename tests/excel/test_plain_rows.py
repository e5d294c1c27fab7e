"""Rows taken from the text itself are what the parser would have made of them, and nothing that it refuses is taken."""

from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cds_tracker.excel.limits import LIMITS, Limits
from cds_tracker.excel.making import Makers
from cds_tracker.excel.plain_rows import PlainRows
from cds_tracker.excel.refusal import Refused
from cds_tracker.excel.sheet_xml import SheetXml
from cds_tracker.excel.workbook import Style
from tests.excel.raw import MAIN

STRINGS = ["Văn phòng Bộ", "", "Vụ Pháp chế", (("x", ".VnTime"), ("y", None))]
STYLES = [Style(), Style("dd/mm/yyyy"), Style("0%"), Style("", ".VnTime", True)]
FEW = Limits(rows=4, cells=9, columns=5)

PLAIN_CELLS = [
    '<c r="{c}{n}"><v>{v}</v></c>',
    '<c r="{c}{n}" s="1"><v>{v}</v></c>',
    '<c r="{c}{n}" t="s"><v>{v}</v></c>',
    '<c r="{c}{n}" s="3" t="s"><v>{v}</v></c>',
    '<c r="{c}{n}" s="2"/>',
]
ODD_CELLS = [
    '<c r="{c}{n}" t="str"><v>{v} &lt;b&gt; Ấ{n}" </v></c>',
    '<c t="s" r="{c}{n}"><v>{v}</v></c>',
    "<c><v>{v}</v></c>",
    '<c r="{c}7"><v>{v}</v></c>',
    '<c r="{c}"><v>{v}</v></c>',
    '<c r="QQ{n}"><v>{v}</v></c>',
    '<c r="{c}{n}"><f>A{n}+B{n}</f><v>{v}</v></c>',
    '<c r="{c}{n}"><f>A{n}</f></c>',
    '<c r="{c}{n}" t="inlineStr"><is><t>chữ {v}</t></is></c>',
    '<c r="{c}{n}" t="e"><v>#REF!</v></c>',
    '<c r="{c}{n}" t="b"><v>1</v></c>',
    '<c r="{c}{n}"><v> {v} </v></c>',
    '<c r="{c}{n}"><v></v></c>',
    '<c r="{c}{n}"><v/></c>',
    '<c r="{c}{n}" t="s"><v>99</v></c>',
    "<!-- <row r=\"3\"><c r=\"A3\"><v>5</v></c></row> -->",
    '<c r="{c}{n}"><v><![CDATA[5]]></v></c>',
    "chữ ",
]
BROKEN = [
    '<c r="{c}{n}"><v>1<v></c>',
    '<c r="{c}{n}"><v>1\x01</v></c>',
    '<c r="{c}{n}"><v>1<v>\x01</c>',
    '<c r="{c}\x02"><v>1</v></c>',
    '<c r="{c}{n}" s="1" s="2"><v>1</v></c>',
    '<c r="{c}{n}"><v>a<b</v></c>',
    '<c r="{c}{n}"><v>&nothing;</v></c>',
    "</row><row>",
    "</sheetData><sheetData>",
    "</v>",
]
HEADS = [
    '<row r="{n}">', '<row r="{n}" spans="1:14" ht="15.75" customHeight="1" x14ac:dyDescent="0.25">',
    '<row r="{n}" hidden="1">', '<row r="{n}" spans="1:14" hidden="false">', '<row r="{n}"/>\n<row r="{n}">',
    '<row r="{n}" hidden="0" s="1" customFormat="1">',
]  # fmt: skip
ODD_HEADS = [
    "<row>", '<row spans="1:2" r="{n}">', "<row r='{n}'>", '<row r="{n}" hidden="1" hidden="0">', '<row r="{n}" new="&amp;">',
    '<row r="0{n}">', '<row r="9999999">', "<!-- <row> -->", '<rowx r="{n}"/><row r="{n}">', '<row r="{n}"><row r="1">',
]  # fmt: skip

NUMBERS = st.sampled_from([1, 2, 3, 5, 7, 15, 99, 1_048_576])
VALUES = st.sampled_from(["0", "1", "2", "3", "5", "45658", "0.5", "1e3", "-2", "x", "1_0"])


@st.composite
def sheets(draw: st.DrawFn) -> str:
    odd = draw(st.sampled_from([0, 0, 1, 2]))
    cells = st.sampled_from(PLAIN_CELLS + (ODD_CELLS if odd else []) + (BROKEN if odd == 2 else []))
    heads = st.sampled_from(HEADS + (ODD_HEADS if odd else []))
    written = []
    for _ in range(draw(st.integers(0, 6))):
        number = draw(NUMBERS)
        body = "".join(
            draw(cells).replace("{c}", draw(st.sampled_from("ABCDEF"))).replace("{v}", draw(VALUES)).replace("{n}", str(number))
            for _ in range(draw(st.integers(0, 5)))
        )
        written.append(draw(heads).replace("{n}", str(number)) + body + "</row>")
    return draw(st.sampled_from(["", "\n"])).join(written)


def said(xml: bytes, limits: Limits, size: int) -> object:
    """Everything that a sheet said, or why it was refused."""
    makers = Makers(STRINGS, STYLES, limits, from_1904=False)
    chunks: Iterator[bytes] = (xml[at : at + size] for at in range(0, len(xml), size))
    try:
        sheet = SheetXml(makers, limits).read(chunks)
    except Refused as refused:
        return refused.code
    return sheet.rows, sheet.merges, sheet.cells, sheet.beyond, sheet.beyond_count, sorted(sheet.hidden_columns)


def by_the_parser(xml: bytes, limits: Limits = LIMITS) -> object:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(PlainRows, "without", lambda self, chunks: chunks)
        return said(xml, limits, 1 << 20)


def document(rows: str, before: str = "", head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    after = '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'
    return f'{head}<worksheet xmlns="{MAIN}" xmlns:x14ac="x">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'.encode()


@settings(deadline=None, max_examples=600)
@given(rows=sheets(), limits=st.sampled_from([LIMITS, LIMITS, FEW]), size=st.sampled_from([1 << 20, 700, 200]))
@example(rows='<row r="1"><c r="A1"><v>1<v><c r="B1"><v>2</v></c></row>', limits=LIMITS, size=1 << 20)
@example(rows='<row r="5"><c r="A5" s="15"><c r="B"><v>1</v></c></row>', limits=LIMITS, size=1 << 20)
def test_a_sheet_says_the_same_by_its_text_as_by_the_parser(rows: str, limits: Limits, size: int) -> None:
    xml = document(rows)
    assert said(xml, limits, size) == by_the_parser(xml, limits)


@pytest.mark.parametrize(
    "xml",
    [
        document('<row r="1"><c r="A1"><v>1</v></c></row>', before='<!-- <sheetData><row r="2"/> -->'),
        document('<row r="1"><c r="A1" t="str"><v>\u1ea4</v></c></row>', head='<?xml version="1.0" encoding="windows-1258"?>'),
        document('<row r="1"><c r="A1"><v>1</v></c></row>', head='<!DOCTYPE worksheet [<!ENTITY a "b">]>'),
        document('<row r="1"><c r="A1"><v>1</v></c></row>').decode().encode("utf-16"),
        document('<row r="1"><c r="A1"><v>1</v></c></row>')[:-20],
        document('<row r="1"><c r="A1"><v>1</v></c>'),
        document("").replace(b"<sheetData></sheetData>", b"<sheetData/>"),
        document('<row r="1"><c r="A1"><v>1</v></c></row>').replace(b"sheetData", b"x:sheetData"),
        b"",
    ],
)
def test_documents_that_are_not_as_most_are_say_the_same_too(xml: bytes) -> None:
    assert said(xml, LIMITS, 1 << 20) == by_the_parser(xml)


def test_the_rows_of_an_ordinary_sheet_do_not_go_through_the_parser() -> None:
    row = '<row r="{n}" spans="1:2"><c r="A{n}"><v>{n}</v></c><c r="B{n}" t="s"><v>0</v></c></row>'
    body = "".join(row.replace("{n}", str(number)) for number in range(1, 301))
    makers = Makers(STRINGS, STYLES, LIMITS, from_1904=False)
    xml = document(body)
    left = sum(len(part) for part in _left(xml, makers))
    assert left < len(xml) / 50


def _left(xml: bytes, makers: Makers) -> Iterator[bytes]:
    plain = PlainRows(makers, {"A": 1, "B": 2}, lambda number, cells, hidden: None)
    plain.opened = True
    return plain.without(iter([xml]))
