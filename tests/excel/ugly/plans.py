"""Plans and appendices as ministries send them: titles above, headers of several rows, sections, merges. All invented."""

import datetime
from typing import Any

import openpyxl
from openpyxl.styles import Font, PatternFill

from tests.excel.tracking import Rows, book_of, fill

GREEN, YELLOW, RED = "92D050", "FFFF00", "FF5050"
TITLE: Rows = [
    ["PHỤ LỤC II"],
    ["DANH MỤC NHIỆM VỤ CHUYỂN ĐỔI SỐ NĂM 2025"],
    ["(Kèm theo Kế hoạch số 12/KH-XYZ ngày 15 tháng 01 năm 2025)"],
    [],
]


def extended_report() -> openpyxl.Workbook:
    """Twenty-five columns: "Ngày hoàn thành" is the deadline since the day of completion has a column of its own."""
    top = [
        "STT", "Mã nhiệm vụ", "Nhóm nhiệm vụ", "Tên nhiệm vụ", "Nguồn gốc", "Người giao nhiệm vụ", "Ngày giao",
        "Đơn vị chủ trì",
        "Đơn vị phối hợp", "Người thực hiện", "Lộ trình", "Ngày bắt đầu", "Ngày hoàn thành", "Gia hạn", None,
        "Ngày hoàn thành thực tế", "Tiến độ (%)", "Trạng thái", "Kết quả thực hiện", "Minh chứng", "Khó khăn, vướng mắc",
        "Nguyên nhân", "Đề xuất, kiến nghị", "Giải pháp", "Ghi chú",
    ]  # fmt: skip
    below = [None] * 13 + ["Số lần", "Mốc cũ"] + [None] * 10
    day, given = (datetime.date(2025, 6, 30), "dd/mm/yyyy"), (datetime.date(2025, 1, 6), "dd/mm/yyyy")
    one = [1, "NV-001", "Hạ tầng số", "Nâng cấp trung tâm dữ liệu", "KH 12", "Thứ trưởng A", given,
           "Trung tâm Công nghệ thông tin",
           "Văn phòng Bộ", "Nguyễn Văn A", "Quý I: khảo sát", given, day, 1, "31/3/2025", None, 0.6, "Đang thực hiện",
           "Đã khảo sát xong", None, "Thiếu vốn", "Chờ phân bổ", None, "Đôn đốc", None]  # fmt: skip
    two = [2, "NV-002", "Thể chế", "Ban hành quy chế quản trị dữ liệu", "KH 12", "Thứ trưởng A", given, "Vụ Pháp chế", None,
           "Trần Thị B", None, given, (datetime.date(2025, 3, 31), "dd/mm/yyyy"), None, None,
           (datetime.date(2025, 3, 20), "dd/mm/yyyy"), 1, "Hoàn thành", "Đã ban hành", "QĐ 45/QĐ-BNV",
           None, None, None, None, None]  # fmt: skip
    merges = ["N1:O1", *(f"{c}1:{c}2" for c in "ABCDEFGHIJKLMPQRSTUVWXY")]

    def percent(page: Any) -> None:
        page["Q3"].number_format = page["Q4"].number_format = "0%"

    return book_of([top, below, one, two], merges, percent)


