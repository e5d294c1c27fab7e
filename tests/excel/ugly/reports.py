"""Reports and working files as units keep them: odd cells, odd letters, hidden things, several sheets. All invented."""

import datetime
import unicodedata
from typing import Any

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.excel.tracking import book_of, fill

HEAD = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn hoàn thành", "Trạng thái", "Tiến độ (%)", "Ghi chú"]


def calendars() -> openpyxl.Workbook:
    """A file from an old Mac: days counted from 1904; months that Excel made of "6/2025"; a naked serial; null dates."""
    made = book_of(
        [
            HEAD[:5],
            [1, "Việc có ngày", "Văn phòng Bộ", (datetime.date(2025, 6, 30), "dd/mm/yyyy"), "Đang thực hiện"],
            [2, "Việc có tháng", "Văn phòng Bộ", (datetime.date(2025, 6, 1), "m/yyyy"), "Đang thực hiện"],
            [3, "Việc có năm", "Văn phòng Bộ", 2025, "Đang thực hiện"],
            [4, "Việc không hạn", "Văn phòng Bộ", "01/01/1970", "Đang thực hiện"],
            [5, "Việc ghi ngày thiếu", "Văn phòng Bộ", "30/02/2025", "Đang thực hiện"],
            [6, "Việc ghi năm hai chữ số", "Văn phòng Bộ", "15/8/25", "Đang thực hiện"],
        ]
    )
    made.epoch = CALENDAR_MAC_1904
    return made


def broken_cells() -> openpyxl.Workbook:
    """Formulas without results, errors, a filter that hides rows, a hidden column, a half-empty row."""
    rows = [
        [*HEAD[:6], "Lãnh đạo phụ trách"],
        [1, "Việc một", "Văn phòng Bộ", "6/2025", "Hoàn thành", 100, "Thứ trưởng A"],
        [2, "Việc hai", None, "6/2025", "Đang thực hiện", None, "Thứ trưởng A"],
        [3, "Việc ba", "Vụ Pháp chế", None, "Đang thực hiện", 50, "Thứ trưởng B"],
        [4, None, "Vụ Pháp chế", "9/2025", "Đang thực hiện", 20, "Thứ trưởng B"],
    ]

    def spoil(page: Any) -> None:
        page["C3"] = "=VLOOKUP(A3,Danhmuc!A:B,2,0)"
        page["D4"] = "#REF!"
        page["D4"].data_type = "e"
        page["F3"] = "=SUM(A1:A2)/0"
        page.row_dimensions[3].hidden = True
        page.column_dimensions["G"].hidden = True

    return book_of(rows, change=spoil)


def american_days() -> openpyxl.Workbook:
    """Typed on a computer set to American dates: days up to 12 were turned round, the others stayed text."""
    turned = (datetime.date(2025, 5, 6), "dd/mm/yyyy")  # somebody typed 06/05/2025, meaning 6 May or 5 June
    return book_of(
        [
            HEAD[:4],
            [1, "Việc một", "Văn phòng Bộ", "25/06/2025"],
            [2, "Việc hai", "Văn phòng Bộ", turned],
            [3, "Việc ba", "Vụ Pháp chế", "31/12/2025"],
            [4, "Việc bốn", "Vụ Pháp chế", (datetime.date(2025, 9, 8), "dd/mm/yyyy")],
        ]
    )


def odd_letters() -> openpyxl.Workbook:
    """Decomposed marks, blanks that do not break, full-width digits, invisible letters, a legacy font."""
    rows = [
        [unicodedata.normalize("NFD", text) for text in HEAD[:6]],
        [
            1,
            unicodedata.normalize("NFD", "Xây dựng  nền\u00a0tảng\u200b số"),
            "Văn phòng\u00a0Bộ",
            "３０/６/２０２５",
            "Đang  thực hiện",
            "８０％",
        ],
        [2, "X©y dùng c¬ së d÷ liÖu", "Vô Ph¸p chÕ", "Quý II/2025", "Hoàn thành", "100 %"],
        [3, "Triển khai “Một cửa số”", "VĂN PHÒNG BỘ", "quý 4/2025", "đang Thực Hiện", "5O%"],
    ]

    def legacy(page: Any) -> None:
        page["B3"].font = page["C3"].font = Font(name=".VnTime")

    return book_of(rows, change=legacy)


