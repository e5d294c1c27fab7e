"""The second half of an import: what the person may not change becomes requests, asked again in the transaction."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from cds_tracker.domain.changes import CREATED, Change
from cds_tracker.domain.people import Act, act_for
from cds_tracker.store import ledger, proposals, waiting
from cds_tracker.store.ledger import Cause
from cds_tracker.store.past import EXTENSION
from cds_tracker.store.proposals import Applied, Draft
from cds_tracker.store.waiting import REQUEST
from cds_tracker.workflows.acting import Doing, Refused
from cds_tracker.workflows.preview import Preview
from cds_tracker.workflows.rights import Rights


def permit(doing: Doing, shown: Preview) -> None:
    """Refuse unless the person may do all that was shown; what stands in the database now decides too."""
    doing.demand(Act.IMPORT)
    mine = Rights(doing.person, doing.rollup)
    if not mine.whole:
        if shown.held is None or shown.plan != shown.held or any(one.field == CREATED for one in shown.changes):
            raise Refused(Act.PLAN)
        held = doing.tasks({one.task for one in shown.changes})
        acts: dict[Act, set[int]] = defaultdict(set)
        for one in shown.changes:
            for before in (one.before, held[one.task][one.field]):
                acts[act_for(one.field, before, one.after, held[one.task]["status"])].add(one.task)
        acts[Act.REPORT] |= set(shown.reported)
        acts[Act.REQUEST] |= {one.task for one in shown.requests if one.field != CREATED}
        for act, numbers in acts.items():
            doing.tasks(sorted(numbers), act)
        if not all(mine.may_ask_for(one) for one in shown.requests if one.field == CREATED):
            raise Refused(Act.REQUEST)
    doing.subjects[:] = [shown.plan.code] if shown.plan else []
    doing.detail |= {"file": shown.reading.file, "sha256": shown.reading.sha256, "changes": len(shown.changes)}
    doing.detail |= {"requests": len(shown.requests), "refused": (shown.counts or {}).get("refused", 0)}


def ask(doing: Doing, shown: Preview, applied: Applied | None, reason: str | None) -> Applied | None:
    """Save the requests of a file, one for each task and one for each deadline, unless somebody asked for the same."""
    if shown.held is None:
        return applied
    fresh = waiting.fresh(doing.connection, shown.held.id, shown.requests)
    if not fresh:
        return applied
    groups = _groups(fresh)
    numbers = tuple(_submit(doing, shown, group, reason) for group in groups)
    if applied is None:
        revision = ledger.take(doing.connection, doing.person.account, REQUEST)  # pages show what waits
        applied = Applied(numbers[0], revision, 0)
    return replace(applied, requests=numbers)


def _submit(doing: Doing, shown: Preview, group: Sequence[Change], reason: str | None) -> int:
    assert shown.held is not None  # noqa: S101 - asked before
    kind = EXTENSION if group[0].field == "deadline" and group[0].after is not None else REQUEST
    reading = shown.reading
    cause = Cause(kind, doing.person.account, shown.effective_on, reason, reading.file, reading.sha256)
    return proposals.submit(doing.connection, Draft(shown.held.id, cause, shown.base, _renumbered(group)))


def _groups(requests: Sequence[Change]) -> list[list[Change]]:
    """What is decided together: the fields of one task, a deadline by itself, a new task with its parts."""
    above = {one.task: _parent(one.after) for one in requests if one.field == CREATED}
    groups: dict[tuple[str, int], list[Change]] = defaultdict(list)
    for one in requests:
        number = one.task
        if one.field == "parent" and str(one.after).startswith("-"):
            number = int(str(one.after))
        while (parent := above.get(number)) in above and parent is not None:
            number = parent
        groups["deadline" if one.field == "deadline" else "task", number].append(one)
    return list(groups.values())


def _parent(after: object) -> int | None:
    said = after.get("parent") if isinstance(after, dict) else None
    return int(said) if isinstance(said, str) and said.startswith("-") and said[1:].isdecimal() else None


def _renumbered(group: Sequence[Change]) -> list[Change]:
    """New tasks numbered -1, -2, … within their own proposal; a parent that is not in it is left out."""
    numbers = {one.task: -place for place, one in enumerate((one for one in group if one.field == CREATED), 1)}

    def parent(said: object) -> str | None:
        new = _parent({"parent": said})
        return str(said) if new is None else str(numbers[new]) if new in numbers else None

    found: list[Change] = []
    for one in group:
        after = one.after
        if one.field == CREATED and isinstance(after, dict) and "parent" in after:
            above = parent(after["parent"])
            bare = {name: value for name, value in after.items() if name != "parent"}
            after = {**bare, "parent": above} if above else bare
        elif one.field == "parent":
            after = parent(after)
        found.append(replace(one, task=numbers.get(one.task, one.task), after=after))
    return found
