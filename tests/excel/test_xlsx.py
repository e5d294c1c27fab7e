"""What is read from an .xlsx: every cell that says something, and what of its look carries meaning."""

import datetime
import io

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.hyperlink import Hyperlink

from cds_tracker.excel.forms.opening import open_workbook
from cds_tracker.excel.limits import LIMITS
from cds_tracker.excel.workbook import Cell, Style
from tests.excel.raw import MAIN, OFFICE, STRICT, STRICT_OFFICE, cell, first_grid, moment, parts, rels, rows, zipped

DAY_STYLE = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="46"/><xf numFmtId="20"/></cellXfs>'


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def one(content: str, **more: str) -> Cell | None:
    return cell(zipped(parts(rows(content), **more)))


def value(content: str, **more: str) -> object:
    found = one(content, **more)
    return None if found is None else found.value


def test_values_of_every_kind_are_read_as_excel_holds_them() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Xây dựng đề án", 3, 0.5, True, moment(2025, 6, 30), datetime.time(8, 30), None, ""])
    found = first_grid(saved(book)).rows[0]
    assert [found.cells[c].value for c in (1, 2, 3, 4, 5, 6)] == [
        "Xây dựng đề án", 3.0, 0.5, True, moment(2025, 6, 30), datetime.time(8, 30),
    ]  # fmt: skip
    assert list(found.cells) == [1, 2, 3, 4, 5, 6]


def test_the_number_format_is_kept_so_that_percents_months_and_codes_can_be_told_apart() -> None:
    book = openpyxl.Workbook()
    for column, (said, shape) in enumerate([(0.5, "0%"), (moment(2025, 6, 1), "m/yyyy"), (7, "0000"), (7, "General")], 1):
        book.active.cell(1, column, said).number_format = shape
    cells = first_grid(saved(book)).rows[0].cells
    assert [cells[c].format for c in (1, 2, 3, 4)] == ["0%", "m/yyyy", "0000", ""]
    assert cells[2].value == moment(2025, 6, 1)


def test_a_struck_cell_its_font_and_its_link_are_kept() -> None:
    book = openpyxl.Workbook()
    book.active["B2"] = "Bỏ"
    book.active["B2"].font = Font(name="Times New Roman", strike=True)
    book.active["B3"] = "Quyết định"
    book.active["B3"].hyperlink = Hyperlink(ref="B3", target="https://vanban.example/1")
    grid = first_grid(saved(book))
    assert (grid.rows[0].cells[2].struck, grid.rows[0].cells[2].font) == (True, "Times New Roman")
    assert grid.rows[1].cells[2].link == "https://vanban.example/1"


def test_merges_are_listed_and_hidden_rows_columns_and_sheets_are_marked() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "Vụ Pháp chế"
    sheet.merge_cells("A1:A3")
    sheet["B2"] = "ẩn"
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("Năm trước").sheet_state = "hidden"
    book.create_sheet("Danh mục").sheet_state = "veryHidden"
    opened = open_workbook(saved(book), "thử.xlsx", LIMITS)
    assert [(s.name, s.visible) for s in opened.sheets] == [("Sheet", True), ("Năm trước", False), ("Danh mục", False)]
    grid = opened.grid("Sheet")
    assert grid.merges == [(1, 1, 3, 1)]
    assert [(row.number, row.hidden) for row in grid.rows] == [(1, False), (2, True)]
    assert grid.hidden_columns == {3}


def test_rich_text_is_joined_and_phonetic_hints_are_left_out() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = CellRichText("Xây ", TextBlock(InlineFont(b=True), "dựng"), " đề án")
    assert cell(saved(book)) == Cell("Xây dựng đề án", Style("", "Calibri"))
    strings = "<si><r><t>東</t></r><rPh sb='0' eb='1'><t>とう</t></rPh><r><t xml:space='preserve'> 京</t></r></si>"
    assert value('<c r="A1" t="s"><v>0</v></c>', strings=strings) == "東 京"


def test_inline_strings_are_read_with_their_blanks_and_runs() -> None:
    assert value('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>') == " a "
    assert value('<c r="A1" t="inlineStr"><is><r><t>a</t></r>\n<r><rPr/><t>b</t></r></is></c>\n') == "ab"


