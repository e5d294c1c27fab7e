"""Sheets put together cell by cell, counted against the limits: for .ods, web pages and XML of 2003."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from cds_tracker.domain.reading import Problem, Severity
from cds_tracker.excel.limits import Limits
from cds_tracker.excel.references import LAST_ROW
from cds_tracker.excel.refusal import Refused
from cds_tracker.excel.workbook import Cell, Grid, GridRow, Range, address

ERRORS = frozenset({"#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!"})
_SHOWN = 80


class Bounds:
    """What all sheets of a file together have taken of its limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._sheets = 0
        self._rows = 0
        self._cells = 0
        self._merges = 0
        self._text = 0
        self._begun = (0, 0)
        self._by_sheet: dict[str, tuple[int, int]] = {}

    def begin(self, name: str) -> None:
        """A sheet that is read when it is asked for, perhaps once more: what it took before is given back."""
        rows, cells = self._by_sheet.pop(name, (0, 0))
        self._rows -= rows
        self._cells -= cells
        self._begun = (self._rows, self._cells)

    def end(self, name: str) -> None:
        """The end of that sheet."""
        self._by_sheet[name] = (self._rows - self._begun[0], self._cells - self._begun[1])

    def sheet(self) -> None:
        """One more sheet."""
        self._sheets += 1
        if self._sheets > self.limits.sheets:
            raise Refused("too_many_sheets", limit=self.limits.visible_sheets)

    def row(self) -> None:
        """One more row with a cell."""
        self._rows += 1
        if self._rows > self.limits.rows:
            raise Refused("too_many_rows", limit=self.limits.rows)

    def cells(self, count: int = 1) -> None:
        """More cells that say something."""
        self._cells += count
        if self._cells > self.limits.cells:
            raise Refused("too_many_cells", limit=self.limits.cells)

    def merge(self) -> None:
        """One more merged range."""
        self._merges += 1
        if self._merges > self.limits.merges:
            raise Refused("too_many_merges", limit=self.limits.merges)

    def text(self, length: int) -> None:
        """More characters of text."""
        self._text += length
        if self._text > self.limits.shared_text:
            raise Refused("too_much_text", limit=self.limits.shared_text)


@dataclass(slots=True)
class Conversions:
    """The cells whose font told that their text was in a legacy encoding: how many, and the first one."""

    count: int = 0
    first: tuple[int, int, str, str] | None = None

    def note(self, row: int, column: int, before: str, after: str) -> None:
        """One more."""
        self.count += 1
        self.first = self.first or (row, column, before[:_SHOWN], after[:_SHOWN])

    def problems(self, sheet: str) -> list[Problem]:
        """One warning for all of them."""
        if self.first is None:
            return []
        row, column, before, after = self.first
        values = {"count": self.count, "before": before, "after": after}
        return [Problem("legacy_font", Severity.WARNING, sheet, address(row, column), row=row, value=before, values=values)]


@dataclass(slots=True)
class Gathering:
    """One sheet on the way."""

    name: str
    bounds: Bounds
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)  # first and last
    hidden_columns: set[int] = field(default_factory=set)
    conversions: Conversions = field(default_factory=Conversions)
    problems: list[Problem] = field(default_factory=list)
    _rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    _merges: list[Range] = field(default_factory=list)
    _ignored: list[Range] = field(default_factory=list)
    _beyond: list[str] = field(default_factory=list)
    _beyond_count: int = 0

    def put(self, row: int, column: int, cell: Cell, *, times: int = 1) -> None:
        """A cell that says something, ``times`` side by side."""
        limits = self.bounds.limits
        within = min(times, limits.columns - column + 1) if row <= LAST_ROW else 0
        if within < times:
            self._beyond_count += times - max(within, 0)
            if len(self._beyond) < 3:
                self._beyond.append(address(row, max(column, limits.columns + 1)))
        if within < 1:
            return
        if isinstance(cell.value, str) and len(cell.value) > limits.text:
            cell = cell._replace(value=None, error="text_too_long")
        if row not in self._rows:
            self.bounds.row()
            self._rows[row] = {}
        self.bounds.cells(within)
        self._rows[row].update(dict.fromkeys(range(column, column + within), cell))

    def merge(self, area: Range) -> None:
        """A merged range."""
        top, left, bottom, right = area
        if (top, left) == (bottom, right):
            return
        self.bounds.merge()
        size = (bottom - top + 1) * (right - left + 1)
        (self._merges if size <= self.bounds.limits.merge_area else self._ignored).append(area)

    def grid(self) -> Grid:
        """The sheet, its rows in order."""
        hidden = _Ranges(self.hidden_rows)
        rows = [GridRow(number, dict(sorted(cells.items())), number in hidden) for number, cells in sorted(self._rows.items())]
        problems = [*self._left_out(), *self.conversions.problems(self.name), *self.problems]
        return Grid(self.name, rows, self._merges, frozenset(self.hidden_columns), problems)

    def _left_out(self) -> list[Problem]:
        return [*beyond(self.name, self._beyond_count, self._beyond), *_too_large(self.name, self._ignored)]


def bounded(name: str, merges: Sequence[Range], limits: Limits) -> tuple[list[Range], list[Problem]]:
    """The merged ranges that are taken, and a warning of those too large. Raises ``Refused`` where they are too many."""
    if len(merges) > limits.merges:
        raise Refused("too_many_merges", limit=limits.merges)
    large = [area for area in merges if (area[2] - area[0] + 1) * (area[3] - area[1] + 1) > limits.merge_area]
    return [area for area in merges if area not in large] if large else list(merges), _too_large(name, large)


def beyond(name: str, count: int, cells: Sequence[str]) -> list[Problem]:
    """One warning for the cells outside the columns that are read, with the first of them."""
    values = {"count": count, "cells": ", ".join(cells[:3])}
    return [Problem("cells_beyond", Severity.WARNING, name, values=values)] if count else []


def _too_large(name: str, merges: Sequence[Range]) -> list[Problem]:
    if not merges:
        return []
    area = merges[0]
    values = {"count": len(merges), "range": f"{address(*area[:2])}:{address(*area[2:])}"}
    return [Problem("merge_too_large", Severity.WARNING, name, values=values)]


class _Ranges:
    """Numbers in any of many ranges, however they overlap."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        self._firsts: list[int] = []
        self._lasts: list[int] = []  # the last number of all ranges up to this one
        for first, last in sorted(ranges):
            self._firsts.append(first)
            self._lasts.append(max(last, self._lasts[-1]) if self._lasts else last)

    def __contains__(self, number: int) -> bool:
        place = bisect_right(self._firsts, number) - 1
        return place >= 0 and number <= self._lasts[place]
