"""Units as rows of a table: the form in which registries are shipped and loaded."""

import csv
from collections.abc import Mapping
from datetime import date

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.text import clean
from cds_tracker.domain.units import Unit

COLUMNS = ("order", "code", "name", "short_names", "valid_from", "valid_to", "successor", "basis")
MORE = ("kind", "parent", "members", "old_names", "named_from")
_NEEDED = ("code", "name")
_KINDS = frozenset({"unit", "ministry", "agency", "body", "group"})


def units_from_csv(text: str) -> list[Unit]:
    """The units of a table with the columns ``COLUMNS`` and, where there, ``MORE``; several names are parted by ``;``.

    A blank order follows the row before. Whatever is wrong is refused with its line and column.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    reader = csv.DictReader(lines, delimiter="\t" if lines and "\t" in lines[0] else ",")
    missing = [name for name in _NEEDED if name not in (reader.fieldnames or [])]
    if missing:
        raise TrackerError("units_column_missing", column=", ".join(missing))
    found: list[Unit] = []
    lines_of: dict[str, int] = {}
    for row in reader:
        cells = {name: clean(cell) for name, cell in row.items() if isinstance(name, str) and isinstance(cell, str)}
        if not any(cells.values()):
            continue
        unit = _unit(cells, reader.line_num, found[-1].order + 1 if found else 1)
        if unit.code in lines_of:
            raise TrackerError("units_code_twice_at", code=unit.code, line=reader.line_num, first=lines_of[unit.code])
        lines_of[unit.code] = reader.line_num
        found.append(unit)
    return found


def _unit(cells: Mapping[str, str], line: int, order: int) -> Unit:
    for name in _NEEDED:
        if not cells.get(name):
            raise TrackerError("units_cell_missing", line=line, column=name)
    kind = cells.get("kind") or "unit"
    if kind not in _KINDS:
        raise TrackerError("units_kind_unknown", line=line, column="kind", value=kind)
    first, last = _day(cells, "valid_from", line), _day(cells, "valid_to", line)
    if first and last and last < first:
        raise TrackerError("units_days_reversed", line=line, column="valid_to", value=last.isoformat())
    return Unit(
        code=cells["code"],
        name=cells["name"],
        order=_order(cells, line, order),
        kind=kind,
        short_names=_listed(cells, "short_names"),
        old_names=_listed(cells, "old_names"),
        valid_from=first,
        valid_to=last,
        successor=cells.get("successor") or None,
        parent=cells.get("parent") or None,
        members=cells.get("members") or None,
        basis=cells.get("basis") or None,
        named_from=_day(cells, "named_from", line),
    )


def _listed(cells: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cells.get(name, "").split(";") if part.strip())


def _day(cells: Mapping[str, str], name: str, line: int) -> date | None:
    written = cells.get(name)
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as wrong:
        raise TrackerError("units_day_unreadable", line=line, column=name, value=written) from wrong


def _order(cells: Mapping[str, str], line: int, otherwise: int) -> int:
    written = cells.get("order")
    if not written:
        return otherwise
    try:
        return int(written)
    except ValueError as wrong:
        raise TrackerError("units_order_unreadable", line=line, column="order", value=written) from wrong
