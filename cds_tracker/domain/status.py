"""What people write as a state, and which one they mean.

Words that are derived from the due date ("Quá hạn") never set a state.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from cds_tracker.domain.task import Status
from cds_tracker.domain.text import clean, key

Said = Literal["on_time", "late"]

# Every code names what was written as {value}.
PROBLEMS = frozenset(
    {
        "status_unreadable",  # no state is known by these words
        "status_not_achieved",  # "Không hoàn thành": taken as in progress
        "status_paused_or_cancelled",  # "Dừng thực hiện": taken as paused, to be confirmed once
        "status_mark",  # x, v, ✓ outside a column of steps
        "status_near_done",  # "Cơ bản hoàn thành": taken as in progress
        "status_derived",  # "Quá hạn", "Chưa đến hạn": kept as text, no state set
    }
)
ERRORS = frozenset({"status_unreadable"})


@dataclass(frozen=True, slots=True)
class StatusReading:
    """``status`` as declared, or none; ``said`` the words' own judgement of a finished task.

    ``text_kept``: the words say more than a state (or are none) and belong among the results. ``code``: see ``PROBLEMS``.
    """

    status: Status | None = None
    said: Said | None = None
    text_kept: bool = False
    code: str | None = None


_DONE, _OPEN, _NOT = Status.DONE, Status.IN_PROGRESS, Status.NOT_STARTED
_ON_TIME = r"(?:dung|truoc|som|trong) (?:thoi )?(?:han|tien do|ke hoach)|som hon (?:thoi )?han"
_LATE = r"(?:qua|tre|cham|sau) (?:thoi )?(?:han|tien do)|\bcham\b|\btre\b"

# First match wins: the whole cell (A…Z) before words within it, negations before what they negate.
_RULES: tuple[tuple[re.Pattern[str], StatusReading], ...] = tuple(
    (re.compile(pattern), reading)
    for pattern, reading in (
        (r"\A(?:chua cap nhat|chua co thong tin|khong co thong tin|khong)\Z", StatusReading()),
        (r"\A(?:x|v)\Z", StatusReading(code="status_mark")),
        (rf"\A(?:da )?(?:{_ON_TIME})\Z(?<!trong han)", StatusReading(_DONE, "on_time")),
        (
            r"\A(?:da )?(?:qua han|cham(?: tien do| muon)?|tre(?: han| tien do)?|sap den han|den han|chua den han|chua co han"
            r"|con han|trong han|khong co han|qua thoi han)\Z",
            StatusReading(text_kept=True, code="status_derived"),
        ),
        (r"\bcho (?:xac nhan|phe duiet ket qua|nghiem thu|danh gia)\b", StatusReading(Status.AWAITING_CONFIRMATION)),
        (
            r"\bkhong tiep tuc\b|\bbai bo\b|\bhuy\b|\brut khoi\b|\bkhong (?:con )?thuc hien\b|\bkhong trien khai\b",
            StatusReading(Status.CANCELLED, text_kept=True),
        ),
        (r"\btam (?:dung|hoan|ngung)\b", StatusReading(Status.PAUSED, text_kept=True)),
        (
            r"\b(?:dung|ngung) (?:thuc hien|trien khai|lai)\b",
            StatusReading(Status.PAUSED, None, True, "status_paused_or_cancelled"),
        ),
        (r"\bkhong (?:hoan thanh|dat)\b", StatusReading(_OPEN, None, True, "status_not_achieved")),
        (r"\bchua (?:thuc hien|trien khai|bat dau|lam|tien hanh|th|tk)\b", StatusReading(_NOT)),
        (r"\bchua (?:hoan thanh|xong|ht|dat)\b", StatusReading(_OPEN)),
        (r"\bchua (?:ban hanh|trinh|phe duyet|co|duoc)\b", StatusReading(_OPEN, text_kept=True)),
        (
            r"\b(?:co ban|gan|sap|chuan bi|se|du kien|phan dau) (?:da )?(?:hoan thanh|xong)\b",
            StatusReading(_OPEN, None, True, "status_near_done"),
        ),
        (r"\b(?:hoan thanh|ht|xong) (?:mot phan|1 phan|buoc dau)\b", StatusReading(_OPEN, text_kept=True)),
        (r"\bdang\b|\btheo (?:dung )?(?:lo trinh|tien do|ke hoach)\b", StatusReading(_OPEN)),
        (
            r"\bda (?:trinh|gui|tham dinh|chuien|chuyen|lap|du thao|xay dung du thao|bao cao|lay y kien|xin y kien|tong hop)\b",
            StatusReading(_OPEN, text_kept=True),
        ),
        (r"\b(?:hoan thanh|ht|xong)\b", StatusReading(_DONE)),
        (r"\A(?:da thuc hien|da trien khai|da ban hanh|dat|hoan tat|da hoan tat|ket thuc|da ket thuc)\Z", StatusReading(_DONE)),
        (r"\A(?:dang|trien khai|thuc hien|th)\Z|\btiep tuc (?:thuc hien|trien khai)\b", StatusReading(_OPEN)),
    )
)
_STATES_ALONE = (
    "hoan thanh,da hoan thanh,da xong,xong,ht,da ht,hoan thanh 100,da hoan thanh 100,hoan tat,da hoan tat,dat,ket thuc,"
    "dang thuc hien,dang trien khai,dang xu ly,dang th,dang tk,dang lam,dang,trien khai,thuc hien,th,theo lo trinh,"
    "dang thuc hien trong han,dang thuc hien qua han,dang thuc hien theo lo trinh,chua hoan thanh,chua xong,chua ht,"
    "chua thuc hien,chua trien khai,chua bat dau,chua th,chua tk,tam dung,huy,da huy,huy bo,bai bo,cho xac nhan"
)
_PLAIN = frozenset(_STATES_ALONE.split(","))
_JUDGEMENT = re.compile(rf"{_LATE}|{_ON_TIME}")
_PARTLY = re.compile(r"(?:hoàn thành|đạt|xong|được)\s*(?:khoảng\s*)?\d{1,2}(?:[.,]\d+)?\s*%", re.IGNORECASE)


@lru_cache(maxsize=65_536)
def read_status(text: str) -> StatusReading:
    """The declared state that ``text`` names."""
    written = key(text)
    if clean(text) in ("✓", "✔", "☑", "✅"):
        return StatusReading(code="status_mark")
    if not written:
        return StatusReading()
    reading = next((reading for pattern, reading in _RULES if pattern.search(written)), None)
    if reading is None:
        return StatusReading(text_kept=True, code="status_unreadable")
    if reading.status is _DONE:
        return _finished(text, written)
    if reading.status and written not in _PLAIN:
        return replace(reading, text_kept=True)
    return replace(reading, text_kept=False) if written in _PLAIN else reading


def _finished(text: str, written: str) -> StatusReading:
    if _PARTLY.search(clean(text)):  # "Hoàn thành 80%"
        return StatusReading(_OPEN, None, True)
    more = _JUDGEMENT.sub("", written).strip() not in ("", *_PLAIN)
    if re.search(_LATE, written):
        return StatusReading(_DONE, "late", more)
    return StatusReading(_DONE, "on_time" if re.search(_ON_TIME, written) else None, more)
