"""A workbook of accounts: one line for each role of each person. Every doubt is a problem with its cell; nothing is guessed."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cds_tracker.domain.accounts import code_of
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import IN_A_UNIT
from cds_tracker.domain.reading import Outcome, Problem, Reading, Row, Severity, Sheet
from cds_tracker.domain.task import Value
from cds_tracker.domain.text import clean, key
from cds_tracker.domain.units import Registry
from cds_tracker.excel.header import cell_text
from cds_tracker.excel.people_headings import HEADINGS, NEEDED, ROLES
from cds_tracker.excel.workbook import Cell, Grid, GridRow, Workbook, address, letter

LOOKED_AT = 30  # rows in which the header may stand
MOST = 2_000  # lines in a file
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d{2})-(\d{2})")


def read_people(book: Workbook, registry: Registry) -> Reading:
    """The lines of the only visible sheet with such a table: login, name, e-mail, role, unit, first and last day."""
    found = [(grid, header) for grid in _visible(book) if (header := _header(grid)) is not None]
    if len(found) != 1:
        names = [grid.name for grid, _ in found]
        problem = Problem("people_sheets" if names else "people_header", Severity.ERROR, values={"sheets": names})
        return Reading("", "", problems=(problem,), refused=Outcome.REJECT_WITH_ADVICE)
    grid, (number, columns) = found[0]
    lines = [row for row in grid.rows if row.number > number and any(_said(row.cells.get(c)) for c in columns.values())]
    if not lines or len(lines) > MOST:
        problem = Problem("people_none" if not lines else "people_many", Severity.ERROR, grid.name, values={"most": MOST})
        return Reading("", "", problems=(problem,), refused=Outcome.REJECT_WITH_ADVICE)
    read = [_Line(grid.name, row, columns, registry).read() for row in lines]
    sheet = Sheet(grid.name, number, {name: letter(column) for name, column in columns.items()}, len(lines))
    return Reading("", "", (sheet,), tuple(row for row, _ in read), (), tuple(one for _, found in read for one in found))


def _visible(book: Workbook) -> list[Grid]:
    return [book.grid(info.name) for info in book.sheets if info.visible]


def _header(grid: Grid) -> tuple[int, dict[str, int]] | None:
    """The row of the headings, and the column of each field."""
    for row in grid.rows[:LOOKED_AT]:
        columns: dict[str, int] = {}
        for column, cell in row.cells.items():
            said = key(_said(cell))
            name = next((name for name, headings in HEADINGS.items() if said in headings), None)
            if name and name not in columns:
                columns[name] = column
        if all(name in columns for name in NEEDED):
            return row.number, columns
    return None


def _said(cell: Cell | None) -> str:
    return "" if cell is None else clean(cell_text(cell.value))


@dataclass
class _Line:
    """One line at work."""

    sheet: str
    row: GridRow
    columns: Mapping[str, int]
    registry: Registry
    problems: list[Problem] = field(default_factory=list)

    def read(self) -> tuple[Row, list[Problem]]:
        """What it says, and what is wrong with it."""
        values: dict[str, Value] = {"login": self._login(), "name": self._name(), "email": self._email()}
        values |= {"role": self._role(), "from": self._day("from"), "to": self._day("to")}
        values["unit"] = self._unit(str(values["role"] or ""))
        if values["from"] and values["to"] and str(values["to"]) < str(values["from"]):
            self._wrong("to", "people_days")
        said = {name: value for name, value in values.items() if value is not None}
        wrong = frozenset(one.field for one in self.problems if one.field)
        cells = {name: address(self.row.number, column) for name, column in self.columns.items()}
        return Row(self.sheet, self.row.number, said, unreadable=wrong, cells=cells), self.problems

    def _text(self, name: str) -> str:
        cell = self.row.cells.get(self.columns.get(name, 0))
        if cell is not None and (cell.error or cell.formula_without_value):
            self._wrong(name, "formula_without_value" if cell.formula_without_value else "cell_error", cell.error or "")
        return _said(cell)

    def _wrong(self, name: str, code: str, value: str | None = None, **values: object) -> None:
        column = self.columns.get(name)
        cell = address(self.row.number, column) if column else None
        shown = (value if value is not None else _said(self.row.cells.get(column or 0)))[:80] or None
        row = None if cell else self.row.number
        self.problems.append(Problem(code, Severity.ERROR, self.sheet, cell, row, None, name, shown, values))

    def _login(self) -> str | None:
        said = self._text("login")
        try:
            return code_of(said)
        except TrackerError:
            self._wrong("login", "people_login")
            return None

    def _name(self) -> str | None:
        said = self._text("name")
        if not said or len(said) > 200:
            self._wrong("name", "people_name")
        return said or None

    def _email(self) -> str | None:
        said = self._text("email")
        if said and (said.count("@") != 1 or " " in said or said[0] == "@" or said[-1] == "@" or len(said) > 200):
            self._wrong("email", "people_email")
        return said or None

    def _role(self) -> str | None:
        role = ROLES.get(key(self._text("role")))
        if role is None:
            self._wrong("role", "people_role")
        return role.value if role else None

    def _unit(self, role: str) -> str | None:
        said = self._text("unit")
        needed = role in {one.value for one in IN_A_UNIT}
        if role and needed != bool(said):
            self._wrong("unit", "people_unit_needed" if needed else "people_unit_unwanted")
        if not said or not role or not needed:
            return None
        found = self.registry.read(said)
        unit = self.registry.units.get(found.refs[0]) if len(found.refs) == 1 else None
        if unit is None or unit.kind == "group" or found.unknown or found.misspelt:
            nearest = [name for one in found.unknown for name in one.nearest] or [meant for _, meant in found.misspelt]
            self._wrong("unit", "people_unit", nearest=nearest or None)
            return None
        return unit.code

    def _day(self, name: str) -> str | None:
        cell = self.row.cells.get(self.columns.get(name, 0))
        if cell is not None and isinstance(cell.value, datetime.datetime | datetime.date):
            day = cell.value.date() if isinstance(cell.value, datetime.datetime) else cell.value
            return day.isoformat()
        said = self._text(name)
        found = _DAY.fullmatch(said)
        if not said:
            return None
        try:
            if found is None:
                raise ValueError(said)
            parts = (found[3], found[2], found[1]) if found[3] else (found[4], found[5], found[6])
            return datetime.date(*map(int, parts)).isoformat()
        except ValueError:
            self._wrong(name, "people_day")
            return None
