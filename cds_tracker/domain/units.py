"""Units: their names through time, and finding them in what people write. (Registry: to be built here.)"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, body or group as registered.

    ``kind``: ``unit`` (of the ministry itself), ``ministry``, ``agency``, ``body`` (other central bodies, broadcasters…) or
    ``group``. ``members`` of a group: ``units`` (all units of the ministry valid on the day) or ``None`` (a row of its own).
    ``successor`` is the code of the unit that took over. ``valid_to`` is the last day.
    """

    code: str
    name: str
    order: int
    kind: str = "unit"
    short_names: tuple[str, ...] = ()
    old_names: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    parent: str | None = None
    members: str | None = None
    basis: str | None = None
