"""By what a task is recognised in a file: its title, its section without numbering, and who leads it."""

import json
import re
from collections.abc import Mapping
from typing import NamedTuple

from cds_tracker.domain.task import Value
from cds_tracker.domain.text import clean, key
from cds_tracker.domain.units import Registry

_NUMBER = re.compile(
    r"^[\s*]*(?:(?:[Pp]hần|PHẦN|[Mm]ục|MỤC|[Cc]hương|CHƯƠNG|[Nn]hóm|NHÓM)\s+)?"
    r"(?:(?:[IVXLC]+|[A-ZĐ]|[a-zđ]|\d{1,2}(?:\.\d{1,2})*)\s*[.):/*–-]+|(?:[IVX]+|\d{1,2}(?:\.\d{1,2})*)(?=\s))[\s*.)]*"
)


class Identity(NamedTuple):
    """What two tasks have to share to be one. ``section`` and ``lead`` are ``None`` where nothing was said."""

    title: str
    section: str | None
    lead: frozenset[str] | None
    code: str | None
    parent: str


class Identities:
    """Makes identities; every different text is looked at once."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._sections: dict[str, str] = {}
        self._leads: dict[tuple[str, ...], frozenset[str]] = {}

    def of(self, values: Mapping[str, Value], parent: str = "") -> Identity:
        """The identity of a row or task. Without a title, whatever else is said stands for it."""
        said = values.get
        title, section, lead, code = said("title"), said("section"), said("lead"), said("code")
        parts = (
            (key(str(title)) if title else "") or self._untitled(values),
            self._section(str(section)) if section else None,
            self._lead(tuple(lead)) if isinstance(lead, list) and lead else None,
            clean(str(code)).casefold() if code else None,
            key(parent) if parent else "",
        )
        return tuple.__new__(Identity, parts)  # as Identity(*parts), in half the time

    def _section(self, path: str) -> str:
        held = self._sections.get(path)
        if held is None:
            held = self._sections[path] = section_key(path)
        return held

    def _lead(self, refs: tuple[str, ...]) -> frozenset[str]:
        held = self._leads.get(refs)
        if held is None:
            held = self._leads[refs] = self._registry.ends(refs)
        return held

    def _untitled(self, values: Mapping[str, Value]) -> str:
        deadline = values.get("deadline")
        due = deadline.get("text") if isinstance(deadline, dict) else None
        said = [values.get("stt"), due, *(values.get(name) for name in ("deliverable", "coordinating", "note"))]
        return "\0" + json.dumps(said, ensure_ascii=False, default=str)


def section_key(path: str) -> str:
    """A section's path by its titles: 'I. Nhận thức' is '1) Nhận thức'."""
    return " / ".join(key(_NUMBER.sub("", part, count=1)) or key(part) for part in clean(path).split(" / "))
