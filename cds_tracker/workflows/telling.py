"""The problems of a file beside a plan, each pinned to its cell or row."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from cds_tracker.domain.changes import CREATED, Change
from cds_tracker.domain.matching import Matches
from cds_tracker.domain.merging import Conflict
from cds_tracker.domain.people import OPERATOR
from cds_tracker.domain.reading import Problem, Row, Severity, Sheet
from cds_tracker.domain.task import Value
from cds_tracker.store.proposals import Stale


def asked(matches: Matches) -> Iterable[Problem]:
    """Rows that a person has to decide about, with the tasks that they may be."""
    for row, candidates, code, likeness, threshold in matches.unresolved:
        names = "; ".join(f"{task.id} – {str(task['title'] or '')[:60]}" for task in candidates)
        first = matches.duplicates.get((row.sheet, row.row), (row.sheet, 0))[1]
        values = {"candidates": names, "first": first, "id": row.id, "tasks": [task.id for task in candidates]}
        values |= {"likeness": list(likeness), "threshold": threshold}
        yield problem(code, row, "title", row.values.get("title"), values)


def conflict(one: Change, row: Row, effective_on: date) -> Problem:
    """A change that speaks for an earlier day than what stands there."""
    values = {"before": short(one.before), "after": short(one.after), "day": effective_on.strftime("%d/%m/%Y")}
    return problem("speaks_for_earlier_day", row, one.field, one.after, {**values, "task": one.task})


def changed_twice(one: Conflict, row: Row, people: Mapping[str, str]) -> Problem:
    """A cell that was changed in the file and, since the file was written, by somebody else too (``people``: by account)."""
    by = people.get(one.by or "", (one.by or "").removeprefix(OPERATOR))
    values = {"before": short(one.base), "now": short(one.held), "after": short(one.said), "by": by, "task": one.task}
    return problem("changed_twice", row, one.field, one.said, values)


def pinned(problems: Iterable[Problem], sheets: Iterable[Sheet]) -> tuple[Problem, ...]:
    """Problems of blank cells, which have no address yet, each at the cell where its field stands in its sheet."""
    letters = {sheet.name: sheet.columns for sheet in sheets}
    found: list[Problem] = []
    for one in problems:
        column = letters.get(one.sheet or "", {}).get(one.field or "") if one.cell is None and one.row else None
        found.append(replace(one, cell=f"{column}{one.row}", column=column) if column else one)
    return tuple(found)


def overtaken(stale: Stale, row: Row | None) -> Problem:
    """A change that no longer held when it was to be applied."""
    one = stale.change
    field = "title" if one.field == CREATED else one.field
    said = one.after.get("title") if one.field == CREATED and isinstance(one.after, dict) else one.after
    after: Value = said if isinstance(said, str | int | float | list | dict) else None
    values = {"before": short(one.before), "after": short(after), "now": short(stale.now), "day": ""}
    return problem(stale.code, row or Row(one.sheet or "", one.row or 0, {}), field, after, {**values, "task": one.task})


def problem(code: str, row: Row, field: str, value: Value, values: Mapping[str, object]) -> Problem:
    """A warning about a field of a row, pinned to its cell."""
    cell = row.cells.get(field)
    column = cell.rstrip("0123456789") if cell else None
    said = {name: each for name, each in values.items() if each is not None}
    return Problem(code, Severity.WARNING, row.sheet, cell, row.row, column, field, short(value) or None, said)


def short(value: Value) -> str:
    """What was written, cut to 80 characters."""
    text = value.get("text") if isinstance(value, dict) else "; ".join(value) if isinstance(value, list) else value
    return "" if text is None else str(text)[:80]
