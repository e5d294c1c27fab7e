"""Stored values as columns: each distinct value is read once, however many tasks have it."""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from cds_tracker.domain.deadline import Deadline, from_value

Codes = npt.NDArray[np.intp]
Days = npt.NDArray[np.datetime64]
Objects = npt.NDArray[np.object_]
Flags = npt.NDArray[np.bool_]
Record = dict[str, Any]
T = TypeVar("T")


def distinct(values: Iterable[T]) -> tuple[Codes, list[T]]:
    """Codes into the distinct values, in the order in which they are met."""
    seen: dict[T, int] = {}
    codes = np.fromiter((seen.setdefault(value, len(seen)) for value in values), dtype=np.intp)
    return codes, list(seen)


def objects(values: Iterable[object]) -> Objects:
    """An array of objects, tuples left whole."""
    listed = list(values)
    array = np.empty(len(listed), dtype=object)
    array[:] = listed
    return array


def spread(codes: Codes, values: Sequence[object]) -> Objects:
    """The values of the codes, as objects."""
    return objects(values)[codes] if len(values) else np.empty(0, dtype=object)


def truths(values: Iterable[object]) -> Flags:
    """Whether each is true."""
    return np.array([bool(value) for value in values], dtype=np.bool_)


def each(codes: Codes, values: Sequence[T], answer: Callable[[T], bool]) -> Flags:
    """The answer for every row, asked once per distinct value."""
    return truths(answer(value) for value in values)[codes] if len(codes) else truths(())


def lists(values: Iterable[object]) -> tuple[Codes, list[tuple[str, ...]]]:
    """Lists of text: a tuple, a list, JSON text, or ``None`` for an empty one."""
    codes, texts = distinct(tuple(value) if isinstance(value, list) else value for value in values)
    read = [tuple(json.loads(value)) if isinstance(value, str) else tuple(value or ()) for value in texts]  # type: ignore[arg-type]
    again, merged = distinct(read)
    return (again[codes] if len(codes) else codes), merged


def deadlines(values: Sequence[object]) -> tuple[Codes, list[Deadline]]:
    """Deadlines: a mapping (shared between rows), its JSON text, or ``None``."""
    codes, places = distinct(value if value is None or isinstance(value, str) else id(value) for value in values)
    known = {id(value): value for value in values if value is not None and not isinstance(value, str)}
    return codes, [_deadline(known[place] if isinstance(place, int) else place) for place in places]


def _deadline(value: Any) -> Deadline:
    if value is None:
        return Deadline("")
    return from_value(json.loads(value) if isinstance(value, str) else value)


def days(values: Iterable[object]) -> Days:
    """Days (ISO text or dates; ``None`` becomes NaT)."""
    codes, texts = distinct(values)
    if not len(codes):
        return np.empty(0, dtype="datetime64[s]")
    return np.array(texts, dtype="datetime64[D]").astype("datetime64[s]")[codes]


def texts(values: Iterable[object]) -> Objects:
    """Text, blank as ``None``."""
    return objects(value or None for value in values)


def records(frame: pd.DataFrame) -> list[Record]:
    """The rows of a (short) frame, by name of column."""
    return frame.to_dict("records")  # type: ignore[return-value]
