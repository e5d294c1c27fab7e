"""Problems and refusals in the reader's words. Their codes stand in the files ``problems_*`` and ``errors``."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.reading import Problem, row_and_part
from cds_tracker.domain.task import FIELDS, Status
from cds_tracker.style.formats import ABSENT, day
from cds_tracker.style.words import Words, texts

_STATES = frozenset({"status", "before", "after", "now"})  # the values of a problem that are those of its field
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def message(words: Words, problem: Problem) -> str:
    """What is wrong, and what would mend it."""
    field = words(f"fields.{problem.field}") if problem.field and words.has(f"fields.{problem.field}") else problem.field
    row = row_and_part(problem.row)[0] if problem.row else None
    place = {"sheet": problem.sheet, "cell": problem.cell, "row": row, "column": problem.column}
    values = {name: said(words, problem.field, value) if name in _STATES else value for name, value in problem.values.items()}
    alone = f"{problem.code}_alone"  # said where there is no name near to the one that was written
    code = alone if problem.values.get("nearest") == ABSENT and alone in _keys() else problem.code
    return _say(words, code, {**place, "field": field, "value": said(words, problem.field, problem.value), **values})


def said(words: Words, field: str | None, value: object) -> object:
    """A value of a field as it stands in a problem, the way readers write it: a state by its word, a day as 30/06/2025."""
    if value in tuple(Status):
        return words(f"states.{value}")
    if isinstance(value, str) and field and field in FIELDS and FIELDS[field].kind == "date" and _ISO.fullmatch(value):
        return day(date.fromisoformat(value))
    return f"{value}\u00a0%" if field == "progress" and isinstance(value, str) and value.isdecimal() else value


def refusal(words: Words, error: TrackerError) -> str:
    """Why something was refused; a field is called as readers call it."""
    named = {"field": words(f"fields.{error.values['field']}")} if error.values.get("field") in FIELDS else {}
    return _say(words, error.key, {**error.values, **named})


def _say(words: Words, code: str, values: Mapping[str, object]) -> str:
    key = _keys().get(code)
    return texts(words.language)[key].format_map(_Said(values)) if key else code


class _Said(dict[str, object]):
    """The values of a sentence; what is not there is a dash."""

    def __init__(self, values: Mapping[str, object]) -> None:
        super().__init__((name, _readable(value)) for name, value in values.items())

    def __missing__(self, name: str) -> str:
        return ABSENT


def _readable(value: object) -> object:
    if value is None:
        return ABSENT
    return "; ".join(str(each) for each in value) if isinstance(value, list | tuple) else value


@cache
def _keys() -> dict[str, str]:
    """Code → key, over all files that hold codes."""
    return {key.partition(".")[2]: key for key in texts("vi") if key.startswith(("problems", "errors."))}
