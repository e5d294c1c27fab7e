"""Cutting a cell into the units it names: the longest known names first, then what is left at its separators."""

from dataclasses import dataclass

from cds_tracker.domain.text import clean
from cds_tracker.domain.unit_index import Name, NameIndex
from cds_tracker.domain.unit_tokens import (
    AND,
    GENERIC,
    GROUP_FILLERS,
    GROUP_OPENERS,
    PARTS,
    Gap,
    Token,
    begins,
    begins_name,
    exact,
    merged,
    tokens,
)

_LONGEST = 16
_IN_MINISTRY = frozenset({"ministry", "agency"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a cell: its text, and the best names that it is one of (none: not registered)."""

    text: str
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class _Match:
    end: int
    names: tuple[Name, ...]


def cut(text: str, index: NameIndex) -> list[Piece]:
    """The pieces of a cell, in its order."""
    text = clean(text)
    return _Cutter(text, index).pieces()


class _Cutter:
    """One cell at work: positions are counted in words."""

    def __init__(self, text: str, index: NameIndex) -> None:
        self._text = text
        self._index = index
        self._tokens: list[Token] = tokens(text)
        self._size = len(self._tokens)
        self._seen: dict[int, _Match | None] = {}

    def pieces(self) -> list[Piece]:
        found: list[Piece] = []
        at = 0
        while at < self._size:
            if self._tokens[at].key == AND:
                at += 1
                continue
            match = self._match(at)
            end = match.end if match else self._unknown_end(at)
            found.append(Piece(self._slice(at, end), match.names if match else ()))
            at = self._past_parent(match) if match else end
        return found

    def _past_parent(self, match: _Match) -> int:
        """'Vụ Pháp chế Bộ Nội vụ': the ministry only says whose unit it is."""
        following = self._match(match.end) if self._gap(match.end) < Gap.COMMA else None
        refs = {name.ref for name in following.names} if following else set()
        return following.end if following and all({name.parent} == refs for name in match.names) else match.end

    def _slice(self, at: int, end: int) -> str:
        stop = self._tokens[end - 1].end
        closing = self._text[stop : stop + 1]
        opened = self._text[self._tokens[at].start : stop].count("(")
        return self._text[self._tokens[at].start : stop] + (closing if closing == ")" and opened else "")

    def _gap(self, at: int) -> Gap:
        return self._tokens[at].gap if at < self._size else Gap.END

    def _and(self, at: int) -> bool:
        return at < self._size and self._tokens[at].key == AND and self._tokens[at].gap < Gap.COMMA

    def _match(self, at: int) -> _Match | None:
        if at not in self._seen:
            self._seen[at] = None  # a name that needs itself to follow is none
            self._seen[at] = self._group(at) or self._name(at)
        return self._seen[at]

    def _name(self, at: int) -> _Match | None:
        index, found = self._index, self._tokens
        if found[at].key not in index.starts and self._gap(at + 1) is not Gap.GLUE:
            return None
        for size in range(min(_LONGEST, self._size - at), 0, -1):
            span = found[at : at + size]
            if any(token.gap is Gap.END for token in span[1:]) or self._gap(at + size) is Gap.GLUE:
                continue
            names = index.exact.get(exact(span)) or index.merged.get(merged(span)) or []
            fits = [name for name in names if self._fits(name, at, at + size)]
            if fits and self._may_end(at + size, fits):
                best = min(name.rank for name in fits)
                return _Match(at + size, tuple(name for name in fits if name.rank == best))
        return None

    def _fits(self, name: Name, at: int, end: int) -> bool:
        for place, token in enumerate(self._tokens[at + 1 : end], 1):
            if token.gap is Gap.COMMA and place not in name.breaks:
                return False
        if not name.alone:
            return True
        before = self._gap(at) >= Gap.COMMA or self._tokens[at - 1].key == AND
        return before and (self._gap(end) >= Gap.COMMA or self._and(end))

    def _may_end(self, at: int, names: list[Name]) -> bool:
        """Whether a known name may end here, or is only the beginning of a longer one."""
        if self._gap(at) >= Gap.COMMA:
            return True
        if self._and(at):
            return at + 1 < self._size and self._begins(at + 1)
        following = self._match(at)
        if following is None:
            return begins_name(self._tokens, at)
        return not self._owned(names, following)

    def _owned(self, names: list[Name], following: _Match) -> bool:
        """'Vụ Pháp chế Bộ Tài chính' is a unit of that ministry, not ours and the ministry."""
        part = any(name.kind == "unit" and name.parent != other.ref for name in names for other in following.names)
        return part and any(other.kind in _IN_MINISTRY for other in following.names)

    def _begins(self, at: int) -> bool:
        found = self._tokens
        opens = begins(found, at, GROUP_OPENERS) or begins_name(found, at)
        return opens or (found[at].acronym and len(found[at].key) > 1) or self._match(at) is not None

    def _group(self, at: int) -> _Match | None:
        best: _Match | None = None
        words: list[str] = []
        for place in range(at, min(self._size, at + _LONGEST)):
            if place > at and self._gap(place) is Gap.END:
                break
            if self._tokens[place].word in GROUP_FILLERS:
                continue
            words.append(self._tokens[place].key)
            if words[0] not in self._index.group_starts:
                break
            names = self._index.groups.get(tuple(words))
            if names and self._group_may_end(place + 1):
                best = _Match(place + 1, tuple(names))
        return best

    def _group_may_end(self, at: int) -> bool:
        gap = self._gap(at)
        if gap >= Gap.LINE:
            return True
        if self._and(at):
            return at + 1 < self._size and self._starts(at + 1)
        return gap is Gap.COMMA and self._separate(at)

    def _separate(self, at: int) -> bool:
        """After a comma in a list of a group: whether something of its own begins here."""
        return self._tokens[at].key == "cac" or self._named(at)

    def _starts(self, at: int) -> bool:
        return begins_name(self._tokens, at) or self._match(at) is not None

    def _unknown_end(self, at: int) -> int:
        return self._phrase_end(at) if self._is_phrase(at) else self._leftover_end(at)

    def _is_phrase(self, at: int) -> bool:
        if begins(self._tokens, at, GROUP_OPENERS):
            return True
        for after in (at + 1, at + 2):
            if self._tokens[at].word in GENERIC and self._gap(after) is Gap.COMMA and self._lower(at + 1, after):
                return True
        return False

    def _lower(self, at: int, end: int) -> bool:
        return not any(token.capital for token in self._tokens[at:end])

    def _phrase_end(self, at: int) -> int:
        """A group keeps its commas: it ends where something of its own begins."""
        for place in range(at + 1, self._size):
            gap = self._gap(place)
            if gap >= Gap.LINE or (gap is Gap.COMMA and self._separate(place)):
                return place
            if self._and(place) and place + 1 < self._size and self._named(place + 1):
                return place
        return self._size

    def _named(self, at: int) -> bool:
        match = self._match(at)
        return begins_name(self._tokens, at) or (match is not None and not match.names[0].group)

    def _leftover_end(self, at: int) -> int:
        part = begins(self._tokens, at, PARTS)
        for place in range(at + 1, self._size):
            if self._gap(place) >= Gap.COMMA:
                return place
            if self._and(place) and place + 1 < self._size and self._starts(place + 1):
                return place
            match = None if part or self._gap(place) is Gap.GLUE else self._match(place)
            if match is not None and match.end - place > 1 and not any(name.abbreviation for name in match.names):
                return place
        return self._size
