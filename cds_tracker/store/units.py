"""Units as registered, and the file that they come from."""

import csv
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, func, select

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.text import clean, key
from cds_tracker.domain.unit_rows import COLUMNS, MORE, units_from_csv
from cds_tracker.domain.units import Registry, Unit
from cds_tracker.store import records, tables
from cds_tracker.store.canonical import as_tuple, list_text
from cds_tracker.store.ledger import Cause
from cds_tracker.store.records import Saved

ALL = (*COLUMNS, *MORE)
LISTED = ("short_names", "old_names")
DAYS = ("valid_from", "valid_to", "named_from")


def load(connection: Connection, known_at: int | None = None) -> Registry:
    """All units, in the order of the decree; with ``known_at`` as they were known at that revision."""
    rows = records.rows(connection, tables.unit, known_at)
    ordered = sorted(rows, key=lambda row: (row["sort_order"], row["id"]))
    return _registry(tuple(ordered[0]) if ordered else (), tuple(tuple(row.values()) for row in ordered))


@lru_cache(maxsize=8)
def _registry(names: tuple[str, ...], rows: tuple[tuple[Any, ...], ...]) -> Registry:
    """One for the same units: its index costs more than all else of a small act, and what it has read it knows."""
    return Registry(_unit(dict(zip(names, row, strict=True))) for row in rows)


def uses(connection: Connection) -> list[tuple[tuple[str, ...], tuple[str, ...], int]]:
    """The units that tasks were given, as lead and as coordinating, and how many tasks (of all plans) were given these."""
    lists = (tables.task.c.lead, tables.task.c.coordinating)
    counted = connection.execute(select(*lists, func.count()).where(tables.task.c.removed.is_(None)).group_by(*lists))
    return [(as_tuple(lead), as_tuple(coordinating), int(count)) for lead, coordinating, count in counted]


def load_csv(connection: Connection, data: bytes, cause: Cause) -> Saved:
    """Register the units of a file; of those registered already, the columns that the file has are brought up to date."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TrackerError("units_encoding") from error
    first = text.splitlines()[0] if text.strip() else ""
    columns = {clean(name) for name in next(csv.reader([first], delimiter="\t" if "\t" in first else ","), [])}
    return save(connection, units_from_csv(text), cause, columns)


def save(connection: Connection, units: Sequence[Unit], cause: Cause, columns: Collection[str] = ALL) -> Saved:
    """Register units: each is known by its code, else by its official name, and is never doubled.

    ``columns`` are those that count for units registered already; without one of old names, the name that a renamed unit
    gives up becomes one. Nothing is written if any unit is wrong.
    """
    held = load(connection)
    renamed = _registered_codes(units, held)
    wanted = [_under(unit, renamed) for unit in units]
    _refuse_strangers(wanted, held)
    rows = {unit.code: _row(unit, ALL if unit.code not in held.units else columns) for unit in wanted}
    if "old_names" not in columns:
        rows |= {code: {**rows[code], "old_names": names} for code, names in _given_up(wanted, held).items()}
    saved = records.save(connection, tables.unit, rows, cause)
    load(connection)  # refuses circles of successors: everything is undone then
    return saved


def _registered_codes(units: Sequence[Unit], held: Registry) -> dict[str, str]:
    """Codes of the file that are not registered, where a unit of that official name is: → its code."""
    written = {unit.code for unit in units}
    by_name = {key(unit.name): code for code, unit in held.units.items() if code not in written}
    strange = [unit for unit in units if unit.code not in held.units]
    return {unit.code: by_name.pop(key(unit.name)) for unit in strange if key(unit.name) in by_name}


def _under(unit: Unit, renamed: dict[str, str]) -> Unit:
    def registered(code: str | None) -> str | None:
        return renamed.get(code, code) if code else None

    code = renamed.get(unit.code, unit.code)
    return replace(unit, code=code, successor=registered(unit.successor), parent=registered(unit.parent))


def _refuse_strangers(wanted: Sequence[Unit], held: Registry) -> None:
    known = {unit.code for unit in wanted} | set(held.units)
    for unit in wanted:
        for other in (unit.successor, unit.parent):
            if other and other not in known:
                raise TrackerError("units_successor_unknown", code=unit.code, successor=other)


def _given_up(wanted: Sequence[Unit], held: Registry) -> dict[str, str | None]:
    """code → old names of the units that get another official name, unless another unit takes over the name."""
    names = {key(unit.name) for unit in wanted}
    before = {unit.code: held.units[unit.code] for unit in wanted if unit.code in held.units}
    renamed = [unit for unit in before.values() if key(unit.name) not in names]
    return {unit.code: list_text([*unit.old_names, unit.name]) for unit in renamed}


def _row(unit: Unit, columns: Collection[str]) -> dict[str, object]:
    found = {name: getattr(unit, name) for name in ALL if name in columns and name not in ("code", "order")}
    found |= {name: list_text(list(found[name])) for name in LISTED if name in found}
    found |= {name: found[name].isoformat() for name in DAYS if found.get(name)}
    return found | ({"sort_order": unit.order} if "order" in columns else {})


def _unit(row: dict[str, Any]) -> Unit:
    found = {name: row[name] for name in ALL if name != "order"}
    found |= {name: date.fromisoformat(row[name]) if row[name] else None for name in DAYS}
    found |= {name: as_tuple(row[name]) for name in LISTED}
    return Unit(order=row["sort_order"], **found)