def test_text_of_formulas_keeps_its_blanks_and_takes_none_of_the_layout() -> None:
    assert value('<c r="A1" t="str"><f>B1</f><v> a\n</v>\n  </c>\n') == " a\n"


def test_error_cells_are_errors_and_not_blanks() -> None:
    assert one('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>') == Cell(None, error="#DIV/0!")


def test_a_formula_saved_without_its_value_says_so() -> None:
    assert one('<c r="A1"><f>SUM(B1:B9)</f></c>') == Cell(None, formula_without_value=True)
    assert one('<c r="A1"><f>SUM(B1:B9)</f><v></v></c>') == Cell(None, formula_without_value=True)
    assert one('<c r="A1" t="str"><f>""</f><v></v></c>') is None
    assert one('<c r="A1"><f>1+1</f><v>2</v></c>') == Cell(2.0)


@pytest.mark.parametrize(
    ("written", "error"),
    [
        ('t="s"><v>7</v>', "string_missing"),
        ('t="s"><v>-1</v>', "string_missing"),
        ('t="s"><v>x</v>', "string_missing"),
        ("><v>NaN</v>", "number_unreadable"),
        ("><v>INF</v>", "number_unreadable"),
        ("><v>1_0</v>", "number_unreadable"),
        ('s="1"><v>1e300</v>', "date_out_of_range"),
        ('s="1"><v>-5</v>', "date_out_of_range"),
        ('s="1"><v>60</v>', "date_out_of_range"),
        ('s="1"><v>2958466</v>', "date_out_of_range"),
        ('t="d"><v>30/06/2025</v>', "date_out_of_range"),
    ],
)
def test_a_bad_cell_costs_that_cell_alone(written: str, error: str) -> None:
    grid = first_grid(zipped(parts(rows(f'<c r="A1" {written}</c>', '<c r="B1"><v>1</v></c>'), strings="", styles=DAY_STYLE)))
    assert grid.rows[0].cells[1].error == error
    assert grid.rows[0].cells[2].value == 1.0


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('s="1"><v>45838</v>', moment(2025, 6, 30)),
        ('s="1"><v>1</v>', moment(1900, 1, 1)),
        ('s="1"><v>59</v>', moment(1900, 2, 28)),
        ('s="1"><v>61</v>', moment(1900, 3, 1)),
        ('s="1"><v>0</v>', datetime.time(0, 0)),
        ('s="1"><v>45838.9999999999</v>', moment(2025, 7, 1)),
        ('s="3"><v>0.354166666666667</v>', datetime.time(8, 30)),
        ('s="2"><v>1.5</v>', datetime.timedelta(hours=36)),
        ('t="d"><v>2025-06-30</v>', moment(2025, 6, 30)),
        ('t="d"><v>2025-06-30T07:15:00Z</v>', moment(2025, 6, 30, 7, 15)),
        ('t="d"><v>08:30:00</v>', datetime.time(8, 30)),
        ('s="0"><v>45838</v>', 45838.0),
        ('s="99"><v>45838</v>', 45838.0),
        ('t="b"><v>1</v>', True),
        ('t="b"><v>false</v>', False),
    ],
)
def test_numbers_are_days_where_their_format_shows_days(written: str, meant: object) -> None:
    assert value(f'<c r="A1" {written}</c>', styles=DAY_STYLE) == meant


def test_workbooks_that_count_from_1904_mean_the_same_days() -> None:
    more = {"styles": DAY_STYLE, "properties": '<workbookPr date1904="1"/>'}
    assert value('<c r="A1" s="1"><v>44376</v></c>', **more) == moment(2025, 6, 30)
    assert value('<c r="A1" s="1"><v>0</v></c>', **more) == moment(1904, 1, 1)


