"""Names that the registers do not know, counted over a whole file: one problem for each."""

from collections.abc import Sequence
from dataclasses import dataclass

from cds_tracker.domain.areas import Areas
from cds_tracker.domain.choices import NOTHING
from cds_tracker.domain.picture import Question
from cds_tracker.domain.reading import Problem, Severity
from cds_tracker.domain.task import UNREGISTERED
from cds_tracker.domain.text import key
from cds_tracker.domain.units import Registry
from cds_tracker.excel.findings import shown
from cds_tracker.excel.workbook import address, letter

_ASKED = {"unit_unregistered": "units", "unit_ambiguous": "units", "area_unregistered": "area"}


@dataclass(slots=True)
class _Met:
    code: str
    sheet: str
    row: int
    column: int
    field: str
    text: str
    nearest: Sequence[str]
    values: dict[str, object]
    count: int = 0


class Tally:
    """Counts by code and comparison form; the problem stands at the first cell met."""

    def __init__(self) -> None:
        self._met: dict[tuple[str, str], _Met] = {}

    def meet(
        self, code: str, sheet: str, row: int, column: int, field: str, text: str, near: Sequence[str] = (), **values: object
    ) -> None:
        """One more cell with this name."""
        name = (code, key(text) or text)
        met = self._met.get(name)
        if met is None:
            met = self._met[name] = _Met(code, sheet, row, column, field, text, near, values)
        met.count += 1

    def problems(self, sheet: str) -> list[Problem]:
        """Those first met in this sheet."""
        return [_problem(met) for met in self._met.values() if met.sheet == sheet]

    def questions(self, registry: Registry, areas: Areas) -> list[Question]:
        """What the names that are not registered mean, the commonest first; ``options``: the nearest units, or all areas."""
        asked = [met for met in self._met.values() if met.code in _ASKED]
        return [_question(met, registry, areas) for met in sorted(asked, key=lambda met: -met.count)]


def _question(met: _Met, registry: Registry, areas: Areas) -> Question:
    kind = _ASKED[met.code]
    units = (unit.code for name in met.nearest if (unit := registry.find(name)) is not None)
    options = tuple(dict.fromkeys(units)) if kind == "units" else tuple(areas.areas)
    where = address(met.row, met.column)
    return Question("name", met.sheet, met.text, (*options, NOTHING), UNREGISTERED + met.text, met.count, (where,), kind)


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
