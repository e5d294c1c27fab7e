"""Which sheets of a workbook hold the tasks that are meant; where a person must say so, what there is to choose from."""

import re
from dataclasses import dataclass

from cds_tracker.domain.reading import Outcome, Problem, Severity
from cds_tracker.domain.text import key
from cds_tracker.excel.corrections import corrected
from cds_tracker.excel.guidance import Guidance
from cds_tracker.excel.header import Header, find_header
from cds_tracker.excel.header_moved import header_at
from cds_tracker.excel.title_block import headings, plan_year
from cds_tracker.excel.workbook import Grid, Workbook

_ADVICE, _REJECT = Outcome.REJECT_WITH_ADVICE, Outcome.REJECT
_NAMED = 20
_SHOWN = 5  # pictures of sheets in which no table was found
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_OLD = re.compile(r"\b(?:cu|copy|ban sao|luu|backup|bk|nam truoc|ban cu)\b")


@dataclass(frozen=True, slots=True)
class Found:
    """A sheet, and the header of its task table (``None``: none was found)."""

    grid: Grid
    header: Header | None


class Refusal(Exception):
    """Nothing of the file may be applied. ``found``: the sheets that a person may look at to say what is meant."""

    def __init__(
        self, code: str, outcome: Outcome = _ADVICE, sheet: str | None = None, found: tuple[Found, ...] = (), **values: object
    ) -> None:
        super().__init__(code)
        self.problem = Problem(code, Severity.ERROR, sheet, values=values)
        self.outcome = outcome
        self.found = found


class Sheets:
    """One workbook at work. ``problems`` tell of the sheets that were not read."""

    def __init__(self, workbook: Workbook, guidance: Guidance, year: int | None) -> None:
        self._workbook = workbook
        self._directions = guidance.directions
        self._year = year
        self.problems: list[Problem] = []

    def meant(self) -> list[Found]:
        """The sheets to be read, each with its header. Raises ``Refusal``."""
        names = self._directions.sheets
        return [self._named(name) for name in names] if names else self._visible()

    def _named(self, sheet: str) -> Found:
        names = [info.name for info in self._workbook.sheets]
        alike = [name for name in names if name == sheet] or [name for name in names if key(name) == key(sheet)]
        if len(alike) != 1:
            raise Refusal("sheet_unknown", sheet=sheet, sheets=_list(names), asked=sheet)
        found = self._look(alike[0])
        if found.header is None:
            raise Refusal("no_header", sheet=found.grid.name, found=(found,))
        return found

    def _look(self, name: str) -> Found:
        grid = corrected(self._workbook.grid(name), self._directions.corrections.get(name, {}))
        row = self._directions.headers.get(name)
        header = header_at(grid, row) if row else None
        return Found(grid, header or (find_header(grid) if grid.rows else None))

    def _visible(self) -> list[Found]:
        looked = [self._look(info.name) for info in self._workbook.sheets if info.visible]
        said = [found for found in looked if found.grid.rows]
        tables = _strong([found for found in said if found.header])
        others = [found for found in said if found not in tables]
        if not tables:
            self._refuse(others)
        earlier = self._earlier(tables)
        if len(tables) > 1 and not self._directions.all_sheets:
            names = _list([found.grid.name for found in tables])
            code = "several_sheets_earlier" if earlier else "several_sheets"
            raise Refusal(code, found=tuple(tables), sheets=names, earlier=_list(earlier))
        hidden = [info.name for info in self._workbook.sheets if not info.visible]
        ignored = [found.grid.name for found in others]
        for code, named in (("sheet_hidden", hidden), ("sheet_ignored", ignored), ("sheet_earlier", earlier)):
            self.problems += [Problem(code, Severity.WARNING, name, values={"name": name}) for name in named]
        return tables

    def _earlier(self, tables: list[Found]) -> list[str]:
        """Of several, those that speak of an earlier year than the others (or the plan), or are named as copies."""
        if len(tables) < 2:
            return []
        years = {found.grid.name: _year(found) for found in tables}
        latest = self._year or max((year for year in years.values() if year), default=0)
        old = [name for name, year in years.items() if _OLD.search(key(name)) or (year and year < latest)]
        return old if len(old) < len(tables) else []

    def _refuse(self, others: list[Found]) -> None:
        hidden = [info.name for info in self._workbook.sheets if not info.visible]
        concealed = [self._look(name) for name in hidden]
        with_tasks = tuple(found for found in concealed if found.header is not None)
        if with_tasks:
            raise Refusal("only_hidden_sheets", found=with_tasks, sheets=_list([found.grid.name for found in with_tasks]))
        if not others and not hidden:
            raise Refusal("empty_workbook", _REJECT)
        raise Refusal("no_header", sheet=others[0].grid.name if len(others) == 1 else None, found=tuple(others[:_SHOWN]))


def _strong(tables: list[Found]) -> list[Found]:
    """Without those that have hardly a heading of a task table, where there is a better one."""
    strong = [found for found in tables if found.header and found.header.score >= 1]
    return strong or tables


def _year(found: Found) -> int | None:
    """The one year that a sheet's name or title block names."""
    named = set(_YEAR.findall(found.grid.name))
    if len(named) == 1:
        return int(named.pop())
    return plan_year(headings(found.grid, found.header.top)) if found.header else None


def _list(names: list[str]) -> list[str]:
    return names[:_NAMED] + (["…"] if len(names) > _NAMED else [])
