"""Rows of a file about tasks that the person may not read: as if there were no such tasks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cds_tracker.domain.choices import Place
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.matching import Matches, Unresolved
from cds_tracker.domain.people import Act
from cds_tracker.domain.reading import Row
from cds_tracker.domain.task import Task
from cds_tracker.workflows.rights import Divided, Rights, told

_SIMILAR = frozenset({"several_tasks", "other_section", "other_lead", "looks_like_existing"})
_STRANGER = -1  # an id that no task has


def known_rows(rights: Rights, rows: Sequence[Row], held: Mapping[int, Task]) -> tuple[Row, ...]:
    """The rows; where one names a task that the person may not read, it is as if there were no such task."""
    if rights.whole:
        return tuple(rows)
    hidden = {number for number, task in held.items() if not rights.may_do(Act.READ, task)}
    return tuple(replace(row, id=_STRANGER) if row.id in hidden else row for row in rows)


def refuse_accepted(rights: Rights, accept: Mapping[Place, int | str], held: Mapping[int, Task]) -> None:
    """A row cannot be said to be about a task that the person may not read: as if there were no such task."""
    for (sheet, row), answer in accept.items():
        if not str(answer).isdecimal():
            continue
        task = held.get(int(answer))
        if task is None or not rights.may_do(Act.READ, task):
            raise TrackerError("accept_task_unknown", sheet=sheet, row=row, task=answer)


def narrowed(rights: Rights, matches: Matches, rows: Iterable[Row]) -> tuple[Matches, Divided]:
    """The matches without what the person may not read or does not answer for; and the rows refused for that.

    ``rows`` are those of the file, with the ids that it wrote.
    """
    if rights.whole:
        return matches, Divided(())
    written = {(row.sheet, row.row): row for row in rows}
    certain: list[tuple[Row, Task | None]] = []
    refused: list[Row] = []
    for row, task in matches.certain:
        if task is None or rights.may_do(Act.READ, task):
            certain.append((row, task))
        else:
            refused.append(row)
    unresolved = [_without_hidden(rights, one, written) for one in matches.unresolved]
    left = Matches(certain, unresolved, [], matches.duplicates, matches.left_out)
    left.absent = [task for task in matches.absent if rights.may_do(Act.REPORT, task)]
    problems = tuple(told("row_not_yours", row, "title") for row in refused)
    return left, Divided((), problems=problems, refused=frozenset((row.sheet, row.row) for row in refused))


def _without_hidden(rights: Rights, one: Unresolved, written: Mapping[Place, Row]) -> Unresolved:
    shown = [place for place, task in enumerate(one.candidates) if rights.may_do(Act.READ, task)]
    hidden = len(shown) < len(one.candidates) and not shown and one.code in _SIMILAR
    return one._replace(
        row=written[one.row.sheet, one.row.row],
        candidates=tuple(one.candidates[place] for place in shown),
        code="looks_like_hidden" if hidden else one.code,
        likeness=tuple(one.likeness[place] for place in shown),
    )