def test_elements_may_carry_a_prefix() -> None:
    plain = parts(strings="<si><t>Nhiệm vụ</t></si>")
    plain["xl/worksheets/sheet1.xml"] = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c>'
        '<x:c r="B1" t="inlineStr"><x:is><x:t> a</x:t></x:is></x:c><x:c r="C1" t="str"><x:v> b</x:v></x:c></x:row>'
        "</x:sheetData>"
        '<x:mergeCells><x:mergeCell ref="A1:A2"/></x:mergeCells>'
        '<x:extLst><x:ext xmlns:xm="urn:m"><xm:f>Danh_muc!A1:A9</xm:f></x:ext></x:extLst></x:worksheet>'
    )
    plain["xl/sharedStrings.xml"] = f'<x:sst xmlns:x="{MAIN}"><x:si><x:t>Nhiệm vụ</x:t></x:si></x:sst>'
    grid = first_grid(zipped(plain))
    assert [found.value for found in grid.rows[0].cells.values()] == ["Nhiệm vụ", " a", " b"]
    assert grid.merges == [(1, 1, 2, 1)]


def test_the_strict_namespace_is_read_alike() -> None:
    book = parts(rows('<c r="A1" t="s"><v>0</v></c>'), strings="<si><t>a</t></si>", main=STRICT, office=STRICT_OFFICE)
    assert cell(zipped(book)) == Cell("a")


def test_places_that_are_not_written_follow_the_one_before() -> None:
    sheet = (
        "<sheetData><row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c r='B2'><v>4</v></c><c><v>5</v></c></row>"
        "<row r='9'><c><v>6</v></c></row><row><c s='0'><v>7</v></c></row></sheetData>"
    )
    grid = first_grid(zipped(parts(sheet)))
    found = [(row.number, {column: one.value for column, one in row.cells.items()}) for row in grid.rows]
    assert found == [(1, {1: 1.0, 3: 3.0}), (2, {2: 4.0, 3: 5.0}), (9, {1: 6.0}), (10, {1: 7.0})]


def test_rows_and_cells_out_of_order_are_put_in_order() -> None:
    sheet = (
        '<sheetData><row r="5"><c r="B5"><v>2</v></c><c r="A5"><v>1</v></c></row><row r="2"><c r="A2"><v>0</v></c></row>'
        '<row r="5"><c r="C5"><v>3</v></c></row><row r="6"><c r="A8"><v>8</v></c></row></sheetData>'
    )
    found = [(row.number, [one.value for one in row.cells.values()]) for row in first_grid(zipped(parts(sheet))).rows]
    assert found == [(2, [0.0]), (5, [1.0, 2.0, 3.0]), (8, [8.0])]


def test_attributes_may_come_in_any_order() -> None:
    assert value('<c t="s" s="1" r="A1"><v>0</v></c>', strings="<si><t>a</t></si>", styles=DAY_STYLE) == "a"
    assert value('<c s="1" cm="1" r="A1"><v>45838</v></c>', styles=DAY_STYLE) == moment(2025, 6, 30)


def test_a_file_without_shared_strings_still_gives_its_numbers() -> None:
    grid = first_grid(zipped(parts(rows('<c r="A1" t="s"><v>0</v></c>', '<c r="B1"><v>5</v></c>'))))
    assert [(found.value, found.error) for found in grid.rows[0].cells.values()] == [(None, "string_missing"), (5.0, None)]


def test_backslashes_in_part_names_are_slashes() -> None:
    book = {name.replace("/", "\\"): content for name, content in parts(rows('<c r="A1"><v>5</v></c>')).items()}
    assert cell(zipped(book)) == Cell(5.0)


