"""From a workbook to tasks: which sheets hold them, and what each says. Pure: nothing is opened, no clock is read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from cds_tracker.domain.areas import Areas
from cds_tracker.domain.choices import Directions
from cds_tracker.domain.reading import Outcome, Problem, Reading, Row, Severity, Sheet, Skipped
from cds_tracker.domain.text import key
from cds_tracker.domain.units import Registry
from cds_tracker.excel.findings import Findings, listed
from cds_tracker.excel.guidance import Guidance
from cds_tracker.excel.header import Header
from cds_tracker.excel.own import find_header, without_aside
from cds_tracker.excel.table import Registers, read_table
from cds_tracker.excel.tally import Tally
from cds_tracker.excel.workbook import Grid, Workbook

_ADVICE, _REJECT = Outcome.REJECT_WITH_ADVICE, Outcome.REJECT
_NAMED = 20


def read_tracker(
    workbook: Workbook,
    *,
    registry: Registry,
    areas: Areas,
    directions: Directions | None = None,
    layouts: Sequence[Mapping[str, Any]] = (),
    year: int | None = None,
    file: str = "",
    sha256: str = "",
) -> Reading:
    """All tasks of the sheets meant: those of ``directions``, else of the only visible one with a task table.

    ``layouts``: mappings remembered, tried in order (see ``excel.layouts``). ``year`` is the plan's, where the title block is not to be asked. A refusal is the reading's only problem.
    """
    try:
        read = _Tracker(workbook, Registers(registry, areas), Guidance(directions or Directions(), layouts), year).read()
    except _Refusal as refusal:
        return Reading(file, sha256, problems=(refusal.problem,), refused=refusal.outcome)
    return replace(read, file=file, sha256=sha256)


class _Refusal(Exception):
    """Nothing of the file may be applied."""

    def __init__(self, code: str, outcome: Outcome = _ADVICE, sheet: str | None = None, **values: object) -> None:
        super().__init__(code)
        self.problem = Problem(code, Severity.ERROR, sheet, values=values)
        self.outcome = outcome


class _Tracker:
    """One workbook at work."""

    def __init__(self, workbook: Workbook, registers: Registers, guidance: Guidance, year: int | None) -> None:
        self._workbook = workbook
        self._registers = registers
        self._guidance = guidance
        self._year = year
        self._tally = Tally()
        self._listed = without_aside(workbook)
        self._problems: list[Problem] = list(workbook.warnings)

    def read(self) -> Reading:
        asked = self._guidance.directions
        tables = [self._named(sheet) for sheet in asked.sheets] if asked.sheets else self._visible(asked.all_sheets)
        sheets: list[Sheet] = []
        rows: list[Row] = []
        skipped: list[Skipped] = []
        found: list[Findings] = []
        for grid, header in tables:
            findings = Findings(grid.name)
            table = read_table(grid, header, self._registers, self._tally, findings, self._year)
            sheets.append(table.sheet)
            rows += table.rows
            skipped += table.skipped
            findings.problems[:0] = grid.problems
            found.append(findings)
        if not rows:
            raise _Refusal("no_tasks", sheet=sheets[0].name if len(sheets) == 1 else None)
        for findings in found:
            self._problems += _in_order([*findings.problems, *self._tally.problems(findings.sheet)])
        beyond = sum(findings.beyond for findings in found)
        problems = listed(self._problems, beyond, any(findings.beyond_errors for findings in found))
        return Reading("", "", tuple(sheets), tuple(rows), tuple(skipped), problems)

    def _named(self, sheet: str) -> tuple[Grid, Header]:
        names = [info.name for info in self._workbook.sheets]
        alike = [name for name in names if name == sheet] or [name for name in names if key(name) == key(sheet)]
        if len(alike) != 1:
            raise _Refusal("sheet_unknown", sheet=sheet, sheets=_list(names), asked=sheet)
        grid = self._workbook.grid(alike[0])
        header = find_header(grid)
        if header is None:
            raise _Refusal("no_header", sheet=grid.name)
        return grid, header

    def _visible(self, all_sheets: bool) -> list[tuple[Grid, Header]]:
        tables: list[tuple[Grid, Header]] = []
        others: list[str] = []
        empty = True
        for info in self._listed:
            if not info.visible:
                continue
            grid = self._workbook.grid(info.name)
            header = find_header(grid) if grid.rows else None
            empty = empty and not grid.rows
            if header is not None:
                tables.append((grid, header))
            elif grid.rows:
                others.append(info.name)
        tables = self._strong(tables, others)
        if not tables:
            self._refuse(others, empty)
        if len(tables) > 1 and not all_sheets:
            raise _Refusal("several_sheets", sheets=_list([grid.name for grid, _ in tables]))
        hidden = [info.name for info in self._listed if not info.visible]
        self._problems += [Problem("sheet_hidden", Severity.WARNING, name, values={"name": name}) for name in hidden]
        self._problems += [Problem("sheet_ignored", Severity.WARNING, name, values={"name": name}) for name in others]
        return tables

    @staticmethod
    def _strong(tables: list[tuple[Grid, Header]], others: list[str]) -> list[tuple[Grid, Header]]:
        """Without those that have hardly a heading of a task table, where there is a better one."""
        strong = [(grid, header) for grid, header in tables if header.score >= 1]
        if strong and len(strong) < len(tables):
            others += [grid.name for grid, header in tables if header.score < 1]
        return strong or tables

    def _refuse(self, others: list[str], empty: bool) -> None:
        hidden = [info.name for info in self._listed if not info.visible]
        with_tasks = [name for name in hidden if find_header(self._workbook.grid(name)) is not None]
        if with_tasks:
            raise _Refusal("only_hidden_sheets", sheets=_list(with_tasks))
        if empty and not hidden:
            raise _Refusal("empty_workbook", _REJECT)
        raise _Refusal("no_header", sheet=others[0] if len(others) == 1 else None)


def _list(names: list[str]) -> list[str]:
    return names[:_NAMED] + (["…"] if len(names) > _NAMED else [])


def _in_order(problems: list[Problem]) -> list[Problem]:
    """What concerns the sheet first, then row by row."""
    return sorted(problems, key=lambda problem: problem.row or 0)
