"""Taking an import back, except for what people did since."""

from dataclasses import dataclass

from cds_tracker.domain.changes import Change
from cds_tracker.domain.task import Task


@dataclass(frozen=True, slots=True)
class Kept:
    """A change of the import that stays, and why (``undo.why.<why>`` in the words): ``changed_since``, ``touched_since`` (a
    task that it created, and that somebody did something about), ``has_parts``, ``not_yours``, ``removed_since``.

    ``by`` and ``at`` (an instant in UTC) tell who did it and when, where somebody did.
    """

    change: Change
    why: str
    by: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Undo:
    """What taking an import back would come to. ``restored``: fields from what the import wrote to what stood before;
    ``removed``: tasks that it created and nobody touched; ``kept_tasks``: those that stay; ``kept``: everything that stays.
    """

    proposal: int
    restored: tuple[Change, ...] = ()
    kept: tuple[Kept, ...] = ()
    removed: tuple[Task, ...] = ()
    kept_tasks: tuple[Task, ...] = ()
