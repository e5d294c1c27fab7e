"""What a workbook of a plan shows to somebody: the tasks that they may read, in their columns, with what they may change."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from cds_tracker.domain import marks
from cds_tracker.domain.marks import Mark
from cds_tracker.domain.people import Act, Person, Standing, may, may_do, standing_of
from cds_tracker.domain.plan import Plan
from cds_tracker.domain.rollup import Rollup
from cds_tracker.domain.task import FIELDS, Owner, Status, Value
from cds_tracker.domain.timeliness import due_soon, timeliness
from cds_tracker.excel.giving.book import GivenRow, Level
from cds_tracker.excel.giving.given import Giving
from cds_tracker.excel.own import COMPUTED, Column
from cds_tracker.store import ledger, past, plans, tasks
from cds_tracker.store.database import Connection

_ACTS = (Act.PLAN, Act.REPORT, Act.CONFIRM, Act.ASSIGN, Act.REQUEST)
Held = dict[str, object]  # a task as loaded: name of a column → value


@dataclass(frozen=True, slots=True)
class Shown:
    """Whose eyes, which day, whose rows (a unit in place today, or all)."""

    person: Person
    rollup: Rollup
    as_of: date
    unit: str | None = None


@dataclass
class Rights:
    """What somebody may change in the columns of a workbook; equal rows share one list."""

    person: Person
    rollup: Rollup
    columns: Sequence[Column]
    _known: dict[tuple[frozenset[Act], bool], list[Level]] = field(default_factory=dict)

    def of(self, standing: Standing, status: object) -> list[Level]:
        """The level of each column in the row of a task."""
        brings = may(self.person, Act.IMPORT)
        acts = frozenset(act for act in _ACTS if brings and may_do(self.person, act, standing, self.rollup))
        return self._levels(acts, status == Status.DONE)

    def of_new(self) -> list[Level]:
        """That of the rows in which a task is added."""
        everywhere = frozenset(act for act in _ACTS if may(self.person, Act.IMPORT) and may(self.person, act))
        new = Level.FREE if Act.PLAN in everywhere else Level.ASK if Act.REQUEST in everywhere else Level.CLOSED
        return [Level.CLOSED if column.field == COMPUTED else new for column in self.columns]

    def _levels(self, acts: frozenset[Act], done: bool) -> list[Level]:
        held = self._known.get((acts, done))
        if held is None:
            held = self._known[acts, done] = [_level(column.field, acts, done) for column in self.columns]
        return held


def _level(name: str, acts: frozenset[Act], done: bool) -> Level:
    if name == COMPUTED:
        return Level.CLOSED
    if name not in FIELDS:
        return Level.FREE
    if FIELDS[name].owner is Owner.PLAN:
        return Level.FREE if Act.PLAN in acts else Level.ASK if Act.REQUEST in acts else Level.CLOSED
    needed = Act.ASSIGN if name == "assignees" else Act.CONFIRM if name == "completed_on" and done else Act.REPORT
    return Level.FREE if needed in acts else Level.CLOSED


def readable(connection: Connection, plan: Plan, shown: Shown) -> list[Held]:
    """The tasks of the plan as of the day, of the unit if one is asked for, which the person may read today."""
    loaded = tasks.load(connection, plan.id, shown.as_of)
    held = (dict(zip(loaded.columns, row, strict=True)) for row in loaded.rows)
    return [one for one in held if _is_shown(one, shown)]


def _is_shown(one: Held, shown: Shown) -> bool:
    named = standing(one, shown.rollup)
    if shown.unit is not None and shown.unit not in {*named.leads, *named.helps, *named.shares}:
        return False
    return may_do(shown.person, Act.READ, named, shown.rollup)


def standing(one: Held, rollup: Rollup) -> Standing:
    """Who has to do with a task today, whatever day it is shown of."""
    lead, coordinating, people = (cast("tuple[str, ...]", one[name]) for name in ("lead_now", "coordinating_now", "assignees"))
    return standing_of(lead, coordinating, people or (), rollup)


def signer(connection: Connection, plan: Plan, as_of: date) -> Callable[[int], str] | None:
    """Writes the mark of a task; ``None`` for the state of a day after which more was said: it is to be looked at only."""
    secret = plans.workbook_key(connection)
    if not secret or past.is_past(connection, past.Moment(plan.id, as_of.isoformat())):
        return None
    revision = ledger.latest(connection)
    return lambda task: marks.write(secret, plan.code, Mark(task, revision))


def rows(
    held: Sequence[Held], giving: Giving, rights: Rights, sign: Callable[[int], str] | None, word: Callable[[Held], str]
) -> Iterator[GivenRow]:
    """The rows of the workbook."""
    names = [column.field for column in rights.columns]
    closed = [Level.CLOSED] * len(names)
    for one in held:
        values = cast("Mapping[str, Value]", one)
        cells = [word(one) if name == COMPUTED else giving.cell(name, values) if name in FIELDS else None for name in names]
        levels = rights.of(standing(one, rights.rollup), one["status"]) if sign else closed
        yield GivenRow(cells, levels, sign(cast(int, one["id"])) if sign else None)


def computed(one: Held, as_of: date) -> str:
    """The computed state of a task: a bucket, or ``due_soon``."""
    status, kind = cast("str | None", one["status"]), cast("str | None", one["kind"])
    due, completed, since = (_day(one[name]) for name in ("due", "completed_on", "done_since"))
    bucket = timeliness(status, kind, due, completed, since, cast("str | None", one["said"]), as_of)
    return "due_soon" if due_soon(bucket, due, as_of) else bucket.value


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None
