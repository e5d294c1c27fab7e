"""What was prepared of late, in this process: previews of whole files, and passwords of workbooks. Never on disk."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

from cds_tracker.domain.people import Grant
from cds_tracker.domain.reading import Reading
from cds_tracker.store.database import Database
from cds_tracker.store.uploads import Upload
from cds_tracker.workflows.preview import Preview

MOST_ROWS = 120_000  # of all that is kept, beside the last: some hundred megabytes
State = tuple[str, int, str, tuple[Grant, ...]]  # choices, revision, account, grants


@dataclass(frozen=True, slots=True)
class Prepared:
    """An upload, what its file says, and what it would change if the reader (who has ``grants``) carried it out.

    ``seconds``: what reading and comparing took.
    """

    upload: Upload
    reading: Reading
    preview: Preview
    seconds: float = 0.0
    grants: tuple[Grant, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of an upload: of which reading, by which choices and for whom, and when it was made."""

    reading_ref: str
    state: State
    prepared: Prepared
    made_at: float


class Memory:
    """What was prepared of late, in this process. Anything in it can be made again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, int], Kept] = OrderedDict()
        self._passwords: dict[tuple[str, int], str] = {}

    def find(self, database: Database, number: int) -> Kept | None:
        """What is kept of an upload."""
        with self._lock:
            key = place_of(database, number)
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, database: Database, number: int, kept: Kept) -> None:
        """Keep it; what was asked for longest ago makes room."""
        with self._lock:
            self._kept[place_of(database, number)] = kept
            self._kept.move_to_end(place_of(database, number))
            while len(self._kept) > 1 and sum(_weight(one) for one in self._kept.values()) > MOST_ROWS:
                self._kept.popitem(last=False)

    def password(self, database: Database, number: int, given: str | None = None) -> str | None:
        """The password of a workbook: held here until it is decided about, and nowhere else."""
        with self._lock:
            if given:
                self._passwords[place_of(database, number)] = given
            return self._passwords.get(place_of(database, number))

    def drop(self, database: Database, number: int) -> None:
        """It is to be made anew."""
        with self._lock:
            self._kept.pop(place_of(database, number), None)

    def forget(self, database: Database, number: int) -> None:
        """It was decided about."""
        with self._lock:
            self._kept.pop(place_of(database, number), None)
            self._passwords.pop(place_of(database, number), None)


MEMORY = Memory()


def place_of(database: Database, number: int) -> tuple[str, int]:
    """The name of an upload in this process."""
    return str(database.engine.url), number


def _weight(kept: Kept) -> int:
    return len(kept.prepared.reading.rows) + 1_000
