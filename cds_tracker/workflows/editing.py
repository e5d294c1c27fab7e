"""Changing tasks by hand: the same ledger as files, field by field.

Each change carries the value that the reader saw. What somebody else changed meanwhile is left out and told with both
values; other fields go in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cds_tracker.domain.changes import Change
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, act_for
from cds_tracker.domain.task import FIELDS, Status, Task, Value
from cds_tracker.domain.values import typed
from cds_tracker.store import proposals
from cds_tracker.store.ledger import Cause
from cds_tracker.store.proposals import Applied, Draft
from cds_tracker.workflows.acting import Doing

BY_HAND = frozenset(FIELDS) - {"parent", "said"}


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to stand in fields of a task (``after``), and what the reader saw there (``before``; blank: ``None``)."""

    task: int
    after: Mapping[str, Value]
    before: Mapping[str, Value]


def write(
    doing: Doing,
    edits: Sequence[Edit],
    *,
    kind: str,
    effective_on: date,
    base: int,
    reason: str | None = None,
    reported: bool = False,
    acts: Sequence[Act] = (),
) -> list[Applied]:
    """Apply edits within an act in progress, one proposal for each plan; refused unless the person may change every field.

    ``base`` is the revision that the reader saw; ``kind`` names the proposals; ``reported``: this is a report on each task.
    ``acts`` are asked for besides those of the fields.
    """
    held: dict[int, Task] = {}
    changes: dict[int, list[Change]] = {}
    for one in edits:
        wanted = _changes(one)
        needed = {act_for(change.field, change.before, change.after) for change in wanted}
        task = doing.task(one.task, *sorted(needed | set(acts) or {Act.REPORT}))
        needed = {act_for(change.field, task[change.field], change.after, task["status"]) for change in wanted}
        held[one.task] = doing.task(one.task, *sorted(needed))  # what stands there now decides too
        changes[one.task] = wanted
    by_plan: dict[int, list[int]] = {}
    for number, task in held.items():
        by_plan.setdefault(task.plan, []).append(number)
    cause = Cause(kind, doing.person.account, effective_on, reason)
    return [
        proposals.carry_out(
            doing.connection,
            Draft(plan, cause, base, [change for n in numbers for change in changes[n]], numbers if reported else ()),
            doing.person.account,
            anew=True,
        )
        for plan, numbers in by_plan.items()
    ]


def refuse_unproved(edit: Edit, task: Task, proofs: int) -> None:
    """Done needs evidence: in the field, or a document, link or file (``proofs`` of them)."""
    written = edit.after.get("evidence", task["evidence"])
    if edit.after.get("status") == Status.DONE and not written and not proofs:
        raise TrackerError("evidence_needed")


def _changes(edit: Edit) -> list[Change]:
    strange = set(edit.after) - BY_HAND
    if strange:
        raise TrackerError("value_kind", field=min(strange))
    wanted = {name: typed(name, edit.after[name]) for name in FIELDS if name in edit.after}
    seen = {name: edit.before.get(name) or None for name in wanted}
    seen |= {name: edit.before[name] for name in wanted if edit.before.get(name) == 0}  # 0 is a value
    return [Change(edit.task, name, seen[name], value) for name, value in wanted.items() if value != seen[name]]
