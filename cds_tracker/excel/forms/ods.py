"""OpenDocument spreadsheets, packed (.ods) or flat (.fods), by expat: calamine loses merges, errors and what is hidden."""

from collections.abc import Iterator

from cds_tracker.domain.reading import Problem, Severity
from cds_tracker.excel.forms.gathering import Bounds, Gathering
from cds_tracker.excel.forms.ods_cells import Styles, cell_of
from cds_tracker.excel.limits import Limits
from cds_tracker.excel.markup import by_name, parse_deep
from cds_tracker.excel.package import Package
from cds_tracker.excel.references import LAST_ROW, whole
from cds_tracker.excel.refusal import Refused
from cds_tracker.excel.workbook import Cell, LoadedWorkbook, Workbook
from cds_tracker.excel.xlsx import Progress

_CHUNK = 1 << 16
_NOT_CELLS = frozenset({"annotation", "shapes", "frame", "custom-shape", "tracked-changes", "dde-links", "desc", "title"})
_ROW_GROUPS = frozenset({"table-row-group", "table-header-rows"})


def open_ods(package: Package, limits: Limits, progress: Progress | None = None) -> Workbook:
    """The workbook in a package. Raises ``Refused`` where it is under a password, damaged, or over a limit."""
    if _is_encrypted(package):
        raise Refused("ods_password", advice=True)
    size = package.size("content.xml")
    chunks = package.chunks("content.xml", None if progress is None else lambda done: progress(done, size))
    macros = any(name.startswith(("basic/", "scripts/")) for name in package.names())
    return _read(chunks, limits, macros=macros)


def open_flat_ods(data: bytes, limits: Limits) -> Workbook:
    """The workbook of one XML file."""
    return _read((data[start : start + _CHUNK] for start in range(0, len(data), _CHUNK)), limits, macros=False)


def _is_encrypted(package: Package) -> bool:
    found = False

    def start(tag: str, _: list[str]) -> None:
        nonlocal found
        found = found or tag == "encryption-data"

    if "meta-inf/manifest.xml" in package:
        parse_deep(package.chunks("meta-inf/manifest.xml"), start, lambda _: None, lambda _: None)
    return found


def _read(chunks: Iterator[bytes], limits: Limits, *, macros: bool) -> Workbook:
    reader = _Reader(limits)
    parse_deep(chunks, reader.start, reader.end, reader.text)
    if not reader.sheets:
        raise Refused("no_sheets")
    if len(reader.sheets) - len(reader.hidden) > limits.visible_sheets:
        raise Refused("too_many_sheets", limit=limits.visible_sheets)
    warnings = [Problem("macros_ignored", Severity.WARNING)] if macros else []
    if reader.linked:
        warnings.append(Problem("external_links_ignored", Severity.WARNING))
    return LoadedWorkbook([sheet.grid() for sheet in reader.sheets], reader.hidden, warnings)


