"""Web pages and web archives under the name of an .xls, as document systems write them."""

import base64
from dataclasses import replace

import pytest

from cds_tracker.excel.forms.opening import open_workbook
from cds_tracker.excel.limits import LIMITS, Limits
from cds_tracker.excel.refusal import Refused
from cds_tracker.excel.workbook import Grid, Workbook
from tests.excel.raw import moment
from tests.excel.tracking import due, only, read_book

HEAD = "<tr><th>TT</th><th>Nhiệm vụ</th><th>Đơn vị chủ trì</th><th>Thời hạn</th></tr>"


def book(page: str | bytes, limits: Limits = LIMITS) -> Workbook:
    return open_workbook(page.encode() if isinstance(page, str) else page, "Theo dõi.xls", limits)


def grids(page: str | bytes, limits: Limits = LIMITS) -> list[Grid]:
    opened = book(page, limits)
    return [opened.grid(sheet.name) for sheet in opened.sheets]


def texts(grid: Grid) -> list[list[object]]:
    return [[cell.value for cell in row.cells.values()] for row in grid.rows]


def refusal(page: str | bytes, limits: Limits = LIMITS) -> Refused:
    with pytest.raises(Refused) as caught:
        grids(page, limits)
    return caught.value


def test_a_tracker_that_is_a_web_page_is_read_as_one() -> None:
    reading = read_book(
        f"<html><meta charset=utf-8><h2>KẾ HOẠCH NĂM 2025</h2><table>{HEAD}"
        "<tr><td>1<td>Xây dựng kế hoạch<br>chuyển đổi số &amp; dữ liệu<td>Văn phòng Bộ<td>30/6/2025</table>".encode()
    )
    row = only(reading)
    assert (row.row, row.values["title"], due(row)) == (3, "Xây dựng kế hoạch\nchuyển đổi số & dữ liệu", "2025-06-30")
    assert reading.sheets[0].headings == ("KẾ HOẠCH NĂM 2025",)


def test_cells_that_span_are_merged_and_push_the_others_aside() -> None:
    (grid,) = grids(
        "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d<tr><td colspan=0>e<td rowspan=0>f<tr><td>g<td>h</table>"
    )
    assert [{column: cell.value for column, cell in row.cells.items()} for row in grid.rows] == [
        {1: "a", 2: "b"},
        {2: "c", 3: "d"},
        {1: "e", 2: "f"},
        {1: "g", 3: "h"},
    ]
    assert grid.merges[:2] == [(1, 1, 2, 1), (1, 2, 1, 3)]


def test_numbers_days_and_errors_are_those_that_excel_and_libreoffice_wrote() -> None:
    page = (
        '<html><style>.d{mso-number-format:"dd\\/mm\\/yyyy";} .m {mso-number-format:"m\\/yyyy"} .t{mso-number-format:"\\@"}'
        " .s{text-decoration:line-through}</style><table><tr>"
        '<td class=d x:num="45838">30/06/2025<td class=m x:num="45809">6/2025<td style="mso-number-format:0%" x:num>0.5'
        '<td class=t x:str>0007<td x:err="#REF!">#REF!<td>#N/A<td x:bool="TRUE">TRUE<td class=s>Bỏ'
        '<td sdval="45838" sdnum="1033;0;DD/MM/YYYY">30/06/2025<td>1.10</table>'
    )
    cells = list(grids(page)[0].rows[0].cells.values())
    assert [cell.value for cell in cells] == [
        moment(2025, 6, 30), moment(2025, 6, 1), 0.5, "0007", None, None, True, "Bỏ", moment(2025, 6, 30), "1.10"
    ]  # fmt: skip
    assert [cells[n].format for n in (0, 1, 2, 3)] == ["dd/mm/yyyy", "m/yyyy", "0%", "@"]
    assert [cells[n].error for n in (4, 5)] == ["#REF!", "#N/A"]
    assert cells[7].struck


def test_hidden_rows_and_columns_are_marked_and_read() -> None:
    (grid,) = grids(
        "<style>.x{display:none}</style><table><col><col style='display:none'><tr><td>a<td>b<tr class=x><td>c"
        "<tbody style='display:none'><tr><td>d</tbody><tr><td>e</table>"
    )
    assert (grid.hidden_columns, [row.hidden for row in grid.rows]) == ({2}, [False, True, True, False])


def test_each_table_is_a_sheet_and_one_that_only_lays_out_is_none() -> None:
    inner = "<table><tr><td>1<td>2<tr><td>3<td>4</table>"
    found = grids(f"<table><tr><td>Menu<td>{inner}</tr><tr><td>{inner}</table>")
    assert [(grid.name, texts(grid)) for grid in found] == [
        ("Theo dõi", [["Menu"]]),
        ("Theo dõi (2)", [["1", "2"], ["3", "4"]]),
        ("Theo dõi (3)", [["1", "2"], ["3", "4"]]),
    ]
    (nested,) = grids(f"<table><tr><td>a<td>b<tr><td>c<td>Gồm: {inner}</table>")
    assert texts(nested) == [["a", "b"], ["c", "Gồm:\n1 2\n3 4"]]


