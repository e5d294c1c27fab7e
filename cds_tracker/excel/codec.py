"""A reading as lines of JSON and back, for the way between two processes: exact, and without a key said twice.

JSON, because its reader stands whatever a process taken over by a hostile file may write (``marshal`` and ``pickle`` do not);
by orjson, which takes a quarter of the time, and by the standard library what orjson does not take (a lone surrogate).

First come batches of rows, then everything else on one line; the last line says that it is the last.
"""

import gc
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from functools import lru_cache
from typing import Any

import orjson

from cds_tracker.domain.addresses import Addresses
from cds_tracker.domain.picture import ColumnSeen, Picture, Question, RowSeen
from cds_tracker.domain.reading import Outcome, Problem, Reading, Row, Severity, Sheet, Skipped
from cds_tracker.excel.early import BATCH

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False, default=str)
_EXACT = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_SUBCLASS
_OTHERS = b" "  # begins a line of the standard library's, in which numbers may be of any size
_NONE: frozenset[str] = frozenset()


def encode(reading: Reading) -> Iterator[bytes]:
    """The lines, each with its line end."""
    return Encoder().rest(reading)


class Encoder:
    """Makes the lines of a reading, some of whose rows may be on their way before the rest of it is known."""

    def __init__(self) -> None:
        self._sent: list[Row] = []
        self._shapes = _Shapes()

    def rows(self, rows: Sequence[Row]) -> bytes:
        """A line of rows: the next ones of the reading, as it seems so far."""
        self._sent += rows
        said = [_row_out(row, self._shapes) for row in rows]
        return _line({"shapes": self._shapes.new(), "rows": said})

    def rest(self, reading: Reading) -> Iterator[bytes]:
        """The lines that are still to come; where what was sent is not what the reading begins with, all of them."""
        sent = len(self._sent)
        if sent > len(reading.rows) or any(one is not other for one, other in zip(self._sent, reading.rows, strict=False)):
            sent = 0
            yield _line({"again": True})
        for start in range(sent, len(reading.rows), BATCH):
            yield self.rows(reading.rows[start : start + BATCH])
        head = asdict(replace(reading, rows=(), problems=()))
        head["problems"] = [_problem_out(problem) for problem in reading.problems]
        yield _line({"reading": head})
        yield _line({"end": len(reading.rows)})


class Decoder:
    """Takes the lines one by one; ``reading`` is ``None`` until the last one came."""

    def __init__(self) -> None:
        self.reading: Reading | None = None
        self._head: dict[str, Any] = {}
        self._shapes: list[Any] = []
        self._sets: list[frozenset[str]] = []
        self._rows: list[Row] = []

    def take(self, line: bytes) -> list[Row]:
        """One line: the rows in it. (Nothing in it is cyclic: to look for cycles among so many objects would take longest.)"""
        before = len(self._rows)
        collecting = gc.isenabled()
        gc.disable()
        try:
            self._take(line)
        finally:
            if collecting:
                gc.enable()
        return self._rows[before:]

    def _take(self, line: bytes) -> None:
        said = _said(line)
        if "reading" in said:
            self._head = said["reading"]
        elif "rows" in said:
            self._shapes += said["shapes"]
            self._sets += map(frozenset, said["shapes"])
            shapes, sets = self._shapes, self._sets
            self._rows += [_row_in(row, shapes, sets) for row in said["rows"]]
        elif "again" in said:
            self._rows.clear()
        elif said["end"] == len(self._rows) and self._head:
            self.reading = self._whole()

    def _whole(self) -> Reading:
        head = self._head
        return Reading(
            file=head["file"],
            sha256=head["sha256"],
            sheets=tuple(_sheet_in(sheet) for sheet in head["sheets"]),
            rows=tuple(self._rows),
            skipped=tuple(Skipped(**skipped) for skipped in head["skipped"]),
            problems=tuple(_problem_in(problem) for problem in head["problems"]),
            refused=Outcome(head["refused"]) if head["refused"] else None,
            questions=tuple(_question_in(question) for question in head["questions"]),
        )


