"""What the texts above a column mean together: the lowest alone, or with what stands over it."""

from dataclasses import dataclass

from cds_tracker.domain.text import key
from cds_tracker.excel.synonyms import fields_of, guess

# Too general alone where something stands over them.
_GENERAL = frozenset(
    {
        "don vi", "co quan", "ca nhan", "ten", "ngay", "so", "nguoi", "noi dung", "thoi gian", "ket qua", "hoan thanh",
        "thoi han", "tien do", "ma", "ghi chu", "nguyen nhan", "ly do",
    }
)  # fmt: skip

# Words that tell a column although its whole name is not known; none of the second may stand beside them.
_TELLING: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("lead", ("chu tri",), ("phoi hop", "lanh dao", "nguoi", "ca nhan", "chuyen vien", "can bo", "ldvp")),
    ("coordinating", ("phoi hop",), ("chu tri", "lanh dao", "tinh hinh", "noi dung", "ket qua")),
    ("difficulty", ("kho khan", "vuong mac"), ("kien nghi", "de xuat", "giai phap")),
    ("proposal", ("kien nghi", "de xuat"), ("kho khan", "vuong mac", "nhiem vu")),
    ("evidence", ("minh chung",), ()),
    ("note", ("ghi chu",), ()),
    ("budget", ("kinh phi", "du toan"), ("nguon", "kho khan", "tinh hinh")),
)
_BEGINNING: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("title", ("ten nhiem vu", "noi dung nhiem vu", "nhiem vu", "noi dung cong viec", "ten cong viec", "danh muc nhiem vu"),
     ("so luong", "tong", "ty le", "so nhiem vu", "nhiem vu hoan thanh", "nhiem vu qua han", "nhiem vu dang", "nhiem vu chua",
      "da hoan thanh", "trong han", "dung han", "tiep theo")),
    ("deadline", ("thoi han", "thoi gian hoan thanh", "han hoan thanh", "ngay yeu cau hoan thanh"),
     ("thuc te", "gia han", "cu")),
    ("deliverable", ("san pham", "ket qua dau ra", "ket qua yeu cau", "du kien san pham"), ()),
    ("status", ("trang thai", "tinh trang"), ()),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """The fields that a heading may mean, the likeliest first; ``guessed`` where its name is not known as such."""

    fields: tuple[str, ...] = ()
    guessed: bool = False
    text: str = ""  # the wording that was recognised


def name_of(texts: tuple[str, ...]) -> Named:
    """What a heading of one or more rows means."""
    if not texts:
        return Named()
    for wording in _wordings(texts):
        fields = fields_of(wording)
        if fields:
            return Named(fields, text=wording)
    for wording in _wordings(texts):
        field = guess(wording) or _telling(wording)
        if field:
            return Named((field,), guessed=True, text=wording)
    return Named(text=" ".join(texts))


def _wordings(texts: tuple[str, ...]) -> list[str]:
    child, above = texts[-1], texts[:-1]
    joined = [f"{other} {child}" for other in reversed(above)] + [f"{child} {other}" for other in reversed(above)]
    whole = [" ".join(texts)] if len(texts) > 2 else []
    if key(child) in _GENERAL:
        return [*joined, *whole, child]
    return [child, *joined, *whole]


def _telling(wording: str) -> str | None:
    written = f" {key(wording)} "
    if len(wording) > 80:
        return None
    found = {field for field, words, without in _TELLING if _has(written, words) and not _has(written, without)}
    found |= {
        field
        for field, words, without in _BEGINNING
        if any(written.startswith(f" {word} ") for word in words) and not _has(written, without)
    }
    return found.pop() if len(found) == 1 else None


def _has(written: str, words: tuple[str, ...]) -> bool:
    return any(f" {word} " in written for word in words)
