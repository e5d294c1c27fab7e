"""Trackers as ugly as real ones, each read as a person reads it: every task, every row left out and why, every problem by
its cell, every question. Their stories stand where they are built (``ugly/plans.py``, ``ugly/reports.py``)."""

from dataclasses import dataclass
from typing import Any

import pytest

from cds_tracker.domain.reading import Reading
from tests.excel.tracking import due, read_book
from tests.excel.ugly import plans, reports, telling


@dataclass(frozen=True)
class Told:
    """What a tracker says (see ``telling``), and how it is to be read."""

    tasks: list[str]
    skipped: list[tuple[int, str]]
    problems: list[tuple[str, str | int | None]]
    questions: list[tuple[str, str, str]]


TOLD: dict[str, Told] = {
    "plans.extended_report": Told(
        [
            "3 · 1 · Nâng cấp trung tâm dữ liệu · CNTT · 2025-06-30 · in_progress 60%",
            "4 · 2 · Ban hành quy chế quản trị dữ liệu · PC · 2025-03-31 · done 100%",
        ],
        [],
        [
            ("column_ambiguous", "G1"), ("column_ignored", "K1"), ("column_ambiguous", "V1"), ("column_ignored", "N2"),
            ("column_ignored", "O2"),
        ],
        [("column", "V", ""), ("column", "G", "")],
    ),
    "plans.three_row_header": Told(
        [
            "10 · 1 · Nâng cấp trung tâm dữ liệu · CNTT · 2025-06-30 · in_progress · I HẠ TẦNG SỐ",
            "12 · 2 · Ban hành quy chế quản trị dữ liệu · PC · 2025-09-29 · not_started · II THỂ CHẾ",
        ],
        [(8, "numbering"), (9, "section"), (11, "section")],
        [],
        [],
    ),
    "plans.printed_pages": Told(
        [
            "8 · 1 · Tuyên truyền về chuyển đổi số trên các p · VP · 2025-06-30 · I. Nâng cao nhận thức",
            "9 · 2 · Xây dựng chương trình bồi dưỡng kỹ năng · TCCB · recurring · I. Nâng cao nhận thức",
            "14 · 3 · Tổng kết, nhân rộng mô hình hay · VP · recurring · I. Nâng cao nhận thức",
            "19 · 4 · Sửa đổi Nghị định về định danh · PC · 2025-12-31 · II. Hoàn thiện thể chế",
        ],
        [
            (6, "numbering"), (7, "section"), (10, "blank"), (11, "repeated_header"), (12, "numbering"),
            (13, "joined"), (15, "blank"), (16, "repeated_header"), (17, "numbering"), (18, "section"),
        ],
        [
            ("row_skipped_repeated_header", 11), ("row_skipped_numbering", 12), ("row_joined", 13),
            ("row_skipped_repeated_header", 16), ("row_skipped_numbering", 17), ("section_stray", "E18"),
        ],
        [],
    ),
    "plans.sections_in_titles": Told(
        [
            "4 · 1 · Nâng cấp đường truyền · CNTT · 2025-03-31 · PHẦN A: NHIỆM VỤ TRỌNG TÂM / I. Hạ tầng",
            "5 · 2 · Mua sắm thiết bị lưu trữ · VP · 2025-12-31 · PHẦN A: NHIỆM VỤ TRỌNG TÂM / I. Hạ tầng",
            "8 · 1 · Số hóa hồ sơ cán bộ · VTLTNN · 2026-12-31 · PHẦN A: NHIỆM VỤ TRỌNG TÂM / II. Dữ liệu",
            "11 · 1 · Vận hành cổng thông tin · VP · recurring · PHẦN B: NHIỆM VỤ THƯỜNG XUYÊN",
        ],
        [
            (2, "section"), (3, "section"), (6, "total"), (7, "section"), (9, "total"), (10, "section"), (12, "total"),
        ],
        [("row_skipped_total", 6), ("row_skipped_total", 9), ("row_skipped_total", 12)],
        [],
    ),
    "plans.numbers_that_became_dates": Told(
        [
            "2 · 1 · Xây dựng kho dữ liệu · 2025-12-31",
            "3 · 1.1 · Hợp phần 1 của kho · VP · 2025-06-30",
            "4 · 1.2 · Hợp phần 2 của kho · VP · 2025-06-30",
            "5 · 1.3 · Hợp phần 3 của kho · VP · 2025-06-30",
            "6 · 1.4 · Hợp phần 4 của kho · VP · 2025-06-30",
            "7 · 1.5 · Hợp phần 5 của kho · VP · 2025-06-30",
            "8 · 1.6 · Hợp phần 6 của kho · VP · 2025-06-30",
            "9 · 1.7 · Hợp phần 7 của kho · VP · 2025-06-30",
            "10 · 1.8 · Hợp phần 8 của kho · VP · 2025-06-30",
            "11 · 1.9 · Hợp phần 9 của kho · VP · 2025-06-30",
            "12 · 1.10 · Hợp phần mười của kho · VP · 2025-09-30",
            "13 · 2 · Đào tạo nhân lực số · TCCB · 2026-12-31",
            "14 · 2.1 · Mở lớp cho lãnh đạo · TCCB · 2026-10-31",
            "15 · Đánh giá sau đào tạo · TCCB · 2026-12-31",
        ],
        [],
        [("stt_was_number", "A12"), ("stt_was_date", "A14")],
        [],
    ),
    "plans.merged_over_sections": Told(
        [
            "3 · 1 · Rà soát thủ tục hành chính · VP · 2025-06-30 · I Cải cách thủ tục",
            "4 · 2 · Cắt giảm thành phần hồ sơ · VP · 2025-06-30 · I Cải cách thủ tục",
            "6 · 3 · Tái cấu trúc quy trình · VP · 2025-09-30 · II Dịch vụ công trực tuyến",
            "7 · 4 · Tích hợp thanh toán · VP · 2025-09-30 · II Dịch vụ công trực tuyến",
            "8 · 5 · Đo lường sự hài lòng · 2025-09-30 · II Dịch vụ công trực tuyến",
        ],
        [(2, "section"), (5, "section")],
        [("lead_missing", "C8")],
        [],
    ),
    "plans.bilingual": Told(
        [
            "2 · 1 · Xây dựng nền tảng dữ liệu · CNTT · 2025-09-30 · in_progress 45%",
            "3 · 2 · Kết nối trục tích hợp · VP · 2025-12-31 · not_started 0%",
        ],
        [],
        [],
        [],
    ),
    "plans.notes_between": Told(
        [
            "3 · 1 · Kết nối phần mềm quản lý văn bản · VP · 2025-06-30",
            "5 · 2 · => Hoàn thiện cơ sở dữ liệu cán bộ · TCCB · 2025-12-31",
            "7 · 3 · @ Tập huấn an toàn thông tin · CNTT · recurring",
        ],
        [(2, "total"), (4, "note"), (6, "note")],
        [("row_skipped_total", 2), ("row_skipped_note", 4), ("row_skipped_note", 6)],
        [],
    ),
    "plans.extensions": Told(
        [
            "3 · 1 · Nâng cấp cổng dịch vụ công · VP · 2025-09-30 · in_progress",
            "4 · 2 · Ban hành quy chế dữ liệu · PC · 2025-06-30 · done",
            "5 · 3 · Chuẩn hóa danh mục · PC · 2025-11-30",
        ],
        [],
        [("column_ignored", "F1"), ("status_derived", "G5")],
        [],
    ),
    "plans.money": Told(
        [
            "2 · 1 · Trung tâm dữ liệu · VP · 2026-12-31",
            "3 · 2 · Phần mềm nghiệp vụ · PC · 2025-12-31",
            "4 · 3 · Đường truyền · VP · 2025-12-31",
            "5 · 4 · Đào tạo · TCCB · 2025-12-31",
            "6 · 5 · Bản quyền · VP · 2025-12-31",
        ],
        [],
        [("column_ignored", "F1"), ("budget_words", "E5")],
        [],
    ),
    "plans.coloured": Told(
        [
            "4 · 1 · Triển khai hạng mục thứ 1 · VP · 2025-12-31",
            "5 · 2 · Triển khai hạng mục thứ 2 · VP · 2025-12-31",
            "6 · 3 · Triển khai hạng mục thứ 3 · VP · 2025-12-31",
            "7 · 4 · Triển khai hạng mục thứ 4 · VP · 2025-12-31",
            "8 · 5 · Triển khai hạng mục thứ 5 · VP · 2025-12-31",
            "9 · 6 · Triển khai hạng mục thứ 6 · VP · 2025-12-31",
            "10 · 7 · Triển khai hạng mục thứ 7 · VP · 2025-12-31",
            "11 · 8 · Triển khai hạng mục thứ 8 · VP · 2025-12-31",
        ],
        [],
        [],
        [("colour", "92D050", ""), ("colour", "FFFF00", ""), ("colour", "FF5050", "")],
    ),
    "plans.struck": Told(
        [
            "2 · 1 · Xây dựng ứng dụng di động · VP · 2025-06-30 · in_progress",
            "3 · 2 · Nâng cấp thư viện điện tử · VP · 2025-09-30",
            "4 · 3 · Thuê hạ tầng đám mây · CNTT · 2025-12-31 · paused",
            "5 · 4 · Số hóa tài liệu · VTLTNN · 2025-12-31 · done",
        ],
        [],
        [("row_struck", 2), ("row_struck", 3), ("status_paused_or_cancelled", "E4")],
        [("struck", "", ""), ("name", "Dừng thực hiện", "paused")],
    ),
    "plans.side_by_side": Told(
        [
            "3 · 1 · Vận hành cổng thông tin · VP · 2025-06-30",
            "4 · 2 · Quản lý chữ ký số · VP · 2025-12-31",
            "5 · 3 · Họp trực tuyến · VP · recurring",
            "3.50 · 1 · Rà soát văn bản · PC · 2025-09-30",
            "4.50 · 2 · Soạn thảo nghị định · PC · 2025-12-31",
        ],
        [],
        [("tables_side_by_side", 2)],
        [],
    ),
    "plans.ticks": Told(
        [
            "3 · 1 · Lập hồ sơ cấp độ · VP · 2025-03-31 · done",
            "4 · 2 · Giám sát an toàn · CNTT · 2025-06-30 · in_progress",
            "5 · 3 · Diễn tập ứng cứu · CNTT · 2025-09-30 · not_started",
            "6 · 4 · Sao lưu dữ liệu · VP · 2025-09-30",
            "7 · 5 · Phòng chống mã độc · VP · 2025-12-31",
        ],
        [],
        [("status_marks_several", "E6")],
        [],
    ),
    "plans.parts_in_cells": Told(
        [
            "6 · 1 · Triển khai các nền tảng, gồm: (1) Nền tả · VP+TCCB+TTB · 2025-12-31",
            "7 · 2 · Hoàn thiện thể chế: a) Luật (Bộ Tư pháp) · PC · 2025-12-31",
            "8 · 3 · Tổng kết (lần 2) theo điểm a) khoản 1 · VP · 2025-12-31",
        ],
        [],
        [],
        [("parts", "", "no")],
    ),
    "plans.signatures": Told(
        [
            "2 · 1 · Cập nhật kiến trúc số¹ · CNTT · 2025-06-30 · 80%",
            "3 · 2 · Đánh giá mức độ chuyển đổi số · VP · 2025-06-30 · 80%",
        ],
        [
            (4, "total"), (5, "note"), (7, "signature"), (8, "signature"), (9, "signature"), (10, "signature"),
            (11, "signature"),
        ],
        [
            ("progress_approximate", "E2"), ("progress_low_bound", "E3"), ("row_skipped_total", 4),
            ("row_skipped_note", 5), ("row_skipped_signature", 7), ("row_skipped_signature", 8),
            ("row_skipped_signature", 9), ("row_skipped_signature", 10), ("row_skipped_signature", 11),
        ],
        [],
    ),
    "plans.with_targets": Told(
        [
            "6 · 1 · Số hóa kết quả · VP · 2025-06-30",
            "7 · 2 · Tái sử dụng dữ liệu · PC · 2025-06-30",
        ],
        [],
        [
            ("sheet_hidden", "Năm 2024"), ("sheet_ignored", "Chỉ tiêu"), ("sheet_ignored", "Tổng hợp"),
            ("deadline_year_assumed", "D7"),
        ],
        [],
    ),
    "reports.calendars": Told(
        [
            "2 · 1 · Việc có ngày · VP · 2025-06-30 · in_progress",
            "3 · 2 · Việc có tháng · VP · 2025-06-30 · in_progress",
            "4 · 3 · Việc có năm · VP · 2025-12-31 · in_progress",
            "5 · 4 · Việc không hạn · VP · none · in_progress",
            "6 · 5 · Việc ghi ngày thiếu · VP · unreadable · in_progress",
            "7 · 6 · Việc ghi năm hai chữ số · VP · 2025-08-15 · in_progress",
        ],
        [],
        [("deadline_unreadable", "D6")],
        [],
    ),
    "reports.broken_cells": Told(
        [
            "2 · 1 · Việc một · VP · 2025-06-30 · done 100%",
            "3 · 2 · Việc hai · 2025-06-30 · in_progress",
            "4 · 3 · Việc ba · PC · in_progress 50%",
            "5 · 4 · PC · 2025-09-30 · in_progress 20%",
        ],
        [],
        [
            ("rows_hidden", "Theo dõi"), ("column_hidden", "G1"), ("formula_without_value", "F3"),
            ("formula_without_value", "C3"), ("cell_error", "D4"), ("title_missing", "B5"),
        ],
        [("hidden_rows", "", "take"), ("hidden_columns", "", "take")],
    ),
    "reports.american_days": Told(
        [
            "2 · 1 · Việc một · VP · 2025-06-25",
            "3 · 2 · Việc hai · VP · 2025-05-06",
            "4 · 3 · Việc ba · PC · 2025-12-31",
            "5 · 4 · Việc bốn · PC · 2025-09-08",
        ],
        [],
        [("dates_may_be_swapped", "D1")],
        [("order", "D", "dmy")],
    ),
    "reports.odd_letters": Told(
        [
            "2 · 1 · Xây dựng nền tảng số · VP · 2025-06-30 · in_progress 80%",
            "3 · 2 · Xây dựng cơ sở dữ liệu · PC · 2025-06-30 · done 100%",
            "4 · 3 · Triển khai “Một cửa số” · VP · 2025-12-31 · in_progress",
        ],
        [],
        [("legacy_font", "B3"), ("progress_unreadable", "F4")],
        [],
    ),
    "reports.own_tracker": Told(
        [
            "3 · 1 · Thẩm định nghị định · PC · 2025-07-15 · in_progress 0.5%",
            "4 · 2 · Góp ý kiến trúc số · 2025-08-31 · done",
            "5 · 3 · Hệ thống hóa văn bản · PC · conditional · not_started 0%",
            "6 · 4 · Cải tiến quy trình · PC · conditional · 0.9%",
        ],
        [],
        [
            ("progress_below_one", "G3"), ("deadline_year_assumed", "E3"), ("progress_scale_doubtful", "G4"),
            ("deadline_year_assumed", "E4"), ("lead_missing", "C4"), ("status_derived", "F6"),
            ("progress_below_one", "G6"),
        ],
        [],
    ),
    "reports.contradictions": Told(
        [
            "2 · 1 · Việc một · VP · 2025-06-30 · done 80%",
            "3 · 2 · Việc hai · VP · 2025-06-30 · in_progress 100%",
            "4 · 3 · Việc ba · VP · 2025-06-30 · in_progress",
            "5 · 4 · Việc bốn · VP · 2025-06-30 · 30%",
            "6 · 5 · Việc năm · VP · 2025-06-30 · done 100%",
            "7 · 6 · Việc sáu · VP · 2025-06-30 · in_progress",
            "8 · 7 · Việc bảy · VP · 2025-06-30 · in_progress 80%",
        ],
        [],
        [
            ("status_progress_conflict", "E2"), ("status_progress_conflict", "E3"),
            ("status_in_progress_column", "F4"), ("status_mark", "E5"), ("status_not_achieved", "E7"),
            ("progress_out_of_range", "F7"), ("completed_not_done", "G8"),
        ],
        [("name", "x", "")],
    ),
    "reports.many_units": Told(
        [
            "2 · 1 · Việc một · BTTTT+BKHCN",
            "3 · 2 · Việc hai · PC+VP",
            "4 · 3 · Việc ba · CNTT+VP",
            "5 · 4 · Việc bốn · ~Vụ Chuyển đổi xanh",
            "6 · 5 · Việc năm · ~Vụ Chuyển đổi xanh",
        ],
        [],
        [("unit_unregistered", "C5")],
        [("name", "Vụ Chuyển đổi xanh", "~Vụ Chuyển đổi xanh")],
    ),
    "reports.two_plans_below_each_other": Told(
        [
            "3 · 1 · Việc một · VP · 2025-06-30 · I. NHIỆM VỤ ĐƯỢC GIAO",
            "4 · 2 · Việc hai · PC · 2025-09-30 · I. NHIỆM VỤ ĐƯỢC GIAO",
            "8 · 1 · Việc phát sinh · TTB · 2025-04-30 · II. NHIỆM VỤ PHÁT SINH",
        ],
        [(10, "other_table"), (11, "other_table")],
        [("columns_change", 7), ("row_skipped_other_table", 10)],
        [],
    ),
    "reports.by_unit": Told(
        [],
        [],
        [("several_sheets_earlier", None)],
        [("sheets", "", "")],
    ),
    "reports.endless": Told(
        [
            "3 · 1 · Việc một · VP · 2025-06-30 · in_progress",
        ],
        [],
        [("cells_beyond", "Theo dõi")],
        [],
    ),
    "reports.indented_titles": Told(
        [
            "2 · 1 · Xây dựng nền tảng dữ liệu · VP · 2025-06-30 · 80%",
            "3 · 2 · Khảo sát hiện trạng · PC · 2025-03-31 · done",
            "4 · - Khảo sát tại địa phương · TTB · 2025-04-30 · 50%",
            "5 · 3 · Đào tạo nhân lực số · TCCB · 2025-10-31 · in_progress",
        ],
        [],
        [("status_in_progress_column", "F3"), ("status_in_progress_column", "F5")],
        [],
    ),
    "reports.without_numbers": Told(
        [
            "3 · Nâng cấp mạng diện rộng kết nối các đơn · VP · 2025-06-30 · HẠ TẦNG SỐ",
            "6 · Đào tạo chuyên gia · TCCB · 2025-12-31 · NHÂN LỰC:",
        ],
        [(2, "section"), (4, "joined"), (5, "section"), (7, "joined")],
        [("row_joined", 4), ("row_joined", 7)],
        [],
    ),
    "reports.pages_under_merges": Told(
        [
            "2 · 1 · Chuẩn hóa danh mục · VP · 2026-06-30 · done",
            "3 · 2 · Làm sạch dữ liệu · VP · conditional · in_progress",
            "5 · 3 · Chia sẻ dữ liệu · VP · conditional",
            "6 · 4 · Kiểm tra chất lượng · PC · 2025-12-31 · in_progress",
        ],
        [(4, "repeated_header")],
        [("row_skipped_repeated_header", 4), ("status_unreadable", "E5")],
        [("name", "Chưa", "")],
    ),
}  # fmt: skip


