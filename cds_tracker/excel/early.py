"""Rows that are handed on as soon as they are understood: the dashboard takes them in while the rest is still being read."""

from collections.abc import Callable, Iterator
from itertools import islice

from cds_tracker.domain.reading import Row

BATCH = 1_000
_takers: list[Callable[[list[Row]], None]] = []


def hand_to(taker: Callable[[list[Row]], None]) -> None:
    """From now on ``taker`` is given every batch. What comes of the file is only certain with its end."""
    _takers[:] = [taker]


def handed(rows: Iterator[Row]) -> list[Row]:
    """All of them, each batch handed on first."""
    found: list[Row] = []
    while batch := list(islice(rows, BATCH)):
        for taker in _takers:
            taker(batch)
        found += batch
    return found
