"""The header of a table as a fingerprint, by which its mapping is known again in the next file of the same form.

A layout, as it is remembered: ``{"fingerprint": …, "columns": [{"letter", "heading", "field"}], "directions": {…}}``.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from cds_tracker.domain.reading import Sheet
from cds_tracker.domain.text import key
from cds_tracker.excel.header import Header, Heading

_CHANGED = 1  # headings gone, and headings new, at which a layout is still known again
_LEAST = 3  # headings that both share


@dataclass(frozen=True, slots=True)
class Known:
    """A layout that fits: column → field (``''``: left out), and the headings that are not as they were."""

    columns: Mapping[int, str]
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    directions: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_changed(self) -> bool:
        """Whether the header is only nearly the one that was remembered."""
        return bool(self.missing or self.added or self.moved)


def fingerprint(header: Header) -> str:
    """Equal for headers with the same headings in the same order, wherever they stand."""
    return hashlib.sha256("\n".join(name for name, _ in _named(header)).encode()).hexdigest()[:32]


def layout_of(sheet: Sheet) -> Mapping[str, object]:
    """What is to be remembered of a sheet that was read: its fingerprint, and the field of every column (``''``: none)."""
    seen = sheet.picture.columns if sheet.picture else ()
    columns = [{"letter": one.letter, "heading": one.heading, "field": one.field or ""} for one in seen if one.heading]
    return {"fingerprint": sheet.layout, "columns": columns}


def known(layout: Mapping[str, Any], header: Header) -> Known | None:
    """The layout as far as it fits the header; ``None`` where too much is different."""
    here = _named(header)
    before = _numbered([key(str(column["heading"])) for column in layout["columns"]])
    fields = {name: str(column["field"]) for name, column in zip(before, layout["columns"], strict=True)}
    headings = {name: heading for name, (_, heading) in zip(_numbered([name for name, _ in here]), here, strict=True)}
    columns = {heading[0]: fields[name] for name, heading in headings.items() if name in fields}
    said = layout.get("directions") or {}
    if layout["fingerprint"] == fingerprint(header):
        return Known(columns, directions=said)
    missing = [str(column["heading"]) for name, column in zip(before, layout["columns"], strict=True) if name not in headings]
    added = [heading.text for name, (_, heading) in headings.items() if name not in fields]
    if len(missing) > _CHANGED or len(added) > _CHANGED or len(columns) < _LEAST:
        return None
    moved = [headings[name][1].text for name in _moved([name for name in before if name in headings], list(headings))]
    return Known(columns, tuple(missing), tuple(added), tuple(moved), said)


def _named(header: Header) -> list[tuple[str, tuple[int, Heading]]]:
    """The headings from left to right with their columns, a merged one once."""
    found: dict[tuple[int, int], tuple[int, Heading]] = {}
    for column, heading in sorted(header.columns.items()):
        found.setdefault((heading.row, heading.group), (column, heading))
    return [(key(heading.text), (column, heading)) for column, heading in found.values()]


def _numbered(names: list[str]) -> list[tuple[str, int]]:
    """Names that stand twice are told apart by their order."""
    return [(name, names[:place].count(name)) for place, name in enumerate(names)]


def _moved(before: list[tuple[str, int]], now: list[tuple[str, int]]) -> list[tuple[str, int]]:
    now = [name for name in now if name in before]
    matches = SequenceMatcher(None, before, now, autojunk=False).get_matching_blocks()
    stayed = {name for match in matches for name in now[match.b : match.b + match.size]}
    return [name for name in now if name not in stayed]
