"""What the demo's people say about delays: requests for another deadline, questions of leadership, an explanation."""

from datetime import date

from cds_tracker.demo.people_at_work import HEAD, PEOPLE, Scene
from cds_tracker.demo.story import TODAY
from cds_tracker.store import tasks
from cds_tracker.store.database import Database
from cds_tracker.workflows import deciding, explaining, requesting
from cds_tracker.workflows.deciding import Decision
from cds_tracker.workflows.explaining import Why
from cds_tracker.workflows.requesting import Paper

LEADER = PEOPLE["lanhdao"]
WAITS, REFUSED = "Nâng cấp Cổng TTĐT", "Đưa các hệ thống dùng chung"  # another deadline is asked for
ASKED, ANSWERED = "Sửa Quy chế quản lý", "Nâng cấp hạ tầng ảo hóa"  # leadership asks why


def play(database: Database, plan: str) -> None:
    """One request waits and one was refused; one question waits and one was answered. No figure depends on it."""
    scene = Scene(database, plan)
    refused = _request(scene, REFUSED, "30/6/2026", "Chưa bố trí được kinh phí thuê dịch vụ", date(2025, 9, 10))
    decision = Decision("Kinh phí đã có trong dự toán năm; giữ nguyên thời hạn", date(2025, 9, 15))
    deciding.refuse(database, LEADER, refused, decision)
    reason = "Nhà thầu chậm bàn giao chức năng tích hợp, cần thêm thời gian kiểm thử an toàn thông tin"
    _request(scene, WAITS, "31/12/2025", reason, TODAY, Paper("37/TTr-DEMO", date(2025, 9, 26)))
    explaining.ask(database, LEADER, [scene.task(ANSWERED)], "Vì sao chưa nghiệm thu được?", None, date(2025, 9, 20))
    _answer(scene)
    words = "Đề nghị nêu rõ nguyên nhân chậm và thời điểm ban hành quy chế."
    explaining.ask(database, LEADER, [scene.task(ASKED)], words, date(2025, 10, 3), date(2025, 9, 25))


def _request(scene: Scene, beginning: str, deadline: str, reason: str, on: date, paper: Paper = Paper()) -> int:  # noqa: B008
    number = scene.task(beginning)
    with scene.database.read() as connection:
        seen = tasks.some(connection, [number])[number]["deadline"]
    return requesting.extension(
        scene.database, HEAD, number, deadline, reason, before=seen, base=scene.now(), on=on, paper=paper
    )


def _answer(scene: Scene) -> None:
    number = scene.task(ANSWERED)
    with scene.database.read() as connection:
        held = tasks.some(connection, [number])[number]
    why = Why(
        "Nhà thầu chưa ký biên bản nghiệm thu vì còn hai máy chủ chưa giao",
        "Giao đủ thiết bị và nghiệm thu lại",
        "Phòng Hạ tầng",
        date(2025, 10, 15),
    )
    explaining.explain(
        scene.database, HEAD, number, why, difficulty=held["difficulty"], next_step=held["next_step"],
        base=scene.now(), on=TODAY,
    )  # fmt: skip
