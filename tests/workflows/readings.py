"""Files as they come out of reading, without a workbook: rows of words, in the order of the fields."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date

from cds_tracker.domain.areas import SEED, Areas
from cds_tracker.domain.deadline import parse, to_value
from cds_tracker.domain.reading import Outcome, Problem, Reading, Row, Severity, Sheet
from cds_tracker.domain.task import Value
from cds_tracker.domain.units import Registry
from cds_tracker.store.registry import shipped

REGISTRY = Registry(shipped())
AREAS = Areas(SEED)
COLUMNS = ("stt", "title", "lead", "deadline", "status", "progress", "completed_on", "note", "section", "code", "coordinating")


def line(title: str, **said: object) -> dict[str, Value]:
    """The canonical values of a row, from the words of its cells."""
    values: dict[str, Value] = {"title": title} if title else {}
    for name, word in said.items():
        if name in ("lead", "coordinating"):
            values[name] = REGISTRY.read(str(word)).refs
        elif name == "deadline":
            values[name] = to_value(parse(str(word)))
        else:
            values[name] = word.isoformat() if isinstance(word, date) else word  # type: ignore[assignment]
    return values


def reading(
    lines: Iterable[Mapping[str, Value]],
    *,
    sheet: str = "Theo dõi",
    file: str = "theo-doi.xlsx",
    columns: Iterable[str] = COLUMNS,
    parents: Mapping[int, int] | None = None,
    problems: Iterable[Problem] = (),
    first: int = 6,
) -> Reading:
    """A file with one sheet; ``parents``: row → row of its parent."""
    letters = {name: chr(ord("A") + place) for place, name in enumerate(columns)}
    rows = tuple(
        Row(
            sheet,
            number,
            dict(values),
            parent_row=(parents or {}).get(number),
            cells={name: f"{letters[name]}{number}" for name in values if name in letters},
        )
        for number, values in enumerate(lines, first)
    )
    digest = hashlib.sha256(repr(rows).encode()).hexdigest()
    headings = ("PHỤ LỤC II", "NHIỆM VỤ CHUYỂN ĐỔI SỐ NĂM 2025", "(Kèm theo Quyết định số 12/QĐ-BNV)")
    return Reading(file, digest, (Sheet(sheet, first - 1, letters, len(rows), headings),), rows, problems=tuple(problems))


def refused() -> Reading:
    """A file that is no workbook."""
    problem = Problem("not_a_workbook", Severity.ERROR)
    return Reading("x.xlsx", "0" * 64, problems=(problem,), refused=Outcome.REJECT)
