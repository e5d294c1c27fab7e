"""A preview, or what came of it, as the JSON document of the command line."""

from collections.abc import Callable, Sequence
from typing import Any

from cds_tracker.domain.areas import Areas
from cds_tracker.domain.changes import CREATED, Change
from cds_tracker.domain.merging import Conflict
from cds_tracker.domain.reading import Outcome, Problem, Row, Sheet, outcome_of
from cds_tracker.domain.task import FIELDS, LISTS, Value
from cds_tracker.domain.units import Registry
from cds_tracker.store.proposals import Applied
from cds_tracker.workflows.preview import Preview

COUNTS = (
    "rows", "new", "changed", "unchanged", "unresolved", "absent", "problems", "requested", "waiting", "refused",
    "skipped", "conflict", "conflicts", "merged", "blank", "unknown_base", "cancelled",
)  # fmt: skip
DEADLINE = ("text", "start", "due", "precision", "kind", "flags")
_NO_DEADLINE: dict[str, object] = {"text": None, "start": None, "due": None, "precision": None, "kind": "none", "flags": []}
Message = Callable[[Problem], str]


class Readable:
    """Canonical values as readers know them: units and areas by name."""

    def __init__(self, registry: Registry, areas: Areas) -> None:
        self._registry = registry
        self._areas = areas

    def value(self, name: str, value: Value) -> object:
        """One field; an absent list is ``[]``, an absent deadline an object of its own."""
        kind = FIELDS[name].kind
        if kind == "units":
            return [self._registry.name(ref) for ref in value] if isinstance(value, list) else []
        if name in LISTS:
            return value if isinstance(value, list) else []
        if kind == "deadline":
            return {key: value.get(key) for key in DEADLINE} if isinstance(value, dict) else dict(_NO_DEADLINE)
        if kind == "area":
            return self._areas.name(value) if isinstance(value, str) else None
        return value

    def task(self, values: Any) -> dict[str, object]:
        """Every field of a task."""
        return {name: self.value(name, values.get(name)) for name in FIELDS}

    def change(self, one: Change) -> tuple[object, object]:
        """Before and after; of a creation what is said."""
        if one.field == CREATED:
            said = one.after if isinstance(one.after, dict) else {}
            return None, {name: self.value(name, value) for name, value in said.items()}  # type: ignore[arg-type]
        return self.value(one.field, one.before), self.value(one.field, one.after)


def document(
    shown: Preview,
    message: Message,
    readable: Readable,
    applied: Applied | None = None,
    late: Sequence[Problem] = (),
) -> dict[str, object]:
    """The document. ``late``: the problems of changes left out while applying."""
    reading = shown.reading
    problems = [*shown.problems, *late]
    counts = {**dict.fromkeys(COUNTS, 0), **(shown.counts or {}), "problems": len(problems)}
    return {
        "file": reading.file,
        "sha256": reading.sha256,
        "outcome": (reading.refused or outcome_of(problems)).value,
        "plan": shown.plan.code if shown.plan else None,
        "as_of": shown.effective_on.isoformat(),
        "revision": applied.revision if applied else None,
        "applied": applied is not None,
        "sheets": [_sheet(sheet) for sheet in reading.sheets],
        "counts": counts,
        "tasks": _rows(reading.rows, readable),
        "changes": _changes(shown, readable, applied),
        "conflicts": [_conflict(one, shown, readable) for one in shown.conflicts],
        "skipped": [{"sheet": one.sheet, "row": one.row, "reason": one.reason, "text": one.text} for one in reading.skipped],
        "problems": [_problem(one, message) for one in problems],
    }


def refusal(file: str, code: str, text: str, outcome: Outcome = Outcome.REJECT) -> dict[str, object]:
    """The document of what was refused before any file was read."""
    problem = {
        "sheet": None, "cell": None, "row": None, "column": None, "field": None,
        "code": code, "severity": "error", "value": None, "message": text,
    }  # fmt: skip
    return {
        "file": file, "sha256": None, "outcome": outcome.value, "plan": None, "as_of": None, "revision": None, "applied": False,
        "sheets": [], "counts": {**dict.fromkeys(COUNTS, 0), "problems": 1}, "tasks": [], "changes": [], "conflicts": [],
        "skipped": [], "problems": [problem],
    }  # fmt: skip


def _sheet(sheet: Sheet) -> dict[str, object]:
    return {
        "name": sheet.name,
        "header_row": sheet.header_row,
        "columns": dict(sheet.columns),
        "tasks": sheet.tasks,
        "unmapped": dict(sheet.unmapped),
        "headings": list(sheet.headings),
    }


def _rows(rows: Sequence[Row], readable: Readable) -> list[dict[str, object]]:
    by_place = {(row.sheet, row.row): row for row in rows}
    found: list[dict[str, object]] = []
    for row in rows:
        said = {"sheet": row.sheet, "row": row.row, **readable.task(row.values)}
        above = by_place.get((row.sheet, row.parent_row)) if row.parent_row is not None else None
        if above is not None:
            said["parent"] = above.values.get("stt") or above.values.get("title")
        found.append({**said, "parent_row": row.parent_row})
    return found


def _changes(shown: Preview, readable: Readable, applied: Applied | None) -> list[dict[str, object]]:
    stale = {(one.change.task, one.change.field) for one in applied.stale} if applied else set()
    found: list[dict[str, object]] = []
    for one in shown.changes:
        number = _number(one.task, applied)
        if (number, one.field) in stale:
            continue
        before, after = readable.change(one)
        kind = "new" if one.field == CREATED else "changed" if one.sheet is not None else "cancelled"
        found.append(_change(one.sheet, one.row, number, one.field, before, after, kind))
    for one in shown.requests:
        before, after = readable.change(one)
        number = one.task if one.task > 0 else None
        found.append(_change(one.sheet, one.row, number, one.field, before, after, "requested"))
    for task in shown.absent:
        found.append(_change(None, None, task.id, CREATED, {"title": task["title"], "stt": task["stt"]}, None, "absent"))
    return found


def _conflict(one: Conflict, shown: Preview, readable: Readable) -> dict[str, object]:
    """Three values, who wrote what stands, and whose value was chosen, if somebody chose."""
    said = (("base", one.base), ("held", one.held), ("file", one.said))
    values = {name: readable.value(one.field, value) for name, value in said}
    place = {"sheet": one.sheet, "row": one.row, "task": one.task, "field": one.field}
    chosen = shown.choices.conflicts.get((one.task, one.field))
    return {**place, **values, "by": one.by, "at": one.at, "because": one.because, "chosen": chosen}


def _number(task: int, applied: Applied | None) -> int | None:
    if task > 0:
        return task
    return applied.created[-task - 1] if applied else None


def _change(
    sheet: str | None, row: int | None, task: int | None, field: str, before: object, after: object, kind: str
) -> dict[str, object]:
    return {"sheet": sheet, "row": row, "task": task, "field": field, "before": before, "after": after, "kind": kind}


def _problem(one: Problem, message: Message) -> dict[str, object]:
    return {
        "sheet": one.sheet,
        "cell": one.cell,
        "row": one.row,
        "column": one.column,
        "field": one.field,
        "code": one.code,
        "severity": one.severity.value,
        "value": one.value,
        "message": message(one),
        "candidates": one.values.get("tasks", []),
        "likeness": one.values.get("likeness", []),
    }
