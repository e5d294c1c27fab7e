"""What matching a file with the tasks of its plan comes to: which row is about which task, and where a person is asked."""

from dataclasses import dataclass, field
from typing import NamedTuple

from cds_tracker.domain.choices import Place
from cds_tracker.domain.reading import Row
from cds_tracker.domain.resemblance import LEAST, percent
from cds_tracker.domain.task import Task

THRESHOLD = percent(LEAST)  # titles less like each other are not even asked about


class Unresolved(NamedTuple):
    """A row that a person has to decide about, and the tasks it may be.

    ``code``: ``duplicate_in_file`` (an earlier row of the file is the same task; see ``Matches.duplicates``),
    ``unknown_id``, ``several_tasks`` (more than one task fits), ``other_section``, ``other_lead`` (same title, but) or
    ``looks_like_existing`` (a title nearly the same). ``likeness``: how like the title is to that of each candidate, from 0 to
    100; from ``threshold`` on a title is asked about. None is ever taken for the row's task because of it.
    """

    row: Row
    candidates: tuple[Task, ...]
    code: str
    likeness: tuple[int, ...] = ()
    threshold: int = THRESHOLD


@dataclass(slots=True)
class Matches:
    """``certain``: rows with their task, ``None`` for a new one; ``unresolved``: the others. Both in the file's order.

    ``absent``: tasks of the plan that no row is about, nor may be. ``duplicates``: the later row → the first one's place.
    ``left_out``: rows that somebody leaves out.
    """

    certain: list[tuple[Row, Task | None]] = field(default_factory=list)
    unresolved: list[Unresolved] = field(default_factory=list)
    absent: list[Task] = field(default_factory=list)
    duplicates: dict[Place, Place] = field(default_factory=dict)
    left_out: list[Row] = field(default_factory=list)
