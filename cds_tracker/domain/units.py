"""Units: their names through time, and finding them in what people write."""

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import islice

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.task import UNREGISTERED
from cds_tracker.domain.text import clean, key
from cds_tracker.domain.unit_index import Name, index
from cds_tracker.domain.unit_nearest import Nearest
from cds_tracker.domain.unit_reading import Piece, cut

_NONE = frozenset({"", "khong", "khong co", "v v", "vv", "chu tri", "phoi hop", "dau moi"})  # nobody, or a role in brackets
_REMEMBERED = 200_000
_OWN, _GROUP, _ENDED, _UNREGISTERED = range(4)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, body or group as registered.

    ``kind``: ``unit`` (of the ministry itself), ``ministry``, ``agency``, ``body`` (other central bodies, broadcasters…) or
    ``group``. ``members`` of a group: ``units`` (all units of the ministry valid on the day), codes joined by ``;``, or
    ``None`` (a row of its own). ``successor`` is the code of the unit that took over. ``valid_to`` is the last day.
    ``named_from`` is the day since which the unit has its present name: before it, the last of ``old_names``.
    """

    code: str
    name: str
    order: int
    kind: str = "unit"
    short_names: tuple[str, ...] = ()
    old_names: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    parent: str | None = None
    members: str | None = None
    basis: str | None = None
    named_from: date | None = None

    def name_on(self, day: date | None) -> str:
        """The name that it has on a day; without one the present name."""
        renamed = self.named_from is not None and day is not None and day < self.named_from
        return self.old_names[-1] if renamed and self.old_names else self.name


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that no unit answers to: as written, and the three nearest names (a suggestion, never a decision).

    ``ambiguous``: several units answer to it equally; ``nearest`` then names them all.
    """

    text: str
    nearest: tuple[str, ...] = ()
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class UnitsRead:
    """What a cell names, in its order: references, those not registered, and names with other marks (written, meant)."""

    refs: list[str]
    unknown: list[Unknown]
    misspelt: list[tuple[str, str]]


