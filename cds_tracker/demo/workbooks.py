"""The demo's workbooks: the plan's appendix, then what the units kept and sent, one file per reporting day."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple
from datetime import date

from cds_tracker.demo.story import ISSUED, JOINED_LATER, OLD_LEADS, REPORTS, SECTIONS, SILENT, TODAY, Plot, plots, report
from cds_tracker.excel.writing import Line, write_tracker

PLAN = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn hoàn thành", "Sản phẩm", "Lĩnh vực")
REPORT = (
    "Trạng thái",
    "Tiến độ (%)",
    "Ngày hoàn thành thực tế",
    "Kết quả thực hiện",
    "Minh chứng",
    "Khó khăn, vướng mắc",
    "Bước tiếp theo",
)
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII")

OWN = ("TT", "Mục", "Nhiệm vụ", "Đơn vị chủ trì", "Tiến độ (%)", "Bước tiếp theo")

Names = Callable[[str], str]


def workbooks(unit: Names, area: Names) -> Iterator[tuple[date, str, bytes]]:
    """(the day it speaks for, file name, file), oldest first. ``unit`` and ``area`` give the names of codes."""
    yield ISSUED, "phu-luc-ke-hoach.xlsx", _file("Phụ lục", ISSUED, PLAN, _lines(ISSUED, unit, area))
    for day in REPORTS:
        name = f"theo-doi-{day:%Y-%m}.xlsx"
        yield day, name, _file("Theo dõi", day, PLAN + REPORT, _lines(day, unit, area))


def of_unit(lines: Sequence[Line]) -> bytes:
    """What one unit sends of its own tasks; the columns are ``OWN``."""
    return _file("Báo cáo", TODAY, OWN, iter(lines))


def _file(sheet: str, day: date, header: tuple[str, ...], lines: Iterator[Line]) -> bytes:
    headings = (
        "BẢNG THEO DÕI NHIỆM VỤ" if len(header) > len(PLAN) else "PHỤ LỤC",
        "KẾ HOẠCH CHUYỂN ĐỔI SỐ NĂM 2025 (DỮ LIỆU MINH HỌA)",
        f"(Số liệu đến ngày {day:%d/%m/%Y})",
    )
    return write_tracker(sheet, headings, header, lines)


def _lines(day: date, unit: Names, area: Names) -> Iterator[Line]:
    section, number, part = "", 0, 0
    for plot in plots():
        if plot.section[0] != section:
            section = plot.section[0]
            yield [f"{ROMAN[int(section)]}.", SECTIONS[section]]
        is_part = "." in plot.section
        number, part = (number, part + 1) if is_part else (number + 1, 0)
        if _is_listed(plot, day):
            yield _line(f"{number}.{part}" if is_part else str(number), plot, day, unit, area)


def _is_listed(plot: Plot, day: date) -> bool:
    if day == ISSUED:
        return plot.lead not in JOINED_LATER
    return not (day == TODAY and plot.lead in SILENT)


def _line(stt: str, plot: Plot, day: date, unit: Names, area: Names) -> Line:
    lead = OLD_LEADS.get(plot.lead) if day == ISSUED else None
    coordinating = ", ".join(unit(code) for code in plot.coordinating)
    units = [lead or unit(plot.lead), coordinating]
    assigned = [stt, plot.title, *units, plot.deadline_on(day), plot.deliverable, area(plot.area)]
    return assigned if day == ISSUED else [*assigned, *astuple(report(plot, day))]
