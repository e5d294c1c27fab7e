"""From a workbook to tasks: which sheets hold them, and what each says. Pure: nothing is opened, no clock is read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from cds_tracker.domain.areas import Areas
from cds_tracker.domain.choices import NOTHING, Directions
from cds_tracker.domain.picture import Question
from cds_tracker.domain.reading import Problem, Reading, Sheet
from cds_tracker.domain.units import Registry
from cds_tracker.excel.findings import Findings, listed
from cds_tracker.excel.guidance import Guidance
from cds_tracker.excel.header import Header
from cds_tracker.excel.picturing import picture
from cds_tracker.excel.sheets import Refusal, Sheets
from cds_tracker.excel.table import Registers, Table, Work, read_table
from cds_tracker.excel.tally import Tally
from cds_tracker.excel.workbook import Grid, Workbook


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

    ``layouts``: mappings remembered, tried in order (see ``excel.layouts``). ``year`` is the plan's, where the title block
    is not to be asked. A refusal is the reading's only problem; its sheets are then those to choose from.
    """
    tracker = _Tracker(workbook, Registers(registry, areas), Guidance(directions or Directions(), layouts), year)
    try:
        read = tracker.read()
    except Refusal as refusal:
        read = tracker.refused(refusal)
    return replace(read, file=file, sha256=sha256)


class _Tracker:
    """One workbook at work."""

    def __init__(self, workbook: Workbook, registers: Registers, guidance: Guidance, year: int | None) -> None:
        self._workbook = workbook
        self._registers = registers
        self._guidance = guidance
        self._year = year
        self._tally = Tally()

    def read(self) -> Reading:
        sheets = Sheets(self._workbook, self._guidance, self._year)
        meant = sheets.meant()
        tables: list[Table] = []
        found: list[Findings] = []
        for each in meant:
            if each.header is not None:
                findings = Findings(each.grid.name)
                tables.append(self._table(each.grid, each.header, self._tally, findings))
                findings.problems[:0] = each.grid.problems
                found.append(findings)
        untitled = [each for each, table in zip(meant, tables, strict=True) if table.untitled]
        if untitled:
            raise Refusal("title_column_unknown", sheet=untitled[0].grid.name, found=tuple(untitled))
        if not any(table.rows for table in tables):
            raise Refusal("no_tasks", sheet=meant[0].grid.name if len(meant) == 1 else None, found=tuple(meant))
        problems = [*self._workbook.warnings, *sheets.problems]
        for findings in found:
            problems += _in_order([*findings.problems, *self._tally.problems(findings.sheet)])
        beyond = sum(findings.beyond for findings in found)
        return Reading(
            "",
            "",
            tuple(table.sheet for table in tables),
            tuple(row for table in tables for row in table.rows),
            tuple(skipped for table in tables for skipped in table.skipped),
            listed(problems, beyond, any(findings.beyond_errors for findings in found)),
            questions=self._questions(found, self._tally),
        )

    def refused(self, refusal: Refusal) -> Reading:
        """Nothing of the file, but what a person needs to see to say what is meant."""
        shown: list[Sheet] = []
        asked: list[Findings] = []
        for each in refusal.found:
            if each.header is None:
                shown.append(Sheet(each.grid.name, 0, {}, 0, picture=picture(each.grid, None, {})))
            else:
                asked.append(Findings(each.grid.name))
                shown.append(self._table(each.grid, each.header, Tally(), asked[-1]).sheet)
        questions = self._questions(asked, Tally()) if len(shown) == 1 else ()
        if refusal.problem.values.get("sheets") and shown:
            names = tuple(sheet.name for sheet in shown)
            counts = tuple(str(sheet.tasks) for sheet in shown)
            questions = (Question("sheets", "", "", names, NOTHING, len(names), counts),)
        return Reading("", "", tuple(shown), problems=(refusal.problem,), refused=refusal.outcome, questions=questions)

    def _table(self, grid: Grid, header: Header, tally: Tally, findings: Findings) -> Table:
        def fills() -> Mapping[tuple[int, int], str]:
            return self._workbook.fills(grid.name)

        return read_table(grid, header, Work(self._registers, tally, findings, self._guidance, self._year, fills))

    def _questions(self, found: list[Findings], tally: Tally) -> tuple[Question, ...]:
        names = tally.questions(self._registers.units, self._registers.areas)
        return (*(question for findings in found for question in findings.questions), *names)


def _in_order(problems: list[Problem]) -> list[Problem]:
    """What concerns the sheet first, then row by row."""
    return sorted(problems, key=lambda problem: problem.row or 0)