def ugly(name: str, **directions: Any) -> Reading:
    room, _, story = name.partition(".")
    return read_book(getattr({"plans": plans, "reports": reports}[room], story)(), **directions)


@pytest.mark.parametrize("name", TOLD)
def test_an_ugly_tracker_is_read_as_a_person_reads_it(name: str) -> None:
    reading = ugly(name)
    said = Told(telling.tasks(reading), telling.skipped(reading), telling.problems(reading), telling.questions(reading))
    assert said == TOLD[name]


def test_there_are_more_than_twenty_of_them() -> None:
    assert len(TOLD) > 20


def test_money_is_read_in_millions_by_the_unit_of_its_column_or_its_own() -> None:
    assert [row.values.get("budget") for row in ugly("plans.money").rows] == [96_898, 1_500, 1_200, None, 1_200]


def test_whoever_helps_is_told_from_whoever_leads() -> None:
    units = [(row.values.get("lead"), row.values.get("coordinating")) for row in ugly("reports.many_units").rows]
    assert units == [
        (["BTTTT", "BKHCN"], ["NBND"]),
        (["PC", "VP"], ["BCA", "BVHTTDL"]),
        (["CNTT", "VP"], None),
        (["~Vụ Chuyển đổi xanh"], ["BKHCN", "NDVLQ"]),
        (["~Vụ Chuyển đổi xanh"], ["BKHDT"]),
    ]
    assert ugly("reports.indented_titles").rows[1].values["coordinating"] == ["TTB"]
    assert [row.parent_row for row in ugly("reports.indented_titles").rows] == [None, None, 3, None]


