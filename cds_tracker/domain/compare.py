"""What a row would change in a task: equal after normalisation is no change, and a blank never clears."""

import math
from collections.abc import Callable

from cds_tracker.domain.changes import CREATED, Change
from cds_tracker.domain.deadline import same_meaning
from cds_tracker.domain.reading import Row
from cds_tracker.domain.task import FIELDS, UNREGISTERED, Kind, Task, Value
from cds_tracker.domain.text import clean, key
from cds_tracker.domain.units import Registry

NEW = 0  # the task number of what is not yet in the database
_TOLERANCE = 1e-6


def compare(row: Row, task: Task | None, registry: Registry) -> list[Change]:
    """The changes, in the order of the fields; for a new task the one change that creates it (numbered ``NEW``).

    A new task keeps what was written although it could not be read; an existing one keeps what it has.
    """
    if task is None:
        return [Change(NEW, CREATED, None, created(row), row.sheet, row.row)]
    held = task.values
    others = {name for name, value in row.values.items() if value != held.get(name)}  # nearly always none
    return [
        Change(task.id, name, held.get(name), row.values[name], row.sheet, row.row)
        for name in (FIELDS if others else ())
        if name in others and name not in row.unreadable and _differs(name, held.get(name), row.values[name], registry)
    ]


def created(row: Row) -> dict[str, object]:
    """What a row says of a new task."""
    return {
        name: value
        for name, value in row.values.items()
        if name in FIELDS and not ((type(value) is not str or not value[:1].isalnum()) and _blank(value))  # plain words first
    }


def _differs(name: str, held: Value, said: Value, registry: Registry) -> bool:
    return not _blank(said) and not equal(name, held, said, registry)


def equal(name: str, one: Value, other: Value, registry: Registry) -> bool:
    """Whether two values of a field mean the same."""
    if one == other:
        return True
    if _blank(one) or _blank(other):
        return _blank(one) and _blank(other)
    kind = FIELDS[name].kind
    if kind == "units":
        return registry.same(_list(one), _list(other))
    return _EQUAL.get(kind, _never)(one, other)


def is_blank(value: Value) -> bool:
    """Whether nothing is said. 0 is something."""
    return _blank(value)


def _blank(value: Value) -> bool:
    """Whether nothing is said. 0 is something."""
    if isinstance(value, str):
        return not value[:1].isalnum() and not clean(value)
    return value is None or value == []


def _list(value: Value) -> list[str]:
    return [str(part) for part in value] if isinstance(value, list) else [str(value)]


def _never(one: Value, other: Value) -> bool:
    return False


def _texts(one: Value, other: Value) -> bool:
    return clean(str(one)) == clean(str(other))


def _lines(one: Value, other: Value) -> bool:
    return clean(str(one)).split() == clean(str(other)).split()


def _names(one: Value, other: Value) -> bool:
    return {clean(name) for name in _list(one)} == {clean(name) for name in _list(other)}


def _numbers(one: Value, other: Value) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)
    return False


def _deadlines(one: Value, other: Value) -> bool:
    return isinstance(one, dict) and isinstance(other, dict) and same_meaning(one, other)


def _areas(one: Value, other: Value) -> bool:
    written = str(one).startswith(UNREGISTERED) and str(other).startswith(UNREGISTERED)
    return written and key(str(one)) == key(str(other))


_EQUAL: dict[Kind, Callable[[Value, Value], bool]] = {
    "text": _texts,
    "line": _lines,
    "names": _names,
    "number": _numbers,
    "deadline": _deadlines,
    "area": _areas,
}
