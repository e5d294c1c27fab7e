"""A file beside a plan, as it is shown before anything is written: what a preview holds, and what each row comes to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from cds_tracker.domain.changes import Change
from cds_tracker.domain.choices import Choices
from cds_tracker.domain.matching import Unresolved
from cds_tracker.domain.merging import Conflict
from cds_tracker.domain.plan import Plan
from cds_tracker.domain.reading import Outcome, Problem, Reading, outcome_of
from cds_tracker.domain.task import Task

Kind = Literal[
    "skipped", "unresolved", "conflict", "new", "changed", "requested", "waiting", "refused", "unchanged"
]  # fmt: skip
KINDS: tuple[Kind, ...] = (
    "skipped", "unresolved", "conflict", "new", "changed", "requested", "waiting", "refused", "unchanged",
)  # fmt: skip


class RowOutcome(NamedTuple):
    """What one row of the file comes to. ``kinds`` are all that hold of it, the first the one to name it by: a row can be
    changed in one cell, asked for in a second, and be a conflict in a third.

    ``task`` is the task that it is about: ``None`` where nobody knows (yet), below 0 where it is to be created. ``unclear``:
    what of "5 rõ" it leaves open (see ``domain.clarity``).
    """

    sheet: str
    row: int
    kinds: tuple[Kind, ...]
    task: int | None = None
    changes: tuple[Change, ...] = ()
    requests: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[Problem, ...] = ()
    unclear: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        """What to name it by."""
        return self.kinds[0]


@dataclass(frozen=True, slots=True)
class Preview:
    """A file beside a plan. Tasks to be created have the numbers -1, -2, …; ``requests`` are the changes
    that the person may not make, but ask for.

    ``base`` is the revision that it was compared with; ``recognised`` the one at which the same rows were applied for the
    same day, if they were. ``conflicts`` are all, decided or not (see ``choices``); ``cleared`` the fields whose cells are
    blank though something stands, also where that keeps them; ``cancels`` what absent tasks are to become, where that was
    chosen (not all of them: see ``missing.cancelled``): they are among ``changes`` and ``requests`` too. ``outcomes``: one
    for each row, in the file's order.
    """

    reading: Reading
    plan: Plan | None
    held: Plan | None
    effective_on: date
    base: int = 0
    recognised: int | None = None
    fingerprint: str | None = None
    changes: tuple[Change, ...] = ()
    reported: tuple[int, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    absent: tuple[Task, ...] = ()
    problems: tuple[Problem, ...] = ()
    counts: Mapping[str, int] | None = None
    requests: tuple[Change, ...] = ()
    choices: Choices = field(default_factory=Choices)
    conflicts: tuple[Conflict, ...] = ()
    cleared: tuple[Change, ...] = ()
    cancels: tuple[Change, ...] = ()
    outcomes: tuple[RowOutcome, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """The worst that was met."""
        return self.reading.refused or outcome_of(self.problems)

    @property
    def writes(self) -> bool:
        """Whether applying it would write anything at all."""
        if self.reading.refused or self.plan is None:
            return False
        report = self.reported and self.recognised is None
        return bool(self.changes or self.requests or report or (self.held and self.plan != self.held))
