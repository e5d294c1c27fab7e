"""The rows as they stand in the file, in its own columns; each changed cell before → after in its place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from cds_tracker.domain.changes import CREATED, Change
from cds_tracker.domain.merging import Conflict
from cds_tracker.domain.reading import Problem, Row, Sheet
from cds_tracker.domain.task import FIELDS
from cds_tracker.style.problems import message
from cds_tracker.style.rows import row_name
from cds_tracker.style.words import Words
from cds_tracker.ui.markup import text
from cds_tracker.ui.task_values import Names, value_text
from cds_tracker.workflows.preview import Preview, RowOutcome

TOLD = 3  # problems in a row
SEEN = frozenset({"changed_twice", "becomes_request", "becomes_request_new", "becomes_extension"})  # its cells and tags tell
ALWAYS = frozenset({"stt", "title", "lead"})  # columns that tell which row it is


@dataclass(frozen=True, slots=True)
class Drawn:
    """What drawing a row needs to know. ``columns``: letter and field of each, in the order of the sheet."""

    words: Words
    names: Names
    columns: Sequence[tuple[str, str]]


def table(words: Words, names: Names, shown: Preview, places: Iterable[int], whole: bool) -> str:
    """These rows, a table for each sheet; unless ``whole`` without the columns in which nothing happens. Safe markup."""
    found = [(shown.reading.rows[place], shown.outcomes[place]) for place in places]
    sheets = {sheet.name: sheet for sheet in shown.reading.sheets}
    several = len(sheets) > 1
    parts = []
    for name, grouped in groupby(found, key=lambda pair: pair[0].sheet):
        rows = list(grouped)
        columns = _columns(sheets[name])
        kept = columns if whole else [one for one in columns if one[1] in ALWAYS | _touched(rows)]
        title = f'<h3 class="cds-title">{text(words("review.sheet", name=name))}</h3>' if several else ""
        left = len(columns) - len(kept)
        note = f'<p class="cds-sub">{text(words("review.columns_left", count=left))}</p>' if left else ""
        parts.append(title + _table(Drawn(words, names, kept), rows) + note)
    return "".join(parts)


def _touched(rows: Iterable[tuple[Row, RowOutcome]]) -> set[str]:
    """The fields in which something happens."""
    found: set[str] = set()
    for row, one in rows:
        if one.kind == "new":
            found |= row.values.keys()
        found.update(each.field for part in (one.changes, one.requests, one.conflicts) for each in part)
        found.update(problem.field for problem in one.problems if problem.field)
    return found


def _columns(sheet: Sheet) -> list[tuple[str, str]]:
    held = sorted(sheet.columns.items(), key=lambda item: (len(item[1]), item[1]))
    return [(letter, field) for field, letter in held if field in FIELDS]


def _table(drawn: Drawn, rows: Sequence[tuple[Row, RowOutcome]]) -> str:
    words = drawn.words
    heads = "".join(
        f'<th scope="col" class="f-{field}"><small>{text(letter)}</small> {text(words(f"fields.{field}"))}</th>'
        for letter, field in drawn.columns
    )
    first, last, label = (text(words(f"review.{name}")) for name in ("row", "remarks", "rows"))
    body = "".join(_row(drawn, row, one) for row, one in rows)
    return (
        f'<div class="cds-rows-box" tabindex="0" role="region" aria-label="{label}"><table class="cds-rows">'
        f'<thead><tr><th scope="col" class="no">{first}</th>{heads}<th scope="col" class="says">{last}</th></tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _row(drawn: Drawn, row: Row, one: RowOutcome) -> str:
    words = drawn.words
    tags = "".join(f'<span class="cds-tag o-{kind}">{text(words(f"review.tag.{kind}"))}</span>' for kind in one.kinds)
    name = text(words("review.row"))
    head = f'<th scope="row" class="no" data-name="{name}"><b>{text(row_name(words, row.row))}</b> {tags}</th>'
    changes = {change.field: (change, False) for change in one.changes if change.field != CREATED}
    changes |= {change.field: (change, True) for change in one.requests if change.field != CREATED}
    conflicts = {conflict.field: conflict for conflict in one.conflicts}
    wrong = {problem.field for problem in one.problems if problem.field}
    cells = "".join(
        _cell(drawn, row, field, changes.get(field), conflicts.get(field), field in wrong) for _, field in drawn.columns
    )
    shown = {field for _, field in drawn.columns}
    aside = "".join(_aside(drawn, name, *change) for name, change in changes.items() if name not in shown)
    return f'<tr class="o-{one.kind}">{head}{cells}<td class="says">{aside}{_says(words, one)}</td></tr>'


def _cell(
    drawn: Drawn, row: Row, field: str, change: tuple[Change, bool] | None, conflict: Conflict | None, wrong: bool
) -> str:
    name = text(drawn.words(f"fields.{field}"))
    bad = " wrong" if wrong else ""
    if conflict is not None and (change is None or conflict.chosen is None):
        return f'<td class="f-{field} three{bad}" data-name="{name}"><div>{_three(drawn, conflict)}</div></td>'
    if change is not None:
        return f'<td class="f-{field} changed{bad}" data-name="{name}"><div>{_change(drawn, *change)}</div></td>'
    if field not in row.values:
        return f'<td class="f-{field} same{bad}"></td>'
    named = "" if field == "title" else f' data-name="{name}"'
    return f'<td class="f-{field} same{bad}"{named}><div>{_value(drawn, field, row.values[field])}</div></td>'


def _three(drawn: Drawn, one: Conflict) -> str:
    sides = (("base", one.base), ("held", one.held), ("said", one.said))
    return "".join(
        f"<span><i>{text(drawn.words(f'review.conflict.{side}'))}</i> {_value(drawn, one.field, value)}</span>"
        for side, value in sides
    ) + (f'<span class="chosen">{text(drawn.words(f"review.conflicts.take_{one.chosen}"))}</span>' if one.chosen else "")


def _change(drawn: Drawn, one: Change, asked: bool) -> str:
    mark = f' <span class="cds-tag">{text(drawn.words("importing.changes.as_request"))}</span>' if asked else ""
    return f"<del>{_value(drawn, one.field, one.before)}</del> <ins>{_value(drawn, one.field, one.after)}</ins>{mark}"


def _aside(drawn: Drawn, field: str, one: Change, asked: bool) -> str:
    """A change that has no column of its own."""
    return f"<p><i>{text(drawn.words(f'fields.{field}'))}:</i> {_change(drawn, one, asked)}</p>"


def _value(drawn: Drawn, field: str, value: object) -> str:
    return text(value_text(drawn.words, field, value, drawn.names))


def _says(words: Words, one: RowOutcome) -> str:
    left = [problem for problem in one.problems if problem.code not in SEEN]
    told = "".join(_problem(words, problem) for problem in left[:TOLD])
    if len(left) > TOLD:
        told += f"<p>{text(words('review.more_problems', count=len(left) - TOLD))}</p>"
    if one.unclear and one.kind != "skipped":
        parts = ", ".join(words(f"review.clear.{part}") for part in one.unclear)
        told += f'<p class="quiet">{text(words("review.unclear", parts=parts))}</p>'
    return told


def _problem(words: Words, one: Problem) -> str:
    where = f"<b>{text(one.cell)}</b> " if one.cell else ""
    return f'<p class="{one.severity.value}">{where}{text(message(words, one))}</p>'
