"""The tasks of a plan as they stood on a day, as columns: what every list and every figure is made of."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

import pandas as pd

from cds_tracker.domain.areas import Areas
from cds_tracker.domain.plan import Plan
from cds_tracker.domain.units import Registry


class TaskRows(Protocol):
    """What the store gives: one tuple per task, named by ``columns`` (lists and deadlines as JSON text or decoded)."""

    @property
    def columns(self) -> Sequence[str]: ...

    @property
    def rows(self) -> Sequence[Sequence[object]]: ...


COLUMNS = (
    "id",  # int
    "plan",  # the plan's code
    "position",
    "code",
    "stt",
    "section",
    "title",
    "lead",  # tuple of references, as assigned
    "coordinating",
    "assignees",  # tuple of names
    "lead_names",  # text for readers: names on the day, "; " between
    "lead_set",  # int: equal where lead is equal; (lead, units_own, units_group follow from it)
    "coordinating_set",  # int
    "units_own",  # tuple of the references in whose rows the task counts for itself, rolled up to the day
    "units_group",  # …and those that have it only as members of a group
    "units_coordinating",  # the same for the coordinating units, groups included
    "sponsor",
    "start",  # datetime64[s], NaT: not said
    "due",
    "deadline_text",
    "kind",
    "precision",
    "deliverable",
    "status",  # text or None: nothing declared
    "progress",  # float, NaN: not said
    "completed_on",
    "done_since",
    "said",
    "result",
    "evidence_text",
    "difficulty",
    "proposal",
    "next_step",
    "note",
    "area",  # its own, else the one of its section, else None
    "side",  # first, second, None
    "parent",
    "bucket",  # of timeliness on the day
    "due_soon",  # bool
    "days_left",  # float days from the day to the due day, negative when past; NaN without a due day
    "counted",  # bool: neither a heading nor a part
    "evidence",  # bool: has any
    "assumed",  # bool: judged on an assumed day of completion
    "reported",  # bool: in the period that holds the day
    "explained",  # bool: a difficulty or a next step is said
    "extensions",  # int
    "cell",  # int: code of bucket and marks together (see tally)
    "fold",  # search key of code and title
)


def build(
    tasks: TaskRows, plan: Plan, registry: Registry, areas: Areas, as_of: date, due_soon_days: int = 7
) -> pd.DataFrame:
    """The frame of one plan on one day, in the order of the plan, with ``COLUMNS``. Do not write to it: it is shared."""
    raise NotImplementedError
