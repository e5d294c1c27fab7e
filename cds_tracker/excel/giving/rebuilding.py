"""A file given back with what is wrong in it marked, cell by cell: made in a bounded process, like reading."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from cds_tracker.domain.reading import Outcome, Severity
from cds_tracker.excel.confined import started, timed, turn, verdict
from cds_tracker.excel.limits import LIMITS, Limits
from cds_tracker.excel.refusal import Refused

_CHILD = "cds_tracker.excel.giving.rebuilding_child"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing to look at, in the reader's words. Without a ``cell`` the whole row is meant, without a ``row`` the sheet or
    the file."""

    sentence: str
    severity: Severity
    sheet: str | None = None
    cell: str | None = None
    row: int | None = None
    value: str | None = None


def rebuild(
    data: bytes,
    name: str,
    flaws: Sequence[Flaw],
    *,
    words: Mapping[str, str],
    headers: Mapping[str, int] | None = None,
    password: str | None = None,
    limits: Limits = LIMITS,
) -> bytes:
    """The file as .xlsx with its flaws marked. ``words``: of the list of flaws (``workbook.errors.*``); ``headers``: sheet →
    row of its header. Raises ``Refused`` where it cannot be opened within the limits."""
    asked = {
        "name": name, "password": password, "limits": asdict(limits), "words": dict(words), "headers": dict(headers or {}),
        "flaws": [asdict(flaw) for flaw in flaws],
    }  # fmt: skip
    with turn():
        return _ask(json.dumps(asked).encode() + b"\n" + data, limits)


def _ask(asked: bytes, limits: Limits) -> bytes:
    with started(_CHILD) as child, timed(child, limits) as late:
        said, _ = child.communicate(asked)
    head, _, made = said.partition(b"\n")
    answer: dict[str, Any] = json.loads(head) if head else {}
    if answer.get("made") == len(made) and made:
        return made
    if "refused" in answer:
        advice = answer["outcome"] == Outcome.REJECT_WITH_ADVICE
        raise Refused(answer["refused"], advice=advice, **answer["values"])
    raise verdict(child.returncode, late.is_set())
