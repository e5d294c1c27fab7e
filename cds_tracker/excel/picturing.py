"""The picture of a sheet as it looks: its top, every column, and what each was taken for."""

from collections.abc import Mapping

from cds_tracker.domain.picture import ColumnSeen, Picture, RowSeen
from cds_tracker.excel.cells import written
from cds_tracker.excel.header import Header
from cds_tracker.excel.mapped import Columns, Why, samples
from cds_tracker.excel.profile import Profile
from cds_tracker.excel.workbook import Cell, Grid, address, letter

_ABOVE, _BELOW, _ACROSS = 12, 30, 30
_CUT = 120
_MERGES = 200
_UNKNOWN = Why("none", "unknown")


def picture(grid: Grid, header: Header | None, kinds: Mapping[int, str], columns: tuple[ColumnSeen, ...] = ()) -> Picture:
    """``kinds``: what each row of the body was taken for."""
    bottom = header.bottom if header else 0
    begin = next((place for place, row in enumerate(grid.rows) if row.number > bottom), len(grid.rows))
    top = grid.rows[max(0, begin - _ABOVE) : begin + _BELOW]
    rows = tuple(RowSeen(row.number, _kind(row.number, header, kinds), _texts(row.cells), row.hidden) for row in top)
    shown = {row.number for row in rows}
    areas = [area for area in grid.merges if area[0] in shown and area[1] <= _ACROSS][:_MERGES]
    merges = tuple(f"{address(*area[:2])}:{address(*area[2:])}" for area in areas)
    return Picture(rows, columns, merges)


def columns_seen(grid: Grid, columns: Columns, seen: Mapping[int, Profile]) -> tuple[ColumnSeen, ...]:
    """Every column that has a heading or says something, from left to right."""
    carried = {column: name for name, column in columns.fields.items()} | dict.fromkeys(columns.marks, "status")
    found = []
    for column in sorted({*columns.headings, *seen}):
        why = columns.why.get(column, _UNKNOWN)
        heading = columns.headings.get(column)
        texts = tuple(_cut(text) for text in samples(seen[column])) if column in seen else ()
        found.append(
            ColumnSeen(
                letter(column), heading.text if heading else "", carried.get(column), why.certainty, why.reason, texts,
                why.options, column in grid.hidden_columns,
            )
        )  # fmt: skip
    return tuple(found)


def _kind(number: int, header: Header | None, kinds: Mapping[int, str]) -> str:
    if header is None or number < header.top:
        return "title"
    return "header" if number <= header.bottom else kinds.get(number, "blank")


def _texts(cells: Mapping[int, Cell]) -> dict[str, str]:
    said = {column: written(cell) or cell.error or "" for column, cell in cells.items() if column <= _ACROSS}
    return {letter(column): _cut(text) for column, text in said.items() if text}


def _cut(text: str) -> str:
    return text if len(text) <= _CUT else text[: _CUT - 1] + "…"
