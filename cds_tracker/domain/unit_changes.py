"""What becomes of units: renamed, replaced, merged, ended. Each change is a value that holds what was seen and what is to be.

Whatever cannot be is refused with a ``TrackerError``; circles of successors are refused by the registry.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.text import clean, key
from cds_tracker.domain.units import Registry, Unit

_CODE_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-")
_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class UnitChange:
    """``what`` is the verb of the audit log; ``seen`` are the units as the reader saw them, by whom they are replaced.

    ``on`` is the first day of the new state.
    """

    what: str
    on: date
    units: tuple[Unit, ...]
    seen: tuple[Unit, ...] = ()


def add(registry: Registry, unit: Unit, on: date) -> UnitChange:
    """A unit that was not there."""
    return UnitChange("unit_add", unit.valid_from or on, (_new(registry, unit),))


def edit(registry: Registry, unit: Unit, on: date) -> UnitChange:
    """Abbreviations, old names, order, members, basis; the spelling of the name on all days."""
    held = _held(registry, unit.code)
    wanted = replace(unit, name=clean(unit.name), valid_from=held.valid_from, valid_to=held.valid_to, successor=held.successor)
    _refuse_name(registry, wanted)
    _refuse_members(registry, wanted)
    return UnitChange("unit_edit", on, (wanted,), (held,))


def rename(registry: Registry, code: str, name: str, on: date, basis: str | None = None) -> UnitChange:
    """Another name for the same unit from a day: the old one is kept, so that old files still match."""
    held = _held(registry, code, on)
    if held.named_from and on <= held.named_from:
        raise TrackerError("unit_renamed_later", code=code, day=held.named_from)
    old = (*(one for one in held.old_names if key(one) != key(held.name)), held.name)
    wanted = replace(held, name=clean(name), old_names=old, named_from=on, basis=basis or held.basis)
    _refuse_name(registry, wanted)
    if key(held.name) == key(wanted.name):
        raise TrackerError("unit_same_name", name=held.name)
    return UnitChange("unit_rename", on, (wanted,), (held,))


def merge(registry: Registry, codes: Sequence[str], into: str | Unit, on: date) -> UnitChange:
    """Units end the day before ``on``; ``into``, a new unit or one that is there, takes over what they have."""
    target = into if isinstance(into, str) else into.code
    sources = [_held(registry, code, on) for code in dict.fromkeys(codes) if code != target]
    if not sources:
        raise TrackerError("unit_merge_nothing")
    ended = tuple(_ended(unit, on, target) for unit in sources)
    if isinstance(into, Unit):
        others = [unit for unit in registry.units.values() if unit not in sources]
        new = _new(Registry(_standing(others)), replace(into, valid_from=on))
        if new.code in registry.units:
            raise TrackerError("unit_code_taken", code=new.code)
        return UnitChange("unit_merge", on, (new, *ended), tuple(sources))
    held = _held(registry, target)
    if held.successor or held.valid_to:
        raise TrackerError("unit_ended_already", name=held.name, day=held.valid_to)
    if held.valid_from and on < held.valid_from:
        raise TrackerError("unit_days_reversed", name=held.name, day=held.valid_from)
    return UnitChange("unit_merge", on, ended, tuple(sources))


def end(registry: Registry, code: str, on: date, basis: str | None = None) -> UnitChange:
    """The unit is gone from ``on``, and nobody takes over."""
    held = _held(registry, code, on)
    return UnitChange("unit_end", on, (replace(_ended(held, on, None), basis=basis or held.basis),), (held,))


def applied(registry: Registry, change: UnitChange) -> Registry:
    """The registry after the change; refuses circles and successors that are not there."""
    units = {**registry.units, **{unit.code: unit for unit in change.units}}
    return Registry(sorted(units.values(), key=lambda unit: unit.order))


def _standing(units: Iterable[Unit]) -> list[Unit]:
    """Without their successors: only their names are asked for."""
    return [replace(unit, successor=None) for unit in units]


def _held(registry: Registry, code: str, on: date | None = None) -> Unit:
    unit = registry.units.get(code)
    if unit is None:
        raise TrackerError("unit_code_unknown", code=code)
    if on and (unit.successor or (unit.valid_to and unit.valid_to < on)):
        raise TrackerError("unit_ended_already", name=unit.name, day=unit.valid_to)
    if on and unit.valid_from and on <= unit.valid_from:
        raise TrackerError("unit_days_reversed", name=unit.name, day=unit.valid_from)
    return unit


def _ended(unit: Unit, on: date, successor: str | None) -> Unit:
    return replace(unit, valid_to=on - _ONE, successor=successor)


def _new(registry: Registry, unit: Unit) -> Unit:
    if not 2 <= len(unit.code) <= 30 or set(unit.code) - _CODE_LETTERS:
        raise TrackerError("unit_code_form", code=unit.code)
    if unit.code in registry.units:
        raise TrackerError("unit_code_taken", code=unit.code)
    if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
        raise TrackerError("unit_days_reversed", name=unit.name, day=unit.valid_from)
    wanted = replace(unit, name=clean(unit.name))
    _refuse_name(registry, wanted)
    _refuse_members(registry, wanted)
    return wanted


def _refuse_name(registry: Registry, unit: Unit) -> None:
    """A name that another unit has would leave files in doubt."""
    if not unit.name:
        raise TrackerError("unit_name_needed")
    for other in registry.units.values():
        if other.code != unit.code and key(other.name) == key(unit.name):
            raise TrackerError("unit_name_taken", name=unit.name, code=other.code)


def _refuse_members(registry: Registry, unit: Unit) -> None:
    if unit.kind != "group" or not unit.members or unit.members == "units":
        return
    for code in (one.strip() for one in unit.members.split(";")):
        if code not in registry.units or code == unit.code:
            raise TrackerError("unit_code_unknown", code=code)
