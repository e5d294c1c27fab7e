"""What each row of a file comes to, and how many rows come to what: the one is counted from the other."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cds_tracker.domain.changes import CREATED, Change
from cds_tracker.domain.choices import Place
from cds_tracker.domain.clarity import clarity
from cds_tracker.domain.matching import Matches
from cds_tracker.domain.merging import Conflict
from cds_tracker.domain.reading import Problem, Row
from cds_tracker.workflows.preview import KINDS, Kind, RowOutcome
from cds_tracker.workflows.rights import Divided

_UNCHANGED: tuple[Kind, ...] = ("unchanged",)
_NOTHING: tuple[()] = ()
T = TypeVar("T", Change, Conflict, Problem)


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found about the rows of a file. ``open``: the places of conflicts that nobody decided; ``refused``: rows
    of which nothing is taken."""

    rows: Sequence[Row]
    matches: Matches
    numbers: Mapping[Place, int]
    divided: Divided
    conflicts: Sequence[Conflict]
    open: Collection[Place]
    refused: Collection[Place]
    problems: Sequence[Problem]


def outcomes(found: Found) -> tuple[RowOutcome, ...]:
    """One for each row, in the order of the file."""
    divided, matches = found.divided, found.matches
    tasks = {(row.sheet, row.row): task for row, task in matches.certain}
    kinds = _Kinds(found)
    changes, requests = _placed(divided.changes), _placed(divided.requests)
    conflicts, problems = _placed(found.conflicts), _placed(found.problems)
    made: list[RowOutcome] = []
    for row in found.rows:
        place = (row.sheet, row.row)
        task = tasks.get(place)
        made.append(
            RowOutcome(
                row.sheet, row.row, kinds.of(place), found.numbers.get(place), changes.get(place, _NOTHING),
                requests.get(place, _NOTHING), conflicts.get(place, _NOTHING), problems.get(place, _NOTHING),
                clarity(row.values) if task is None else clarity(row.values, task.values),
            )
        )  # fmt: skip
    return tuple(made)


def counts(made: Iterable[RowOutcome], before: int, more: Mapping[str, int]) -> dict[str, int]:
    """Rows by what becomes of them (one can count as several). ``before``: how many tasks there were; ``more``: counts of
    what is no row."""
    same = Counter(one.kinds for one in made)
    found = dict.fromkeys(("rows", *KINDS), 0)
    for kinds, count in same.items():
        found["rows"] += count
        for kind in kinds:
            found[kind] += count
    return {**found, **more, "total_before": before, "total_after": before + found["new"]}


class _Kinds:
    """What holds of each row. Most rows are in none of the sets, and share one answer."""

    def __init__(self, found: Found) -> None:
        divided = found.divided
        made, changed = _made(divided.changes)
        requested = set[Place]().union(*_made(divided.requests))
        sets: list[tuple[Kind, Iterable[Place]]] = [
            ("conflict", found.open), ("new", made), ("changed", changed), ("requested", requested),
            ("waiting", divided.waiting), ("refused", divided.refused),
        ]  # fmt: skip
        self._kinds: dict[Place, tuple[Kind, ...]] = {}
        for kind, places in sets:
            self._add(kind, places)
        alone: list[tuple[Kind, Iterable[Place]]] = [
            ("skipped", ((row.sheet, row.row) for row in found.matches.left_out)),
            ("unresolved", ((row.sheet, row.row) for row, *_ in found.matches.unresolved)),
            ("refused", found.refused),
        ]
        for kind, places in alone:
            self._kinds |= dict.fromkeys(places, (kind,))

    def _add(self, kind: Kind, places: Iterable[Place]) -> None:
        """To what holds of these places already; all that are alike share one answer."""
        kinds, further = self._kinds, _Further(kind)
        for place in places:
            kinds[place] = further[kinds.get(place, _NOTHING)]

    def of(self, place: Place) -> tuple[Kind, ...]:
        return self._kinds.get(place, _UNCHANGED)


class _Further(dict[tuple[Kind, ...], tuple[Kind, ...]]):
    """What holds of a row, and one thing more."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self._kind = kind

    def __missing__(self, kinds: tuple[Kind, ...]) -> tuple[Kind, ...]:
        found = self[kinds] = (*kinds, self._kind)
        return found


def _made(changes: Iterable[Change]) -> tuple[set[Place], set[Place]]:
    """Where tasks are created, and where something else is changed."""
    made: set[Place] = set()
    changed: set[Place] = set()
    for one in changes:
        if one.sheet is not None and one.row is not None:
            (made if one.field == CREATED else changed).add((one.sheet, one.row))
    return made, changed


def _placed(found: Iterable[T]) -> dict[Place, tuple[T, ...]]:
    places: dict[Place, list[T]] = defaultdict(list)
    for one in found:
        if one.sheet is not None and one.row is not None:
            places[one.sheet, one.row].append(one)
    return {place: tuple(listed) for place, listed in places.items()}
