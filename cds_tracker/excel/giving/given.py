"""From the values of a task to what stands in the cells of a workbook of ours; read back they are the same values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import cast

from cds_tracker.domain.areas import Areas
from cds_tracker.domain.deadline import Deadline, from_value, parse, same_meaning
from cds_tracker.domain.numbers import unit_of
from cds_tracker.domain.task import ACCOUNT, FIELDS, Status, Value
from cds_tracker.domain.text import clean, key
from cds_tracker.domain.units import Registry
from cds_tracker.excel import literal

Given = str | float | date | None
FIRST_DAY = date(1901, 1, 1)  # before it spreadsheets do not agree on days
NO_DAY = date(1970, 1, 1)  # stands for none in files of others
_YEARS = (None, 1999, 2026)  # words that mean the same under each do not depend on the plan's year
_SAID = {"on_time": "done_on_time", "late": "done_late"}


@dataclass(frozen=True, slots=True)
class Names:
    """What stands for the references in values: units, areas, accounts (code → name), the parents (id → title), and the
    words of a state (``done``, ``done_late``…)."""

    registry: Registry
    areas: Areas
    people: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    state: Callable[[str], str] = str


class Giving:
    """One workbook at work. ``headings`` (field → heading) tell in which unit money is counted."""

    def __init__(self, names: Names, headings: Mapping[str, str]) -> None:
        self._names = names
        self._money = unit_of(headings.get("budget", "")) or Decimal(1)
        self._lists: dict[tuple[str, tuple[str, ...]], str] = {}
        self._kinds: Mapping[str, Callable[[Value], Given]] = {
            "date": _day,
            "deadline": _deadline,
            "area": self._area,
            "names": lambda value: self._list("names", value),
            "units": lambda value: self._list("units", value),
        }

    def cell(self, name: str, values: Mapping[str, Value]) -> Given:
        """What stands in the cell of a field; ``None`` where nothing was said."""
        value = values.get(name)
        if value in (None, "", [], ()):
            return None
        if name == "status":
            return self._status(str(value), values.get("said"))
        if name == "parent":
            return self._parent(str(value))
        if isinstance(value, int | float):
            return value / 100 if name == "progress" else float(Decimal(repr(value)) / self._money)
        given = self._kinds.get(FIELDS[name].kind, _text)(value)
        return literal.fitting(given) if isinstance(given, str) else given

    def _status(self, value: str, said: Value) -> str:
        return self._names.state(_SAID.get(str(said), value) if value == Status.DONE else value)

    def _parent(self, value: str) -> str:
        if not value.isdecimal():
            return literal.fitting(clean(value))
        title = clean(self._names.titles.get(value, ""))
        return literal.parent(title if len(title) <= 200 else f"{title[:199]}…", value)

    def _area(self, value: Value) -> str:
        ref, areas = str(value), self._names.areas
        name = clean(areas.name(ref)).replace("\n", " ")
        return name if key(name) and literal.area(name, areas) == ref else literal.quoted(ref.removeprefix("~"))

    def _list(self, kind: str, value: Value) -> str:
        entries = tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)
        held = self._lists.get((kind, entries))
        if held is None:
            held = self._lists[kind, entries] = self._units(entries) if kind == "units" else self._people(entries)
        return held

    def _units(self, refs: Sequence[str]) -> str:
        registry = self._names.registry

        def reads(text: str, wanted: Sequence[str]) -> bool:
            found = literal.units(text, registry) if "«" in text else registry.read(text)
            return registry.same(found.refs, wanted)

        names = [clean(registry.name(ref)) for ref in refs]
        exact = [ref if ref in registry.units else ref.removeprefix("~") for ref in refs]
        alone = dict(zip(names, refs, strict=True))
        return literal.listed(names, lambda text: reads(text, refs), lambda one: reads(one, [alone[one]]), exact)

    def _people(self, refs: Sequence[str]) -> str:
        names = [clean(self._names.people.get(ref[1:], ref[1:]) if ref.startswith(ACCOUNT) else ref) for ref in refs]
        wanted = set(names)
        return literal.listed(
            names, lambda text: set(literal.names(text)) == wanted, lambda one: literal.names(one) == [one], names
        )


def _text(value: Value) -> str:
    return clean(str(value))


def _day(value: Value) -> Given:
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return clean(str(value))
    return day if day >= FIRST_DAY and day != NO_DAY else f"{day.day:02}/{day.month:02}/{day.year:04}"


def _deadline(value: Value) -> Given:
    deadline = from_value(cast("Mapping[str, object]", value))
    return _worded(deadline)


@lru_cache(maxsize=16_384)
def _worded(deadline: Deadline) -> Given:
    """A whole day as a date, unless its words say more; else the words, spelt out where they would mean something else."""
    due, words = deadline.due, clean(deadline.text)
    plain = deadline.kind == "exact" and due is not None and not {"extended", "ambiguous", "vague"} & set(deadline.flags)
    if plain and due and due >= FIRST_DAY and due != NO_DAY and same_meaning(deadline, Deadline("", None, due, "day", "exact")):
        return due
    if "«" not in words and all(same_meaning(parse(words, year), deadline) for year in _YEARS):
        return words or None
    return literal.spelt(deadline)
