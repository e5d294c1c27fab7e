"""What the demo's people upload: the plan lets units' files wait, and one of the head's waits for the focal unit."""

from dataclasses import replace
from pathlib import Path

from cds_tracker.demo.people import UNIT
from cds_tracker.demo.people_at_work import HEAD, Scene
from cds_tracker.demo.story import TODAY
from cds_tracker.demo.workbooks import of_unit
from cds_tracker.domain.people import operator
from cds_tracker.store import plans, tasks, units
from cds_tracker.store.database import Database
from cds_tracker.workflows import changing_plans, uploading

FILE = "bao-cao-cong-nghe-thong-tin-2025-09.xlsx"
SAID = {  # by the beginning of the title: progress, next step
    "Đưa các hệ thống dùng chung": (60, "Chuyển nốt hai hệ thống còn lại trong tháng 10"),
    "Nâng cấp Cổng TTĐT": (80, "Kiểm thử an toàn thông tin trước ngày 20/10"),
    "Kho dữ liệu dùng chung": (70, "Nghiệm thu đợt 1 với các đơn vị cung cấp dữ liệu"),
}


def play(database: Database, plan: str, folder: Path) -> None:
    """No figure depends on it: what waits is not published."""
    with database.read() as connection:
        held = plans.find(connection, plan)
    assert held is not None  # noqa: S101 - entered just now
    wanted = replace(held, approve_uploads=True)
    changing_plans.save(database, operator("demo"), wanted, held, TODAY)
    number = uploading.receive(database, folder, HEAD, FILE, _file(Scene(database, plan)), plan=plan, effective_on=TODAY)
    result = uploading.carry_out(database, folder, number, HEAD, "Báo cáo tháng 9 của Trung tâm")
    if result.state != "pending":
        raise RuntimeError(f"{FILE} does not wait: {result.state}")


def _file(scene: Scene) -> bytes:
    lines: list[tuple[str, ...]] = []
    with scene.database.read() as connection:
        name = units.load(connection).name(UNIT)
    for beginning, (progress, following) in SAID.items():
        number = scene.task(beginning)
        with scene.database.read() as connection:
            task = tasks.some(connection, [number])[number]
        lines.append((str(task["stt"] or ""), str(task["section"] or ""), str(task["title"]), name, str(progress), following))
    return of_unit(lines)
