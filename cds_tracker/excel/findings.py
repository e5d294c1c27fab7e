"""Everything met on the way through a sheet, in order, counted beyond a bound."""

from collections.abc import Iterable
from typing import Literal

from cds_tracker.domain.picture import Question
from cds_tracker.domain.reading import Problem, Severity
from cds_tracker.excel.workbook import address, letter

LISTED = 1_000
_SHOWN = 80
Code = Literal["column", "colour", "struck", "order", "parts", "hidden_rows", "hidden_columns", "sheets", "name"]
_WARNING, _ERROR = Severity.WARNING, Severity.ERROR


def shown(value: object) -> str | None:
    """What a problem quotes of a value."""
    if value is None:
        return None
    text = str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


class Findings:
    """The problems of one sheet. Those of a code that concern one thing many times over are for ``once``."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.problems: list[Problem] = []
        self.questions: list[Question] = []
        self.beyond = 0
        self.beyond_errors = False

    def at(
        self,
        code: str,
        row: int,
        column: int,
        field: str | None = None,
        value: object = None,
        severity: Severity = _WARNING,
        **values: object,
    ) -> None:
        """A problem of one cell."""
        if len(self.problems) >= 2 * LISTED:
            self.beyond += 1
            self.beyond_errors = self.beyond_errors or severity is _ERROR
            return
        where = {"cell": address(row, column), "row": row, "column": letter(column)}
        self.problems.append(
            Problem(code, severity, self.sheet, field=field, value=shown(value), values=values, **where)  # type: ignore[arg-type]
        )

    def row(self, code: str, row: int, value: object = None, severity: Severity = _WARNING, **values: object) -> None:
        """A problem of a whole row."""
        if len(self.problems) >= 2 * LISTED:
            self.beyond += 1
            return
        self.problems.append(Problem(code, severity, self.sheet, row=row, value=shown(value), values=values))

    def ask(
        self, code: Code, at: str, options: Iterable[str], held: str, count: int, samples: Iterable[object] = (), **more: str
    ) -> None:
        """A question, once for all tables of the sheet."""
        if any((asked.code, asked.at) == (code, at) for asked in self.questions):
            return
        said = tuple(text for sample in list(samples)[:3] if (text := shown(sample)))
        self.questions.append(Question(code, self.sheet, at, tuple(options), held, count, said, **more))

    def whole(
        self, code: str, value: object = None, severity: Severity = _WARNING, field: str | None = None, **values: object
    ) -> None:
        """A problem of the sheet."""
        self.problems.append(Problem(code, severity, self.sheet, field=field, value=shown(value), values=values))


def listed(problems: Iterable[Problem], beyond: int = 0, beyond_errors: bool = False) -> tuple[Problem, ...]:
    """All problems, or the first thousand and one that counts the rest."""
    found = list(problems)
    if len(found) + beyond <= LISTED:
        return tuple(found)
    rest = found[LISTED:]
    worst = beyond_errors or any(problem.severity is _ERROR for problem in rest)
    count = len(rest) + beyond
    more = Problem("more_problems", _ERROR if worst else _WARNING, values={"count": count, "listed": LISTED})
    return (*found[:LISTED], more)
