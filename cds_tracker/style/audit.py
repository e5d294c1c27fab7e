"""The audit log in the reader's words. A verb that has no words yet is shown as it is."""

import re
from collections.abc import Mapping
from datetime import date

from cds_tracker.domain.people import OPERATOR
from cds_tracker.style.formats import day
from cds_tracker.style.words import Words

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
ONCE = 300  # characters of one value
NOBODY = "?"
TABLES = {"act": "admin.right", "verb": "admin.act", "subject": "admin.subject", "outcome": "admin.outcome",
          "way": "admin.way", "fields": "fields", "left_out": "fields", "changed": "admin.changed",
          "why": "admin.why"}  # fmt: skip
MARKS = ("revision", "of")  # these, and digests, tell a reader nothing, but an auditor much
_DIGEST = re.compile(r"[0-9a-f]{16,64}", re.ASCII)


def actor(words: Words, account: str) -> str:
    """Who did it, where that is not an account of somebody."""
    if account.startswith(OPERATOR):
        return words("tasks.detail.operator", user=account.removeprefix(OPERATOR))
    return words("admin.audit.nobody") if account == NOBODY else account


def act(words: Words, verb: str) -> str:
    """What was done."""
    return _said(words, "admin.act", verb)


def about(words: Words, subject: str, number: str | None) -> str:
    """About what."""
    named = _said(words, "admin.subject", subject)
    return f"{named} {number}" if number and subject != "session" else named


def outcome(words: Words, value: str) -> str:
    """Done, denied or failed."""
    return _said(words, "admin.outcome", value)


def detail(words: Words, values: Mapping[str, object]) -> str:
    """What else was written down that says something, as pairs."""
    return whole(words, {name: value for name, value in values.items() if name not in MARKS and _says(value)})


def whole(words: Words, values: Mapping[str, object]) -> str:
    """Everything else that was written down, as pairs."""
    told = (
        f"{_said(words, 'admin.detail', name)}: {_value(words, name, value)}"
        for name, value in values.items()
        if value is not None
    )
    return "; ".join(told)


def _says(value: object) -> bool:
    digest = isinstance(value, str) and _DIGEST.fullmatch(value)
    return not digest and value not in (0, "", [])


def _value(words: Words, name: str, value: object) -> str:
    if isinstance(value, str) and _DAY.fullmatch(value):
        return _day(value)
    text = ", ".join(_one(words, name, one) for one in (value if isinstance(value, list) else [value]))
    return text if len(text) <= ONCE else text[: ONCE - 1] + "…"


def _one(words: Words, name: str, value: object) -> str:
    table = TABLES.get(name)
    return _said(words, table, str(value)) if table else str(value)


def _said(words: Words, table: str, name: str) -> str:
    key = f"{table}.{name}"
    return words(key) if words.has(key) else name


def _day(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text