def decode(lines: Iterable[bytes]) -> Reading | None:
    """The reading that ``encode`` wrote; ``None`` where lines are missing."""
    decoder = Decoder()
    for line in lines:
        decoder.take(line)
    return decoder.reading


class _Shapes:
    """The sets of fields that rows have, numbered as they are met."""

    def __init__(self) -> None:
        self._numbers: dict[Collection[str], int] = {}
        self._new: list[object] = []

    def number(self, shape: tuple[str, ...] | frozenset[str]) -> int:
        number = self._numbers.get(shape)
        if number is None:
            number = self._numbers[shape] = len(self._numbers)
            self._new.append(sorted(shape) if isinstance(shape, frozenset) else shape)
        return number

    def new(self) -> list[object]:
        """Those met since the last call."""
        new, self._new = self._new, []
        return new


def _row_out(row: Row, shapes: _Shapes) -> list[object]:
    values, cells = row.values, row.cells
    return [
        row.sheet,
        row.row,
        shapes.number(tuple(values)),
        list(values.values()),
        row.id,
        row.parent_row,
        sorted(row.unreadable) if row.unreadable else (),
        *_cells_out(cells, row.row, shapes),
        shapes.number(row.columns),
        row.mark,
    ]


def _cells_out(cells: Mapping[str, str], row: int, shapes: _Shapes) -> tuple[int, int | list[str]]:
    """Of addresses in one row, its own, the letters say it all."""
    if isinstance(cells, Addresses) and cells.number == row:
        return shapes.number(tuple(cells.letters)), shapes.number(tuple(cells.letters.values()))
    return shapes.number(tuple(cells)), list(cells.values())


def _row_in(said: list[Any], shapes: list[Any], sets: list[frozenset[str]]) -> Row:
    sheet, row, shape, values, own_id, parent_row, unreadable, fields, cells, columns, mark = said
    return Row(
        sheet,
        row,
        dict(zip(shapes[shape], values, strict=True)),
        own_id,
        parent_row,
        frozenset(unreadable) if unreadable else _NONE,
        _cells_in(shapes, fields, cells, row),
        sets[columns],
        mark,
    )


def _cells_in(shapes: list[Any], fields: int, said: list[str] | int, row: int) -> Mapping[str, str]:
    if isinstance(said, list):
        return dict(zip(shapes[fields], said, strict=True))
    return Addresses(_letters(tuple(shapes[fields]), tuple(shapes[said])), row)


@lru_cache(maxsize=1_024)
def _letters(fields: tuple[str, ...], letters: tuple[str, ...]) -> Mapping[str, str]:
    return dict(zip(fields, letters, strict=True))


def _sheet_in(said: dict[str, Any]) -> Sheet:
    seen = said["picture"]
    picture = seen and Picture(
        tuple(RowSeen(**row) for row in seen["rows"]),
        tuple(_column_in(one) for one in seen["columns"]),
        tuple(seen["merges"]),
    )
    return Sheet(**{**said, "headings": tuple(said["headings"]), "picture": picture})


def _column_in(said: dict[str, Any]) -> ColumnSeen:
    return ColumnSeen(**{**said, "samples": tuple(said["samples"]), "options": tuple(said["options"])})


def _question_in(said: dict[str, Any]) -> Question:
    return Question(**{**said, "options": tuple(said["options"]), "samples": tuple(said["samples"])})


def _problem_out(problem: Problem) -> list[object]:
    where = (problem.sheet, problem.cell, problem.row, problem.column, problem.field)
    return [problem.code, problem.severity, *where, problem.value, dict(problem.values)]


def _problem_in(said: list[Any]) -> Problem:
    return Problem(said[0], Severity(said[1]), *said[2:])


def _line(said: object) -> bytes:
    try:
        return orjson.dumps(said, option=_EXACT | orjson.OPT_APPEND_NEWLINE)
    except TypeError:
        return _OTHERS + _JSON.encode(said).encode("utf-8", "surrogatepass") + b"\n"


def _said(line: bytes) -> Any:
    return json.loads(line.decode("utf-8", "surrogatepass")) if line.startswith(_OTHERS) else orjson.loads(line)