def three_row_header() -> openpyxl.Workbook:
    """A header three rows deep, merged both ways, with column numbers under it."""
    rows = [
        *TITLE,
        ["TT", "Nội dung nhiệm vụ", "Phân công thực hiện", None, None, "Tiến độ", None, "Ghi chú"],
        [None, None, "Đơn vị", None, "Lãnh đạo Bộ phụ trách", "Thời hạn", "Tình hình", None],
        [None, None, "Chủ trì", "Phối hợp", None, None, None, None],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
        ["I", "HẠ TẦNG SỐ"],
        [
            1,
            "Nâng cấp trung tâm dữ liệu",
            "Trung tâm Công nghệ thông tin",
            "Văn phòng Bộ",
            "Thứ trưởng A",
            "Quý II/2025",
            "Đang thực hiện",
        ],
        ["II", "THỂ CHẾ"],
        [
            2,
            "Ban hành quy chế quản trị dữ liệu",
            "Vụ Pháp chế",
            "Các đơn vị thuộc, trực thuộc Bộ",
            "Thứ trưởng B",
            "Trước 30/9/2025",
            "Chưa thực hiện",
        ],
    ]
    merges = ["A5:A7", "B5:B7", "C5:E5", "F5:G5", "H5:H7", "C6:D6", "E6:E7", "F6:F7", "G6:G7", "B9:H9", "B11:H11", "A2:H2"]
    return book_of(rows, merges)


def printed_pages() -> openpyxl.Workbook:
    """Pasted from a printed document: the header stands on every page, and a task is cut in two by the end of a page."""
    header = ["TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Kết quả", "Thời gian hoàn thành"]
    numbers = ["(1)", "(2)", "(3)", "(4)", "(5)"]
    return book_of(
        [
            *TITLE, header, numbers,
            ["I.", "Nâng cao nhận thức"],
            ["1.", "Tuyên truyền về chuyển đổi số trên các phương tiện", "Văn phòng Bộ", "Kế hoạch", "6/2025"],
            ["2.", "Xây dựng chương trình bồi dưỡng kỹ năng số cho cán bộ, công chức,", "Vụ Tổ chức cán bộ", "Chương trình",
             "Thường"],
            ["2"], header, numbers,
            [None, "viên chức trong toàn ngành.", None, None, "xuyên"],
            ["3.", "Tổng kết, nhân rộng mô hình hay", "Văn phòng Bộ", "Báo cáo", "2025 và những năm tiếp theo"],
            ["3"], header, numbers,
            ["II.", "Hoàn thiện thể chế", None, None, "năm tiếp theo"],
            ["4.", "Sửa đổi Nghị định về định danh", "Vụ Pháp chế", "Nghị định", "12/2025"],
        ]
    )  # fmt: skip


def sections_in_titles() -> openpyxl.Workbook:
    """Sections have their numbers in the title, subtotals stand below each, tasks start again at 1."""
    return book_of(
        [
            ["STT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời hạn", "Kinh phí (triệu đồng)"],
            [None, "PHẦN A: NHIỆM VỤ TRỌNG TÂM"],
            [None, "I. Hạ tầng số"],
            [1, "Nâng cấp đường truyền", "Trung tâm Công nghệ thông tin", "Quý I/2025", "1.200"],
            [2, "Mua sắm thiết bị lưu trữ", "Văn phòng Bộ", "31/12/2025", "3.450,5"],
            [None, "Cộng mục I", None, None, "4.650,5"],
            [None, "II. Dữ liệu số"],
            [1, "Số hóa hồ sơ cán bộ", "Cục Văn thư và Lưu trữ nhà nước", "2025 - 2026", "500"],
            [None, "Cộng mục II", None, None, "500"],
            [None, "PHẦN B: NHIỆM VỤ THƯỜNG XUYÊN"],
            [1, "Vận hành cổng thông tin", "Văn phòng Bộ", "Thường xuyên", None],
            ["Tổng cộng", None, None, None, "5.150,5"],
        ],
        ["B2:E2", "B3:E3", "B7:E7", "B10:E10", "A12:D12"],
    )


def numbers_that_became_dates() -> openpyxl.Workbook:
    """1.1 and 2.1 became dates in Excel, 1.10 became 1.1, and one number is missing."""
    day = (datetime.date(2025, 1, 2), "d.m")
    rows: list[Any] = [["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"], [1, "Xây dựng kho dữ liệu", None, "2025"]]
    rows += [[float(f"1.{n}"), f"Hợp phần {n} của kho", "Văn phòng Bộ", "6/2025"] for n in range(1, 10)]
    rows += [[1.1, "Hợp phần mười của kho", "Văn phòng Bộ", "9/2025"], [2, "Đào tạo nhân lực số", "Vụ Tổ chức cán bộ", "2026"]]
    rows += [
        [day, "Mở lớp cho lãnh đạo", "Vụ Tổ chức cán bộ", "Tháng 10/2026"],
        [None, "Đánh giá sau đào tạo", "Vụ Tổ chức cán bộ", "12/2026"],
    ]
    return book_of(rows)