def test_a_cell_in_the_last_corner_is_named_and_nothing_is_allocated_for_it() -> None:
    sheet = (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    grid = first_grid(zipped(parts(f'<dimension ref="A1:XFD1048576"/>{sheet}')))
    assert [row.number for row in grid.rows] == [1]
    assert [(p.code, p.values["count"], p.values["cells"]) for p in grid.problems] == [("cells_beyond", 1, "XFD1048576")]


@pytest.mark.parametrize("reference", ["XFE1", "A0", "A1048577", "AAAAAAA1", "&#88;FD1", "1A", ""])
def test_references_that_are_no_cells_of_ours_are_counted_and_left_out(reference: str) -> None:
    grid = first_grid(zipped(parts(rows('<c r="B1"><v>1</v></c>', f'<c r="{reference}"><v>2</v></c>'))))
    assert [found.value for found in grid.rows[0].cells.values()] == [1.0]
    assert [(p.code, p.values["count"]) for p in grid.problems] == [("cells_beyond", 1)]


def test_styled_empty_rows_by_the_hundred_thousand_are_no_rows() -> None:
    empty = "".join(
        f'<row r="{n}" s="1" customFormat="1"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>' for n in range(2, 300_002)
    )
    last = '<row r="400000"><c r="A400000"><v>2</v></c></row>'
    sheet = f'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>{empty}{last}</sheetData>'
    assert [row.number for row in first_grid(zipped(parts(sheet))).rows] == [1, 400_000]


def test_a_merge_over_everything_is_left_out_and_named() -> None:
    merges = '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="A2:B3"/></mergeCells>'
    grid = first_grid(zipped(parts(rows('<c r="A1"><v>1</v></c>') + merges)))
    assert grid.merges == [(2, 1, 3, 2)]
    assert [(p.code, p.values["range"]) for p in grid.problems] == [("merge_too_large", "A1:XFD1048576")]


def test_text_beyond_what_excel_allows_costs_that_cell() -> None:
    grid = first_grid(zipped(parts(rows('<c r="A1" t="s"><v>0</v></c>', '<c r="B1" t="s"><v>1</v></c>'),
                                   strings=f"<si><t>{'a' * 32_768}</t></si><si><t>{'b' * 32_767}</t></si>")))  # fmt: skip
    assert [found.error for found in grid.rows[0].cells.values()] == ["text_too_long", None]


def test_macros_and_links_to_other_files_are_said() -> None:
    book = {**parts(rows('<c r="A1"><v>1</v></c>')), "xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": "<a/>"}
    assert [p.code for p in open_workbook(zipped(book), "a.xlsm", LIMITS).warnings] == [
        "macros_ignored",
        "external_links_ignored",
    ]


def test_chart_sheets_are_not_listed_and_a_sheet_without_its_part_is_empty_and_named() -> None:
    sheets = '<sheet name="Biểu đồ" r:id="r4"/><sheet name="Mất" r:id="r5"/><sheet name="S" r:id="r1"/>'
    book = parts(rows('<c r="A1"><v>1</v></c>'), sheets=sheets)
    book["xl/_rels/workbook.xml.rels"] = rels(
        ("r1", "worksheet", "/xl/worksheets/sheet1.xml"),
        ("r4", "chartsheet", "c.xml"),
        ("r5", "worksheet", "gone.xml"),
        office=OFFICE,
    )
    opened = open_workbook(zipped(book), "a.xlsx", LIMITS)
    assert [sheet.name for sheet in opened.sheets] == ["Mất", "S"]
    assert [p.code for p in opened.grid("Mất").problems] == ["sheet_missing"]


def test_escapes_and_invisible_characters_are_left_for_the_cleaning() -> None:
    assert value('<c r="A1" t="str"><v>a_x000D_\u200b b</v></c>') == "a_x000D_\u200b b"


def test_text_in_a_legacy_font_becomes_unicode_by_cell_and_by_run() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("S")
    sheet.write_string(0, 0, "§¬n vÞ chñ tr×, ­u tiªn", book.add_format({"font_name": ".VnTime"}))
    sheet.write_string(0, 1, "Nhieäm vuï", book.add_format({"font_name": "VNI-Times"}))
    legacy = book.add_format({"font_name": ".VnTime"})
    sheet.write_rich_string(0, 2, "Đã ", legacy, "hoµn thµnh")
    sheet.write_string(0, 3, "Đơn vị", legacy)
    book.close()
    grid = first_grid(stream.getvalue())
    assert [found.value for found in grid.rows[0].cells.values()] == [
        "Đơn vị chủ trì, ưu tiên",
        "Nhiệm vụ",
        "Đã hoàn thành",
        "Đơn vị",
    ]
    (problem,) = grid.problems
    assert (problem.code, problem.cell, problem.values["count"]) == ("legacy_font", "A1", 3)
    assert problem.values["after"] == "Đơn vị chủ trì, ưu tiên"


def test_progress_is_told_up_to_the_whole_sheet() -> None:
    told: list[tuple[int, int | None]] = []
    data = zipped(parts(rows('<c r="A1"><v>1</v></c>')))
    book = open_workbook(data, "a.xlsx", LIMITS, progress=lambda done, total: told.append((done, total)))
    book.grid("S")
    assert told[-1][0] == told[-1][1]