def own_tracker() -> openpyxl.Workbook:
    """A unit's own list: a column says whether it leads or helps; states in the unit's own short words."""
    return book_of(
        [
            ["VỤ PHÁP CHẾ: THEO DÕI NHIỆM VỤ NĂM 2025"],
            ["STT", "Công việc", "Đơn vị", "Vai trò", "Hạn", "Tình trạng", "% HT", "Cán bộ theo dõi"],
            [1, "Thẩm định nghị định", "Vụ Pháp chế", "CT", "15/7", "Đang TH", 0.5, "Chị Lan, anh Minh"],
            [2, "Góp ý kiến trúc số", "Vụ Pháp chế", "PH", "tháng 8", "Xong", 1, "Chị Hoa"],
            [3, "Hệ thống hóa văn bản", "Vụ Pháp chế", "CT", "Theo chỉ đạo của Lãnh đạo Bộ", "Chưa TH", 0, "Anh Minh"],
            [
                4,
                "Cải tiến quy trình",
                "Vụ Pháp chế",
                "CT",
                "Trong thời hạn 20 ngày kể từ ngày luật được thông qua",
                "Quá hạn",
                0.9,
                None,
            ],
        ]
    )


def contradictions() -> openpyxl.Workbook:
    """States, shares and days that do not fit each other; a state where the share belongs; crosses in the state."""
    return book_of(
        [
            [*HEAD[:6], "Ngày hoàn thành thực tế"],
            [1, "Việc một", "Văn phòng Bộ", "6/2025", "Hoàn thành", 80, (datetime.date(2025, 6, 10), "dd/mm/yyyy")],
            [2, "Việc hai", "Văn phòng Bộ", "6/2025", "Đang thực hiện", 100, None],
            [3, "Việc ba", "Văn phòng Bộ", "6/2025", None, "Đã trình Bộ trưởng", None],
            [4, "Việc bốn", "Văn phòng Bộ", "6/2025", "x", 30, None],
            [5, "Việc năm", "Văn phòng Bộ", "6/2025", "Hoàn thành quá hạn", 100, (datetime.date(2025, 7, 2), "dd/mm/yyyy")],
            [6, "Việc sáu", "Văn phòng Bộ", "6/2025", "Không hoàn thành", 120, None],
            [7, "Việc bảy", "Văn phòng Bộ", "6/2025", "Đang thực hiện", "12/15", (datetime.date(2025, 6, 1), "dd/mm/yyyy")],
        ]
    )


def many_units() -> openpyxl.Workbook:
    """Several leads in every way in which people write them, with old names, short names and a name that nobody knows."""
    return book_of(
        [
            ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp"],
            [1, "Việc một", "Bộ Thông tin và Truyền thông Bộ Khoa học và Công nghệ", "Các bộ, ngành, địa phương"],
            [2, "Việc hai", "- Vụ Pháp chế\n- Văn phòng Bộ", "Bộ Công An; Bộ Văn hóa, Thể thao và Du lịch"],
            [3, "Việc ba", "TT CNTT, VPB", "Không"],
            [4, "Việc bốn", "Vụ Chuyển đổi xanh", "Bộ KH&CN và các đơn vị liên quan"],
            [5, "Việc năm", "Vụ Chuyển đổi xanh", "Bộ Kế hoạch và Đầu tư"],
        ]
    )


def two_plans_below_each_other() -> openpyxl.Workbook:
    """A second table with other columns stands below the first, and a table of targets below that."""
    return book_of(
        [
            ["I. NHIỆM VỤ ĐƯỢC GIAO"],
            ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"],
            [1, "Việc một", "Văn phòng Bộ", "6/2025"],
            [2, "Việc hai", "Vụ Pháp chế", "9/2025"],
            [],
            ["II. NHIỆM VỤ PHÁT SINH"],
            ["STT", "Đơn vị chủ trì", "Tên nhiệm vụ", "Ngày giao", "Hạn xử lý"],
            [1, "Thanh tra Bộ", "Việc phát sinh", datetime.date(2025, 2, 14), "30/4/2025"],
            [],
            ["TT", "Chỉ tiêu", "Đơn vị tính", "Kết quả"],
            [1, "Hồ sơ trực tuyến", "%", 80],
        ]
    )