def test_the_answers_to_what_ugly_trackers_leave_open_are_followed() -> None:
    coloured = ugly("plans.coloured", colours={plans.GREEN: "done", plans.YELLOW: "in_progress", plans.RED: "in_progress"})
    states = [row.values.get("status") for row in coloured.rows]
    assert states == ["done", "done", "in_progress", "in_progress", "in_progress", "in_progress", None, None]
    struck = ugly("plans.struck", struck="cancelled")
    assert [row.values.get("status") for row in struck.rows] == ["cancelled", "cancelled", "paused", "done"]
    turned = ugly("reports.american_days", order={"Theo dõi": {"D": "mdy"}})
    assert [due(row) for row in turned.rows] == ["2025-06-25", "2025-06-05", "2025-12-31", "2025-08-09"]
    split = ugly("plans.parts_in_cells", parts=True)
    assert [row.values.get("lead") for row in split.rows[1:4]] == [["VP"], ["TCCB"], ["TTB"]]
    assert [row.values.get("lead") for row in split.rows[5:8]] == [["BTP"], ["PC"], None]
    units = ugly("reports.by_unit", sheets=("VP", "PC"))
    assert [(sheet.name, sheet.tasks) for sheet in units.sheets] == [("VP", 1), ("PC", 1)]
    hidden = ugly("reports.broken_cells", hidden_rows="leave", hidden_columns="leave")
    assert [row.row for row in hidden.rows] == [2, 4, 5]


def test_a_table_of_text_is_read_like_a_sheet_and_nothing_in_it_is_a_formula() -> None:
    reading = read_book(reports.SEMICOLONS)
    assert telling.tasks(reading) == [
        "2 · 1 · Xây dựng; vận hành nền tảng · VP · 2025-06-30 · in_progress",
        '3 · 2 · =HYPERLINK("http://x") · PC · 2025-12-31 · done',
    ]
