"""A header where a person says that it stands, whatever it looks like."""

from cds_tracker.domain.text import key
from cds_tracker.excel.header import DEEPEST, Header, Zone
from cds_tracker.excel.workbook import Grid


def header_at(grid: Grid, row: int) -> Header | None:
    """The best header that the row is part of, else the row itself as one; ``None`` where it is empty."""
    rows = {one.number: one for one in grid.rows if row - DEEPEST < one.number < row + DEEPEST}
    if row not in rows:
        return None
    zone = Zone(rows, grid.merges)
    blocks = [(top, top + depth) for top in range(max(1, row - DEEPEST + 1), row + 1) for depth in range(DEEPEST)]
    found = [block for top, bottom in blocks if top <= row <= bottom and (block := zone.block(top, bottom))]
    if found:
        return max(found, key=lambda header: (header.score, header.top - header.bottom, -header.top))
    below = [last for first, _, last, _ in grid.merges if first == row and last - first < DEEPEST]
    bottom = max([row, *below])
    columns = zone.columns(row, bottom)
    return Header(row, bottom, columns, 0, frozenset(key(text) for heading in columns.values() for text in heading.texts))