def merged_over_sections() -> openpyxl.Workbook:
    """One merged cell names the lead of five rows, a section among them; deadlines are merged over two; one row is ditto."""
    return book_of(
        [
            ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn hoàn thành"],
            ["I", "Cải cách thủ tục"],
            [1, "Rà soát thủ tục hành chính", "Văn phòng Bộ", "Vụ Pháp chế", "30/6/2025"],
            [2, "Cắt giảm thành phần hồ sơ", None, "-nt-"],
            ["II", "Dịch vụ công trực tuyến"],
            [3, "Tái cấu trúc quy trình", None, "nt", "Quý III/2025"],
            [4, "Tích hợp thanh toán", None, "Vụ Kế hoạch - Tài chính", "như trên"],
            [5, "Đo lường sự hài lòng", None, None, '"'],
        ],
        ["C3:C7", "E3:E4"],
    )


def bilingual() -> openpyxl.Workbook:
    """Headings in two languages, on two lines of one cell; states in English."""
    return book_of(
        [
            [
                "No.",
                "Nhiệm vụ\n(Task)",
                "Đơn vị chủ trì\n(Lead unit)",
                "Thời hạn\n(Deadline)",
                "Trạng thái\n(Status)",
                "Tiến độ (%)\n(Progress)",
            ],
            [1, "Xây dựng nền tảng dữ liệu", "Trung tâm Công nghệ thông tin", datetime.date(2025, 9, 30), "Đang thực hiện", 45],
            [2, "Kết nối trục tích hợp", "Văn phòng Bộ", datetime.date(2025, 12, 31), "Chưa thực hiện", 0],
        ]
    )


def notes_between() -> openpyxl.Workbook:
    """Somebody wrote notes between the rows, a total above the tasks, and text beginning with signs."""
    return book_of(
        [
            ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Kết quả thực hiện"],
            [None, "Tổng số: 3 nhiệm vụ"],
            [1, "Kết nối phần mềm quản lý văn bản", "Văn phòng Bộ", "30/6/2025", "+ 22/22 bộ đã kết nối"],
            ["Ghi chú: nhiệm vụ 2 chuyển từ năm 2024 sang"],
            [
                2,
                "=> Hoàn thiện cơ sở dữ liệu cán bộ",
                "Vụ Tổ chức cán bộ",
                "Quý IV/2025",
                "- Đã nhập 95% hồ sơ\n- Còn 2 đơn vị chưa xong",
            ],
            [None, "(*) Theo ý kiến của Thứ trưởng tại cuộc họp"],
            [3, "@ Tập huấn an toàn thông tin", "Trung tâm Công nghệ thông tin", "Hằng năm", "= đã mở 2 lớp"],
        ]
    )


def extensions() -> openpyxl.Workbook:
    """Old and new deadlines side by side; the deadline in force is the new one where somebody says so."""
    return book_of(
        [
            ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", None, "Số lần gia hạn", "Trạng thái"],
            [None, None, None, "Ban đầu", "Sau gia hạn", None, None],
            [1, "Nâng cấp cổng dịch vụ công", "Văn phòng Bộ", "30/6/2025", "30/9/2025", 1, "Đang TH"],
            [2, "Ban hành quy chế dữ liệu", "Vụ Pháp chế", "Quý II/2025", None, None, "HT"],
            [3, "Chuẩn hóa danh mục", "Vụ Pháp chế", "30/6/2025 (gia hạn đến 30/11/2025)", None, 2, "Chậm"],
        ],
        ["D1:E1", "A1:A2", "B1:B2", "C1:C2", "F1:F2", "G1:G2"],
    )


