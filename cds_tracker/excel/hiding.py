"""Rows and columns that are hidden: taken, counted, and left out where a person wants it."""

from cds_tracker.domain.choices import Directions
from cds_tracker.domain.reading import Skipped
from cds_tracker.excel.entries import Entry
from cds_tracker.excel.findings import Findings, shown
from cds_tracker.excel.mapped import Columns
from cds_tracker.excel.rows import Body
from cds_tracker.excel.workbook import Grid

_NAMED = 40


def without_hidden(grid: Grid, body: Body, columns: Columns, directions: Directions, findings: Findings) -> list[Entry]:
    """The task rows to be read; those that are hidden among them, unless they are to be left."""
    entries = body.entries
    hidden = [entry for entry in entries if entry.line.hidden]
    if hidden:
        left = directions.hidden_rows == "leave"
        titles = [entry.line.title for entry in hidden[:3]]
        findings.ask("hidden_rows", "", ("take", "leave"), directions.hidden_rows, len(hidden), titles)
        rows = _spans([entry.line.number for entry in hidden])
        findings.whole("rows_hidden_left" if left else "rows_hidden", count=len(hidden), rows=rows)
        if left:
            body.skipped += [Skipped(grid.name, e.line.number, "hidden", shown(e.line.title) or "") for e in hidden]
            entries = [entry for entry in entries if not entry.line.hidden]
            for entry in entries:
                entry.parent = None if entry.parent and entry.parent.line.hidden else entry.parent
    if grid.hidden_columns:
        _columns(grid, columns, directions, findings)
    return entries


def _columns(grid: Grid, columns: Columns, directions: Directions, findings: Findings) -> None:
    taken = {column: name for name, column in columns.fields.items() if column in grid.hidden_columns and name != "id"}
    left = [column for column, why in columns.why.items() if why.reason == "hidden" and column in columns.headings]
    concerned = sorted({*taken, *left})
    if concerned:
        names = [columns.headings[column].text for column in concerned]
        findings.ask("hidden_columns", "", ("take", "leave"), directions.hidden_columns, len(concerned), names)
    for column in concerned:
        heading = columns.headings[column]
        code = "column_hidden" if column in taken else "column_hidden_left"
        findings.at(code, heading.row, heading.group, taken.get(column), heading.text)


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
