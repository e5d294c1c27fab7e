"""A task's values and the row that holds them, both ways."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import cast

from cds_tracker.domain.task import FIELDS, LISTS, Status, Value
from cds_tracker.store.canonical import as_mapping, as_tuple, dumps, list_text

DEADLINE = ("due", "due_from", "kind", "precision")  # what a query asks of a deadline, beside its JSON
COLUMNS = ("id", "plan", "position", *FIELDS, *DEADLINE, "parent_id", "created_on", "done_since")
New = tuple[tuple[str, ...], list[tuple[object, ...]]]  # columns, and rows in their order
NUMBERS = tuple(name for name, field in FIELDS.items() if field.kind == "number")
_FIELDS = COLUMNS[3:-2]


def number(value: float | None) -> int | float | None:
    """A number as JSON writes it: whole ones without a point."""
    return int(value) if value is not None and value == int(value) else value


def cells(values: Mapping[str, Value]) -> dict[str, object]:
    """The columns that hold these fields; a deadline has five, a parent two."""
    found: dict[str, object] = {}
    for name, value in values.items():
        if name in LISTS:
            found[name] = list_text(cast(list[str] | None, value))
        elif name == "deadline":
            found |= _deadline(value)
        elif name == "parent":
            found |= {"parent": value, "parent_id": parent_id(value)}
        else:
            found[name] = value
    return found


def rows(plan: int, before: int, created: Sequence[tuple[int, Mapping[str, Value]]], day: str) -> New:
    """New tasks (number and values) in their order, behind the position ``before``. Columns in which none says anything are
    left out: most plans use half of them."""
    said = {"title", "status"}
    for shape in {tuple(values) for _, values in created}:
        said.update(shape)
    said |= set(DEADLINE) if "deadline" in said else set()
    said |= {"parent_id"} if "parent" in said else set()
    columns = [name for name in _FIELDS if name in said]
    absent: dict[str, object] = dict.fromkeys(columns)
    in_order, lists = itemgetter(*columns), [name for name in LISTS if name in said]
    found: list[tuple[object, ...]] = []
    for place, (number, values) in enumerate(created, before + 1):
        cells = {**absent, **values}
        for name in lists:
            if (listed := values.get(name)) is not None:
                cells[name] = list_text(listed)  # type: ignore[arg-type]
        if values.get("deadline") is not None:
            cells |= _deadline(values["deadline"])
        if values.get("parent") is not None:
            cells["parent_id"] = parent_id(values["parent"])
        since = day if cells["status"] == Status.DONE else None
        found.append((number, plan, place, *in_order(cells), day, since))
    return ("id", "plan", "position", *columns, "created_on", "done_since"), found


def values(row: Sequence[object], columns: Sequence[str]) -> dict[str, Value]:
    """The canonical values of the fields said in a row of the table. (Deadlines are shared: not to be changed.)"""
    return {
        name: reader(value) if reader else value  # type: ignore[misc]  # what nothing reads is the value itself
        for (name, reader), value in zip(_readers_of(tuple(columns)), row, strict=True)
        if value is not None and name
    }


@cache
def _readers_of(columns: tuple[str, ...]) -> list[tuple[str, Callable[[object], Value] | None]]:
    """The field of each column (none: "") and what reads its cells, where that is not the cell itself."""
    return [(name, readers.get(name)) if name in FIELDS else ("", None) for name in columns]


def parent_id(value: Value) -> int | None:
    """The task that ``parent`` refers to: its id as text. (Other text is what a file wrote.)"""
    return int(value) if isinstance(value, str) and value.isdecimal() and value.isascii() else None


def _deadline(value: Value) -> dict[str, object]:
    if not isinstance(value, dict):
        return dict.fromkeys(("deadline", *DEADLINE))
    return {
        "deadline": dumps(value),
        "due": value.get("due"),
        "due_from": value.get("start"),
        "kind": value.get("kind"),
        "precision": value.get("precision"),
    }


def _list(value: object) -> Value:
    return list(as_tuple(cast(str, value)))


def _mapping(value: object) -> Value:
    return as_mapping(cast(str, value))


def _from_number(value: object) -> Value:
    return number(cast(float, value))


readers: dict[str, Callable[[object], Value]] = {
    "deadline": _mapping,
    **dict.fromkeys(LISTS, _list),
    **dict.fromkeys(NUMBERS, _from_number),
}
