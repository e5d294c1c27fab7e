"""The problems of a file: the same kind once, with every place, errors first."""

from collections.abc import Sequence
from itertools import groupby

from cds_tracker.domain.reading import Problem, Severity
from cds_tracker.domain.task import FIELDS
from cds_tracker.style.formats import number
from cds_tracker.style.problems import message, said
from cds_tracker.style.rows import row_name
from cds_tracker.style.words import Words
from cds_tracker.ui import data
from cds_tracker.ui.markup import block, text
from cds_tracker.ui.notices import empty

PLACES = 12
GROUPS = 200


def markup(words: Words, problems: Sequence[Problem]) -> str:
    """A table: where, what and the way out, what was written."""
    if not problems:
        return block(words("importing.problems.none"), empty(words("importing.problems.none_body")))
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    counts = {"errors": number(errors, words.language), "warnings": number(len(problems) - errors, words.language)}
    names = ("where", "what", "value")
    head = "".join(f'<th scope="col">{text(words(f"importing.problems.{name}"))}</th>' for name in names)
    rows = "".join(_row(words, group) for group in grouped(words, problems)[:GROUPS])
    table = f'<table class="cds-table cards"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    title = words("importing.problems.title" if errors else "importing.problems.warnings_only", **counts)
    return block(title, table, text(words("importing.problems.sub")))


def grouped(words: Words, problems: Sequence[Problem]) -> list[list[Problem]]:
    """Problems that say the same, together; errors first, then in the order of the file."""

    def order(problem: Problem) -> tuple[bool, str]:
        return problem.severity is not Severity.ERROR, message(words, problem)

    first = {order(problem): place for place, problem in reversed(list(enumerate(problems)))}
    ordered = sorted(problems, key=lambda problem: (order(problem)[0], first[order(problem)]))
    return [list(group) for _, group in groupby(ordered, key=order)]


def place(words: Words, problem: Problem) -> str:
    """The cell, or the smallest place that is meant."""
    row = row_name(words, problem.row) if problem.row is not None else None
    for kind, value in (("", problem.cell), ("row", row), ("column", problem.column), ("sheet", problem.sheet)):
        if value is not None:
            return str(value) if not kind else words(f"importing.problems.{kind}", **{kind: value})
    return words("importing.problems.file")


def _row(words: Words, group: Sequence[Problem]) -> str:
    problem = group[0]
    kind = "error" if problem.severity is Severity.ERROR else "warning"
    places = ", ".join(dict.fromkeys(place(words, one) for one in group[:PLACES]))
    if len(group) > PLACES:
        places += " " + words("importing.problems.more", count=number(len(group) - PLACES, words.language))
    written = " · ".join(dict.fromkeys(_written(words, one) for one in group[:3] if one.value))
    mark = f'<span class="cds-severity {kind}">{text(words(f"importing.problems.{kind}"))}</span>'
    return (
        f"<tr><td>{mark} <b>{text(places)}</b></td><td>{text(message(words, problem))}</td>"
        f'<td class="quiet"><span class="cds-clamp" title="{text(written)}">{text(written)}</span></td></tr>'
    )


def _written(words: Words, problem: Problem) -> str:
    """The value of a cell as readers say it; units that were recognised by their names."""
    if problem.field and problem.field in FIELDS and FIELDS[problem.field].kind == "units":
        registry = data.registry(data.revision())
        return "; ".join(registry.name(ref) for ref in str(problem.value).split("; "))
    return str(said(words, problem.field, problem.value))
