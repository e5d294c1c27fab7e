"""What a spreadsheet says while somebody fills in a workbook of ours: lists to choose from, and warnings, never a lock."""

from collections.abc import Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from cds_tracker.domain.task import FIELDS
from cds_tracker.excel.giving.book import Book, Level
from cds_tracker.excel.giving.given import FIRST_DAY
from cds_tracker.excel.own import COMPUTED

LISTED = {"lead": "CDS_UNITS", "coordinating": "CDS_UNITS", "area": "CDS_AREAS", "status": "CDS_STATES"}
"""field → the name under which its words stand in the hidden sheet of lists."""

_RUNS = 1_000  # stretches of rows that differ in one column: beyond, the shade alone tells
_LONGEST = {"title": 32, "text": 255}


def rules(page: Worksheet, book: Book, first: int) -> None:
    """Sets them on every column; ``first`` is the row of the first task, counted from 0."""
    new = book.new or [Level.FREE] * len(book.columns)
    kinds = [*(row.levels for row in book.rows), *[new] * book.spare]
    for place, column in enumerate(book.columns):
        if column.field not in FIELDS and column.field != COMPUTED:
            continue
        for level, runs in _runs(kinds, place, first).items():
            rule = _rule(book, column.field, level)
            if rule and len(runs) <= _RUNS:
                _set(page, place, runs, rule)


def _set(page: Worksheet, place: int, runs: Sequence[tuple[int, int]], rule: dict[str, Any]) -> None:
    top, bottom = runs[0]
    if len(runs) > 1:
        rule = {**rule, "other_cells": [(start, place, end, place) for start, end in runs[1:]]}
    page.data_validation(top, place, bottom, place, rule)


def _runs(kinds: Sequence[Sequence[Level]], place: int, first: int) -> dict[Level, list[tuple[int, int]]]:
    """The stretches of rows of each level in a column."""
    found: dict[Level, list[tuple[int, int]]] = {}
    before: Level | None = None
    for number, levels in enumerate(kinds, first):
        level = levels[place]
        if level is before:
            runs = found[level]
            runs[-1] = (runs[-1][0], number)
        else:
            found.setdefault(level, []).append((number, number))
        before = level
    return found


def _rule(book: Book, field: str, level: Level) -> dict[str, Any]:
    if field == COMPUTED:
        return _warned(book, "computed")
    if level is Level.CLOSED:
        return _warned(book, "closed")
    said = _choice(book, field) or _measure(field)
    if level is Level.ASK:
        said = {**(said or {"validate": "any"}), **_told(book, "ask")}
    elif field in ("lead", "coordinating"):
        said = {**said, **_told(book, "units")} if said else {}
    elif field == "deadline":
        said = {"validate": "any", **_told(book, "deadline")}
    if said and said["validate"] != "any":
        said = {**said, "error_type": "warning", **_error(book, field)}
    return said


def _choice(book: Book, field: str) -> dict[str, Any]:
    name = LISTED.get(field)
    return {"validate": "list", "source": f"={name}"} if name and book.choices.get(name) else {}


def _measure(field: str) -> dict[str, Any]:
    if field == "progress":
        return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1}
    if field == "budget":
        return {"validate": "decimal", "criteria": ">=", "value": 0}
    if FIELDS[field].kind == "date":
        return {"validate": "date", "criteria": ">=", "value": FIRST_DAY}
    return {}


def _warned(book: Book, why: str) -> dict[str, Any]:
    """A warning whatever is entered."""
    return {"validate": "custom", "value": "=FALSE", "error_type": "warning", **_told(book, why), **_error(book, why)}


def _told(book: Book, why: str) -> dict[str, str]:
    return {"input_title": _title(book, why), "input_message": book.say(f"workbook.rule.{why}")[: _LONGEST["text"]]}


def _error(book: Book, why: str) -> dict[str, str]:
    key = why if why in ("computed", "closed") else "progress" if why == "progress" else "value"
    return {"error_title": _title(book, key), "error_message": book.say(f"workbook.rule.{key}")[: _LONGEST["text"]]}


def _title(book: Book, why: str) -> str:
    return book.say(f"workbook.rule_title.{why}")[: _LONGEST["title"]]
