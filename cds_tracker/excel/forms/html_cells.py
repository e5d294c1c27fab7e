"""From a table of a web page to a sheet: places, merged ranges, and what its cells say as Excel and LibreOffice write them."""

from cds_tracker.excel.fonts import converter
from cds_tracker.excel.forms.formats import number_cell
from cds_tracker.excel.forms.gathering import ERRORS, Bounds, Gathering
from cds_tracker.excel.forms.html_tables import Table, TableCell, shown
from cds_tracker.excel.references import LAST_ROW
from cds_tracker.excel.workbook import Cell, Style

_WIDEST = 1_000  # what browsers take of a colspan
_NO_LINKS = ("#", "javascript:", "data:", "file:")


class Layout:
    """The sheets of a file on the way, each under a name of its own."""

    def __init__(self, bounds: Bounds, file: str) -> None:
        self.sheets: list[Gathering] = []
        self.hidden: list[str] = []
        self._bounds = bounds
        self._file = file

    def new(self, named: str | None, hidden: bool) -> Gathering:
        """One more sheet, named as the file says, or for the file."""
        self._bounds.sheet()
        taken = {sheet.name for sheet in self.sheets}
        name = named or self._file
        if name in taken:
            name = f"{name} ({len(self.sheets) + 1})"
        sheet = Gathering(name, self._bounds)
        self.sheets.append(sheet)
        if hidden:
            self.hidden.append(name)
        return sheet


def gathered(table: Table, layout: Layout, known: tuple[str, bool] | None) -> None:
    """One sheet of a table: the lines above it in rows of their own, as Excel shows them, then its rows, then those below."""
    sheet = layout.new(known[0] if known else None, known is not None and known[1])
    sheet.hidden_columns |= table.hidden_columns
    for row, line in enumerate(table.above, 1):
        sheet.put(row, 1, Cell(line))
    row = len(table.above)
    taken: dict[int, int] = {}  # column → the last row that a cell from above reaches down to
    for hidden, cells in table.rows:
        row += 1
        if hidden:
            sheet.hidden_rows.append((row, row))
        _place(sheet, row, cells, taken)
    for number, line in enumerate(table.below, row + 1):
        sheet.put(number, 1, Cell(line))


def _place(sheet: Gathering, row: int, cells: list[TableCell], taken: dict[int, int]) -> None:
    column = 1
    most = sheet.bounds.limits.columns
    for each in cells:
        while taken.get(column, 0) >= row:
            column += 1
        across, down = _span(each, "colspan", _WIDEST), _span(each, "rowspan", LAST_ROW)
        bottom = min(row + down - 1, LAST_ROW)
        if down > 1:
            taken.update(dict.fromkeys(range(column, min(column + across, most + 1)), bottom))
        cell = _cell(each, sheet, row, column)
        if cell is not None:
            sheet.put(row, column, cell)
        if across > 1 or down > 1:
            sheet.merge((row, column, bottom, column + across - 1))
        column += across


def _span(cell: TableCell, name: str, most: int) -> int:
    """How many columns or rows a cell takes; a ``rowspan`` of 0 reaches to the end."""
    said = cell.said.get(name, "").strip()
    if not said.isdecimal() or len(said) > 9:
        return 1
    number = int(said)
    return min(number, most) if number else (most if name == "rowspan" else 1)


def _cell(cell: TableCell, sheet: Gathering, row: int, column: int) -> Cell | None:
    text = _text(cell, sheet, row, column)
    style = _style(cell)
    said = cell.said
    if "x:err" in said or text in ERRORS:
        return Cell(None, style, said.get("x:err") or text or "#ERROR!")
    if "x:bool" in said and text:
        return Cell((said["x:bool"] or text).strip().upper() in ("TRUE", "1"), style)
    number = said["x:num"] or text if "x:num" in said else said.get("sdval", "")
    if number and (found := number_cell(number, style)).error != "number_unreadable":
        return found._replace(link=_link(cell))
    return Cell(text, style, link=_link(cell)) if text else None


def _text(cell: TableCell, sheet: Gathering, row: int, column: int) -> str:
    """The text, legacy fonts turned into Unicode, then that of the tables within, row by row."""
    before = cell.text
    converted = [(text, converter(font)) for text, font, _ in cell.runs]
    after = before
    if any(convert for _, convert in converted):
        after = shown("".join(convert(text) if convert else text for text, convert in converted))
        if after != before:
            sheet.conversions.note(row, column, before, after)
    rows = (cells for table in cell.tables for _, cells in table.rows)
    lines = [after, *(" ".join(filter(None, (inner.text for inner in cells))) for cells in rows)]
    return "\n".join(line for line in lines if line)


def _style(cell: TableCell) -> Style:
    said = cell.said.get("sdnum", "").split(";", 2)[2:]
    shape = cell.look.format if cell.look.format is not None else "".join(said)
    struck = any(text.strip() for text, _, _ in cell.runs) and all(struck for text, _, struck in cell.runs if text.strip())
    return Style("" if shape.lower() == "general" else shape, cell.look.font, struck)


def _link(cell: TableCell) -> str | None:
    target = (cell.link or "").strip()
    return target if target and not target.lower().startswith(_NO_LINKS) else None
