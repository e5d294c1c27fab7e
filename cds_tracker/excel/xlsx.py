""".xlsx and .xlsm: our own reader over zip and expat (why: docs/adr/0002-reading-workbooks.md)."""

from collections.abc import Callable, Mapping

from cds_tracker.domain.reading import Problem, Severity
from cds_tracker.excel.limits import Limits
from cds_tracker.excel.making import Makers
from cds_tracker.excel.markup import by_name, is_on, parse
from cds_tracker.excel.package import Package, Relation
from cds_tracker.excel.references import place
from cds_tracker.excel.refusal import Refused
from cds_tracker.excel.sheet_xml import SheetXml
from cds_tracker.excel.solid_fills import OFFICE, read_theme
from cds_tracker.excel.strings import Text, read_strings
from cds_tracker.excel.styles import read_styles
from cds_tracker.excel.workbook import Grid, GridRow, Range, SheetInfo, Style, Workbook, address

Progress = Callable[[int, int | None], None]


class XlsxWorkbook(Workbook):
    """An opened .xlsx. Shared strings and styles are read with the first grid; limits hold for all grids together."""

    def __init__(self, package: Package, limits: Limits, progress: Progress | None = None) -> None:
        self._package = package
        self._limits = limits
        self._progress = progress
        self._main = _main_part(package)
        self._relations = package.relations(self._main)
        self._from_1904 = False
        self._parts: dict[str, str] = {}
        self._makers: Makers | None = None
        self._styles: list[Style] = []
        self._taken: dict[str, tuple[int, int]] = {}  # rows and cells by sheet
        self.sheets = tuple(self._listed())
        self.warnings = tuple(_file_warnings(package))

    def grid(self, name: str) -> Grid:
        part = self._parts[name]
        if part not in self._package:
            return Grid(name, problems=[Problem("sheet_missing", Severity.WARNING, sheet=name)])
        if self._makers is None:
            self._makers = self._new_makers()
        others = [taken for sheet, taken in self._taken.items() if sheet != name]
        sheet = SheetXml(
            self._makers,
            self._limits,
            rows_left=self._limits.rows - sum(rows for rows, _ in others),
            cells_left=self._limits.cells - sum(cells for _, cells in others),
        )
        sheet.read(self._package.chunks(part, self._reporter(part)))
        self._taken[name] = (len(sheet.rows), sheet.cells)
        if sheet.links:
            _link(sheet, self._package.relations(part))
        problems = [*_sheet_warnings(name, sheet), *_conversions(name, sheet.rows, self._makers)]
        return Grid(name, sheet.rows, sheet.merges, frozenset(sheet.hidden_columns), problems)

    def fills(self, name: str) -> Mapping[tuple[int, int], str]:
        filled = {str(index): style.fill for index, style in enumerate(self._styles) if style.fill}
        found: dict[tuple[int, int], str] = {}

        def start(tag: str, attributes: list[str]) -> None:
            said = by_name(attributes) if tag == "c" and len(found) < self._limits.rows else {}
            if (fill := filled.get(said.get("s", ""))) and (where := place(said.get("r", ""))):
                found[where] = fill

        if filled and self._parts[name] in self._package:
            parse(self._package.chunks(self._parts[name]), start)
        return found

    def _theme(self) -> tuple[str, ...]:
        part = self._related("theme")
        return read_theme(self._package.chunks(part)) if part else OFFICE

    def _listed(self) -> list[SheetInfo]:
        found: list[SheetInfo] = []

        def start(tag: str, attributes: list[str]) -> None:
            if tag == "workbookPr":
                self._from_1904 = is_on(by_name(attributes).get("date1904"))
            elif tag == "sheet":
                said = by_name(attributes)
                relation = self._relations.get(said.get("id", ""))
                name = said.get("name", "")
                if relation is None or relation.type != "worksheet" or name in self._parts:
                    return
                self._parts[name] = relation.target
                found.append(SheetInfo(name, said.get("state", "visible") == "visible"))
                if len(found) > self._limits.sheets or sum(s.visible for s in found[-51:]) > self._limits.visible_sheets:
                    raise Refused("too_many_sheets", limit=self._limits.visible_sheets)

        parse(self._package.chunks(self._main), start)
        if sum(sheet.visible for sheet in found) > self._limits.visible_sheets:
            raise Refused("too_many_sheets", limit=self._limits.visible_sheets)
        if not found:
            raise Refused("no_sheets")
        return found

    def _new_makers(self) -> Makers:
        strings: list[Text] = []
        if part := self._related("sharedStrings"):
            strings = read_strings(self._package.chunks(part), self._limits)
        if part := self._related("styles"):
            self._styles = read_styles(self._package.chunks(part), self._theme)
        return Makers(strings, self._styles, self._limits, from_1904=self._from_1904)

    def _related(self, kind: str) -> str | None:
        """The part of that kind, if the file has it."""
        named = (relation.target for relation in self._relations.values() if relation.type == kind and not relation.external)
        return next((part for part in named if part in self._package), None)

    def _reporter(self, part: str) -> Callable[[int], None] | None:
        progress, size = self._progress, self._package.size(part)
        return None if progress is None else lambda done: progress(done, size)


