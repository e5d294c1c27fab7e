"""States that are told by the look of a row alone: by its fill, or struck through. Asked about, never guessed."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cds_tracker.domain.choices import NOTHING, Directions
from cds_tracker.domain.status import read_status
from cds_tracker.domain.task import Status
from cds_tracker.excel.cells import written
from cds_tracker.excel.entries import Entry
from cds_tracker.excel.findings import Findings
from cds_tracker.excel.mapped import Columns
from cds_tracker.excel.workbook import Grid

Fills = Mapping[tuple[int, int], str]  # the filled cells that say nothing else
_STATES = tuple(str(state) for state in Status)
_LEGEND = 60  # characters
_FEWEST = 2


@dataclass(slots=True)
class Looks:
    """Row → the state that its look stands for by a person's word, and the column that bears it."""

    coloured: dict[int, tuple[str, int]] = field(default_factory=dict)
    struck: str | None = None


def looks(
    grid: Grid, entries: list[Entry], columns: Columns, directions: Directions, findings: Findings, fills: Callable[[], Fills]
) -> Looks:
    """What the rows' looks mean, and the questions about those that nobody explained. ``fills`` is asked only where needed."""
    found = Looks(struck=directions.struck)
    title = columns.fields["title"]
    struck = [entry for entry in entries if (cell := entry.line.cells.get(title)) is not None and cell.struck]
    if struck:
        order = (Status.CANCELLED, Status.DONE, Status.PAUSED)
        findings.ask("struck", "", [*map(str, order), NOTHING], directions.struck or NOTHING, len(struck), _titles(struck))
    stateless = [entry for entry in entries if not _says_state(entry, columns)]
    if len(stateless) >= _FEWEST:
        _colours(grid, entries, stateless, columns, directions, findings, fills, found)
    return found


def _says_state(entry: Entry, columns: Columns) -> bool:
    cells = entry.line.cells
    return columns.fields.get("status", 0) in cells or any(column in cells for column in columns.marks)


def _colours(
    grid: Grid,
    entries: list[Entry],
    stateless: list[Entry],
    columns: Columns,
    directions: Directions,
    findings: Findings,
    fills: Callable[[], Fills],
    found: Looks,
) -> None:
    fields = columns.fields
    status = fields.get("status", 0)
    where = [column for name in ("status", "title", "stt", "code") if (column := fields.get(name))]
    empty = fills() if status and len(stateless) * 2 > len(entries) else {}
    by_colour: dict[str, list[tuple[Entry, int]]] = {}
    for entry in stateless:
        for column in where:
            cell = entry.line.cells.get(column)
            fill = cell.style.fill if cell is not None else empty.get((entry.line.number, column))
            if fill:
                by_colour.setdefault(fill, []).append((entry, column))
                break
    asked = _telling(by_colour, entries)
    legend = _legend(grid, set(asked), {entry.line.number for entry in entries}, fills()) if asked else {}
    for colour in asked:
        rows = by_colour[colour]
        held, said = directions.colours.get(colour, NOTHING), legend.get(colour, "")
        likely = read_status(said).status if said else None
        options = [*([str(likely)] if likely else []), *(state for state in _STATES if state != likely), NOTHING]
        findings.ask("colour", colour, options, held, len(rows), _titles([entry for entry, _ in rows]), hint=said)
    for colour, rows in by_colour.items():
        if (state := directions.colours.get(colour, NOTHING)) in _STATES:
            found.coloured |= {entry.line.number: (state, column) for entry, column in rows}


def _telling(by_colour: Mapping[str, list[tuple[Entry, int]]], entries: list[Entry]) -> list[str]:
    """The colours that may stand for something: used more than once, and neither the ground of the table nor its bands."""
    counts = Counter({colour: len(rows) for colour, rows in by_colour.items()})
    order = {entry.line.number: place for place, entry in enumerate(entries)}
    several = [colour for colour, count in counts.items() if count >= _FEWEST]
    if not several:
        return []
    ground = [colour for colour in several if counts[colour] * 2 > len(entries)]
    if len(counts) == 1:
        colour = several[0]
        places = [order[entry.line.number] for entry, _ in by_colour[colour]]
        banded = len({place % 2 for place in places}) == 1 and counts[colour] >= len(entries) // 2
        return [] if ground or banded else several
    if len(counts) == 2 and len(several) == 2 and sum(counts.values()) == len(entries):
        one = {order[entry.line.number] % 2 for entry, _ in by_colour[several[0]]}
        if len(one) == 1 and abs(counts[several[0]] - counts[several[1]]) <= 1:
            return []
    covered = sum(counts.values()) >= len(entries)  # every row has one: the commonest is a state like the others
    return [colour for colour in counts if covered or colour not in ground]


def _legend(grid: Grid, colours: set[str], tasks: set[int], empty: Fills) -> dict[str, str]:
    """What short texts outside the tasks say beside, or in, a cell of a colour."""
    found: dict[str, str] = {}
    for row in grid.rows:
        if row.number in tasks:
            continue
        for column, cell in row.cells.items():
            said = written(cell)
            if not said or len(said) > _LEGEND:
                continue
            beside = empty.get((row.number, column - 1)) or empty.get((row.number, column - 2))
            colour = cell.style.fill or beside
            if colour in colours:
                found.setdefault(colour, said.lstrip("-–:+• "))
    return found


def _titles(entries: list[Entry]) -> list[str]:
    return [entry.line.title for entry in entries[:3]]
