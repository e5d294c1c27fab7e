"""Trackers of any length for the benchmarks: a title block, 14 columns, Vietnamese text, dates, wordings, percents."""

import random
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

HEADER = (
    "TT",
    "Mã nhiệm vụ",
    "Tên nhiệm vụ",
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    "Thời hạn hoàn thành",
    "Sản phẩm",
    "Lĩnh vực",
    "Trạng thái",
    "Tiến độ (%)",
    "Ngày hoàn thành thực tế",
    "Minh chứng",
    "Khó khăn, vướng mắc",
    "Ghi chú",
)
UNITS = ("Văn phòng Bộ", "Trung tâm Công nghệ thông tin", "Vụ Tổ chức cán bộ", "Cục Việc làm", "Vụ Pháp chế", "Thanh tra Bộ")
AREAS = ("Cổng thông tin điện tử", "Hạ tầng số", "An toàn thông tin", "Thể chế, chính sách", "Nhận thức")
WORDINGS = ("Quý III/2025", "12/2025", "2025", "Thường xuyên", "Tháng 6/2025", "trước ngày 15/7/2025", "30/9/2025", "2025-2026")
STATUSES = ("Đang thực hiện", "Hoàn thành", "Chưa thực hiện")


def tracker(path: Path, rows: int, changed: int = 0) -> Path:
    """Writes a tracker of ``rows`` tasks; the first ``changed`` of them report another result. Always the same."""
    chance = random.Random(rows)
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Theo dõi")
    sheet.write_string(0, 0, "PHỤ LỤC")
    sheet.write_string(1, 0, "DANH MỤC NHIỆM VỤ CHUYỂN ĐỔI SỐ NĂM 2025")
    for column, text in enumerate(HEADER):
        sheet.write_string(3, column, text)
    for number in range(1, rows + 1):
        line = _line(number, chance, number <= changed)
        for column, value in enumerate(line):
            if isinstance(value, date):
                sheet.write_datetime(number + 3, column, value, day)
            elif isinstance(value, (int, float)):
                sheet.write_number(number + 3, column, value)
            elif value:
                sheet.write_string(number + 3, column, value)
    book.close()
    return path


def _line(number: int, chance: random.Random, changed: bool) -> list[object]:
    status = chance.choice(STATUSES)
    done = status == "Hoàn thành"
    deadline: object = chance.choice(WORDINGS) if chance.random() < 0.5 else date(2025, 1, 1) + timedelta(chance.randrange(700))
    waiting = chance.random() < 0.1
    return [
        number,
        f"NV-{number:06d}",
        f"Xây dựng, hoàn thiện và đưa vào sử dụng hạng mục số {number} của chương trình chuyển đổi số tại đơn vị",
        chance.choice(UNITS),
        ", ".join(chance.sample(UNITS, 2)),
        deadline,
        "Quyết định phê duyệt",
        chance.choice(AREAS),
        status,
        100 if done else chance.randrange(0, 95, 5),
        date(2025, 3, 1) + timedelta(chance.randrange(150)) if done else None,
        f"Văn bản số {number}/QĐ" if done else "",
        "Đã điều chỉnh sau khi rà soát" if changed else ("Chờ thẩm định" if waiting else ""),
        "",
    ]
