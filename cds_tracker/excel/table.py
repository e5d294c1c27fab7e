"""One sheet's task table, from its header to its last row."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from cds_tracker.domain.areas import Areas
from cds_tracker.domain.picture import ColumnSeen
from cds_tracker.domain.reading import Row, Sheet, Skipped, place_of_part, row_and_part
from cds_tracker.domain.units import Registry
from cds_tracker.excel import own
from cds_tracker.excel.columns import map_columns
from cds_tracker.excel.early import handed
from cds_tracker.excel.findings import Findings
from cds_tracker.excel.guidance import Guidance
from cds_tracker.excel.header import Header, cell_text, is_numbering
from cds_tracker.excel.hiding import without_hidden
from cds_tracker.excel.layouts import Known, fingerprint
from cds_tracker.excel.looks import Fills, looks
from cds_tracker.excel.manners import manners_of
from cds_tracker.excel.mapped import Columns
from cds_tracker.excel.numbering import Number
from cds_tracker.excel.parts import with_parts
from cds_tracker.excel.picturing import columns_seen, picture
from cds_tracker.excel.profile import Profile
from cds_tracker.excel.rows import Body
from cds_tracker.excel.tables import beside, opening, split
from cds_tracker.excel.tally import Tally
from cds_tracker.excel.tasks import Tasks
from cds_tracker.excel.title_block import headings, may_be_secret, plan_year, secrecy
from cds_tracker.excel.workbook import Grid

_SAMPLED = 2_000  # rows
_BESIDE = 50  # parts of a row, after which those of the next table beside it begin


@dataclass(frozen=True, slots=True)
class Table:
    """What a sheet gave; ``untitled``: no column could be taken for the titles, so that nothing was read."""

    sheet: Sheet
    rows: list[Row] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    seen: tuple[ColumnSeen, ...] = ()
    untitled: bool = False


@dataclass(frozen=True, slots=True)
class Registers:
    """The names that are known."""

    units: Registry
    areas: Areas


@dataclass(frozen=True, slots=True)
class Work:
    """What the tables of one sheet are read with. ``fills``: see ``workbook.Workbook.fills``; ``opening``: the section that a
    table is; ``again``: the columns of a further table for which what was decided of the first one holds."""

    registers: Registers
    tally: Tally
    findings: Findings
    guidance: Guidance
    year: int | None
    fills: Callable[[], Fills]
    opening: tuple[Number, str] | None = None
    again: frozenset[int] | None = None


def read_table(grid: Grid, header: Header, work: Work) -> Table:
    """Every task row of the sheet, with all problems of all rows; the sheet's columns are those of its first table."""
    titles = headings(grid, header.top)
    work = replace(work, year=work.year or plan_year(titles))
    grid, ours = own.unguarded(grid, header), own.bound(header) is not None
    for name in own.gone(header):
        work.findings.whole("column_gone", field=name)
    first, others = split(grid, header) if not ours else (grid, [])
    begins = opening(grid, header) if any(below for _, below in others) else None
    table = (_one if ours else _beside)(first, header, replace(work, opening=begins), titles)
    for part, below in others if not table.untitled else ():
        if below is None:
            _other(part, work.findings, table)
            continue
        work.findings.row("columns_change", below.top, cell_text(next(iter(part.rows[0].cells.values())).value))
        again = frozenset(column for column, heading in below.columns.items() if heading == header.columns.get(column))
        more = _beside(part, below, replace(work, opening=opening(part, below), again=again), titles)
        table.rows.extend(more.rows)
        table.skipped.extend(more.skipped)
    _secret(grid, work.findings)
    kinds = {one.row: one.reason for one in table.skipped} | {row_and_part(row.row)[0]: "task" for row in table.rows}
    seen = picture(grid, header, kinds, table.seen)
    return replace(table, sheet=replace(table.sheet, tasks=len(table.rows), picture=seen))


def _other(part: Grid, findings: Findings, table: Table) -> None:
    """A table in which nothing is a task."""
    said = [(row.number, next((text for c in row.cells.values() if (text := cell_text(c.value))), "")) for row in part.rows]
    number, text = said[0]
    findings.row("row_skipped_other_table", number, text, reason="other_table", last=said[-1][0])
    table.skipped.extend(Skipped(part.name, number, "other_table", text[:80]) for number, text in said)


