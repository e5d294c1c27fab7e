"""What becomes of each demo task, day by day: the fate in ``tasks.csv`` turned into what a unit would report."""

import random
from collections.abc import Iterator
from csv import DictReader
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

TODAY = date(2025, 9, 30)
ISSUED = date(2025, 1, 15)
REPORTS = (date(2025, 3, 31), date(2025, 6, 30), date(2025, 8, 31), TODAY)
SILENT = frozenset({"NCC", "TC", "TNBDG"})  # these did not report in the last month
SECTIONS = {
    "1": "Nhận thức số",
    "2": "Thể chế số",
    "3": "Hạ tầng số",
    "4": "Nhân lực số",
    "5": "An toàn thông tin",
    "6": "Nền tảng số và dữ liệu số",
    "7": "Cổng thông tin và dịch vụ công trực tuyến",
}
OLD_LEADS = {
    "CNTT": "Trung tâm Thông tin",
    "TNBDG": "Vụ Công tác thanh niên",
    "TLBHXH": "Vụ Tiền lương",
    "VKHTC": "Viện Khoa học tổ chức nhà nước",
    "TC": "Tạp chí Tổ chức nhà nước",
}
JOINED_LATER = frozenset({"CVL", "QLLDNN", "NCC", "BAO"})  # units of the ministry since March 2025
EARLIER_DEADLINES = {  # twice extended: the plan's own deadline, then the first extension
    "Thông tư mã số, chuẩn dữ liệu CBCCVC": ("Quý II/2025", "Tháng 8/2025"),
    "Phần mềm thi đua, khen thưởng: liên thông hồ sơ": ("Tháng 5/2025", "Tháng 7/2025"),
}
DIFFICULTIES = (
    ("Chờ thẩm định giá gói thầu", "Hoàn tất hồ sơ mời thầu trước ngày 15/10"),
    ("Dữ liệu của các đơn vị gửi về chưa thống nhất mẫu", "Tổ chức đối soát từng đơn vị trong hai tuần tới"),
    ("Thiếu cán bộ chuyên trách công nghệ thông tin", "Đề nghị biệt phái hai chuyên viên đến hết năm"),
    ("Phụ thuộc tiến độ kết nối của hệ thống dùng chung", "Kết nối thử trên môi trường kiểm thử"),
    ("Phải lấy lại ý kiến do thay đổi chức năng sau sắp xếp", "Trình lại dự thảo sau khi Vụ Pháp chế cho ý kiến"),
)


@dataclass(frozen=True)
class Plot:
    """One demo task with its fate. ``section`` is "6", or "6.1" for a part of the task before it."""

    section: str
    lead: str
    coordinating: tuple[str, ...]
    deadline: str
    area: str
    deliverable: str
    title: str
    fate: str
    seed: int

    def deadline_on(self, day: date) -> str:
        """The words of the deadline in force on that day."""
        first, second = EARLIER_DEADLINES.get(self.title, (self.deadline, self.deadline))
        written = first if day <= REPORTS[0] else second if day <= REPORTS[1] else self.deadline
        return "" if written == "Không" else written


@dataclass(frozen=True)
class Report:
    """What the unit writes about a task on a reporting day; blank where it says nothing."""

    status: str = ""
    progress: float | None = None
    completed_on: str = ""
    result: str = ""
    evidence: str = ""
    difficulty: str = ""
    next_step: str = ""


@cache
def plots() -> tuple[Plot, ...]:
    """The tasks of ``tasks.csv``, in order."""
    with (Path(__file__).parent / "tasks.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_plots(DictReader(file, delimiter="|")))


def _plots(lines: "DictReader[str]") -> Iterator[Plot]:
    for seed, line in enumerate(lines):
        coordinating = tuple(code for code in line.pop("coordinating").split(",") if code)
        yield Plot(coordinating=coordinating, seed=seed, **line)


def report(plot: Plot, day: date) -> Report:
    """What is said about a task on a reporting day; the same for the same day, always."""
    chance = random.Random(plot.seed)  # noqa: S311 - a story, not a secret
    kind, _, detail = plot.fate.partition(":")
    if kind in ("done", "late"):
        return _finished(plot, date.fromisoformat(detail), day, chance)
    if kind == "duedone":
        return _finished(plot, TODAY, day, chance, says_day=False)
    if kind == "recurring":
        return Report("Đang thực hiện", None, result=f"Thực hiện thường xuyên, có báo cáo đến ngày {day:%d/%m/%Y}")
    if kind in ("cancelled", "paused") and day >= REPORTS[2]:
        words = {"cancelled": "Hủy", "paused": "Tạm dừng"}
        return Report(words[kind], result="Điều chỉnh theo chỉ đạo của Lãnh đạo Bộ tại phiên họp tháng 8")
    if kind == "conditional" or kind == "parent":
        return Report("Đang thực hiện" if kind == "parent" or day > REPORTS[1] else "Chưa thực hiện")
    return _running(plot, day, chance, int(detail or 65))


def _finished(plot: Plot, finished: date, day: date, chance: random.Random, says_day: bool = True) -> Report:
    if day < finished:
        return _running(plot, day, chance, 85)
    number, proved, dated = chance.randint(102, 989), chance.random() > 0.14, says_day and chance.random() > 0.05
    return Report(
        status="Hoàn thành",
        progress=100,
        completed_on=f"{finished:%d/%m/%Y}" if dated else "",
        result=f"Đã hoàn thành: {plot.deliverable.lower()}",
        evidence=f"Văn bản số {number}/QĐ-DEMO ngày {finished:%d/%m/%Y}" if proved else "",
    )


def _running(plot: Plot, day: date, chance: random.Random, final: int) -> Report:
    share = REPORTS.index(day) + 1
    progress = round(final * share / len(REPORTS) / 5) * 5
    if progress < 10 or (share == 1 and chance.random() < 0.5):
        return Report("Chưa thực hiện", 0)
    troubled = plot.fate.startswith("overdue") and day == TODAY
    difficulty, next_step = chance.choice(DIFFICULTIES) if troubled and chance.random() > 0.25 else ("", "")
    result = "Đang lấy ý kiến các đơn vị" if progress < 50 else "Đã có dự thảo, đang hoàn thiện"
    return Report("Đang thực hiện", progress, result=result, difficulty=difficulty, next_step=next_step)
