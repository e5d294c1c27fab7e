"""All names of all units, by what can be written for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cds_tracker.domain.text import clean
from cds_tracker.domain.unit_tokens import AND, UNIT_WORDS, Gap, exact, merged, reduced, tokens

if TYPE_CHECKING:
    from cds_tracker.domain.units import Unit

OFFICIAL, SHORT, OLD, DERIVED = range(4)
_BRIEF = {"văn phòng": "VP", "trung tâm": "TT", "ủy ban": "UB", "học viện": "HV", "thanh tra": "TTr"}
_WHOLE_ONLY = 2  # a name of so few letters counts only where it stands alone


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a unit: its text, how good a name it is, where commas or dashes may stand in it."""

    ref: str
    text: str
    rank: int
    breaks: frozenset[int]
    kind: str
    parent: str | None
    abbreviation: bool
    alone: bool

    @property
    def group(self) -> bool:
        """Whether it names a group."""
        return self.kind == "group"


Names = dict[tuple[str, ...], list[Name]]


class NameIndex:
    """Names by their words: as written, with abbreviations glued together, and groups without their filling words."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.exact: Names = {}
        self.merged: Names = {}
        self.groups: Names = {}
        self.starts: set[str] = set()
        self.group_starts: set[str] = set()
        for unit in units:
            for rank, text in _texts(unit):
                self._add(unit, rank, clean(text))

    def _add(self, unit: Unit, rank: int, text: str) -> None:
        found = tokens(text)
        if not found:
            return
        breaks = frozenset(i for i, token in enumerate(found) if token.gap in (Gap.DASH, Gap.COMMA))
        letters = sum(len(token.key) for token in found)
        abbreviation = found[-1].acronym and len(found[-1].key) > 1
        alone = letters <= _WHOLE_ONLY
        name = Name(unit.code, text, rank, breaks, unit.kind, unit.parent, abbreviation, alone)
        if name.group:
            short = reduced(found)
            _put(self.groups, short, name)
            self.group_starts.update(short[:1])
            return
        _put(self.exact, exact(found), name)
        _put(self.merged, merged(found), name)
        self.starts.update((exact(found)[0], merged(found)[0]))


@lru_cache(maxsize=4)
def index(units: tuple[Unit, ...]) -> NameIndex:
    """The index of these units: every act loads the registry, and finds it as the one before did but for a few times a year."""
    return NameIndex(units)


def _put(names: Names, words: tuple[str, ...], name: Name) -> None:
    held = names.setdefault(words, [])
    if all((other.ref, other.rank) != (name.ref, name.rank) for other in held):
        held.append(name)


def _texts(unit: Unit) -> list[tuple[int, str]]:
    texts = [(OFFICIAL, unit.name)]
    texts += [(SHORT, text) for text in unit.short_names] + [(OLD, text) for text in unit.old_names]
    if unit.kind != "group":
        texts += [(DERIVED, text) for name in (unit.name, *unit.old_names) for text in _initials(name)]
    return texts


def _initials(name: str) -> list[str]:
    """'Vụ TCCB' for 'Vụ Tổ chức cán bộ', 'VP Bộ' for 'Văn phòng Bộ': initials leave out 'và'."""
    name = clean(name)
    found = tokens(name)
    for size in (3, 2, 1):
        if tuple(token.word for token in found[:size]) not in UNIT_WORDS or len(found) <= size:
            continue
        word, rest = name[: found[size - 1].end], name[found[size].start :]
        letters = "".join(token.word[0].upper() for token in found[size:] if token.key != AND)
        brief = _BRIEF.get(word.lower())
        derived = [f"{brief} {rest}"] if brief else []
        if len(letters) > 1:
            derived += [f"{word} {letters}"] + ([f"{brief} {letters}"] if brief else [])
        return derived
    return []