def money() -> openpyxl.Workbook:
    """Money in several units and words, with thousands written by dots or as numbers."""
    return book_of(
        [
            ["TT", "Nhiệm vụ", "Chủ đầu tư", "Thời gian thực hiện", "Tổng mức đầu tư (triệu đồng)", "Nguồn vốn"],
            [1, "Trung tâm dữ liệu", "Văn phòng Bộ", "2025-2026", "96.898", "NSNN"],
            [2, "Phần mềm nghiệp vụ", "Vụ Pháp chế", "2025", 1500, "NSNN"],
            [3, "Đường truyền", "Văn phòng Bộ", "2025", "1,2 tỷ", "Thuê dịch vụ"],
            [4, "Đào tạo", "Vụ Tổ chức cán bộ", "Quý IV - 2025", "Theo dự toán được duyệt", None],
            [5, "Bản quyền", "Văn phòng Bộ", "2025", "1.200.000.000 đồng", None],
        ]
    )


def coloured() -> openpyxl.Workbook:
    """States by fill alone, with a legend of filled cells beside their words above the table."""
    rows = [
        ["BẢNG THEO DÕI NHIỆM VỤ NĂM 2025"],
        [None, "Đã hoàn thành", None, "Đang thực hiện", None, "Chậm tiến độ"],
        ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"],
        *[[n, f"Triển khai hạng mục thứ {n}", "Văn phòng Bộ", "12/2025"] for n in range(1, 9)],
    ]

    def paint(page: Any) -> None:
        for address, colour in [("A2", GREEN), ("C2", YELLOW), ("E2", RED)] + [
            (f"{column}{row}", colour)
            for row, colour in ((4, GREEN), (5, GREEN), (6, YELLOW), (7, RED), (8, YELLOW), (9, RED))
            for column in "ABCD"
        ]:
            page[address].fill = PatternFill("solid", fgColor=colour)

    return book_of(rows, change=paint)


def struck() -> openpyxl.Workbook:
    """Tasks that were dropped are struck through; one is said to be stopped, one only in its note."""
    rows = [
        ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Tình trạng", "Ghi chú"],
        [1, "Xây dựng ứng dụng di động", "Văn phòng Bộ", "6/2025", "Đang thực hiện", "Không tiếp tục, theo KL số 5"],
        [2, "Nâng cấp thư viện điện tử", "Văn phòng Bộ", "9/2025", None, None],
        [3, "Thuê hạ tầng đám mây", "Trung tâm Công nghệ thông tin", "12/2025", "Dừng thực hiện", None],
        [4, "Số hóa tài liệu", "Cục Văn thư và Lưu trữ nhà nước", "12/2025", "Xong", None],
    ]

    def strike(page: Any) -> None:
        for row in (2, 3):
            for column in "ABCDE":
                page[f"{column}{row}"].font = Font(strike=True)

    return book_of(rows, change=strike)


def side_by_side() -> openpyxl.Workbook:
    """Two tables beside each other: the tasks of two offices."""
    return book_of(
        [
            ["VĂN PHÒNG BỘ", None, None, None, None, "VỤ PHÁP CHẾ"],
            ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", None, "TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"],
            [1, "Vận hành cổng thông tin", "Văn phòng Bộ", "6/2025", None, 1, "Rà soát văn bản", "Vụ Pháp chế", "9/2025"],
            [2, "Quản lý chữ ký số", "Văn phòng Bộ", "12/2025", None, 2, "Soạn thảo nghị định", "Vụ Pháp chế", "12/2025"],
            [3, "Họp trực tuyến", "Văn phòng Bộ", "Thường xuyên"],
        ]
    )


