"""Which task a row is about: by our own id, then code, then title, section and lead; below certainty a person is asked."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from cds_tracker.domain.choices import NEW as NEW
from cds_tracker.domain.choices import SKIP, Place
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.identity import Identities, Identity
from cds_tracker.domain.matches import Matches as Matches
from cds_tracker.domain.matches import Unresolved as Unresolved
from cds_tracker.domain.reading import Row
from cds_tracker.domain.resemblance import Resemblance, Similar
from cds_tracker.domain.task import Task
from cds_tracker.domain.units import Registry

K = TypeVar("K")


def match(
    rows: Sequence[Row],
    tasks: Iterable[Task],
    registry: Registry,
    accept: Mapping[Place, int | str] | None = None,
    similar: Similar | None = None,
) -> Matches:
    """Every row of a file beside the tasks of its plan. ``accept`` holds what a person decided: a task's id, ``new``, ``skip``.
    """
    held = {task.id: task for task in tasks}
    found = None if accept else _told_by_id(rows, held)
    if found is not None:
        return found
    work = _Matching(rows, held, registry)
    work.accepted(accept or {})
    work.by_id()
    work.by_code()
    for sure in (_full, _without_parent, _title_and_section):
        work.alike(sure)
    work.alike(_unsaid, only=_said_less)
    work.repeated()
    work.asked()
    work.left_over(similar)
    return work.finished()


def _told_by_id(rows: Sequence[Row], tasks: Mapping[int, Task]) -> Matches | None:
    """Where every row tells the task that it is about, none twice, there is nothing to recognise."""
    told = {row.id for row in rows}
    if None in told or len(told) < len(rows) or not told <= tasks.keys():
        return None
    certain: list[tuple[Row, Task | None]] = [(row, tasks[row.id or 0]) for row in rows]
    return Matches(certain, absent=[task for number, task in tasks.items() if number not in told])


Key = Callable[[Identity], Hashable | None]


def _full(identity: Identity) -> Hashable:
    return identity.title, identity.section, identity.lead, identity.parent


def _without_parent(identity: Identity) -> Hashable:
    return identity.title, identity.section, identity.lead


def _title_and_section(identity: Identity) -> Hashable:
    return identity.title, identity.section


def _unsaid(identity: Identity) -> Hashable:
    return identity.title


def _said_less(row: Identity, task: Identity) -> bool:
    """Whether they differ only in what one of them does not say at all."""
    sections = row.section is None or task.section is None or row.section == task.section
    leads = row.lead is None or task.lead is None or row.lead == task.lead
    return sections and leads


class _Matching:
    """The work: rows and tasks are taken off as they are decided. Every step is linear."""

    def __init__(self, rows: Sequence[Row], tasks: Mapping[int, Task], registry: Registry) -> None:
        identities = Identities(registry)
        self._rows = {(row.sheet, row.row): row for row in rows}
        self._tasks = tasks
        self._row_ids = {
            place: identities.of(row.values, self._above(row) if row.parent_row else "") for place, row in self._rows.items()
        }
        self._task_ids = {number: identities.of(task.values, self._parent(task)) for number, task in self._tasks.items()}
        self._open = dict.fromkeys(self._rows)
        self._free = dict.fromkeys(self._tasks)
        self._certain: dict[Place, Task | None] = {}
        self._unresolved: dict[Place, Unresolved] = {}
        self._spared: set[int] = set()  # tasks of rows that are left out: not missed
        self._resemblance = Resemblance({})
        self._result = Matches()

    def _above(self, row: Row) -> str:
        parent = self._rows.get((row.sheet, row.parent_row or 0))
        return str(parent.values.get("title") or "") if parent else ""

    def _parent(self, task: Task) -> str:
        said = str(task.values.get("parent") or "")
        parent = self._tasks.get(int(said)) if said.isdecimal() else None
        return str(parent.values.get("title") or "") if parent else said

    def _decide(self, place: Place, number: int | None) -> None:
        self._certain[place] = None if number is None else self._tasks[number]
        self._open.pop(place, None)
        if number is not None:
            self._free.pop(number, None)

    def _ask(self, place: Place, numbers: Iterable[int], code: str) -> None:
        candidates = tuple(self._tasks[number] for number in numbers)[:3]
        self._unresolved[place] = Unresolved(self._rows[place], candidates, code)
        self._open.pop(place, None)

    def _repeat(self, place: Place, first: Place, number: int | None = None) -> None:
        self._result.duplicates[place] = first
        self._ask(place, () if number is None else (number,), "duplicate_in_file")

    def accepted(self, accept: Mapping[Place, int | str]) -> None:
        for place, answer in accept.items():
            if place not in self._rows:
                raise TrackerError("accept_row_unknown", sheet=place[0], row=place[1])
            if answer == NEW:
                self._decide(place, None)
            if answer in (NEW, SKIP):
                continue
            number = int(answer) if str(answer).isdecimal() else -1
            if number not in self._tasks:
                raise TrackerError("accept_task_unknown", sheet=place[0], row=place[1], task=answer)
            if number not in self._free:
                raise TrackerError("accept_task_twice", sheet=place[0], row=place[1], task=answer)
            self._decide(place, number)
        self._leave_out({place for place, answer in accept.items() if answer == SKIP})

    def _leave_out(self, places: Collection[Place]) -> None:
        """These rows are about no task, and no task is missed because of them."""
        if not places:
            return
        titles = _grouped(self._task_ids, _unsaid)
        for place in [place for place in self._rows if place in places]:
            row, identity = self._rows.pop(place), self._row_ids.pop(place)
            self._open.pop(place, None)
            self._result.left_out.append(row)
            self._spared.update(titles.get(identity.title, ()))
            self._spared.add(row.id or 0)

    def by_id(self) -> None:
        taken: dict[int, Place] = {task.id: place for place, task in self._certain.items() if task}
        claims: dict[int, list[Place]] = defaultdict(list)
        for place in self._open:
            number = self._rows[place].id
            if number is not None:
                claims[number].append(place)
        strangers: list[Place] = []
        for number, places in claims.items():
            if number not in self._tasks:
                strangers += places
                continue
            first = taken.get(number) or self._original(places, number)
            if number not in taken:
                self._decide(first, number)
            for place in places:
                if place != first:
                    self._repeat(place, first, number)
        titles = _grouped(self._task_ids, _unsaid) if strangers else {}
        for place in strangers:
            self._ask(place, titles.get(self._row_ids[place].title, []), "unknown_id")

    def _original(self, places: Sequence[Place], number: int) -> Place:
        """Of rows with one id (some are copies): the first that still has the title of the task."""
        title = self._task_ids[number].title
        return next((place for place in places if self._row_ids[place].title == title), places[0])

    def by_code(self) -> None:
        self.alike(lambda identity: identity.code)

    def alike(self, sure: Key, only: Callable[[Identity, Identity], bool] | None = None) -> None:
        """Takes the pairs that are alike and unique on both sides, counting what earlier steps have decided too."""
        if not self._open or not self._free:
            return
        all_tasks, all_rows = _grouped(self._task_ids, sure), _grouped(self._row_ids, sure)
        for word, places in all_rows.items():
            numbers = all_tasks.get(word)
            if not numbers:
                continue
            if len(numbers) == len(places) == 1:
                place, number = places[0], numbers[0]
                free = place in self._open and number in self._free
                if free and (only is None or only(self._row_ids[place], self._task_ids[number])):
                    self._decide(place, number)
            elif sure is _full:
                self._in_order(places, numbers)

    def _in_order(self, places: list[Place], numbers: list[int]) -> None:
        """Tasks once accepted as twins are paired with their rows in order; more rows than tasks: the first come first."""
        places = [place for place in places if place in self._open]
        numbers = [number for number in numbers if number in self._free]
        if numbers and (len(numbers) == 1 or len(places) == len(numbers)):
            for place, number in zip(places, numbers, strict=False):
                self._decide(place, number)

    def repeated(self) -> None:
        """All rows of one title, section, lead and parent but the one that has their task, else the first."""
        if not self._open:
            return
        for places in _grouped(self._row_ids, _full).values():
            first = next((place for place in places if self._certain.get(place)), places[0])
            task = self._certain.get(first)
            for place in places:
                if place in self._open and place != first:
                    self._repeat(place, first, task.id if task else None)

    def asked(self) -> None:
        """Rows whose title is a free task's, though not certainly: another section, another lead, or several tasks."""
        titles = _grouped({number: self._task_ids[number] for number in self._free}, _unsaid)
        for place in list(self._open):
            identity = self._row_ids[place]
            numbers = titles.get(identity.title, [])
            if not numbers:
                continue
            near = [n for n in numbers if self._task_ids[n].section == identity.section]
            if len(numbers) > 1:
                self._ask(place, near or numbers, "several_tasks")
            else:
                self._ask(place, numbers, "other_lead" if near else "other_section")

    def left_over(self, similar: Similar | None) -> None:
        """What is left is new, unless its title looks like that of a task that nothing else is about."""
        claimed = {task.id for asked in self._unresolved.values() for task in asked.candidates}
        titles = {number: self._task_ids[number].title for number in self._free if number not in claimed}
        index = Resemblance({n: title for n, title in titles.items() if not title.startswith("\0")}, similar)
        self._resemblance = index
        for place in list(self._open):
            title = self._row_ids[place].title
            near = [] if title.startswith("\0") or not titles else index.near(title)
            if near:
                self._ask(place, near, "looks_like_existing")
            else:
                self._decide(place, None)

    def finished(self) -> Matches:
        result = self._result
        result.certain = [(row, self._certain[place]) for place, row in self._rows.items() if place in self._certain]
        result.unresolved = [self._like(self._unresolved[place]) for place in self._rows if place in self._unresolved]
        claimed = {task.id for asked in result.unresolved for task in asked.candidates} | self._spared
        result.absent = [self._tasks[number] for number in self._free if number not in claimed]
        return result

    def _like(self, asked: Unresolved) -> Unresolved:
        title = self._row_ids[asked.row.sheet, asked.row.row].title
        found = (self._resemblance.likeness(title, self._task_ids[task.id].title) for task in asked.candidates)
        return asked._replace(likeness=tuple(found))


def _grouped(identities: Mapping[K, Identity], sure: Key) -> dict[Hashable, list[K]]:
    groups: dict[Hashable, list[K]] = defaultdict(list)
    for name, identity in identities.items():
        word = sure(identity)
        if word is not None:
            groups[word].append(name)
    return groups
