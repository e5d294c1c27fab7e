"""The platform areas, as data."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, func, select

from cds_tracker.domain.areas import Area, Areas
from cds_tracker.store import records, tables
from cds_tracker.store.canonical import as_mapping, as_tuple, dumps, list_text
from cds_tracker.store.ledger import Cause
from cds_tracker.store.records import Saved


def load(connection: Connection, known_at: int | None = None) -> Areas:
    """All areas, in their order; with ``known_at`` as they were known at that revision."""
    rows = records.rows(connection, tables.area, known_at)
    return Areas(_area(row) for row in sorted(rows, key=lambda row: (row["sort_order"], row["id"])))


def uses(connection: Connection) -> dict[str, int]:
    """How many tasks, of all plans, have each area as their own."""
    counted = select(tables.task.c.area, func.count()).where(tables.task.c.area.is_not(None), tables.task.c.removed.is_(None))
    return {ref: int(count) for ref, count in connection.execute(counted.group_by(tables.task.c.area))}


def save(connection: Connection, areas: Iterable[Area], cause: Cause) -> Saved:
    """Register areas, or bring those that are registered up to date."""
    return records.save(connection, tables.area, {area.code: _row(area) for area in areas}, cause)


def _row(area: Area) -> dict[str, object]:
    return {
        "name": area.name,
        "short_name": area.short_name,
        "sort_order": area.order,
        "aliases": list_text(list(area.aliases)),
        "side": area.side,
        "pillars": dumps(dict(area.pillars)) if area.pillars else None,
    }


def _area(row: dict[str, Any]) -> Area:
    pillars = {version: str(pillar) for version, pillar in (as_mapping(row["pillars"]) or {}).items()}
    return Area(row["code"], row["name"], row["sort_order"], row["short_name"], as_tuple(row["aliases"]), row["side"], pillars)
