"""In whose rows a task counts: the units named, rolled up along successors to the units of the day."""

from dataclasses import dataclass
from datetime import date

from cds_tracker.domain.units import Registry


@dataclass(frozen=True, slots=True)
class Held:
    """The units that have a task: ``own`` by name (or as a group's row), ``group`` only as members of a group."""

    own: tuple[str, ...]
    group: tuple[str, ...]


class Rollup:
    """The units of one day. What is asked of the registry is asked once per reference."""

    def __init__(self, registry: Registry, as_of: date) -> None:
        self.registry = registry
        self.as_of = as_of
        self._ends: dict[str, str] = {}
        self._members: dict[str, tuple[str, ...] | None] = {}

    def held(self, refs: tuple[str, ...]) -> Held:
        """Who has a task that these units were given. A group named stands in ``own`` under its own name too."""
        own = dict.fromkeys(self.end(ref) for ref in refs)
        group = dict.fromkeys(member for ref in own for member in self.members(ref) or ())
        return Held(tuple(own), tuple(ref for ref in group if ref not in own))

    def names(self, refs: tuple[str, ...]) -> str:
        """The units for readers, under their names of the day."""
        return "; ".join(dict.fromkeys(self.registry.name(self.end(ref), self.as_of) for ref in refs))

    def end(self, ref: str) -> str:
        """The unit in place on the day."""
        if ref not in self._ends:
            self._ends[ref] = self.registry.end(ref, self.as_of)
        return self._ends[ref]

    def members(self, ref: str) -> tuple[str, ...] | None:
        """The members of a group on the day, ``None`` for a unit."""
        if ref not in self._members:
            members = (self.end(member) for member in self.registry.members(ref, self.as_of))
            self._members[ref] = tuple(dict.fromkeys(members)) if self.registry.is_group(ref) else None
        return self._members[ref]

    def has_row(self, ref: str) -> bool:
        """Whether figures give it a row: all but the groups whose members have rows."""
        return not self.members(ref)