def _beside(grid: Grid, header: Header, work: Work, titles: tuple[str, ...]) -> Table:
    """The tables that stand side by side, as one; mostly there is one."""
    parts = beside(grid, header)
    if len(parts) == 1:
        return _one(grid, header, work, titles)
    work.findings.row("tables_side_by_side", header.top, count=len(parts))
    tables = [_one(part, head, replace(work, again=frozenset(head.columns)), titles) for part, head in parts]
    for place, table in enumerate(tables):
        for row in table.rows if place else ():
            above = row.parent_row and place_of_part(row.parent_row, place * _BESIDE)
            tables[0].rows.append(replace(row, row=place_of_part(row.row, place * _BESIDE), parent_row=above))
    tables[0].skipped[:] = [one for table in tables for one in table.skipped]
    return replace(tables[0], seen=tuple(one for table in tables for one in table.seen))


def _one(grid: Grid, header: Header, work: Work, titles: tuple[str, ...]) -> Table:
    findings, registry = work.findings, work.registers.units
    marks = own.mark_column(grid, header)
    sample = {column: profile for column, profile in _sample(grid, header).items() if column != marks}
    layout = work.guidance.known(header) if marks is None else None
    guidance = work.guidance.with_memory(layout, grid.name)
    if layout and layout.is_changed:
        _changed(layout, header, findings)
    decided = {**own.decided(header), **guidance.columns(grid.name, header, layout, grid.hidden_columns)}
    if work.again is not None:
        decided = {column: said for column, said in decided.items() if column in work.again or said[1] == "remembered"}
    columns = own.with_marks(map_columns(header, sample, registry, findings, decided), marks)
    for column, heading in columns.headings.items():
        if layout and heading.text in (*layout.added, *layout.moved) and column in columns.why:
            columns.why[column] = replace(columns.why[column], reason="heading_changed")
    seen = columns_seen(grid, columns, sample)
    known_as = fingerprint(header) if marks is None else ""  # what we wrote tells its columns itself
    sheet = Sheet(grid.name, header.top, columns.letters(), 0, titles, columns.unmapped, known_as)
    if "title" not in columns.fields:
        return Table(sheet, seen=seen, untitled=True)
    body = Body(grid, header, columns, findings, work.opening)
    body.read()
    return Table(sheet, _rows(grid, body, columns, work, guidance), body.skipped, seen)


def _rows(grid: Grid, body: Body, columns: Columns, work: Work, guidance: Guidance) -> list[Row]:
    findings, registry, asked = work.findings, work.registers.units, guidance.directions
    entries = without_hidden(grid, body, columns, asked, findings)
    look = looks(grid, entries, columns, asked, findings, work.fills)
    entries = with_parts(entries, columns, asked, registry, findings)
    manners = manners_of(entries, columns, guidance, findings, work.year)
    tasks = Tasks(columns, manners, registry, work.registers.areas, findings, work.tally, guidance, look)
    rows = handed(map(tasks.row, entries))
    tasks.ask()
    if "lead" not in columns.fields and not {"id", "code"} & columns.fields.keys() and entries:
        findings.whole("lead_column_missing")
    return rows


def _changed(layout: Known, header: Header, findings: Findings) -> None:
    missing, added, moved = ("; ".join(texts) or "–" for texts in (layout.missing, layout.added, layout.moved))
    findings.row("layout_changed", header.top, missing=missing, added=added, moved=moved)


def _sample(grid: Grid, header: Header) -> dict[int, Profile]:
    """Cells of every column; a column whose first word comes late is in it too."""
    found: dict[int, Profile] = {}
    body = [row for row in grid.rows if row.number > header.bottom]
    if body and is_numbering([text for cell in body[0].cells.values() if (text := cell_text(cell.value))]):
        del body[0]
    for row in body[:_SAMPLED]:
        for column, cell in row.cells.items():
            if not isinstance(cell.value, str) or cell.value.strip():
                found.setdefault(column, Profile()).take(cell)
    for row in body[_SAMPLED:]:
        if row.cells.keys() - found.keys():
            for column in row.cells.keys() - found.keys():
                found.setdefault(column, Profile()).take(row.cells[column])
    return found


def _secret(grid: Grid, findings: Findings) -> None:
    """One warning for each mark, at the first cell that bears it."""
    met: set[str] = set()
    mark = secrecy(grid.name)
    if mark:
        met.add(mark.upper())
        findings.whole("secrecy_mark", mark, mark=mark.upper())
    marked = {text for text in grid.texts if may_be_secret(text) and secrecy(text)}
    for row in grid.rows if marked else ():
        for column, cell in row.cells.items():
            value = cell.value
            if isinstance(value, str) and value in marked and (mark := secrecy(value)) and mark.upper() not in met:
                met.add(mark.upper())
                findings.at("secrecy_mark", row.number, column, None, value, mark=mark.upper())
