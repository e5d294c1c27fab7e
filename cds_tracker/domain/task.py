"""What a task is: its fields, who owns each of them, and the canonical value of each.

A canonical value is plain JSON: text, number, list of text, or the mapping of a deadline; dates are ISO text.
It is what the ledger stores and what two states are compared by. ``None`` (or an empty list) is absence.

Units in ``lead`` and ``coordinating`` are references: the code of a registered unit, or ``~`` and the text as written
where no registered unit was recognised (see ``units.Registry``). An ``area`` is referred to in the same way.
An assignee is ``@`` and the name of an account, or a name as written (which gives nobody any right).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

Value = str | int | float | list[str] | dict[str, object] | None
Kind = Literal["text", "line", "date", "number", "units", "names", "deadline", "status", "area", "said"]

UNREGISTERED = "~"
ACCOUNT = "@"


class Status(StrEnum):
    """What somebody declared; never computed."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    AWAITING_CONFIRMATION = "awaiting_confirmation"
    DONE = "done"
    PAUSED = "paused"
    CANCELLED = "cancelled"


class Owner(StrEnum):
    """Whose field it is: what the plan assigns, or what the unit reports."""

    PLAN = "plan"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a task, in the order in which readers see them."""

    name: str
    kind: Kind
    owner: Owner


def _fields() -> dict[str, Field]:
    plan, unit = Owner.PLAN, Owner.UNIT
    listed: list[tuple[str, Kind, Owner]] = [
        ("stt", "line", plan),
        ("code", "line", plan),
        ("section", "line", plan),
        ("title", "text", plan),
        ("lead", "units", plan),
        ("coordinating", "units", plan),
        ("sponsor", "line", plan),
        ("assignees", "names", unit),
        ("start", "date", plan),
        ("deadline", "deadline", plan),
        ("deliverable", "text", plan),
        ("area", "area", plan),
        ("parent", "text", plan),
        ("budget", "number", plan),
        ("basis", "text", plan),
        ("status", "status", unit),
        ("progress", "number", unit),
        ("completed_on", "date", unit),
        ("said", "said", unit),  # the file's own words: on_time or late
        ("result", "text", unit),
        ("evidence", "text", unit),
        ("difficulty", "text", unit),
        ("proposal", "text", unit),
        ("next_step", "text", unit),
        ("note", "text", unit),
    ]
    return {name: Field(name, kind, owner) for name, kind, owner in listed}


FIELDS: Mapping[str, Field] = MappingProxyType(_fields())
LISTS = frozenset(name for name, field in FIELDS.items() if field.kind in ("units", "names"))
REPORTED = frozenset(name for name, field in FIELDS.items() if field.owner is Owner.UNIT)


@dataclass(frozen=True, slots=True)
class Task:
    """A task as it stands: its id (unique in the database), its plan's id, and a canonical value for every field said."""

    id: int
    plan: int
    values: Mapping[str, Value] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Value:
        value = self.values.get(name)
        return [] if value is None and name in LISTS else value
