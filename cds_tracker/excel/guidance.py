"""How a workbook is to be read: what a person decided about it, and the mappings that are remembered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cds_tracker.domain.choices import NOTHING, Directions
from cds_tracker.domain.picture import Certainty
from cds_tracker.domain.text import key
from cds_tracker.excel.cells import READERS
from cds_tracker.excel.header import Header
from cds_tracker.excel.layouts import Known, known
from cds_tracker.excel.references import place

Decided = Mapping[int, tuple[str, Certainty]]  # column → field (``NOTHING``: left out) and how that is known
_FIELDS = frozenset({*READERS, "stt"})
_REMEMBERED = ("colours", "struck", "parts", "names", "hidden_rows", "hidden_columns")


@dataclass(frozen=True, slots=True)
class Guidance:
    """``directions`` of a person stand above ``layouts`` that are remembered, and these above what the reader finds."""

    directions: Directions = field(default_factory=Directions)
    layouts: Sequence[Mapping[str, Any]] = ()

    def known(self, header: Header) -> Known | None:
        """The first mapping remembered that fits the header."""
        return next((found for layout in self.layouts if (found := known(layout, header))), None)

    def with_memory(self, layout: Known | None, sheet: str) -> "Guidance":
        """With what was decided for the layout, where nothing else is decided now."""
        said = layout.directions if layout else None
        if not said:
            return self
        held = self.directions.to_json()
        more: dict[str, Any] = {name: said[name] for name in _REMEMBERED if name in said and name not in held}
        orders = said.get("order", {})
        if orders and sheet not in self.directions.order:
            of_sheet = orders.get(sheet) or next(iter(orders.values()))
            more["order"] = {**self.directions.order, sheet: of_sheet}
        return Guidance(replace(self.directions, **more), self.layouts)

    def columns(self, sheet: str, header: Header, layout: Known | None, hidden: frozenset[int]) -> Decided:
        """What is decided about the columns of a table."""
        found: dict[int, tuple[str, Certainty]] = {}
        for column, name in (layout.columns if layout else {}).items():
            if name == NOTHING or name in _FIELDS:
                found[column] = (name, "remembered")
        if self.directions.hidden_columns == "leave":
            own = {column for column, heading in header.columns.items() if heading.named.fields[:1] == ("id",)}
            found |= dict.fromkeys(hidden - own, (NOTHING, "none"))
        for letters, name in self.directions.columns.get(sheet, {}).items():
            cell = place(f"{letters.strip().upper()}1")
            if cell and (name == NOTHING or name in _FIELDS):
                found = {column: said for column, said in found.items() if said[0] != name or not name}
                found[cell[0 if cell[1] == 1 else 1]] = (name, "chosen")
        return found

    def meant(self, kind: str) -> Mapping[str, str]:
        """What words of a kind mean, by their comparison form."""
        return {key(said): meaning for said, meaning in self.directions.names.get(kind, {}).items()}
