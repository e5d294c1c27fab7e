"""What the demo's people do with the plan on its last day, through the workflows that everybody goes through."""

from dataclasses import dataclass

from cds_tracker.demo.people import ACCOUNTS
from cds_tracker.demo.story import TODAY
from cds_tracker.domain.people import Act
from cds_tracker.domain.task import Value
from cds_tracker.store import ledger, plans, tasks
from cds_tracker.store.database import Database
from cds_tracker.workflows import assigning, confirming
from cds_tracker.workflows.acting import acting
from cds_tracker.workflows.assigning import How
from cds_tracker.workflows.editing import Edit, write

PEOPLE = {one.code: one.person() for one in ACCOUNTS}
HEAD, STAFF = PEOPLE["thutruong"], PEOPLE["chuyenvien"]
GIVEN = (  # what the head gave to the staff, by the beginning of the title
    "Sửa Quy chế quản lý",
    "Nâng cấp hạ tầng ảo hóa",
    "Đưa các hệ thống dùng chung",
    "Phê duyệt cấp độ ATTT",
    "Diễn tập ứng cứu",
    "Giám sát an toàn thông tin",
    "Kho dữ liệu dùng chung",
    "Nâng cấp Cổng TTĐT",
)
PROVED, UNPROVED, SENT_BACK = "Phê duyệt cấp độ ATTT", "Sửa Quy chế quản lý", "Nâng cấp hạ tầng ảo hóa"
REASON = "Biên bản nghiệm thu chưa có chữ ký của nhà thầu. Bổ sung bản ký đủ rồi báo lại."


@dataclass(frozen=True, slots=True)
class Scene:
    """The plan, and its tasks by the beginning of their title."""

    database: Database
    plan: str

    def task(self, beginning: str) -> int:
        """The id of a task."""
        with self.database.read() as connection:
            plan = plans.find(connection, self.plan)
            held = tasks.current(connection, plan.id) if plan else []
        return next(one.id for one in held if str(one["title"]).startswith(beginning))

    def now(self) -> int:
        """The revision that whoever acts next sees."""
        with self.database.read() as connection:
            return ledger.latest(connection)


def play(database: Database, plan: str) -> None:
    """Tasks are given out, and some are reported as done: one with evidence, one without, one that came back."""
    scene = Scene(database, plan)
    _give(scene)
    _report(scene, PROVED, "Đã trình phê duyệt cấp độ cho toàn bộ hệ thống", "Quyết định số 512/QĐ-DEMO ngày 26/09/2025")
    _report(scene, UNPROVED, "Đã trình ký dự thảo quy chế sửa đổi")
    _report(scene, SENT_BACK, "Đã lắp đặt, chạy thử đạt yêu cầu", "Biên bản số 77/BB-DEMO ngày 24/09/2025")
    confirming.send_back(database, HEAD, [scene.task(SENT_BACK)], REASON, effective_on=TODAY, base=scene.now())


def _give(scene: Scene) -> None:
    seen: dict[int, tuple[str, ...]] = {scene.task(beginning): () for beginning in GIVEN}
    assigning.assign(scene.database, HEAD, seen, How.ADD, [STAFF.account], effective_on=TODAY, base=scene.now())


def _report(scene: Scene, beginning: str, result: str, evidence: str | None = None) -> None:
    """The staff reports a task as done."""
    after: dict[str, Value] = {"status": "awaiting_confirmation", "progress": 100, "result": result}
    if evidence:
        after["evidence"] = evidence
    number = scene.task(beginning)
    with acting(scene.database, STAFF, "report") as doing:
        held = doing.task(number, Act.REPORT)
        edit = Edit(number, after, {name: held[name] for name in after})
        write(doing, [edit], kind="report", effective_on=TODAY, base=ledger.latest(doing.connection), reported=True)
