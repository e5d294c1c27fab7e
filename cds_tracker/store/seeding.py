"""What the product ships into every database: the platform areas and the registry of central bodies."""

import hashlib
from pathlib import Path

from sqlalchemy import Connection, func, select

from cds_tracker.domain.areas import SEED
from cds_tracker.store import areas, ledger, tables, units
from cds_tracker.store.ledger import Cause

REGISTRY = Path(__file__).parent / "registry"
SHIPPED = "shipped"


def seed(connection: Connection) -> None:
    """Areas where there are none; each shipped file of units once per version, so that what an admin changed stays."""
    ledger.lock(connection)
    today = ledger.today()
    if not connection.execute(select(func.count()).select_from(tables.area)).scalar_one():
        areas.save(connection, SEED, Cause("areas", SHIPPED, today))
    for path in sorted(REGISTRY.glob("*.csv")):
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        if not ledger.known(connection, "units", digest):
            units.load_csv(connection, data, Cause("units", SHIPPED, today, file=path.name, sha256=digest))
