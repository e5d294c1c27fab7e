"""The cells of a file beside what stands, and, where the file tells it, beside what stood when it was written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from cds_tracker.domain.changes import CREATED, Change
from cds_tracker.domain.choices import Choices, Place
from cds_tracker.domain.compare import compare, created, equal, is_blank
from cds_tracker.domain.matching import Matches
from cds_tracker.domain.merging import Conflict, Verdict, judge
from cds_tracker.domain.reading import Row
from cds_tracker.domain.task import FIELDS, Task, Value
from cds_tracker.domain.units import Registry
from cds_tracker.store.since import Since
from cds_tracker.workflows.beneath import beneath
from cds_tracker.workflows.rights import Rights, settles

STAYING = frozenset({"title", "parent", "said"})  # a blank never clears these: they make the task, or no column holds them


@dataclass(slots=True)
class Merge:
    """What a file comes to: changes; conflicts, decided or not; the fields whose cells are blank though something stands;
    how many cells merged by themselves."""

    changes: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    cleared: list[Change] = field(default_factory=list)
    merged: int = 0


def merge(
    certain: Iterable[tuple[Row, Task | None]],
    numbers: Mapping[Place, int],
    registry: Registry,
    since: Since,
    choices: Choices,
) -> Merge:
    """Every row beside its task. A row whose task nobody wrote since costs what it did without a base."""
    work = _Merging(registry, since, choices)
    for row, task in certain:
        said = beneath(row, numbers)
        if task is None:
            work.create(said, numbers[row.sheet, row.row])
        else:
            work.row(said, task)
    return work.found


def refuse(mine: Rights, merge: Merge, matches: Matches) -> None:
    """What is not the person's to say is no conflict of theirs: it is refused like any other such cell."""
    if mine.whole or not merge.conflicts:
        return
    tasks = {task.id: task for _, task in matches.certain if task}
    decided = {(one.task, one.field) for one in merge.changes}
    theirs: list[Conflict] = []
    for one in merge.conflicts:
        if settles(mine, one, tasks[one.task]):
            theirs.append(one)
        elif (one.task, one.field) not in decided:
            merge.changes.append(Change(one.task, one.field, one.held, one.said, one.sheet, one.row))
    merge.conflicts = theirs


class _Merging:
    """The work, row by row."""

    def __init__(self, registry: Registry, since: Since, choices: Choices) -> None:
        self._registry = registry
        self._since = since
        self._choices = choices
        self.found = Merge()

    def create(self, row: Row, number: int) -> None:
        self.found.changes.append(Change(number, CREATED, None, created(row), row.sheet, row.row))

    def row(self, row: Row, task: Task) -> None:
        base = self._since.base.get(task.id)
        if base is None:
            self.found.changes += compare(row, task, self._registry)
        else:
            for name in FIELDS:
                if name in row.values and name not in row.unreadable and not is_blank(row.values[name]):
                    self._cell(row, task, base, name, row.values[name])
        if row.columns:
            self._blanks(row, task, base or {})

    def _cell(self, row: Row, task: Task, base: Mapping[str, Value], name: str, said: Value) -> None:
        held = task.values.get(name)
        was = base.get(name, held)
        same = partial(equal, name, registry=self._registry)
        verdict = judge(was, held, said, lambda one, other: same(one, other))
        if verdict is Verdict.FILE:
            self.found.changes.append(Change(task.id, name, held, said, row.sheet, row.row))
        elif verdict is Verdict.CONFLICT:
            self._conflict(row, task, name, was, said)
        elif name in base and not same(was, held):
            self.found.merged += 1

    def _conflict(self, row: Row, task: Task, name: str, was: Value, said: Value) -> None:
        held = task.values.get(name)
        last = self._since.last.get((task.id, name))
        who = (last.by, last.at, last.kind) if last else (None, None, None)
        self.found.conflicts.append(Conflict(task.id, name, was, held, said, row.sheet, row.row, *who))
        if self._choices.conflicts.get((task.id, name)) == "file":
            self.found.changes.append(Change(task.id, name, held, said, row.sheet, row.row))

    def _blanks(self, row: Row, task: Task, base: Mapping[str, Value]) -> None:
        """Blank cells where something stands, unless it was given to the task since: then the file never knew of it."""
        empty = row.columns - row.values.keys()
        for name in FIELDS if not empty.isdisjoint(task.values) else ():
            held = task.values.get(name)
            if name not in empty or name in row.unreadable or name in STAYING or is_blank(held):
                continue
            if name in base and is_blank(base[name]):
                continue
            self.found.cleared.append(Change(task.id, name, held, None, row.sheet, row.row))
            if self._choices.blank == "clear":
                self._cell(row, task, base, name, None)