def ticks() -> openpyxl.Workbook:
    """The state is a cross in one of three columns under one heading; one row has two, one has none."""
    return book_of(
        [
            ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Trạng thái", None, None],
            [None, None, None, None, "Hoàn thành", "Đang thực hiện", "Chưa thực hiện"],
            [1, "Lập hồ sơ cấp độ", "Văn phòng Bộ", "3/2025", "x", None, None],
            [2, "Giám sát an toàn", "Trung tâm Công nghệ thông tin", "6/2025", None, "X", None],
            [3, "Diễn tập ứng cứu", "Trung tâm Công nghệ thông tin", "9/2025", None, None, "✓"],
            [4, "Sao lưu dữ liệu", "Văn phòng Bộ", "9/2025", "x", "x", None],
            [5, "Phòng chống mã độc", "Văn phòng Bộ", "12/2025", None, None, None],
        ],
        ["E1:G1", *(f"{c}1:{c}2" for c in "ABCD")],
    )


def parts_in_cells() -> openpyxl.Workbook:
    """Sub-tasks numbered within cells, some with a lead of their own in brackets, some in a numbered cell of leads."""
    return book_of(
        [
            *TITLE,
            ["TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Thời gian hoàn thành"],
            [1, "Triển khai các nền tảng, gồm: (1) Nền tảng họp trực tuyến; (2) Nền tảng học tập; (3) Nền tảng khảo sát",
             "(1) Văn phòng Bộ; (2) Vụ Tổ chức cán bộ; (3) Thanh tra Bộ", "2025"],
            [2, "Hoàn thiện thể chế:\na) Luật (Bộ Tư pháp)\nb) Nghị định (Vụ Pháp chế)\nc) Thông tư", "Vụ Pháp chế", "12/2025"],
            [3, "Tổng kết (lần 2) theo điểm a) khoản 1", "Văn phòng Bộ", "12/2025"],
        ]
    )  # fmt: skip


def signatures() -> openpyxl.Workbook:
    """Totals, footnotes, place and day, "Nơi nhận" beside the signature."""
    return book_of(
        [
            ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Tiến độ (%)"],
            [1, "Cập nhật kiến trúc số¹", "Trung tâm Công nghệ thông tin", "trước ngày 01/7/2025", "khoảng 80%"],
            [2, "Đánh giá mức độ chuyển đổi số", "Văn phòng Bộ", "cuối tháng 6/2025", "80-90%"],
            ["Tổng cộng: 02 nhiệm vụ"],
            ["¹ Theo Khung kiến trúc phiên bản 4.0"],
            [],
            [None, None, None, "Hà Nội, ngày 15 tháng 6 năm 2025"],
            ["Nơi nhận:", None, None, "TL. BỘ TRƯỞNG"],
            ["- Như trên;", None, None, "CHÁNH VĂN PHÒNG"],
            ["- Lưu: VT.", None, None, None],
            [None, None, None, "Nguyễn Văn C"],
        ],
        ["A4:E4"],
    )


def with_targets() -> openpyxl.Workbook:
    """Tasks, targets and a summary in one workbook, a hidden copy of last year beside them."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    head = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"]
    fill(
        made.create_sheet("Chỉ tiêu"),
        [["TT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Cơ quan chủ trì theo dõi"], [1, "Hồ sơ trực tuyến", "%", 80, "Văn phòng Bộ"]],
    )
    fill(
        made.create_sheet("Nhiệm vụ"),
        [*TITLE, head, [1, "Số hóa kết quả", "Văn phòng Bộ", "6/2025"], [2, "Tái sử dụng dữ liệu", "Vụ Pháp chế", "Quý II"]],
    )
    fill(made.create_sheet("Tổng hợp"), [["Đơn vị", "Số nhiệm vụ", "Hoàn thành"], ["Văn phòng Bộ", 1, 0]])
    fill(made.create_sheet("Năm 2024"), [head, [1, "Việc năm trước", "Văn phòng Bộ", "2024"]]).sheet_state = "hidden"
    return made
