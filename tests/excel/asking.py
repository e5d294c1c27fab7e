"""For the tests of what is asked about a workbook: a small plan, fills, and the one question of a kind."""

from typing import Any

from openpyxl.styles import PatternFill

from cds_tracker.domain.picture import Question
from cds_tracker.domain.reading import Reading

PLAN = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn hoàn thành"]
GREEN, YELLOW = "92D050", "FFFF00"
RESULT = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Kết quả"]


def asked(reading: Reading, code: str, at: str | None = None) -> Question:
    found = [one for one in reading.questions if one.code == code and at in (None, one.at)]
    assert len(found) == 1, reading.questions
    return found[0]


def painted(*cells: tuple[str, str]) -> Any:
    """A change of a sheet: these cells with these fills."""

    def change(page: Any) -> None:
        for address, colour in cells:
            page[address].fill = PatternFill("solid", fgColor=colour)

    return change


def tasks(count: int, *more: object) -> list[list[object]]:
    return [[n, f"Xây dựng hệ thống số {n}", "Văn phòng Bộ", "12/2025", *more] for n in range(1, count + 1)]


def numbered(*values: object) -> list[list[object]]:
    """A task for each value, which stands in the fourth column."""
    return [[n, f"Nhiệm vụ thứ {n}", "Văn phòng Bộ", value] for n, value in enumerate(values, 1)]
