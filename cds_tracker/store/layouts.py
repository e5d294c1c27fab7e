"""How the workbooks of a unit look, as last confirmed: the same template is known again next time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, delete, insert, select

from cds_tracker.domain.choices import Directions
from cds_tracker.store import ledger
from cds_tracker.store.canonical import dumps, loads
from cds_tracker.store.tables_uploads import layout

MOST = 40  # of one unit in one plan: the oldest are forgotten


@dataclass(frozen=True, slots=True)
class Layout:
    """``columns``: letter, heading and field of each column, in order; ``field`` is ``""`` for one that is left out."""

    fingerprint: str
    columns: Sequence[Mapping[str, str]]
    directions: Directions

    def to_json(self) -> dict[str, Any]:
        """As reading takes it."""
        return {
            "fingerprint": self.fingerprint,
            "columns": [dict(one) for one in self.columns],
            "directions": self.directions.to_json(),
        }


def of_plan(connection: Connection, plan: int, unit: str | None) -> list[Layout]:
    """The layouts by which a file of a unit may be known: its own first, then those of the whole plan, the latest first."""
    units = [unit, ""] if unit else [""]
    query = select(layout).where(layout.c.plan == plan, layout.c.unit.in_(units)).order_by(layout.c.recorded_at.desc())
    rows = sorted(connection.execute(query).mappings(), key=lambda row: units.index(row["unit"]))
    known: dict[str, Layout] = {}
    for row in rows:
        columns = cast(list[Mapping[str, str]], loads(row["columns"]))
        directions = Directions.from_json(cast(Mapping[str, Any], loads(row["directions"]) or {}))
        known.setdefault(row["fingerprint"], Layout(row["fingerprint"], columns, directions))
    return list(known.values())


def remember(connection: Connection, plan: int, unit: str | None, confirmed: Layout, by: str) -> None:
    """Keep a layout in the place of the one before it. It belongs to no figure, so takes no revision."""
    which = (layout.c.plan == plan, layout.c.unit == (unit or ""))
    connection.execute(delete(layout).where(*which, layout.c.fingerprint == confirmed.fingerprint))
    said = {
        "plan": plan, "unit": unit or "", "fingerprint": confirmed.fingerprint,
        "columns": dumps([dict(one) for one in confirmed.columns]),
        "directions": dumps(confirmed.directions.to_json()), "author": by, "recorded_at": ledger.now(),
    }  # fmt: skip
    connection.execute(insert(layout).values(**said))
    latest = select(layout.c.id).where(*which).order_by(layout.c.recorded_at.desc(), layout.c.id.desc()).limit(MOST)
    known = list(connection.execute(latest).scalars())
    connection.execute(delete(layout).where(*which, layout.c.id.not_in(known)))


def forget(connection: Connection, plan: int, unit: str | None, fingerprint: str) -> None:
    """It was a mistake: ask again next time."""
    which = (layout.c.plan == plan, layout.c.unit == (unit or ""), layout.c.fingerprint == fingerprint)
    connection.execute(delete(layout).where(*which))
