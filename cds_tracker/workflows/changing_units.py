"""Units: what a change of them would do, and doing it."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Person
from cds_tracker.domain.rollup import Rollup
from cds_tracker.domain.unit_changes import UnitChange, applied
from cds_tracker.domain.units import Registry
from cds_tracker.store import accounts, units
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause
from cds_tracker.store.records import Saved
from cds_tracker.workflows.acting import acting


@dataclass(frozen=True, slots=True)
class Moved:
    """Tasks and grants that count in the row of another unit from the day on. ``before`` and ``after`` are names."""

    before: str
    after: str
    lead: int
    coordinating: int
    grants: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What a change would do: who ends up in whose row (the units whose name alone changes too)."""

    change: UnitChange
    moved: tuple[Moved, ...]


def preview(database: Database, change: UnitChange) -> Shown:
    """What would change from the day on; nothing is written. Refused where the change cannot be."""
    with database.read() as connection:
        registry, used, people = units.load(connection), units.uses(connection), accounts.listed(connection)
    before, after = Rollup(registry, change.on), Rollup(applied(registry, change), change.on)
    touched = {before.end(unit.code) for unit in change.units if unit.code in registry.units}
    lead, helping, grants = Counter[str](), Counter[str](), Counter[str]()
    for leads, helps, count in used:
        for refs, counted in ((leads, lead), (helps, helping)):
            for end in {before.end(ref) for ref in refs} & touched:
                counted[end] += count
    for grant in (grant for one in people if one.active for grant in one.grants if grant.unit):
        grants[before.end(str(grant.unit))] += 1
    moved = tuple(
        Moved(_name(before, code), _name(after, after.end(code)), lead[code], helping[code], grants[code])
        for code in sorted(touched, key=lambda code: registry.sort_key(code, change.on))
    )
    return Shown(change, moved)


def carry_out(database: Database, person: Person, change: UnitChange, reason: str | None = None) -> Saved:
    """Write the change down. Refused where a unit is no longer what the reader saw."""
    with acting(database, person, change.what, "unit") as doing:
        doing.demand(Act.ADMINISTER)
        registry = units.load(doing.connection)
        for seen in change.seen:
            if registry.units.get(seen.code) != seen:
                raise TrackerError("record_changed", name=seen.name)
        known = {unit.code for unit in change.seen}
        for new in (unit for unit in change.units if unit.code not in known):
            if new.code in registry.units:
                raise TrackerError("unit_code_taken", code=new.code)
        applied(registry, change)
        doing.subjects += [unit.code for unit in change.units]
        doing.detail |= {"on": change.on.isoformat(), "names": [unit.name for unit in change.units]}
        if reason:
            doing.detail["reason"] = reason
        cause = Cause("units", doing.person.account, change.on, reason)
        return units.save(doing.connection, change.units, cause)


def load_file(database: Database, person: Person, data: bytes, name: str, on: date) -> Saved:
    """Register the units of a file; those registered are brought up to date, never doubled."""
    with acting(database, person, "units_load", "unit") as doing:
        doing.demand(Act.ADMINISTER)
        doing.detail["file"] = name
        digest = hashlib.sha256(data).hexdigest()
        return units.load_csv(doing.connection, data, Cause("units", doing.person.account, on, file=name, sha256=digest))


def state_of(registry: Registry, code: str, on: date) -> str:
    """``valid``, ``coming``, ``ended`` (nobody took over) or ``succeeded`` on a day."""
    unit = registry.units[code]
    if unit.valid_from and on < unit.valid_from:
        return "coming"
    if unit.valid_to is None or on <= unit.valid_to:
        return "valid" if registry.end(code, on) == code else "succeeded"
    return "succeeded" if unit.successor else "ended"


def _name(rollup: Rollup, ref: str) -> str:
    return rollup.registry.name(ref, rollup.as_of)
