"""The registries that the product ships: central bodies, and the units of the model ministry."""

from importlib.resources import files

from cds_tracker.domain.unit_rows import units_from_csv
from cds_tracker.domain.units import Unit

SHIPPED = ("home_affairs", "central")


def shipped() -> list[Unit]:
    """All units that the product ships, the ministry's own first."""
    return [unit for name in SHIPPED for unit in units_from_csv(shipped_text(name))]


def shipped_text(name: str) -> str:
    """One shipped table as it stands: ``central`` or ``home_affairs``."""
    return files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
