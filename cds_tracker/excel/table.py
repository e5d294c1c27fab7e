"""One sheet's task table, from its header to its last row."""

from dataclasses import dataclass, replace

from cds_tracker.domain.areas import Areas
from cds_tracker.domain.numbers import has_decimals, unit_of
from cds_tracker.domain.progress import Scale, decide_scale
from cds_tracker.domain.reading import Row, Sheet, Skipped
from cds_tracker.domain.units import Registry
from cds_tracker.excel import marked, own
from cds_tracker.excel.cells import Manner
from cds_tracker.excel.columns import Columns, map_columns
from cds_tracker.excel.dates_swapped import may_be_swapped
from cds_tracker.excel.findings import Findings
from cds_tracker.excel.header import Header, cell_text
from cds_tracker.excel.layouts import fingerprint
from cds_tracker.excel.profile import Profile
from cds_tracker.excel.rows import Body, Entry
from cds_tracker.excel.tables import split
from cds_tracker.excel.tally import Tally
from cds_tracker.excel.tasks import Tasks
from cds_tracker.excel.title_block import headings, may_be_secret, plan_year, secrecy
from cds_tracker.excel.workbook import Grid

_SAMPLED = 2_000  # rows
_NAMED = 40


@dataclass(frozen=True, slots=True)
class Table:
    """What a sheet gave."""

    sheet: Sheet
    rows: list[Row]
    skipped: list[Skipped]


@dataclass(frozen=True, slots=True)
class Registers:
    """The names that are known."""

    units: Registry
    areas: Areas


def read_table(
    grid: Grid, header: Header, registers: Registers, tally: Tally, findings: Findings, year: int | None = None
) -> Table:
    """Every task row of the sheet, with all problems of all rows; the sheet's columns are those of its first table."""
    titles = headings(grid, header.top)
    year = year or plan_year(titles)
    grid = marked.unguarded(grid, header)
    first, others = split(grid, header) if own.bound(header) is None else (grid, [])
    table = _one(first, header, registers, tally, findings, titles, year)
    for part, below in others:
        top = part.rows[0]
        said = next(text for cell in top.cells.values() if (text := cell_text(cell.value)))
        if below is None:
            findings.row("row_skipped_other_table", top.number, said, reason="other_table", last=part.rows[-1].number)
            texts = (
                (row.number, next((text for c in row.cells.values() if (text := cell_text(c.value))), "")) for row in part.rows
            )
            table.skipped.extend(Skipped(grid.name, number, "other_table", text[:80]) for number, text in texts)
            continue
        findings.row("columns_change", below.top, said)
        more = _one(part, below, registers, tally, findings, titles, year)
        table.rows.extend(more.rows)
        table.skipped.extend(more.skipped)
    _secret(grid, findings)
    return replace(table, sheet=replace(table.sheet, tasks=len(table.rows)))


def _one(
    grid: Grid,
    header: Header,
    registers: Registers,
    tally: Tally,
    findings: Findings,
    titles: tuple[str, ...],
    year: int | None,
) -> Table:
    seen = _sample(grid, header)
    columns = marked.columns(header, seen, findings) or map_columns(header, seen, registers.units, findings)
    columns.hidden_marks = own.mark_column(grid, header)
    body = Body(grid, header, columns, findings)
    body.read()
    manner = _manner(body.entries, columns, year)
    tasks = Tasks(columns, manner, registers.units, registers.areas, findings, tally)
    rows = [tasks.row(entry) for entry in body.entries]
    _columns_as_a_whole(body.entries, columns, findings)
    _hidden(grid, body.entries, columns, findings)
    letters, layout = columns.letters(), fingerprint(header)
    sheet = Sheet(grid.name, header.top, letters, len(rows), titles, columns.unmapped, layout)
    return Table(sheet, rows, body.skipped)


def _sample(grid: Grid, header: Header) -> dict[int, Profile]:
    """Cells of every column; a column whose first word comes late is in it too."""
    found: dict[int, Profile] = {}
    body = [row for row in grid.rows if row.number > header.bottom]
    for row in body[:_SAMPLED]:
        for column, cell in row.cells.items():
            if not isinstance(cell.value, str) or cell.value.strip():
                found.setdefault(column, Profile()).take(cell)
    for row in body[_SAMPLED:]:
        if row.cells.keys() - found.keys():
            for column in row.cells.keys() - found.keys():
                found.setdefault(column, Profile()).take(row.cells[column])
    return found


def _manner(entries: list[Entry], columns: Columns, year: int | None) -> Manner:
    manner = Manner(year)
    progress, money = columns.fields.get("progress"), columns.fields.get("budget")
    if progress is not None:
        cells = (entry.line.cells.get(progress) for entry in entries)
        bare = (cell.value for cell in cells if cell is not None and "%" not in cell.format)
        manner.scale = decide_scale(bare, columns.headings[progress].text)
        if columns.hidden_marks and marked.lost_formats(entry.line.cells.get(progress) for entry in entries):
            manner.scale = Scale.FRACTION
    if money is not None:
        manner.money = unit_of(columns.headings[money].text)
        cells = (entry.line.cells.get(money) for entry in entries)
        manner.decimals = has_decimals(cell.value for cell in cells if cell is not None)
    return manner


def _columns_as_a_whole(entries: list[Entry], columns: Columns, findings: Findings) -> None:
    for name in ("start", "deadline", "completed_on"):
        column = columns.fields.get(name)
        if column is not None and may_be_swapped(entries, column):
            heading = columns.headings[column]
            findings.at("dates_may_be_swapped", heading.row, heading.group, name, heading.text)
    if "lead" not in columns.fields and not {"id", "code"} & columns.fields.keys() and entries:
        findings.whole("lead_column_missing")


def _hidden(grid: Grid, entries: list[Entry], columns: Columns, findings: Findings) -> None:
    rows = [entry.line.number for entry in entries if entry.line.hidden]
    if rows:
        findings.whole("rows_hidden", count=len(rows), rows=_spans(rows))
    for name, column in columns.fields.items():
        if column in grid.hidden_columns and name != "id":
            heading = columns.headings[column]
            findings.at("column_hidden", heading.row, heading.group, name, heading.text)


def _spans(rows: list[int]) -> str:
    """Row numbers for a reader: "7, 9–12"."""
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    texts = [str(first) if first == last else f"{first}–{last}" for first, last in spans[:_NAMED]]
    return ", ".join(texts) + (", …" if len(spans) > _NAMED else "")


def _secret(grid: Grid, findings: Findings) -> None:
    """One warning for each mark, at the first cell that bears it."""
    met: set[str] = set()
    mark = secrecy(grid.name)
    if mark:
        met.add(mark.upper())
        findings.whole("secrecy_mark", mark, mark=mark.upper())
    for row in grid.rows:
        for column, cell in row.cells.items():
            value = cell.value
            if isinstance(value, str) and may_be_secret(value) and (mark := secrecy(value)) and mark.upper() not in met:
                met.add(mark.upper())
                findings.at("secrecy_mark", row.number, column, None, value, mark=mark.upper())
