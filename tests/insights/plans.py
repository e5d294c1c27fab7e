"""Plans made by hand: units of an invented ministry, and tasks with the fields that a test names."""

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random

import pandas as pd

from cds_tracker.domain.areas import SEED, Areas
from cds_tracker.domain.deadline import Deadline, to_value
from cds_tracker.domain.plan import Plan, TaskRows
from cds_tracker.domain.task import FIELDS, LISTS
from cds_tracker.domain.units import Registry, Unit
from cds_tracker.insights.frame import build

DAY = date(2025, 9, 30)
DERIVED = ("done_since", "created_on", "parent_id", "reported_on", "extensions", "original_due")
BESIDE = {"extensions": 0, "evidence_count": 0, "explained_on": None, "asked": False, "requested": False}
NOW = {"lead_now": "lead", "coordinating_now": "coordinating"}
COLUMNS = tuple(dict.fromkeys(("id", "plan", "position", *FIELDS, *NOW, *DERIVED, *BESIDE)))
STATUSES = (None, "not_started", "in_progress", "awaiting_confirmation", "done", "done", "paused", "cancelled")
AREAS = Areas(SEED)
UNITS = (
    Unit("VP", "Văn phòng Bộ", 2, short_names=("VPB",)),
    Unit("PC", "Vụ Pháp chế", 1),
    Unit("CNTT", "Trung tâm Công nghệ thông tin", 3, valid_from=date(2025, 3, 1)),
    Unit("TTTT", "Trung tâm Thông tin", 103, valid_to=date(2025, 2, 28), successor="CNTT"),
    Unit("TGCP", "Ban Tôn giáo Chính phủ", 104, valid_to=date(2025, 2, 28)),
    Unit("BTC", "Bộ Tài chính", 10, kind="ministry"),
    Unit("ALL", "Các đơn vị thuộc, trực thuộc Bộ", 200, kind="group", members="units"),
    Unit("BND", "Các bộ, ngành, địa phương", 201, kind="group"),
)
REGISTRY = Registry(UNITS)
PLAN = Plan(1, "KH-2025", issued_on=date(2025, 1, 2))


def due(day: str | None, kind: str = "exact") -> dict[str, object] | None:
    """The canonical value of a deadline on a day."""
    if kind in ("recurring", "conditional", "unreadable"):
        return to_value(Deadline(kind, kind=kind))
    return None if day is None else to_value(Deadline(day, None, date.fromisoformat(day), "day", kind))


def rows(tasks: Sequence[Mapping[str, object]]) -> TaskRows:
    """Task rows as the store gives them; what a task does not say is absent."""
    listed = []
    for place, task in enumerate(tasks, start=1):
        full: dict[str, object] = {name: () if name in LISTS else None for name in COLUMNS}
        full |= {"id": place, "plan": 1, "position": place, "title": f"Nhiệm vụ {place}"} | BESIDE | task
        full |= {name: full[field] for name, field in NOW.items() if name not in task}
        listed.append(tuple(full[name] for name in COLUMNS))
    return TaskRows(COLUMNS, listed)


def frame_of(*tasks: Mapping[str, object], as_of: date = DAY, plan: Plan = PLAN) -> pd.DataFrame:
    """The frame of these tasks on a day."""
    return build(rows(tasks), plan, REGISTRY, AREAS, as_of)


def some_tasks(size: int, seed: int = 7) -> list[dict[str, object]]:
    """Tasks of every sort that a plan can hold, the same for the same seed."""
    pick = Random(seed)
    leads = [(), ("VP",), ("VP", "PC"), ("PC",), ("TTTT",), ("TGCP",), ("ALL",), ("ALL", "VP"), ("BND",), ("BTC",), ("~Tổ 06",)]
    dues = [None, *(due(f"2025-{month:02d}-{day}") for month in range(1, 13) for day in ("05", "28"))]
    dues += [due("2025-10-03"), due("2026-02-01"), *(due(None, kind) for kind in ("recurring", "conditional", "unreadable"))]
    tasks: list[dict[str, object]] = []
    for _ in range(size):
        status = pick.choice(STATUSES)
        task: dict[str, object] = {
            "lead": pick.choice(leads),
            "coordinating": pick.choice([*leads, ("CNTT", "BTC")]),
            "assignees": pick.choice([(), ("Lan",), ("Minh", "Hoa")]),
            "deadline": pick.choice(dues),
            "section": pick.choice([None, "I. Thể chế", "II. Hạ tầng", "II. Hạ tầng / 1. Mạng"]),
            "area": pick.choice([None, "portal", "security", "awareness", "~Lĩnh vực lạ"]),
            "status": status,
            "said": pick.choice([None, None, "on_time", "late"]),
            "difficulty": pick.choice([None, None, "Thiếu vốn"]),
            "reported_on": pick.choice([None, "2025-08-31", "2025-09-01", "2025-09-20"]),
            "extensions": pick.choice([0, 0, 1, 2]),
            "original_due": pick.choice([None, "2025-02-01", "2025-09-29"]),
            "evidence_count": pick.choice([0, 0, 1]),
            "parent_id": pick.choice([None, None, None, pick.randint(1, size)]),
        }
        if status == "done":
            task |= {"done_since": "2025-06-30", "completed_on": pick.choice([None, "2025-05-05", "2025-09-28"])}
            task["evidence"] = pick.choice([None, "Quyết định số 12"])
        tasks.append(task)
    return tasks
