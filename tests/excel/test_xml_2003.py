"""XML Spreadsheet 2003, as many systems write it under the name of an .xls."""

from dataclasses import replace

import pytest

from cds_tracker.excel.forms.opening import open_workbook
from cds_tracker.excel.limits import LIMITS, Limits
from cds_tracker.excel.refusal import Refused
from cds_tracker.excel.workbook import Grid, Workbook
from tests.excel.raw import moment

URN = "urn:schemas-microsoft-com:office:"
STYLES = (
    '<Styles><Style ss:ID="Default"><Font ss:FontName="Arial"/></Style><Style ss:ID="d" ss:Parent="Default"><NumberFormat '
    'ss:Format="Short Date"/></Style><Style ss:ID="m"><NumberFormat ss:Format="m/yyyy"/></Style><Style ss:ID="v"><Font '
    'ss:FontName=".VnTime" ss:StrikeThrough="1"/></Style></Styles>'
)


def workbook(sheets: str, prefix: str = "", limits: Limits = LIMITS, encoding: str = "utf-8") -> Workbook:
    names = f'xmlns="{URN}spreadsheet"' if not prefix else ""
    text = (
        f'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<{prefix}Workbook {names} '
        f'xmlns:ss="{URN}spreadsheet" xmlns:x="{URN}excel" xmlns:html="http://www.w3.org/TR/REC-html40">{sheets}</{prefix}Workbook>'
    )
    return open_workbook(text.encode(encoding), "a.xls", limits)


def grid(rows: str, limits: Limits = LIMITS) -> Grid:
    return workbook(f'{STYLES}<Worksheet ss:Name="A"><Table>{rows}</Table></Worksheet>', limits=limits).grid("A")


def cell(kind: str, value: str, more: str = "") -> str:
    return f'<Cell {more}><Data ss:Type="{kind}">{value}</Data></Cell>'


def test_cells_keep_their_place_type_format_font_and_link() -> None:
    found = grid(
        '<Row ss:Index="3">'
        + cell("String", "Xây dựng\nnền tảng &amp; dữ liệu", 'ss:HRef="https://a.gov.vn"')
        + cell("DateTime", "2025-06-30T00:00:00.000", 'ss:Index="3" ss:StyleID="d"')
        + cell("Number", "45809", 'ss:StyleID="m"')
        + cell("Boolean", "1")
        + cell("Error", "#REF!")
        + cell("String", "NhiÖm vô", 'ss:StyleID="v"')
        + cell("DateTime", "1899-12-31T08:30:00.000")
        + "</Row>"
    )
    (row,) = found.rows
    assert (row.number, list(row.cells)) == (3, [1, 3, 4, 5, 6, 7, 8])
    assert [row.cells[c].value for c in (1, 3, 4, 5, 7)] == [
        "Xây dựng\nnền tảng & dữ liệu", moment(2025, 6, 30), moment(2025, 6, 1), True, "Nhiệm vụ"
    ]  # fmt: skip
    assert (row.cells[3].format, row.cells[4].format, row.cells[6].error) == ("dd/mm/yyyy", "m/yyyy", "#REF!")
    assert (row.cells[7].struck, row.cells[1].link, str(row.cells[8].value)) == (True, "https://a.gov.vn", "08:30:00")
    assert [problem.code for problem in found.problems] == ["legacy_font"]


def test_merges_and_what_is_hidden_are_kept_and_comments_are_not_text() -> None:
    found = grid(
        '<Column/><Column ss:Hidden="1" ss:Span="1"/><Row>'
        '<Cell ss:MergeAcross="1" ss:MergeDown="2"><Data ss:Type="String">a</Data>'
        "<Comment><ss:Data>ghi chú</ss:Data></Comment></Cell>"
        + cell("String", "b")
        + '</Row><Row ss:Hidden="1">'
        + cell("String", "c", 'ss:Index="3"')
        + "</Row>"
    )
    assert (found.merges, found.hidden_columns) == ([(1, 1, 3, 2)], {2, 3})
    assert [(row.hidden, {c: v.value for c, v in row.cells.items()}) for row in found.rows] == [
        (False, {1: "a", 3: "b"}),
        (True, {3: "c"}),
    ]


