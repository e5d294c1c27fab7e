"""Numbered tasks of a file, and what stands beneath what."""

from collections.abc import Mapping
from dataclasses import replace

from cds_tracker.domain.choices import Place
from cds_tracker.domain.matching import Matches
from cds_tracker.domain.reading import Row


def numbered(matches: Matches) -> dict[Place, int]:
    """The task of each row: its id, or for a new one -1, -2, …"""
    found: dict[Place, int] = {}
    created = 0
    for row, task in matches.certain:
        created += task is None
        found[row.sheet, row.row] = task.id if task else -created
    return found


def beneath(row: Row, numbers: Mapping[Place, int]) -> Row:
    """With its parent as the ledger refers to it: by its task. A bare number that a file wrote refers to nothing."""
    above = numbers.get((row.sheet, row.parent_row)) if row.parent_row is not None else None
    said = row.values.get("parent")
    if above is not None:
        return replace(row, values={**row.values, "parent": str(above)})
    if row.parent_row is not None or (isinstance(said, str) and said.lstrip("-").isdecimal()):
        return replace(row, values={name: value for name, value in row.values.items() if name != "parent"})
    return row
