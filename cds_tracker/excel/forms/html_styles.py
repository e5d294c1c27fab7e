"""What the style sheets of a web page say of its cells: number format, font, strike-through, hidden or not."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from cds_tracker.excel.forms.formats import styled_format

_PROPERTY = re.compile(r"""([-\w]+)\s*:\s*+("(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|(?:[^;"'\\]|\\.)*+)""", re.DOTALL)
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:\.([-\w]+))?", re.IGNORECASE)
_LARGEST_SHEET = 2_000_000  # characters
_LARGEST_STYLE = 8_192


class Look(NamedTuple):
    """What of a look carries meaning; ``None`` where nothing is said."""

    format: str | None = None
    font: str | None = None
    struck: bool = False
    hidden: bool = False

    def under(self, other: "Look") -> "Look":
        """This, with what the nearer one says put over it."""
        shape = self.format if other.format is None else other.format
        return Look(shape, other.font or self.font, self.struck or other.struck, self.hidden or other.hidden)


_PLAIN = Look()


class StyleSheet:
    """The rules for tags and classes; others (of descendants, of states) are left out."""

    def __init__(self) -> None:
        self._rules: dict[tuple[str, str], Look] = {}
        self._left = _LARGEST_SHEET

    def add(self, text: str) -> None:
        """More rules, if there are any in this text."""
        if "{" not in text or len(text) > self._left:
            return
        self._left -= len(text)
        for rule in text.split("}"):
            selectors, brace, body = rule.rpartition("{")
            if brace and (look := _look(body[:_LARGEST_STYLE])) != _PLAIN:
                for selector in selectors.split(","):
                    found = _SELECTOR.fullmatch(selector.rpartition("--")[2].strip())
                    if found and found[0]:
                        place = ((found[1] or "").lower(), found[2] or "")
                        self._rules[place] = self._rules.get(place, _PLAIN).under(look)

    def look(self, tag: str, said: Mapping[str, str]) -> Look:
        """The look of an element: by its tag, its classes, its own style."""
        own = _look(said["style"][:_LARGEST_STYLE]) if said.get("style") else _PLAIN
        if not self._rules:
            return own
        look = self._rules.get((tag, ""), _PLAIN)
        for name in said.get("class", "").split()[:10]:
            for place in (("", name), (tag, name)):
                if place in self._rules:
                    look = look.under(self._rules[place])
        return look.under(own)


@lru_cache(maxsize=4_096)
def _look(text: str) -> Look:
    found = {name.lower(): value.strip() for name, value in _PROPERTY.findall(text)}
    shape = found.get("mso-number-format")
    font = found.get("font-family", "").split(",")[0].strip().strip("\"'").strip()
    struck = "line-through" in found.get("text-decoration", "") + found.get("text-decoration-line", "")
    hidden = found.get("display", "").lower().startswith("none")
    return Look(None if shape is None else styled_format(shape), font or None, struck, hidden)
