"""Whose fields a file may change: what goes in, what becomes a request, what is refused, row by row and cell by cell."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from cds_tracker.domain.changes import CREATED, Change
from cds_tracker.domain.choices import Place
from cds_tracker.domain.merging import Conflict
from cds_tracker.domain.people import Act, Person, Standing, act_for, may, may_do, standing
from cds_tracker.domain.reading import Problem, Row
from cds_tracker.domain.rollup import Rollup
from cds_tracker.domain.task import ACCOUNT, Task
from cds_tracker.store.waiting import Wanted, wanted
from cds_tracker.workflows.telling import problem

_ALL = (Act.PLAN, Act.REPORT, Act.CONFIRM, Act.ASSIGN)
REFUSED = frozenset({"cell_not_yours", "people_elsewhere"})
ASKED = frozenset({"already_requested", "extension_waiting"})


@dataclass
class Rights:
    """What a person may do with the rows of a file, by the units in place today."""

    person: Person
    rollup: Rollup
    _standings: dict[int, Standing] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether the person may change every field of every task."""
        return all(may_do(self.person, act, Standing(), self.rollup) for act in _ALL)

    def standing(self, task: Task) -> Standing:
        """Who has to do with a task."""
        found = self._standings.get(task.id)
        if found is None:
            found = standing(task, self.rollup)
            if task.id:
                self._standings[task.id] = found
        return found

    def may_do(self, act: Act, task: Task) -> bool:
        """Whether the person may do this to a task."""
        return may_do(self.person, act, self.standing(task), self.rollup)

    def drops_others(self, one: Change, task: Task) -> bool:
        """Whether a list of names takes an account off a task that several units lead: that is for the page of the task."""
        held, kept = (names if isinstance(names, list) else [] for names in (one.before, one.after))
        gone = [name for name in held if name.startswith(ACCOUNT) and name not in kept]
        return bool(gone) and len(standing(task, self.rollup).leads) > 1

    def may_ask_for(self, new: Change) -> bool:
        """Whether the person may ask for this task to be created: one that their unit is to lead, or nobody yet."""
        said = Task(0, 0, new.after if isinstance(new.after, dict) else {})  # type: ignore[arg-type]
        held = standing(said, self.rollup)
        return may(self.person, Act.REQUEST) and (not held.leads or may_do(self.person, Act.REQUEST, held, self.rollup))


@dataclass(frozen=True, slots=True)
class Divided:
    """``changes`` go in, ``requests`` will wait for a decision; ``refused`` and ``waiting`` are the rows of which something
    was refused, or is asked for already."""

    changes: tuple[Change, ...]
    requests: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    refused: frozenset[Place] = frozenset()
    waiting: frozenset[Place] = frozenset()


def settles(rights: Rights, one: Conflict, task: Task) -> bool:
    """Whether the person may make, or ask for, what a file says where somebody else said something else."""
    wanted_so = Change(one.task, one.field, one.held, one.said, one.sheet, one.row)
    return one.field != "stt" and _code(rights, wanted_so, task, ()) not in REFUSED


def divide(
    rights: Rights, certain: Iterable[tuple[Row, Task | None]], changes: Iterable[Change], pending: Collection[Wanted]
) -> Divided:
    """The changes of a file, each to where it belongs. ``certain``: the rows that the person may read; ``pending``: what is
    asked for already. How a unit numbers the rows of its own file says nothing about the plan.
    """
    if rights.whole:
        return Divided(tuple(changes))
    by_row: dict[Place, list[Change]] = defaultdict(list)
    for one in (one for one in changes if one.field != "stt"):
        by_row[one.sheet or "", one.row or 0].append(one)
    parts = [
        _row(rights, row, task, by_row[row.sheet, row.row], pending) for row, task in certain if (row.sheet, row.row) in by_row
    ]
    return Divided(
        tuple(one for part in parts for one in part.changes),
        _with_parents([one for part in parts for one in part.requests]),
        tuple(one for part in parts for one in part.problems),
        frozenset().union(*(part.refused for part in parts)),
        frozenset().union(*(part.waiting for part in parts)),
    )


def _row(rights: Rights, row: Row, task: Task | None, changes: Sequence[Change], pending: Collection[Wanted]) -> Divided:
    """One row: each change goes in, is asked for, or is refused; with a problem for each that does not go in."""
    goes: list[Change] = []
    asks: list[Change] = []
    found: list[Problem] = []
    codes = [_code(rights, one, task, pending) for one in changes]
    for one, code in zip(changes, codes, strict=True):
        if code is None:
            goes.append(one)
            continue
        found.append(told(code, row, "title" if one.field == CREATED else one.field, task.id if task else None))
        if code.startswith("becomes_"):
            asks.append(one)
    if set(codes) == {"cell_not_yours"}:  # nothing of it is this person's: told once
        found = [told("row_only_helped" if task else "row_not_yours", row, "title", task.id if task else None)]
    here = frozenset({(row.sheet, row.row)})
    refused = not REFUSED.isdisjoint(codes)
    known = not ASKED.isdisjoint(codes)
    nowhere: frozenset[Place] = frozenset()
    return Divided(tuple(goes), tuple(asks), tuple(found), here if refused else nowhere, here if known else nowhere)


def _code(rights: Rights, one: Change, task: Task | None, pending: Collection[Wanted]) -> str | None:
    """Why a change does not go in at once: the code of a problem; ``None`` where it does."""
    act = Act.PLAN if task is None else act_for(one.field, one.before, one.after, task["status"])
    if task is not None and one.field == "assignees" and not rights.whole and rights.drops_others(one, task):
        return "people_elsewhere"
    if task is not None and rights.may_do(act, task):
        return None
    may_ask = rights.may_ask_for(one) if task is None else act is Act.PLAN and rights.may_do(Act.REQUEST, task)
    if not may_ask:
        return "cell_not_yours"
    if wanted(one) in pending:
        return "already_requested"
    if one.field == "deadline" and any((other.task, other.field) == (one.task, one.field) for other in pending):
        return "extension_waiting"  # one at a time
    if task is None:
        return "becomes_request_new"
    return "becomes_extension" if one.field == "deadline" and one.after is not None else "becomes_request"


def _with_parents(requests: Sequence[Change]) -> tuple[Change, ...]:
    """Without parents that are not asked for themselves."""
    created = {str(one.task) for one in requests if one.field == CREATED}
    kept: list[Change] = []
    for one in requests:
        if one.field == CREATED and isinstance(one.after, dict):
            said = one.after.get("parent")
            orphan = isinstance(said, str) and said.startswith("-") and said not in created
            after = {name: value for name, value in one.after.items() if name != "parent"} if orphan else one.after
            kept.append(replace(one, after=after))
        elif not (one.field == "parent" and str(one.after).startswith("-") and one.after not in created):
            kept.append(one)
    return tuple(kept)


def told(code: str, row: Row, name: str, task: int | None = None) -> Problem:
    """A problem of a cell."""
    return problem(code, row, name, row.values.get(name), {"task": task})