class _Reader:
    """What expat tells, put into sheets."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: list[Gathering] = []
        self.hidden: list[str] = []
        self.linked = False
        self._bounds = Bounds(limits)
        self._styles = Styles()
        self._tables = 0  # open ones: those within a cell are no sheets
        self._aside: list[str] = []  # open elements whose text is none of the cell's
        self._row, self._rows, self._column, self._columns = 0, 1, 0, 0
        self._hidden_groups = 0
        self._groups: list[bool] = []
        self._row_cells: list[tuple[int, int, Cell, str]] = []
        self._column_styles: list[tuple[int, str]] = []  # last column, style
        self._said: dict[str, str] | None = None  # of the open cell
        self._lines: list[list[tuple[str, str]]] = []
        self._spans: list[str] = []
        self._link: str | None = None

    def start(self, tag: str, attributes: list[str]) -> None:
        if tag in _NOT_CELLS and self._tables:
            self._aside.append(tag)
        elif self._aside:
            return
        elif self._said is not None:
            self._inside(tag, attributes)
        elif tag in ("table-cell", "covered-table-cell"):
            self._said, self._lines, self._link = by_name(attributes), [], None
        elif tag == "table-row":
            self._open_row(by_name(attributes))
        elif tag == "table-column":
            self._open_column(by_name(attributes))
        elif tag in _ROW_GROUPS:
            self._groups.append(by_name(attributes).get("display") == "false")
        elif tag == "table":
            self._open_table(by_name(attributes))
        elif tag == "table-source":
            self.linked = True
        elif not self._tables:
            self._styles.start(tag, attributes)

    def end(self, tag: str) -> None:
        if self._aside:
            if tag == self._aside[-1]:
                self._aside.pop()
        elif tag in ("table-cell", "covered-table-cell") and self._said is not None:
            self._close_cell()
        elif tag in ("span", "a") and self._spans:
            self._spans.pop()
        elif tag == "table-row" and self._said is None:
            self._close_row()
        elif tag in _ROW_GROUPS and self._groups:
            self._groups.pop()
        elif tag == "table":
            self._tables -= 1
        elif not self._tables:
            self._styles.end(tag)

    def text(self, text: str) -> None:
        if self._said is not None and self._lines and not self._aside:
            self._bounds.text(len(text))
            self._lines[-1].append((text, self._spans[-1] if self._spans else ""))
        elif not self._tables:
            self._styles.text(text)

    def _inside(self, tag: str, attributes: list[str]) -> None:
        """An element of a cell's text."""
        if tag in ("p", "h"):
            self._lines.append([])
            self._spans = []
        elif tag in ("span", "a"):
            said = by_name(attributes)
            self._spans.append(said.get("style-name", ""))
            self._link = self._link or said.get("href")
        elif self._lines and tag in ("s", "tab", "line-break"):
            count = min(whole(by_name(attributes).get("c", "1")), 100) if tag == "s" else 1
            self._lines[-1].append(({"s": " ", "tab": "\t"}.get(tag, "\n") * count, ""))

    def _open_table(self, said: dict[str, str]) -> None:
        self._tables += 1
        if self._tables > 1:
            return
        self._bounds.sheet()
        names = {sheet.name for sheet in self.sheets}
        name = said.get("name", "") or f"Sheet{len(self.sheets) + 1}"
        self.sheets.append(Gathering(name if name not in names else f"{name} ({len(self.sheets) + 1})", self._bounds))
        if self._styles.is_hidden_table(said.get("style-name", "")):
            self.hidden.append(self.sheets[-1].name)
        self._row, self._columns, self._column_styles, self._groups = 0, 0, [], []

    def _open_column(self, said: dict[str, str]) -> None:
        first, most = self._columns + 1, self._bounds.limits.columns
        self._columns += max(whole(said.get("number-columns-repeated", "1")), 1)
        if first > most:
            return
        self._column_styles.append((self._columns, said.get("default-cell-style-name", "")))
        if said.get("visibility", "visible") != "visible":
            self.sheets[-1].hidden_columns.update(range(first, min(self._columns, most) + 1))

    def _open_row(self, said: dict[str, str]) -> None:
        self._row += self._rows if self._row else 1
        self._rows = max(whole(said.get("number-rows-repeated", "1")), 1)
        self._row_cells, self._column = [], 0
        if said.get("visibility", "visible") != "visible" or any(self._groups):
            self.sheets[-1].hidden_rows.append((self._row, self._row + self._rows - 1))

    def _close_cell(self) -> None:
        said, self._said = self._said or {}, None
        column, times = self._column + 1, max(whole(said.get("number-columns-repeated", "1")), 1)
        self._column += times
        if not self.sheets or not self._row:
            return
        style_id = said.get("style-name") or next((style for last, style in self._column_styles if column <= last), "")
        made = cell_of(said, self._lines, self._styles, style_id)
        if made is not None:
            cell, before = made
            self._row_cells.append((column, times, cell._replace(link=self._link), before))
        down, across = whole(said.get("number-rows-spanned", "1")), whole(said.get("number-columns-spanned", "1"))
        if max(down, across) > 1:
            bottom, right = self._row + max(down, 1) - 1, column + max(across, 1) - 1
            self.sheets[-1].merge((self._row, column, min(bottom, LAST_ROW), min(right, 16_384)))

    def _close_row(self) -> None:
        if not self._row_cells:
            return
        sheet = self.sheets[-1]
        for row in range(self._row, min(self._row + self._rows, LAST_ROW + 1)):
            for column, times, cell, before in self._row_cells:
                sheet.put(row, column, cell, times=times)
                if before:
                    sheet.conversions.note(row, column, before, str(cell.value))
