"""What a row can be, and the texts that say of their row that it is no task: totals, signatures, notes."""

import re
from enum import Enum
from functools import lru_cache

from cds_tracker.domain.text import key


class Is(Enum):
    """What a row is. ``LETTER``: "a)" and a title alone; ``WORDS``: a title without number; ``REST``: only other cells.

    ``HEADING``: a number such as "1." and a title alone, merged across the table.
    """

    TASK = "task"
    SECTION = "section"
    LETTER = "letter"
    HEADING = "heading"
    WORDS = "words"
    REST = "rest"
    BLANK = "blank"
    REPEATED_HEADER = "repeated_header"
    NUMBERING = "numbering"
    TOTAL = "total"
    SIGNATURE = "signature"
    NOTE = "note"


_TOTAL = re.compile(
    r"(?:tong cong|tong so|cong|tong|tong hop chung|cong chung|luy ke)"
    r"(?: (?:nhiem vu|muc|phan|nhom|so|chung|toan bo|cac|du an|kinh phi|[ivxlc]+|[a-z]|\d+))*"
)
_HEADS = r"bo truong|thu truong|chu tich|giam doc|cuc truong|vu truong|chanh van phong|thu tuong|chinh phu|don vi|lanh dao"
_SIGNATURE = re.compile(
    r"noi nhan\b.*|nguoi (?:lap|tong hop|ky|bao cao|kiem tra|duyet)(?: (?:bieu|bang|bao cao))*"
    r"|ky ten.*|da ky|luu vt.*|xac nhan cua .*"
    r"|(?:[a-z]+ ){1,4}ngay (?:\d+ )?thang (?:\d+ )?nam(?: \d+)?"
    rf"|(?:tm|kt|tl|tuq|q) (?:{_HEADS})?.*"
    r"|(?:pho )?(?:bo truong|thu truong|chanh van phong|vu truong|cuc truong|giam doc)"
    r"|thu truong (?:co quan|don vi)|lanh dao don vi"
)
_BY_ORDER = re.compile(r"(?:tm|kt|tl|tuq|q) ")
_BY_ORDER_WRITTEN = re.compile(r"(?:TM|KT|TL|TUQ|Q)\s*\.")
_NOTE = re.compile(
    r"(?:ghi chu|chu thich|luu y|chu giai|chu y|de xuat kien nghi|kien nghi de xuat|ghi chu chung|dien giai)\b.*"
)
_NOTE_SIGN = re.compile(r"\s*(?:\(?\*+\)?|\(?[¹²³⁴⁵⁶⁷⁸⁹]+\)?|\[\d\]|†)\s*\S")


@lru_cache(maxsize=4_096)
def no_task(text: str) -> Is | None:
    """What a text without a number before it says that its row is, if it says so."""
    if len(text) > 400:
        return None
    plain = key(text)
    if _TOTAL.fullmatch(plain):
        return Is.TOTAL
    first = key(text.split("\n")[0])
    ordered = not _BY_ORDER.match(first) or _BY_ORDER_WRITTEN.match(text)
    if len(first) < 80 and ordered and _SIGNATURE.fullmatch(first):
        return Is.SIGNATURE
    if _NOTE.fullmatch(plain) or _NOTE_SIGN.match(text):
        return Is.NOTE
    return None
