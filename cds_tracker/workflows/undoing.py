"""Taking an import back, except for what people did since.

Every field whose value is still the one that the import wrote goes back to what stood before; what somebody changed later
stays. Tasks that it created, and that nobody touched since, are removed; they are still there as they were known before.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from cds_tracker.domain.changes import CREATED, Change
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Person, act_for, may
from cds_tracker.domain.rollup import Rollup
from cds_tracker.domain.task import Task
from cds_tracker.store import applying, ledger, proposals, tasks, touched, undone, units
from cds_tracker.store.database import Connection, Database
from cds_tracker.store.ledger import Cause
from cds_tracker.store.proposals import Applied, Draft
from cds_tracker.store.touched import Touch
from cds_tracker.store.undone import Imported
from cds_tracker.workflows.acting import Doing, Refused, acting, present
from cds_tracker.workflows.requesting import reason_of
from cds_tracker.workflows.rights import Rights


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
    ``reports``: on how many tasks it reported, which then does not count.
    """

    proposal: int
    restored: tuple[Change, ...] = ()
    kept: tuple[Kept, ...] = ()
    removed: tuple[Task, ...] = ()
    kept_tasks: tuple[Task, ...] = ()
    reports: int = 0
    day: date | None = None

    @property
    def writes(self) -> bool:
        """Whether there is anything to take back."""
        return bool(self.restored or self.removed or self.reports)


def foresee(database: Database, number: int, person: Person) -> Undo:
    """What taking back the import of this proposal would come to. Writes nothing."""
    with database.read() as connection:
        mine = Rights(present(connection, person), Rollup(units.load(connection), ledger.today()))
        return _foreseen(connection, mine, _allowed(connection, mine, number))


def undo(database: Database, number: int, person: Person, reason: str | None = None) -> Applied:
    """Take it back, in a proposal of its own for the same day, once. What stands now decides, not what was foreseen."""
    with acting(database, person, "undo", "proposal") as doing:
        doing.subjects.append(str(number))
        mine = Rights(doing.person, doing.rollup)
        brought = _allowed(doing.connection, mine, number)
        found = _foreseen(doing.connection, mine, brought)
        if not found.writes:
            raise TrackerError("undo_nothing")
        doing.detail |= {"restored": len(found.restored), "removed": len(found.removed), "kept": len(found.kept)}
        return _carry_out(doing, brought, found, reason)


def _allowed(connection: Connection, mine: Rights, number: int) -> Imported:
    """The import, if the person may take it back at all: whoever may change the whole plan, and whoever brought it."""
    brought = undone.imported(connection, number)
    person = mine.person
    if brought is None or not (mine.whole or (brought.author == person.account and may(person, Act.IMPORT))):
        raise Refused(Act.PLAN)
    if undone.by(connection, number) is not None:
        raise TrackerError("undo_twice")
    return brought


def _carry_out(doing: Doing, brought: Imported, found: Undo, reason: str | None) -> Applied:
    said = reason_of(reason) if reason else None
    cause = Cause(undone.KIND, doing.person.account, found.day or brought.effective_on, said, brought.file, brought.sha256)
    gone = [Change(task.id, CREATED, dict(task.values), None) for task in found.removed]
    base = ledger.latest(doing.connection)
    draft = Draft(brought.plan, cause, base, [*found.restored, *gone], undoes=brought.number)
    applied = proposals.carry_out(doing.connection, draft, doing.person.account)
    undone.mark_upload(doing.connection, brought.number)
    return applied


def _foreseen(connection: Connection, mine: Rights, brought: Imported) -> Undo:
    work = _Undoing(connection, mine, brought)
    work.fields()
    work.created()
    return work.finished()


class _Undoing:
    """The work: every change of the import goes back, or is kept for a reason."""

    def __init__(self, connection: Connection, mine: Rights, brought: Imported) -> None:
        self._mine = mine
        self._whole = mine.whole
        self._brought = brought
        self._changes = proposals.saved(connection, brought.number)
        self._later = touched.since(connection, brought.plan, brought.revision)
        self._held = {task.id: task for task in tasks.current(connection, brought.plan)}
        self._kept: dict[tuple[int, str], Kept] = {}
        self._restored: list[Change] = []
        self._removed: list[Task] = []

    def fields(self) -> None:
        for one in self._changes:
            task = self._held.get(one.task)
            if one.field == CREATED:
                continue
            if task is None:
                self._keep(one, "removed_since")
            elif not self._whole and not self._mine.may_do(Act.READ, task):
                self._keep(one, "not_yours")
            else:
                self._field(one, task)

    def _field(self, one: Change, task: Task) -> None:
        touch, now = self._later.fields.get((one.task, one.field)), task.values.get(one.field)
        if touch is not None or not applying.same(now, one.after):
            self._keep(one, "changed_since", touch)
        elif not self._whole and not self._mine.may_do(act_for(one.field, now, one.before, task["status"]), task):
            self._keep(one, "not_yours")
        else:
            self._restored.append(Change(one.task, one.field, now, one.before, one.sheet, one.row))

    def created(self) -> None:
        """Untouched ones go; a whole stays with any of its parts."""
        made = {one.task: one for one in self._changes if one.field == CREATED}
        going: set[int] = set()
        for number, one in made.items():
            if number not in self._held:
                self._keep(one, "removed_since")
            elif not self._whole:
                self._keep(one, "not_yours")
            elif number in self._later.tasks:
                self._keep(one, "touched_since", self._later.tasks[number])
            else:
                going.add(number)
        for number in self._wholes(going):
            self._keep(made[number], "has_parts")
            going.discard(number)
        self._removed = [self._held[number] for number in made if number in going]

    def _wholes(self, going: Collection[int]) -> set[int]:
        """Tasks beneath which something stays."""
        moved = {one.task for one in self._restored if one.field == "parent"}
        staying: set[int] = set()
        while True:
            left = [n for n in going if n not in staying and self._stays_beneath(n, going, staying, moved)]
            if not left:
                return staying
            staying.update(left)

    def _stays_beneath(self, number: int, going: Collection[int], staying: set[int], moved: set[int]) -> bool:
        parts = self._later.parents.get(number, ())
        return any(part not in moved and (part not in going or part in staying) for part in parts)

    def _keep(self, one: Change, why: str, touch: Touch | None = None) -> None:
        self._kept[one.task, one.field] = Kept(one, why, touch.by if touch else None, touch.at if touch else None)

    def finished(self) -> Undo:
        kept = tuple(self._kept[which] for one in self._changes if (which := (one.task, one.field)) in self._kept)
        made = [one.change.task for one in kept if one.change.field == CREATED]
        stay = tuple(self._held[number] for number in made if number in self._held)
        return Undo(
            self._brought.number, tuple(self._restored), kept, tuple(self._removed), stay, self._brought.reports, self._day()
        )

    def _day(self) -> date:
        """That of the import; a later one where more was said and taken back for it since: days never go down."""
        days = (self._later.days.get((one.task, one.field), "") for one in self._restored)
        return max((self._brought.effective_on, *(date.fromisoformat(day) for day in days if day)))
