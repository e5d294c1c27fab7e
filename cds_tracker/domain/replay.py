"""The plan rebuilt from its ledger, as of any day and as known at any revision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cds_tracker.domain.changes import CREATED, Change
from cds_tracker.domain.task import REPORTED, Status, Task, Value


@dataclass(frozen=True, slots=True)
class Entry:
    """One change with its place in the ledger: the plan, the day it speaks for, and the revision that applied it.

    ``undo``: it takes back what an earlier one said.
    """

    plan: int
    revision: int
    effective_on: date
    change: Change
    undo: bool = False


@dataclass(frozen=True, slots=True)
class Replayed:
    """A task rebuilt. ``done_since``: the day of the change that made it done; ``created_on``: the day of its creation."""

    task: Task
    done_since: date | None
    created_on: date


def replay(
    entries: Iterable[Entry],
    as_of: date | None = None,
    known_at: int | None = None,
    plan_days: Mapping[int, date | None] | None = None,
) -> dict[int, Replayed]:
    """Tasks by id. Without ``as_of`` and ``known_at``: as they stand now.

    What a plan assigns holds from the plan's day (``plan_days``; unknown: always), what a unit reports from the day that
    its entry speaks for. From the first entry of a field that is too late on, its later ones are left out too.
    """
    known = [entry for entry in entries if known_at is None or entry.revision <= known_at]
    tasks: dict[int, _Rebuilt] = {}
    for entry in sorted(known, key=lambda entry: (entry.revision, entry.change.field != CREATED)):
        change, day = entry.change, entry.effective_on
        if change.field == CREATED and change.after is None:
            tasks.pop(change.task, None)
        elif change.field == CREATED:
            plan_day = (plan_days or {}).get(entry.plan)
            if as_of is None or plan_day is None or plan_day <= as_of:
                tasks[change.task] = _Rebuilt(entry, as_of)
        elif change.task in tasks:
            tasks[change.task].apply(change, day, entry.undo)
    return {number: rebuilt.finished() for number, rebuilt in tasks.items()}


class _Rebuilt:
    """A task at work."""

    def __init__(self, creation: Entry, as_of: date | None) -> None:
        self._creation = creation
        self._as_of = as_of
        self._values: dict[str, Value] = {}
        self._closed: set[str] = set()
        self._done_since: date | None = None
        self._said_done = creation.effective_on  # when somebody last said so, who did not just take something back
        said = creation.change.after
        late = as_of is not None and creation.effective_on > as_of
        for name, value in (said if isinstance(said, dict) else {}).items():
            if not (late and name in REPORTED):
                self._set(name, value, creation.effective_on)  # type: ignore[arg-type]

    def apply(self, change: Change, day: date, undo: bool = False) -> None:
        if self._as_of is not None and day > self._as_of:
            self._closed.add(change.field)
        if change.field not in self._closed:
            self._set(change.field, change.after, day, undo)

    def _set(self, name: str, value: Value, day: date, undo: bool = False) -> None:
        if name == "status" and value != self._values.get(name):
            if value == Status.DONE and not undo:
                self._said_done = day
            self._done_since = self._said_done if value == Status.DONE else None
        if value is None:
            self._values.pop(name, None)
        else:
            self._values[name] = value

    def finished(self) -> Replayed:
        task = Task(self._creation.change.task, self._creation.plan, self._values)
        return Replayed(task, self._done_since, self._creation.effective_on)
