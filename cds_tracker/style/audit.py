"""The audit log in the reader's words. A verb that has no words yet is shown as it is."""

import re
from collections.abc import Mapping
from datetime import date

from cds_tracker.style.formats import day
from cds_tracker.style.words import Words

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
ONCE = 300  # characters of one value


def act(words: Words, verb: str) -> str:
    """What was done."""
    return _said(words, "admin.act", verb)


def about(words: Words, subject: str, number: str | None) -> str:
    """About what."""
    named = _said(words, "admin.subject", subject)
    return f"{named} {number}" if number else named


def outcome(words: Words, value: str) -> str:
    """Done, denied or failed."""
    return _said(words, "admin.outcome", value)


def detail(words: Words, values: Mapping[str, object]) -> str:
    """What else was written down, as pairs."""
    told = (
        f"{_said(words, 'admin.detail', name)}: {_value(words, name, value)}"
        for name, value in values.items()
        if value is not None
    )
    return "; ".join(told)


def _value(words: Words, name: str, value: object) -> str:
    if isinstance(value, str) and _DAY.fullmatch(value):
        return _day(value)
    if isinstance(value, list):
        text = ", ".join(str(one) for one in value)
    else:
        text = _said(words, "admin.right", str(value)) if name == "act" else str(value)
    return text if len(text) <= ONCE else text[: ONCE - 1] + "…"


def _said(words: Words, table: str, name: str) -> str:
    key = f"{table}.{name}"
    return words(key) if words.has(key) else name


def _day(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text
