"""How the workbooks of a unit look, as last confirmed: what is given back to the unit looks the same."""

from collections.abc import Mapping, Sequence
from typing import cast

from sqlalchemy import Connection, select

from cds_tracker.store.canonical import loads
from cds_tracker.store.tables_uploads import layout


def latest(connection: Connection, plan: int, unit: str | None) -> Sequence[Mapping[str, str | None]]:
    """The columns (letter, heading, field) of the unit's own layout, else of the whole plan's; none where none is known."""
    for owner in [unit, ""] if unit else [""]:
        query = select(layout.c.columns).where(layout.c.plan == plan, layout.c.unit == owner)
        found = connection.execute(query.order_by(layout.c.recorded_at.desc(), layout.c.id.desc()).limit(1)).scalar()
        if found:
            return cast("Sequence[Mapping[str, str | None]]", loads(found))
    return ()
