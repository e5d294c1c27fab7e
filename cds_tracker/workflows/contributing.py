"""Units that help say what they did; what the lead reports stays the lead's."""

from dataclasses import replace
from datetime import date

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Person, Standing, may_do
from cds_tracker.domain.rollup import Rollup
from cds_tracker.domain.task import UNREGISTERED
from cds_tracker.domain.text import clean
from cds_tracker.store import contributions, ledger
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause
from cds_tracker.workflows.acting import Refused, acting

KIND = "contribution"
LONGEST = 10_000  # characters


def units(person: Person, task: Standing, rollup: Rollup) -> tuple[str, ...]:
    """The units that help with a task for which this person may speak."""
    able = [grant for grant in person.grants if may_do(replace(person, grants=(grant,)), Act.CONTRIBUTE, task, rollup)]
    helping = [unit for unit in (*task.helps, *task.shares) if not unit.startswith(UNREGISTERED) and rollup.has_row(unit)]
    if any(grant.unit is None for grant in able):
        return tuple(sorted(dict.fromkeys(helping)))
    own = {rollup.end(grant.unit) for grant in able if grant.unit}
    return tuple(unit for unit in dict.fromkeys(helping) if unit in own)


def contribute(database: Database, person: Person, number: int, unit: str, words: str, effective_on: date) -> int:
    """Add what a unit that helps has done: the id. Said twice in the same words for the same day, it is there once."""
    with acting(database, person, "contribute") as doing:
        task = doing.task(number, Act.CONTRIBUTE)
        if unit not in units(doing.person, doing.standing(task), doing.rollup):
            raise Refused(Act.CONTRIBUTE, number)
        said = _said(words)
        doing.detail["unit"] = unit
        for held in contributions.of_task(doing.connection, number):
            if (held.unit, held.words, held.author, held.effective_on) == (unit, said, doing.person.account, effective_on):
                return held.id
        cause = Cause(KIND, doing.person.account, effective_on)
        base = ledger.latest(doing.connection)
        proposal = ledger.propose(doing.connection, cause, base, plan=task.plan)
        made = contributions.add(doing.connection, proposal, number, unit, said)
        ledger.seal(doing.connection, proposal, doing.person.account, KIND)
        return made


def _said(words: str) -> str:
    if len(words) > LONGEST:
        raise TrackerError("contribution_too_long", most=LONGEST)
    said = clean(words)
    if not said:
        raise TrackerError("contribution_blank")
    return said
