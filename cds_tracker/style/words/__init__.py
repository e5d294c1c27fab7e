"""Everything that a reader reads, by key, in two languages: ``vi/*.toml`` and ``en/*.toml`` beside this file.

A key is ``file.name`` (``problems.deadline_unreadable``); nested tables add a dot. Both languages hold the same keys and
the same placeholders (a test compares them).
"""

import tomllib
from functools import cache
from pathlib import Path

LANGUAGES = ("vi", "en")


class Words:
    """The words of one language. ``words("states.done")`` is the text; named values fill its placeholders."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else LANGUAGES[0]
        self._texts = texts(self.language)

    def __call__(self, key: str, **values: object) -> str:
        text = self._texts[key]
        return text.format(**values) if values else text

    def has(self, key: str) -> bool:
        """Whether there is a text under this key."""
        return key in self._texts


@cache
def texts(language: str) -> dict[str, str]:
    """All texts of a language, flat: ``file.table.name`` → text."""
    found: dict[str, str] = {}
    for path in sorted((Path(__file__).parent / language).glob("*.toml")):
        _flatten(path.stem, tomllib.loads(path.read_text(encoding="utf-8")), found)
    return found


def _flatten(prefix: str, table: dict[str, object], found: dict[str, str]) -> None:
    for name, value in table.items():
        if isinstance(value, dict):
            _flatten(f"{prefix}.{name}", value, found)
        else:
            found[f"{prefix}.{name}"] = str(value)
