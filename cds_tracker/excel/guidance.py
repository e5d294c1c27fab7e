"""How a workbook is to be read: what a person decided about it, and the mappings that are remembered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cds_tracker.domain.choices import Directions


@dataclass(frozen=True, slots=True)
class Guidance:
    """``directions`` of a person stand above ``layouts`` that are remembered, and these above what the reader finds."""

    directions: Directions = field(default_factory=Directions)
    layouts: Sequence[Mapping[str, Any]] = ()
