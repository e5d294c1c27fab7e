"""The problems of a file: the same kind once, with every place, errors first."""

from collections.abc import Sequence
from itertools import groupby

from cds_tracker.domain.reading import Problem, Severity
from cds_tracker.style.formats import number
from cds_tracker.style.problems import message
from cds_tracker.style.rows import row_name
from cds_tracker.style.words import Words
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
    return block(words("importing.problems.title", **counts), table, text(words("importing.problems.sub")))


def grouped(words: Words, problems: Sequence[Problem]) -> list[list[Problem]]:
    """Problems that say the same, together; errors first, then in the order of the file."""

    def said(problem: Problem) -> tuple[bool, str]:
        return problem.severity is not Severity.ERROR, message(words, problem)

    first = {said(problem): place for place, problem in reversed(list(enumerate(problems)))}
    ordered = sorted(problems, key=lambda problem: (said(problem)[0], first[said(problem)]))
    return [list(group) for _, group in groupby(ordered, key=said)]


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
    written = " · ".join(dict.fromkeys(one.value for one in group[:3] if one.value))
    mark = f'<span class="cds-severity {kind}">{text(words(f"importing.problems.{kind}"))}</span>'
    return (
        f"<tr><td>{mark} <b>{text(places)}</b></td><td>{text(message(words, problem))}</td>"
        f'<td class="quiet"><span class="cds-clamp" title="{text(written)}">{text(written)}</span></td></tr>'
    )
