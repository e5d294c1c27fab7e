"""Problems and refusals in the reader's words. Their codes stand in the files ``problems_*`` and ``errors``."""

from collections.abc import Mapping
from functools import cache

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.reading import Problem
from cds_tracker.style.words import Words, texts


def message(words: Words, problem: Problem) -> str:
    """What is wrong, and what would mend it."""
    return _say(words, problem.code, {"value": problem.value or "", **problem.values})


def refusal(words: Words, error: TrackerError) -> str:
    """Why something was refused."""
    return _say(words, error.key, error.values)


def _say(words: Words, code: str, values: Mapping[str, object]) -> str:
    key = _keys().get(code)
    return words(key, **{name: _readable(value) for name, value in values.items()}) if key else code


def _readable(value: object) -> object:
    return "; ".join(str(each) for each in value) if isinstance(value, list | tuple) else value


@cache
def _keys() -> dict[str, str]:
    """Code → key, over all files that hold codes."""
    listed = texts("vi")
    return {key.partition(".")[2]: key for key in listed if key.startswith(("problems", "errors."))}