def _main_part(package: Package) -> str:
    named = (relation.target for relation in package.relations("").values() if relation.type == "officeDocument")
    for part in (*named, "xl/workbook.xml"):
        if part in package:
            return part
    raise Refused("not_a_workbook")


def _file_warnings(package: Package) -> list[Problem]:
    names = list(package.names())
    found = []
    if any(name.endswith("vbaproject.bin") for name in names):
        found.append(Problem("macros_ignored", Severity.WARNING))
    if any("externallinks/" in name and "/_rels/" not in name for name in names):
        found.append(Problem("external_links_ignored", Severity.WARNING))
    return found


def _sheet_warnings(name: str, sheet: SheetXml) -> list[Problem]:
    found = []
    if sheet.beyond_count:
        values = {"count": sheet.beyond_count, "cells": ", ".join(sheet.beyond)}
        found.append(Problem("cells_beyond", Severity.WARNING, sheet=name, values=values))
    for area in sheet.merges_ignored[:1]:
        values = {"count": len(sheet.merges_ignored), "range": f"{address(*area[:2])}:{address(*area[2:])}"}
        found.append(Problem("merge_too_large", Severity.WARNING, sheet=name, values=values))
    return found


def _conversions(name: str, rows: list[GridRow], makers: Makers) -> list[Problem]:
    """One warning for all cells of the sheet whose text came in a legacy encoding, with the first as the example."""
    converted = makers.converted
    if not converted:
        return []
    places = [(row.number, column, cell) for row in rows for column, cell in row.cells.items() if id(cell) in converted]
    if not places:
        return []
    number, column, cell = places[0]
    before = converted[id(cell)][1]
    values = {"count": len(places), "before": before[:80], "after": str(cell.value)[:80]}
    where = address(number, column)
    return [Problem("legacy_font", Severity.WARNING, sheet=name, cell=where, row=number, value=before[:80], values=values)]


def _link(sheet: SheetXml, relations: dict[str, Relation]) -> None:
    """Puts on each cell the address that it leads to."""
    rows = {row.number: row for row in sheet.rows}
    for area, relation in sheet.links:
        target = relations.get(relation)
        if target is not None:
            _link_area(rows, area, target.target)


def _link_area(rows: dict[int, GridRow], area: Range, target: str) -> None:
    top, left, bottom, right = area
    for number in range(top, min(bottom, top + 100) + 1):
        row = rows.get(number)
        if row is not None:
            for column in [c for c in row.cells if left <= c <= right]:
                row.cells[column] = row.cells[column]._replace(link=target)
