"""A plan is issued again after ministries merged and rows moved: the same tasks, and only what really changed."""

from collections.abc import Sequence
from datetime import date

from cds_tracker.domain.people import operator
from cds_tracker.store.database import Database
from cds_tracker.workflows import importing
from cds_tracker.workflows.importing import Target
from cds_tracker.workflows.previewing import Preview
from tests.excel.tracking import book_of, read_book

LAN = operator("lan")
PLAN = Target("NQ-2025", create=True, issued_on=date(2025, 1, 9))
HEAD = ["TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Kết quả", "Thời gian hoàn thành"]
NEW_NAMES = {  # the mergers of 01/3/2025, the longest names first
    "Bộ Nông nghiệp và Phát triển nông thôn": "Bộ Nông nghiệp và Môi trường",
    "Bộ Tài nguyên và Môi trường": "Bộ Nông nghiệp và Môi trường",
    "Bộ Thông tin và Truyền thông": "Bộ Khoa học và Công nghệ",
    "Bộ Kế hoạch và Đầu tư": "Bộ Tài chính",
    "Bộ Giao thông vận tải": "Bộ Xây dựng",
}
LEADS = [
    *NEW_NAMES,
    "Bộ TT&TT",
    "Bộ Công an",
    "Bộ Thông tin và Truyền thông; Bộ Công an",
    "Các bộ, ngành, địa phương",
    "Bộ Tài chính",
]
HELPERS = ["Bộ Công an; Bộ Kế hoạch và Đầu tư", "Bộ Giao thông vận tải, Bộ Xây dựng", "Các bộ, ngành, địa phương", None]
WHAT = [
    "Xây dựng cơ sở dữ liệu",
    "Ban hành quy chuẩn kết nối",
    "Đào tạo nhân lực",
    "Triển khai nền tảng giám sát",
    "Rà soát thủ tục",
]
WHERE = ["đất đai", "đường bộ", "doanh nghiệp", "bưu chính", "thủy lợi", "dân cư", "ngân sách", "quy hoạch"]


def rows() -> list[list[object]]:
    """Forty tasks in four sections, the numbers running on."""
    found: list[list[object]] = []
    for n in range(40):
        if n % 10 == 0:
            found.append([("I", "II", "III", "IV")[n // 10] + ".", f"Nhóm nhiệm vụ thứ {n // 10 + 1}"])
        title = f"{WHAT[n % 5]} về {WHERE[n // 5]}, kết nối với trục liên thông quốc gia"
        due = ["6/2025", "2025", "Thường xuyên", "Quý II/2026"][n % 4]
        found.append([f"{n + 1}.", title, LEADS[n % len(LEADS)], HELPERS[n % 4], "Báo cáo", due])
    return found


def renamed(rows: Sequence[Sequence[object]]) -> list[list[object]]:
    """The same rows after the mergers: a name that comes out twice in a cell is written once."""
    found = []
    for row in rows:
        again = list(row)
        for place in (2, 3):
            if len(row) > place and isinstance(text := row[place], str):
                for old, new in NEW_NAMES.items():
                    text = text.replace(old, new)
                names = text.replace("Bộ Giao thông vận tải, ", "").split("; ")
                again[place] = "; ".join(dict.fromkeys(names)).replace("Bộ Xây dựng, Bộ Xây dựng", "Bộ Xây dựng")
        found.append(again)
    return found


def shown(database: Database, rows: Sequence[Sequence[object]], day: date) -> Preview:
    reading = read_book(book_of([["DANH MỤC NHIỆM VỤ"], HEAD, *rows]))
    return importing.preview(database, reading, PLAN, day, LAN)


def test_renamed_ministries_are_no_change_and_real_changes_are_found(database: Database) -> None:
    importing.carry_out(database, shown(database, rows(), date(2025, 1, 9)), LAN)
    again = renamed(rows())
    assert again != rows()
    same = shown(database, again, date(2025, 3, 15))
    assert same.counts is not None
    assert (same.counts["unchanged"], same.changes, same.absent, same.unresolved) == (40, (), (), ())
    again[3][5] = "12/2026"  # a new deadline for task 3
    again[8][2] = "Bộ Quốc phòng"  # task 8 has another lead
    del again[30]
    again.insert(1, ["1.", "Lập tổ công tác liên ngành về dữ liệu", "Bộ Công an", None, "Quyết định", "3/2025"])
    found = shown(database, again, date(2025, 3, 15))
    assert sorted(one.field for one in found.changes) == ["*", "deadline", "lead"]
    assert (len(found.absent), found.counts and found.counts["new"]) == (1, 1)
