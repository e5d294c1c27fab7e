"""Who answers for a task and who helps, and to which area it belongs: names that registers know, or a person has explained."""

import re
from dataclasses import dataclass
from typing import cast

from cds_tracker.domain.areas import Areas
from cds_tracker.domain.choices import NOTHING
from cds_tracker.domain.reading import Severity
from cds_tracker.domain.task import UNREGISTERED, Value
from cds_tracker.domain.text import key
from cds_tracker.domain.units import Registry, UnitsRead
from cds_tracker.excel import literal
from cds_tracker.excel.cells import written
from cds_tracker.excel.entries import Entry
from cds_tracker.excel.findings import Findings
from cds_tracker.excel.guidance import Guidance
from cds_tracker.excel.parts import parts_of
from cds_tracker.excel.tally import Tally
from cds_tracker.excel.workbook import Cell

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
UNITS = ("lead", "coordinating")
_HELPING = re.compile(r"([^;,\n()]+?)\s*\(\s*(?:đơn vị |cơ quan )?phối hợp\s*\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """The names that are registered."""

    units: Registry
    areas: Areas


class Who:
    """Of the rows of one table; ``fields``: field → column."""

    def __init__(
        self,
        fields: dict[str, int],
        named: Named,
        findings: Findings,
        tally: Tally,
        guidance: Guidance,
        ours: bool = False,  # a table that we wrote: names may be spelt out (see ``literal``)
    ) -> None:
        self._fields = fields
        self._ours = ours
        self._named = named
        self._findings = findings
        self._tally = tally
        self._meant = {"units": guidance.meant("units", named.units.units), "area": guidance.meant("area", named.areas.areas)}
        self._units_known: dict[str, UnitsRead] = {}
        self._units_plain: dict[str, list[str]] = {}  # the units by a text that says nothing else of any row
        self._areas_known: dict[str, str] = {}

    def read(self, entry: Entry, values: dict[str, Value], lost: set[str]) -> None:
        """Lead, helpers and area of a row, into its values."""
        for name in UNITS:
            self._units(entry, name, values, lost)
        self._area(entry, values, lost)
        self._role(entry, values)

    def is_broken(self, entry: Entry, name: str, cell: Cell) -> bool:
        """An error value, or a formula that was saved without one: never a blank."""
        if cell.error:
            code = "cell_error" if cell.error.startswith("#") else cell.error
            self._report(entry, name, code, cell.error, error=True)
        elif cell.formula_without_value:
            self._report(entry, name, "formula_without_value", None, error=True)
        else:
            return False
        return True

    def _units(self, entry: Entry, name: str, values: dict[str, Value], lost: set[str]) -> None:
        column = self._fields.get(name)
        cell = entry.line.cells.get(column) if column else None
        if cell is None or column is None:
            return
        plain = self._units_plain.get(cell.value) if isinstance(cell.value, str) and name not in values else None
        if plain is not None:
            values[name] = plain.copy()
            return
        if self.is_broken(entry, name, cell):
            lost.add(name)
            return
        said = cell.value if isinstance(cell.value, str) else written(cell)
        if self._ours and literal.is_cut(said):
            self._report(entry, name, "text_cut", said)
            lost.add(name)
            return
        if not self._ours and name == "lead" and ")" in said and (helping := _HELPING.findall(said)):
            said = _HELPING.sub("", said)
            helpers = [ref for text in helping for ref in self._named.units.read(text).refs]
            values["coordinating"] = list(dict.fromkeys([*helpers, *cast("list[str]", values.get("coordinating") or [])]))
        read = self._units_known.get(said) or self._units_of(said, cell)
        if read.refs:
            held = cast("list[str]", values.get(name) or [])
            values[name] = list(dict.fromkeys([*held, *read.refs])) if held else list(read.refs)
        if read.unknown or read.misspelt:
            row, at = entry.at(column)
            sheet = self._findings.sheet
            for unknown in read.unknown:
                code = "unit_ambiguous" if unknown.ambiguous else "unit_unregistered"
                nearest = "; ".join(unknown.nearest) or "–"
                self._tally.meet(code, sheet, row, at, name, unknown.text, unknown.nearest, nearest=nearest)
            for said, meant in read.misspelt:
                self._tally.meet("unit_misspelt", sheet, row, at, name, said, meant=meant)

    def _units_of(self, said: str, cell: Cell) -> UnitsRead:
        """The units that a text names; remembered where all are known."""
        exact = self._ours and "«" in said
        read = literal.units(written(cell), self._named.units) if exact else self._named.units.read(said)
        if not read.unknown:
            self._units_known[said] = read
            if read.refs and not read.misspelt and ")" not in said:
                self._units_plain[said] = read.refs
            return read
        if not self._ours and (numbered := parts_of(written(cell))):
            read = self._named.units.read("; ".join(numbered.values()))
        return self._as_meant(read) if read.unknown and self._meant["units"] else read

    def _as_meant(self, read: UnitsRead) -> UnitsRead:
        """With the unregistered names that a person has explained as what they are; ``NOTHING``: as nobody."""
        meant = self._meant["units"]
        refs = [meant.get(key(ref), ref) if ref.startswith(UNREGISTERED) else ref for ref in read.refs]
        unknown = [one for one in read.unknown if key(one.text) not in meant]
        return UnitsRead(list(dict.fromkeys(ref for ref in refs if ref)), unknown, read.misspelt)

    def _area(self, entry: Entry, values: dict[str, Value], lost: set[str]) -> None:
        column = self._fields.get("area")
        cell = entry.line.cells.get(column) if column else None
        if cell is None or column is None:
            return
        known = self._areas_known.get(cell.value) if isinstance(cell.value, str) else None
        if known is not None:
            values["area"] = known
        elif self.is_broken(entry, "area", cell):
            lost.add("area")
        elif self._ours and "«" in (said := written(cell)):
            values["area"] = literal.area(said, self._named.areas)
        elif plain := key(said := written(cell).replace("\n", " ")):
            found = self._named.areas.find(said) or self._meant["area"].get(plain)
            if found is None:
                self._tally.meet("area_unregistered", self._findings.sheet, *entry.at(column), "area", said)
            if found != NOTHING:
                values["area"] = found or self._named.areas.ref(said)
            if found and found != NOTHING and isinstance(cell.value, str):
                self._areas_known[cell.value] = found

    def _role(self, entry: Entry, values: dict[str, Value]) -> None:
        """CT or PH: whether the unit of the row leads or helps."""
        column = self._fields.get("role")
        cell = entry.line.cells.get(column) if column else None
        if cell is None:
            return
        said = key(written(cell))
        if said in ("ph", "phoi hop", "don vi phoi hop", "co quan phoi hop"):
            helping = cast("list[str]", values.pop("lead", None) or [])
            if helping:
                values["coordinating"] = list(dict.fromkeys([*helping, *cast("list[str]", values.get("coordinating") or [])]))
        elif said and said not in ("ct", "chu tri", "don vi chu tri", "co quan chu tri"):
            self._report(entry, "role", "role_unreadable", written(cell))

    def _report(self, entry: Entry, name: str, code: str, said: object, error: bool = False) -> None:
        row, column = entry.at(self._fields[name])
        self._findings.at(code, row, column, name, said, _ERROR if error else _WARNING)