class Registry:
    """All units that are known, the groups among them. A reference is a code, or ``~`` and the text as written."""

    def __init__(self, units: Iterable[Unit] = ()) -> None:
        self.units: dict[str, Unit] = {}
        for unit in units:
            if unit.code in self.units:
                raise TrackerError("units_code_twice", code=unit.code)
            self.units[unit.code] = unit
        self._refuse_circles()
        self._index = index(tuple(self.units.values()))
        self._nearest = Nearest([unit.name for unit in self.units.values()])
        self._read: dict[str, tuple[tuple[str, ...], tuple[Unknown, ...], tuple[tuple[str, str], ...]]] = {}

    def _refuse_circles(self) -> None:
        sound: set[str] = set()
        for code in self.units:
            path: list[str] = []
            at: str | None = code
            while at is not None and at not in sound:
                if at in path:
                    raise TrackerError("units_successor_circle", codes=", ".join([*path[path.index(at) :], at]))
                path.append(at)
                following = self.units[at].successor
                if following is not None and following not in self.units:
                    raise TrackerError("units_successor_unknown", code=at, successor=following)
                at = following
            sound.update(path)

    def find(self, text: str) -> Unit | None:
        """The one unit whose name, short name, old name or code this text is."""
        refs = self.read(text).refs
        return self.units.get(refs[0]) if len(refs) == 1 else None

    def read(self, text: str) -> UnitsRead:
        """The units that a cell names. The longest known names come first; what is left is kept as written."""
        held = self._read.get(text)
        if held is None:
            held = self._read_anew(text)
            while len(self._read) >= _REMEMBERED:
                for old in list(islice(self._read, _REMEMBERED // 4)):
                    self._read.pop(old, None)
            self._read[text] = held
        return UnitsRead(list(held[0]), list(held[1]), list(held[2]))

    def _read_anew(self, text: str) -> tuple[tuple[str, ...], tuple[Unknown, ...], tuple[tuple[str, str], ...]]:
        refs: list[str] = []
        unknown: list[Unknown] = []
        misspelt: list[tuple[str, str]] = []
        whole = clean(text)
        pieces = [Piece(whole, ())] if whole in self.units else cut(whole, self._index)
        for piece in pieces:
            if key(piece.text) in _NONE:
                continue
            ref = piece.text if piece.text in self.units else self._decide(piece.names)
            if ref is None:
                ref = UNREGISTERED + piece.text
                unknown.append(self._unknown(piece))
            elif self._misspelt(piece):
                misspelt.append((piece.text, self.units[ref].name))
            if ref not in refs:
                refs.append(ref)
        return tuple(refs), tuple(unknown), tuple(misspelt)

    def _decide(self, names: tuple[Name, ...]) -> str | None:
        """The one unit meant by names that fit equally: names of one unit through time are one."""
        refs = {name.ref for name in names}
        if len(refs) < 2:
            return next(iter(refs), None)
        ends = {self.end(ref) for ref in refs}
        return next(iter(ends)) if len(ends) == 1 else None

    def _unknown(self, piece: Piece) -> Unknown:
        if piece.names:
            return Unknown(piece.text, tuple(dict.fromkeys(self.name(name.ref) for name in piece.names)), ambiguous=True)
        return Unknown(piece.text, self._nearest(piece.text))

    @staticmethod
    def _misspelt(piece: Piece) -> bool:
        """Whether a name written out in full carries other marks than registered."""
        if not piece.names or any(name.abbreviation or name.group for name in piece.names):
            return False
        return all(_letters(piece.text) != _letters(name.text) for name in piece.names)

    def unit(self, ref: str) -> Unit | None:
        """The unit behind a reference; also of text kept as written whose name was registered since."""
        if ref.startswith(UNREGISTERED):
            return self.find(ref[len(UNREGISTERED) :])
        return self.units.get(ref)

    def name(self, ref: str, on: date | None = None) -> str:
        """The official name (with ``on`` the one of that day), or the text as written."""
        unit = self.units.get(ref)
        return unit.name_on(on) if unit else ref.removeprefix(UNREGISTERED)

    def short(self, ref: str) -> str:
        """The first short name where there is one, else the name."""
        unit = self.units.get(ref)
        return unit.short_names[0] if unit and unit.short_names else self.name(ref)

    def end(self, ref: str, on: date | None = None) -> str:
        """The unit at the end of the chain of successors; with ``on`` the one in place on that day."""
        unit = self.unit(ref)
        if unit is None:
            return ref
        while unit.successor and not (on and unit.valid_to and on <= unit.valid_to):
            following = self.units[unit.successor]
            if on and not unit.valid_to and following.valid_from and on < following.valid_from:
                break
            unit = following
        return unit.code

    def ended(self, ref: str, on: date) -> bool:
        """Whether the unit at the end of the chain was gone on that day, with nobody to follow it."""
        unit = self.units.get(self.end(ref, on))
        return bool(unit and unit.valid_to and unit.valid_to < on)

    def same(self, refs_a: Iterable[str], refs_b: Iterable[str]) -> bool:
        """Whether two lists name the same units: the ends of the chains, in any order."""
        return self.ends(refs_a) == self.ends(refs_b)

    def ends(self, refs: Iterable[str]) -> frozenset[str]:
        """The ends of the chains; text that is not registered counts by its comparison form."""
        ends = (self.end(ref) for ref in refs)
        return frozenset(UNREGISTERED + key(end) if end.startswith(UNREGISTERED) else end for end in ends)

    def is_group(self, ref: str) -> bool:
        """Whether this names a registered group."""
        unit = self.unit(ref)
        return unit is not None and unit.kind == "group"

    def members(self, ref: str, on: date) -> list[str]:
        """The members of a group on a day; none where it is a row of its own."""
        unit = self.unit(ref)
        if unit is None or unit.kind != "group" or not unit.members:
            return []
        if unit.members == "units":
            found = [other.code for other in self.units.values() if other.kind == "unit" and _valid(other, on)]
        else:
            codes = (code.strip() for code in unit.members.split(";"))
            found = list(dict.fromkeys(self.end(code, on) for code in codes if code in self.units))
        return sorted(found, key=lambda code: self.sort_key(code, on))

    def sort_key(self, ref: str, on: date) -> tuple[int, int, str]:
        """The order of the decree; then groups, then units that ended, then what is not registered."""
        unit = self.units.get(self.end(ref, on))
        if unit is None:
            return _UNREGISTERED, 0, key(ref)
        if self.ended(ref, on):
            return _ENDED, unit.order, key(unit.name)
        return _GROUP if unit.kind == "group" else _OWN, unit.order, key(unit.name)

    def to_json(self) -> str:
        """Everything, as text: so that the registry reaches another process."""
        return json.dumps([asdict(unit) for unit in self.units.values()], default=str, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Registry":
        """The registry that ``to_json`` wrote."""
        return cls(_unit(fields) for fields in json.loads(text))


def _unit(fields: dict[str, object]) -> Unit:
    unit = Unit(**fields)  # type: ignore[arg-type]
    days = {name: date.fromisoformat(str(fields[name])) for name in ("valid_from", "valid_to", "named_from") if fields[name]}
    return replace(unit, short_names=tuple(unit.short_names), old_names=tuple(unit.old_names), **days)  # type: ignore[arg-type]


def _valid(unit: Unit, on: date) -> bool:
    return (unit.valid_from is None or unit.valid_from <= on) and (unit.valid_to is None or on <= unit.valid_to)


def _letters(text: str) -> list[str]:
    """Letters and marks in any order: 'hoá' is 'hóa', 'Công An' is 'Công an', 'Cong an' is neither."""
    return sorted(
        c for c in unicodedata.normalize("NFD", text.lower().replace("&", "và")) if c.isalpha() or unicodedata.combining(c)
    )
