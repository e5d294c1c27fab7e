"""Names that the registers do not know, counted over a whole file: one problem for each."""

from dataclasses import dataclass

from cds_tracker.domain.reading import Problem, Severity
from cds_tracker.domain.text import key
from cds_tracker.excel.findings import shown
from cds_tracker.excel.workbook import address, letter


@dataclass(slots=True)
class _Met:
    code: str
    sheet: str
    row: int
    column: int
    field: str
    text: str
    values: dict[str, object]
    count: int = 0


class Tally:
    """Counts by code and comparison form; the problem stands at the first cell met."""

    def __init__(self) -> None:
        self._met: dict[tuple[str, str], _Met] = {}

    def meet(self, code: str, sheet: str, row: int, column: int, field: str, text: str, **values: object) -> None:
        """One more cell with this name."""
        name = (code, key(text) or text)
        met = self._met.get(name)
        if met is None:
            met = self._met[name] = _Met(code, sheet, row, column, field, text, values)
        met.count += 1

    def problems(self, sheet: str) -> list[Problem]:
        """Those first met in this sheet."""
        return [_problem(met) for met in self._met.values() if met.sheet == sheet]


def _problem(met: _Met) -> Problem:
    where = {"cell": address(met.row, met.column), "row": met.row, "column": letter(met.column)}
    values = {**met.values, "count": met.count}
    return Problem(
        met.code,
        Severity.WARNING,
        met.sheet,
        field=met.field,
        value=shown(met.text),
        values=values,
        **where,  # type: ignore[arg-type]
    )
