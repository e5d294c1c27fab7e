"""Rows that bear our hidden mark: which task each shows, and as of which revision; what the mark is not good for is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cds_tracker.domain import marks
from cds_tracker.domain.choices import Choices, Place
from cds_tracker.domain.matching import Matches, Unresolved
from cds_tracker.domain.people import Act
from cds_tracker.domain.plan import Plan
from cds_tracker.domain.reading import Problem, Row, Severity
from cds_tracker.domain.resemblance import Resemblance
from cds_tracker.domain.task import Task
from cds_tracker.domain.text import key
from cds_tracker.store import plans
from cds_tracker.store.database import Connection
from cds_tracker.store.since import Since
from cds_tracker.workflows.rights import Rights
from cds_tracker.workflows.telling import problem

REPLACED = 40  # a title less like those of its task than this (of 100) is that of another


@dataclass(frozen=True, slots=True)
class Marked:
    """The rows, with the id of the task that their mark names; the revision of each marked one; and those refused."""

    rows: tuple[Row, ...]
    revisions: Mapping[Place, int] = field(default_factory=dict)
    refused: Mapping[Place, Problem] = field(default_factory=dict)


def verified(
    connection: Connection, plan: Plan, rows: tuple[Row, ...], mine: Rights, known: Mapping[int, Task], choices: Choices
) -> Marked:
    """Believe no mark that we did not write for this plan, and none of a task that the person may not read.

    What a person decided about a row (``choices.accept``) counts as if it bore no mark.
    """
    if not any(row.mark for row in rows):
        return Marked(rows)
    secret = plans.workbook_key(connection)
    whole = mine.whole
    found: list[Row] = []
    revisions: dict[Place, int] = {}
    refused: dict[Place, Problem] = {}
    for row in rows:
        place = (row.sheet, row.row)
        mark = marks.read(secret, plan.code, row.mark) if row.mark and secret else None
        if mark is None:
            found.append(row)
            if row.mark and place not in choices.accept:
                refused[place] = problem("mark_bad", row, "title", row.values.get("title"), {})
            continue
        task = known.get(mark.task)
        if task is not None and not whole and not mine.may_do(Act.READ, task):
            refused[place] = problem("row_not_yours", row, "title", row.values.get("title"), {})
        else:
            revisions[place] = mark.revision
        found.append(row if row.id == mark.task else _of(row, mark.task))
    return Marked(tuple(found), revisions, refused)


def _of(row: Row, task: int) -> Row:
    """The row about a task. (Twice as quick as ``dataclasses.replace``.)"""
    return Row(row.sheet, row.row, row.values, task, row.parent_row, row.unreadable, row.cells, row.columns, row.mark)


def shown_at(matches: Matches, marked: Marked) -> dict[int, int]:
    """The revision at which the file shows each task that it shows at one."""
    revisions = marked.revisions
    if not revisions:
        return {}
    return {
        task.id: revisions[row.sheet, row.row]
        for row, task in matches.certain
        if task is not None and row.id == task.id and (row.sheet, row.row) in revisions
    }


def replaced(matches: Matches, shown: Mapping[int, int], since: Since, choices: Choices) -> None:
    """Ask about rows whose title is a wholly different one by now: somebody may have written another task over them."""
    doubted: dict[Place, Unresolved] = {}
    like = Resemblance({}).likeness
    for row, task in matches.certain:
        said = row.values.get("title")
        if task is None or said == task.values.get("title") or task.id not in shown or not said:
            continue
        titles = {task.values.get("title"), since.base.get(task.id, {}).get("title")}
        nearest = max(like(key(str(said)), key(str(title or ""))) for title in titles)
        if nearest < REPLACED and (row.sheet, row.row) not in choices.accept:
            doubted[row.sheet, row.row] = Unresolved(row, (task,), "title_replaced", (nearest,), REPLACED)
    if doubted:
        matches.certain = [(row, task) for row, task in matches.certain if (row.sheet, row.row) not in doubted]
        matches.unresolved = [*matches.unresolved, *doubted.values()]


def unknown_base(matches: Matches, shown: Mapping[int, int], ours: bool) -> int:
    """How many rows of a workbook of ours are about a task, but do not tell what it was when the workbook was written."""
    if not shown and not ours:
        return 0
    return sum(task is not None and task.id not in shown for _, task in matches.certain)


def told(count: int) -> Sequence[Problem]:
    """The one problem that says so."""
    return (Problem("base_unknown", Severity.WARNING, values={"count": count}),) if count else ()