def by_unit() -> openpyxl.Workbook:
    """A sheet for each unit, last year's beside them, and one in which nothing is a task."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, unit in (("VP", "Văn phòng Bộ"), ("PC", "Vụ Pháp chế")):
        fill(made.create_sheet(name), [["NĂM 2025"], HEAD[:5], [1, f"Việc của {name}", unit, "6/2025", "Đang thực hiện"]])
    fill(made.create_sheet("VP (cũ)"), [["NĂM 2024"], HEAD[:5], [1, "Việc của VP", "Văn phòng Bộ", "6/2024", "Hoàn thành"]])
    fill(made.create_sheet("Biểu đồ"), [["Tỷ lệ hoàn thành"], [0.5]])
    return made


def endless() -> openpyxl.Workbook:
    """Styled to the end of the sheet, with a blank in the last row, and columns far to the right."""
    rows = [[None], [None, *HEAD[:5]], [None, 1, "Việc một", "Văn phòng Bộ", "6/2025", "Đang thực hiện"]]

    def stretch(page: Any) -> None:
        page["B1048576"] = " "
        page["IZ3"] = "lạc"
        for row in range(4, 200):
            page.cell(row, 2).number_format = "0"

    return book_of(rows, change=stretch)


def indented_titles() -> openpyxl.Workbook:
    """Titles under one merged heading are moved to the right to show what belongs to what; dashes instead of numbers."""
    return book_of(
        [
            ["TT", "Nhiệm vụ", None, "Chủ trì", "Thời hạn", "Tiến độ thực hiện đến ngày 15/6/2025"],
            [1, "Xây dựng nền tảng dữ liệu", None, "Văn phòng Bộ", "6/2025", "80%"],
            [2, None, "Khảo sát hiện trạng", "Vụ Pháp chế (chủ trì), Thanh tra Bộ (phối hợp)", "3/2025", "Xong"],
            [None, None, "- Khảo sát tại địa phương", "Thanh tra Bộ", "4/2025", "50%"],
            [3, "Đào tạo nhân lực số", None, "Vụ Tổ chức cán bộ", "Tháng 10/2025", "Đang TH"],
        ],
        ["B1:C1", "B2:C2", "B5:C5"],
    )


def without_numbers() -> openpyxl.Workbook:
    """No numbers at all: sections in capitals or with a colon, a task that goes on in the next row, one over three rows."""
    return book_of(
        [
            ["Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Sản phẩm"],
            ["HẠ TẦNG SỐ"],
            ["Nâng cấp mạng diện rộng", "Văn phòng Bộ", "6/2025", "Báo cáo"],
            ["kết nối các đơn vị ở xa"],
            ["NHÂN LỰC:"],
            ["Đào tạo chuyên gia", "Vụ Tổ chức cán bộ", "2025", "Kế hoạch"],
            [None, None, None, "Báo cáo"],
        ],
        ["A6:A7", "B6:B7", "C6:C7"],
    )


def pages_under_merges() -> openpyxl.Workbook:
    """A merged lead and a merged deadline run across the header of the next page; a state carries its document."""
    head = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Trạng thái"]
    return book_of(
        [
            head,
            [
                1,
                "Chuẩn hóa danh mục",
                "Văn phòng Bộ",
                "31/12/2025\n(Gia hạn lần 1: 30/6/2026)",
                "Hoàn thành (QĐ 123/QĐ-BNV ngày 5/6/2025)",
            ],
            [2, "Làm sạch dữ liệu", None, "30/6/2025 hoặc sau khi có kinh phí", "Đã trình Thứ trưởng ngày 3/6"],
            head,
            [3, "Chia sẻ dữ liệu", None, None, "Chưa"],
            [4, "Kiểm tra chất lượng", "Vụ Pháp chế", "2025", "Đang thực hiện, đạt 70%"],
        ],
        ["C2:C5", "D3:D5"],
    )


SEMICOLONS = (
    "\ufeffTT;Tên nhiệm vụ;Đơn vị chủ trì;Thời hạn;Trạng thái\r\n"
    '1;"Xây dựng; vận hành nền tảng";Văn phòng Bộ;30/6/2025;Đang thực hiện\r\n'
    '2;"=HYPERLINK(""http://x"")";Vụ Pháp chế;2025;Hoàn thành\r\n'
).encode()