def test_excels_sheet_names_are_kept_and_its_hidden_sheets_hidden() -> None:
    named = "<x:ExcelWorksheet><x:Name>Kế hoạch</x:Name><x:Visible>SheetHidden</x:Visible></x:ExcelWorksheet>"
    opened = book(f"<html><!--[if gte mso 9]><xml>{named}</xml><![endif]--><table><tr><td>a</table>")
    assert [(sheet.name, sheet.visible) for sheet in opened.sheets] == [("Kế hoạch", False)]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8-sig", ""), ("utf-16", ""), ("utf-16-le", ""), ("cp1258", "<meta charset=windows-1258>"), ("utf-8", "")],
)
def test_the_encoding_is_found(encoding: str, declared: str) -> None:
    text = "Công nghệ" if encoding != "cp1258" else "Công nghê\u0323"
    (grid,) = grids(f"<html>{declared}<table><tr><td>{text}<td>x</table>".encode(encoding))
    assert [cell.value.replace("ê\u0323", "ệ") for cell in grid.rows[0].cells.values()] == ["Công nghệ", "x"]  # type: ignore[union-attr]


def test_legacy_fonts_are_converted_run_by_run_and_said() -> None:
    (grid,) = grids(
        "<table><tr><td><font face='.VnTime'>NhiÖm vô \u00adu tiªn</font> Bộ<td style='font-family:VNI-Times'>Nhieäm vuï"
    )
    assert texts(grid) == [["Nhiệm vụ ưu tiên Bộ", "Nhiệm vụ"]]
    assert [(problem.code, problem.cell, problem.values["count"]) for problem in grid.problems] == [("legacy_font", "A1", 2)]


def archive(*parts: tuple[str, str, str]) -> bytes:
    body = "".join(
        f"--b\nContent-Location: file:///C:/x/{name}\nContent-Transfer-Encoding: base64\nContent-Type: {kind}\n\n"
        f"{base64.encodebytes(text.encode()).decode()}\n"
        for name, kind, text in parts
    )
    head = 'MIME-Version: 1.0\nX-Document-Type: Workbook\nContent-Type: multipart/related; boundary="b"'
    return f"{head}\n\n{body}--b--\n".encode()


def test_a_web_archive_gives_its_sheets_by_their_names() -> None:
    listed = "".join(
        f'<x:ExcelWorksheet><x:Name>{name}</x:Name><x:WorksheetSource HRef="x_files/{source}"/></x:ExcelWorksheet>'
        for name, source in (("Kế hoạch", "sheet001.htm"), ("Cũ", "sheet002.htm"))
    )
    page = "<html><link rel=Stylesheet href=stylesheet.css><table><tr><td class=d x:num='45838'>30/6<td>{}</table>"
    data = archive(
        ("x.htm", "text/html; charset=utf-8", f"<html><!--[if gte mso 9]><xml>{listed}</xml><![endif]--><frameset></frameset>"),
        ("sheet001.htm", "text/html", page.format("Nhiệm vụ")),
        ("sheet002.htm", "text/html", page.format("b")),
        ("stylesheet.css", "text/css", '.d{mso-number-format:"Short Date"}'),
    )
    assert [(grid.name, texts(grid)) for grid in grids(data)] == [
        ("Kế hoạch", [[moment(2025, 6, 30), "Nhiệm vụ"]]),
        ("Cũ", [[moment(2025, 6, 30), "b"]]),
    ]


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("<html><p>Kính gửi</p></html>", "html_file"),
        ("<html><frameset><frame src=sheet001.htm></frameset></html>", "html_file"),
        ("MIME-Version: 1.0\nX-Document-Type: Workbook\n\n", "html_file"),
        ("<table><tr><td>" * 25, "too_deep"),
        ("<table>" + "<tr><td rowspan=9 colspan=9>x" * 20_001, "too_many_merges"),
        ("<table><tr><td>x</table>" * 51, "too_many_sheets"),
        ("<table><tr><td>" + '<a "' * 2_000, "damaged_file"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n" + b"\n--b" * 6_000, "too_many_parts"),
        (
            "MIME-Version: 1.0\n" + "".join(f"Content-Type: multipart/x; boundary=b{n}\n\n--b{n}\n" for n in range(3_000)),
            "damaged_file",
        ),
    ],
)  # fmt: skip
def test_a_page_without_data_or_out_of_bounds_is_refused(page: str | bytes, code: str) -> None:
    assert refusal(page).code == code


def test_pages_have_the_same_limits_and_badly_written_ones_cost_no_time() -> None:
    cells = "<table>" + "<tr><td>a<td>b" * 10
    assert refusal(cells, replace(LIMITS, rows=9)).code == "too_many_rows"
    assert refusal(cells, replace(LIMITS, cells=19)).code == "too_many_cells"
    assert refusal(cells, replace(LIMITS, shared_text=19)).code == "too_much_text"
    (grid,) = grids(f"<table><tr><td>{'x' * 40_000}<td>y{'<td>' * 300}z")
    assert (grid.rows[0].cells[1].error, [problem.code for problem in grid.problems]) == ("text_too_long", ["cells_beyond"])
    for piece in ("<", "<!", "<!--", "<a '", "&#", "</td", "<style>a{", "<td style='a:\"'>"):
        assert refusal("<table>" + piece * 200_000).code in ("html_file", "damaged_file"), piece
