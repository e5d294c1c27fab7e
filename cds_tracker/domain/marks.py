"""The hidden mark of a row in a workbook that we wrote: which task, at which revision, signed so that it cannot be made up.

It stands in a cell of the row itself and so survives sorting, filtering, inserted rows, and being copied to another file.
"""

import hmac
import re
from dataclasses import dataclass

_FORM = re.compile(r"CDS1-(\d{1,18})-(\d{1,18})-([0-9a-f]{20})")


@dataclass(frozen=True, slots=True)
class Mark:
    """The row shows this task as it stood at this revision."""

    task: int
    revision: int


def write(key: str, plan: str, mark: Mark) -> str:
    """The text of the mark, for a task of the plan of this code. ``key`` is the database's own secret."""
    return f"CDS1-{mark.task}-{mark.revision}-{_signature(key, plan, mark)}"


def read(key: str, plan: str, text: str) -> Mark | None:
    """The mark that was written; ``None`` if it was not written by us for this plan, or was changed since."""
    form = _FORM.fullmatch(text.strip())
    if form is None:
        return None
    mark = Mark(int(form[1]), int(form[2]))
    return mark if hmac.compare_digest(form[3], _signature(key, plan, mark)) else None


def _signature(key: str, plan: str, mark: Mark) -> str:
    said = f"{plan}\0{mark.task}\0{mark.revision}".encode()
    return hmac.digest(key.encode(), said, "sha256").hex()[:20]
