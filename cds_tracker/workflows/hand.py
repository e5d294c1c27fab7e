"""Editing by hand: fields of a task, a new task, a task that is cancelled. The ledger is the same as for files."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from cds_tracker.domain.changes import CREATED, Change
from cds_tracker.domain.deadline import Deadline, parse, problems, same_meaning, to_value
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Person, act_for
from cds_tracker.domain.plan import Plan
from cds_tracker.domain.task import ACCOUNT, FIELDS, Owner, Status, Task, Value
from cds_tracker.domain.text import clean, key
from cds_tracker.domain.values import typed
from cds_tracker.store import accounts, areas, evidence, ledger, plans, proposals, tasks, units
from cds_tracker.store.database import Connection, Database
from cds_tracker.store.ledger import Cause
from cds_tracker.store.proposals import Applied, Draft
from cds_tracker.workflows import assigning, extending
from cds_tracker.workflows.acting import Doing, acting
from cds_tracker.workflows.editing import BY_HAND, Edit, refuse_unproved, write

KIND, ADDED, CANCELLED = "edit", "plan", "cancel"
PLANNED = tuple(name for name, field in FIELDS.items() if field.owner is Owner.PLAN and name in BY_HAND)
NATURES = ("extension", "correction")
REASON = 2_000  # characters


def edit(
    database: Database,
    person: Person,
    wanted: Edit,
    *,
    base: int,
    effective_on: date,
    reason: str | None = None,
    nature: str | None = None,
    sure: bool = False,
) -> Applied:
    """Change fields of a task. A deadline is given in words; ``sure``: the person has seen how uncertain words are read.

    ``nature`` tells whether another deadline is an ``extension`` or a ``correction``: it must be said.
    """
    with acting(database, person, KIND) as doing:
        task = _allowed(doing, wanted)
        after = _settled(doing.connection, task, wanted.after, sure)
        wanted = replace(wanted, after={name: value for name, value in after.items() if value != wanted.before.get(name)})
        if not wanted.after:
            raise TrackerError("edit_nothing")
        if "assignees" in wanted.after:
            seen, named = (sorted(_named(values.get("assignees"))) for values in (wanted.before, wanted.after))
            assigning.refuse_people_elsewhere(doing, task, seen, named)
        moves = _moves_deadline(wanted)
        if moves and nature not in NATURES:
            raise TrackerError("deadline_nature")
        refuse_unproved(wanted, task, evidence.count(doing.connection, task.id))
        reported = any(FIELDS[name].owner is Owner.UNIT and name != "assignees" for name in wanted.after)
        [applied] = write(
            doing, [wanted], kind=KIND, effective_on=effective_on, base=base, reason=_reason(reason), reported=reported
        )
        if moves and nature == "correction" and "deadline" not in {one.change.field for one in applied.stale}:
            extending.mark(doing, task.id, applied.proposal, nature)
        doing.detail["fields"] = sorted(wanted.after)
        return applied


def add(
    database: Database, person: Person, plan: str, values: Mapping[str, Value], effective_on: date, *, sure: bool = False
) -> int:
    """Add a task to a plan, with what the plan assigns: its id."""
    with acting(database, person, "add_task") as doing:
        doing.demand(Act.PLAN)
        held = plans.find(doing.connection, plan)
        if held is None:
            raise TrackerError("plan_unknown", plan=plan)
        _refuse_strange(values, PLANNED)
        settled = _settled(doing.connection, Task(0, held.id), values, sure)
        said = {name: settled[name] for name in PLANNED if settled.get(name)}
        if "title" not in said:
            raise TrackerError("title_needed")
        _refuse_twin(doing.connection, held, said)
        cause = Cause(ADDED, doing.person.account, effective_on)
        created = Change(-1, CREATED, None, dict(said))
        draft = Draft(held.id, cause, ledger.latest(doing.connection), [created])
        [number] = proposals.carry_out(doing.connection, draft, doing.person.account).created
        doing.subjects.append(str(number))
        return number


def cancel(database: Database, person: Person, number: int, reason: str, *, base: int, effective_on: date) -> Applied:
    """Cancel a task, for a reason: it stays, with its history, and no longer counts as open."""
    with acting(database, person, "cancel_task") as doing:
        task = doing.task(number, Act.PLAN, Act.CONFIRM)
        said = _reason(reason)
        if said is None:
            raise TrackerError("reason_needed")
        wanted = Edit(number, {"status": Status.CANCELLED.value}, {"status": task["status"]})
        [applied] = write(doing, [wanted], kind=CANCELLED, effective_on=effective_on, base=base, reason=said, acts=[Act.PLAN])
        return applied


def read_deadline(words: str, plan: Plan | None) -> Deadline:
    """What a deadline in words means for a plan."""
    issued = plan.issued_on.year if plan and plan.issued_on else None
    return parse(clean(words), (plan.year_from if plan else None) or issued)


def is_uncertain(deadline: Deadline) -> bool:
    """Whether somebody should look at how it was read before it is kept."""
    return bool(problems(deadline))


def _allowed(doing: Doing, wanted: Edit) -> Task:
    """The task, if the person may read it and change every field that is named."""
    task = doing.task(wanted.task, Act.READ)
    _refuse_strange(wanted.after, BY_HAND)
    needed = {act_for(name, wanted.before.get(name), value) for name, value in wanted.after.items()}
    return doing.task(task.id, *sorted(needed))


def _refuse_strange(values: Mapping[str, Value], known: Iterable[str]) -> None:
    strange = set(values) - set(known)
    if strange:
        raise TrackerError("value_kind", field=min(strange))


def _settled(connection: Connection, task: Task, values: Mapping[str, Value], sure: bool) -> dict[str, Value]:
    """Canonical values; every unit, area and account that is named exists, or was named before."""
    settled = {name: typed(name, value) for name, value in values.items() if name != "deadline"}
    if "deadline" in values:
        settled["deadline"] = _deadline(plans.get(connection, task.plan), values["deadline"], sure)
    if "title" in settled and settled["title"] is None:
        raise TrackerError("title_needed")
    registered = accounts.listed(connection) if "assignees" in settled else []
    known = {
        "lead": lambda: _units(connection), "coordinating": lambda: _units(connection),
        "assignees": lambda: {f"{ACCOUNT}{one.code}" for one in registered if one.active},
        "area": lambda: set(areas.load(connection).areas),
    }  # fmt: skip
    for name in known.keys() & settled.keys():
        strange = _named(settled[name]) - _named(task[name])
        if name == "assignees":
            strange = {ref for ref in strange if ref.startswith(ACCOUNT)}
        if strange - known[name]():
            raise TrackerError("value_unknown", field=name, value=min(strange).removeprefix(ACCOUNT))
    return settled


def _units(connection: Connection) -> set[str]:
    return set(units.load(connection).units)


def _named(value: Value) -> set[str]:
    return set(map(str, value)) if isinstance(value, list) else {str(value)} if value else set()


def _deadline(plan: Plan | None, said: Value, sure: bool) -> Value:
    """Always read anew from its words: nobody else says what they mean."""
    words = clean(str((said.get("text") if isinstance(said, dict) else said) or ""))
    if not words:
        return None
    read = read_deadline(words, plan)
    if is_uncertain(read) and not sure:
        raise TrackerError("deadline_unsure", value=words[:200])
    return typed("deadline", to_value(read))


def _moves_deadline(wanted: Edit) -> bool:
    """Whether another deadline is set where one stood."""
    before, after = wanted.before.get("deadline"), wanted.after.get("deadline")
    if "deadline" not in wanted.after or not isinstance(before, dict):
        return False
    return not (isinstance(after, dict) and same_meaning(before, after))


def _refuse_twin(connection: Connection, plan: Plan, said: Mapping[str, Value]) -> None:
    for task in tasks.current(connection, plan.id):
        same_code = said.get("code") and key(str(task["code"] or "")) == key(str(said["code"]))
        same_words = all(key(str(task[name] or "")) == key(str(said.get(name) or "")) for name in ("title", "section"))
        if same_code or (same_words and (task["lead"] or []) == (said.get("lead") or [])):
            raise TrackerError("task_twin", title=str(task["title"])[:120])


def _reason(said: str | None) -> str | None:
    if said is not None and len(said) > REASON:
        raise TrackerError("reason_too_long", most=REASON)
    return clean(said or "") or None
