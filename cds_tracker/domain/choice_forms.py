"""What decisions must look like: they come from a browser or a file, and are kept, so nothing else may pass."""

import re
from collections.abc import Callable, Mapping
from typing import Any

MOST = 200_000  # decisions of one kind, as many as rows
LONGEST = 32_767  # characters, as in a cell
_LETTERS = re.compile(r"\s*[A-Za-z]{1,3}\s*")
_ADDRESS = re.compile(r"[A-Za-z]{1,3}[1-9]\d{0,6}")
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_HALF = re.compile("[\ud800-\udfff]")  # half a letter, which no database takes
LAST_ROW = 1_048_576
Form = Callable[[Any], bool]


def text(most: int = LONGEST) -> Form:
    """A text of so many whole characters at most."""
    return lambda said: isinstance(said, str) and len(said) <= most and _HALF.search(said) is None


def like(pattern: re.Pattern[str]) -> Form:
    """A text of this form."""
    return lambda said: isinstance(said, str) and pattern.fullmatch(said) is not None


def one_of(*values: object) -> Form:
    """One of these texts."""
    return lambda said: isinstance(said, str) and said in values


def whole(least: int, most: int) -> Form:
    """A whole number between these."""
    return lambda said: isinstance(said, int) and not isinstance(said, bool) and least <= said <= most


def mapping(key: Form, value: Form) -> Form:
    """A mapping of these, not too many."""
    return lambda said: (
        isinstance(said, Mapping) and len(said) <= MOST and all(key(one) and value(other) for one, other in said.items())
    )


def pair(first: Form, second: Form) -> Form:
    """Two of these."""
    return lambda said: isinstance(said, tuple) and len(said) == 2 and first(said[0]) and second(said[1])


def either(*forms: Form) -> Form:
    """One of these forms."""
    return lambda said: any(form(said) for form in forms)


def _true_or_false(said: Any) -> bool:
    return isinstance(said, bool)


def _nothing(said: Any) -> bool:
    return said is None


def _sheets(said: Any) -> bool:
    return isinstance(said, tuple) and len(said) <= MOST and all(_SHEET(one) for one in said)


_SHEET = text(255)
_NUMBER = whole(1, 2**31 - 1)
FORMS: Mapping[str, Form] = {
    "sheets": _sheets,
    "all_sheets": _true_or_false,
    "headers": mapping(_SHEET, whole(1, LAST_ROW)),
    "columns": mapping(_SHEET, mapping(like(_LETTERS), text(60))),
    "hidden_rows": one_of("take", "leave"),
    "hidden_columns": one_of("take", "leave"),
    "colours": mapping(like(_COLOUR), text(60)),
    "struck": either(_nothing, text(60)),
    "order": mapping(_SHEET, mapping(like(_LETTERS), one_of("dmy", "mdy"))),
    "parts": _true_or_false,
    "corrections": mapping(_SHEET, mapping(like(_ADDRESS), text())),
    "names": mapping(text(60), mapping(text(), text())),
    "blank": one_of("keep", "clear"),
    "absent": one_of("keep", "cancel"),
    "accept": mapping(pair(_SHEET, _NUMBER), either(_NUMBER, one_of("new", "skip"))),
    "conflicts": mapping(pair(_NUMBER, text(60)), one_of("file", "held")),
    "seen": mapping(pair(_NUMBER, text(60)), whole(0, 2**62)),
}