def test_rich_text_is_joined_each_run_in_its_font() -> None:
    runs = '<B>Bộ </B><Font html:Face=".VnTime">NhiÖm vô</Font>'
    rich = f'<ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">{runs}</ss:Data>'
    assert grid(f"<Row><Cell>{rich}</Cell></Row>").rows[0].cells[1].value == "Bộ Nhiệm vụ"


@pytest.mark.parametrize(("prefix", "encoding"), [("ss:", "utf-8"), ("", "utf-16"), ("", "utf-8-sig")])
def test_sheets_are_listed_hidden_ones_as_such(prefix: str, encoding: str) -> None:
    hidden = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    row = "<{0}Row><{0}Cell><{0}Data ss:Type='String'>Nhiệm vụ</{0}Data></{0}Cell></{0}Row>"
    sheets = "".join(
        f'<{prefix}Worksheet ss:Name="{name}"><{prefix}Table>{row.format(prefix)}</{prefix}Table>{more}</{prefix}Worksheet>'
        for name, more in (("Kế hoạch", ""), ("Cũ", hidden))
    )
    book = workbook(sheets, prefix, encoding=encoding)
    assert [(sheet.name, sheet.visible) for sheet in book.sheets] == [("Kế hoạch", True), ("Cũ", False)]
    assert book.grid("Cũ").rows[0].cells[1].value == "Nhiệm vụ"


def test_characters_that_xml_does_not_have_do_not_cost_the_file() -> None:
    assert grid(f"<Row>{cell('String', 'Dòng&#11; một&#x1F;' + chr(11))}</Row>").rows[0].cells[1].value == "Dòng một"


def refusal(sheets: str, limits: Limits = LIMITS) -> str:
    with pytest.raises(Refused) as caught:
        workbook(sheets, limits=limits)
    return caught.value.code


def test_what_is_hostile_or_too_much_is_refused() -> None:
    row = f"<Row>{cell('Number', '1') * 2}</Row>"
    one = f'<Worksheet ss:Name="A"><Table>{row * 10}</Table></Worksheet>'
    wide = '<Worksheet ss:Name="A"><Table><Row>' + '<Cell ss:MergeAcross="1"/>' * 20_001 + "</Row></Table></Worksheet>"
    assert refusal("<a>" * 300) == "too_deep"
    assert refusal("<Worksheet>") == "damaged_file"
    assert refusal("") == "no_sheets"
    assert refusal("".join(f'<Worksheet ss:Name="S{n}"/>' for n in range(5_000))) == "too_many_sheets"
    assert refusal(one, replace(LIMITS, rows=9)) == "too_many_rows"
    assert refusal(one, replace(LIMITS, cells=19)) == "too_many_cells"
    assert refusal(wide) == "too_many_merges"
    laughs = b'<!DOCTYPE w [<!ENTITY a "ha">]><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">&a;'
    with pytest.raises(Refused, match="forbidden_xml"):
        open_workbook(laughs, "a.xls", LIMITS)


def test_absurd_references_cost_nothing_and_are_named() -> None:
    found = grid(
        '<Column ss:Span="16383" ss:Hidden="1"/>'
        f'<Row ss:Index="9999999">{cell("Number", "1", "ss:Index=" + repr("9999999"))}</Row>'
        '<Row ss:Index="5" ss:Span="1048575" ss:Hidden="1"><Cell ss:MergeDown="1048575" ss:MergeAcross="16383"/>'
        f"{cell('Number', '1e999')}</Row>"
    )
    assert [problem.code for problem in found.problems] == ["cells_beyond", "merge_too_large"]
    assert len(found.hidden_columns) == 256
