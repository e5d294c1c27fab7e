"""A problem of a file as JSON, and back."""

from collections.abc import Mapping
from typing import Any

from cds_tracker.domain.reading import Problem, Severity


def problem_out(problem: Problem) -> dict[str, Any]:
    """A problem as JSON."""
    names = ("code", "severity", "sheet", "cell", "row", "column", "field", "value")
    said = {name: getattr(problem, name) for name in names if getattr(problem, name) is not None}
    return {**said, "values": {name: _plain(value) for name, value in problem.values.items()}}


def problem_in(said: Mapping[str, Any]) -> Problem:
    """The problem that ``problem_out`` wrote."""
    return Problem(**{**said, "severity": Severity(said["severity"]), "values": dict(said.get("values") or {})})


def _plain(value: object) -> object:
    """As JSON has it; lists stay lists, whatever else is no plain value becomes text."""
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)
