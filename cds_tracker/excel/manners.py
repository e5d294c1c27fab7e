"""How the cells of each field of a table are to be read: what a whole column tells of its scale, unit and order of days."""

from dataclasses import replace

from cds_tracker.domain.numbers import has_decimals, unit_of
from cds_tracker.domain.progress import decide_scale
from cds_tracker.excel.cells import READERS, Manner
from cds_tracker.excel.day_order import Exchanged, evidence
from cds_tracker.excel.entries import Entry
from cds_tracker.excel.findings import Findings
from cds_tracker.excel.guidance import Guidance
from cds_tracker.excel.mapped import Columns
from cds_tracker.excel.workbook import letter


def manners_of(
    entries: list[Entry], columns: Columns, guidance: Guidance, findings: Findings, year: int | None
) -> dict[str, Manner]:
    """How the cells of each field are to be read."""
    manner = Manner(year)
    progress, money = columns.fields.get("progress"), columns.fields.get("budget")
    if progress is not None:
        cells = (entry.line.cells.get(progress) for entry in entries)
        bare = (cell.value for cell in cells if cell is not None and "%" not in cell.format)
        manner.scale = decide_scale(bare, columns.headings[progress].text)
    if money is not None:
        manner.money = unit_of(columns.headings[money].text)
        cells = (entry.line.cells.get(money) for entry in entries)
        manner.decimals = has_decimals(cell.value for cell in cells if cell is not None)
    manners = dict.fromkeys(READERS, manner)
    for name in ("start", "deadline", "completed_on"):
        column = columns.fields.get(name)
        if column is not None:
            manners[name] = replace(manner, exchanged=_exchanged(entries, column, name, columns, guidance, findings))
    return manners


def _exchanged(
    entries: list[Entry], column: int, name: str, columns: Columns, guidance: Guidance, findings: Findings
) -> Exchanged:
    """Which dates of a column are to change day and month; where nothing in it decides, that is asked."""
    heading = columns.headings[column]
    found = evidence(entry.line.cells.get(column) for entry in entries)
    order = guidance.directions.order.get(findings.sheet, {}).get(letter(column))
    if found.open:
        findings.ask("order", letter(column), ("dmy", "mdy"), order or "dmy", len(found.open), found.open, field=name)
        if order is None:
            findings.at("dates_may_be_swapped", heading.row, heading.group, name, heading.text)
    elif found.written_month_first and order is None:
        findings.at("dates_month_first", heading.row, heading.group, name, heading.text, count=found.month_first)
    return found.exchanged(order)
