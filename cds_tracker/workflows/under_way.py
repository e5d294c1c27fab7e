"""Uploads that are being worked on in the background: begun once, found again from any tab, never failing in silence."""

import logging
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Person
from cds_tracker.store.database import Database
from cds_tracker.workflows import preparing
from cds_tracker.workflows.preparing import Prepared

AT_ONCE = 2  # files
REMEMBERED = 1_000  # uploads whose progress is still told
Stage = Literal["waiting", "reading", "comparing", "applying", "ready", "failed", "refused"]
BUSY = ("waiting", "reading", "comparing", "applying")
log = logging.getLogger("cds_tracker")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an upload is: rows ``done`` of ``total`` where that is known. ``error`` tells why it failed."""

    stage: Stage
    done: int = 0
    total: int | None = None
    error: TrackerError | None = None

    @property
    def busy(self) -> bool:
        """Whether something still goes on."""
        return self.stage in BUSY


class _Work:
    """The work of one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pool: ThreadPoolExecutor | None = None
        self._progress: OrderedDict[tuple[str, int], Progress] = OrderedDict()
        self._running: dict[tuple[str, int], Future[None]] = {}

    def begin(self, place: tuple[str, int], work: Callable[[], Progress]) -> Future[None]:
        """Begin it, unless it is going on already."""
        with self._lock:
            running = self._running.get(place)
            if running is not None and not running.done():
                return running
            if self._pool is None:
                self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="upload")
            self._set(place, Progress("waiting"))
            self._running[place] = self._pool.submit(self._run, place, work)
            return self._running[place]

    def tell(self, place: tuple[str, int], progress: Progress) -> None:
        """Write down how far it is."""
        with self._lock:
            self._set(place, progress)

    def find(self, place: tuple[str, int]) -> Progress | None:
        """How far it is; ``None``: nobody began it in this process."""
        with self._lock:
            return self._progress.get(place)

    def of_number(self, number: int) -> Progress | None:
        """The same by number alone: in a server there is one database."""
        with self._lock:
            return next((one for place, one in reversed(self._progress.items()) if place[1] == number), None)

    def _run(self, place: tuple[str, int], work: Callable[[], Progress]) -> None:
        try:
            done = work()
        except TrackerError as error:
            done = Progress("failed", error=error)
        except BaseException:  # a thread's death is seen by nobody
            code = secrets.token_hex(4)
            log.exception("upload %s failed [%s]", place[1], code)
            done = Progress("failed", error=TrackerError("upload_failed", code=code))
        self.tell(place, done)

    def _set(self, place: tuple[str, int], progress: Progress) -> None:
        self._progress[place] = progress
        self._progress.move_to_end(place)
        while len(self._progress) > REMEMBERED:
            self._running.pop(self._progress.popitem(last=False)[0], None)


_WORK = _Work()


def start(database: Database, folder: Path, number: int, person: Person, password: str | None = None) -> Progress:
    """Begin to read and compare a file in the background, or find that somebody did: how far it is. What failed or was refused
    is begun again only with a password, or once something else about it was decided."""
    place = preparing.place_of(database, number)
    if not password and preparing.ready(database, number, person) is not None:
        return _WORK.find(place) or Progress("ready")
    _begin(database, folder, number, person, password)
    return _WORK.find(place) or Progress("waiting")


def progress(number: int) -> Progress | None:
    """How far an upload is; ``None`` where nothing was begun since the server started."""
    return _WORK.of_number(number)


def prepared(database: Database, folder: Path, number: int, person: Person, wait: float = 0.0) -> Prepared | None:
    """What the file says and would change; ``None`` while it is under way (it is begun if need be). ``wait``: so many seconds
    at most, so that a small file is there at once. Raises what it failed with."""
    found = preparing.ready(database, number, person)
    if found is not None:
        return found
    running = _begin(database, folder, number, person, None)
    if wait:
        threading_wait(running, wait)
    if not running.done():
        return None
    told = _WORK.find(preparing.place_of(database, number))
    if told is not None and told.error is not None:
        raise told.error
    return preparing.ready(database, number, person)


def applying(database: Database, number: int) -> None:
    """Let every tab know that an upload is being carried out."""
    _WORK.tell(preparing.place_of(database, number), Progress("applying"))


def settled(database: Database, number: int, error: TrackerError | None = None) -> None:
    """It was carried out, or was not."""
    _WORK.tell(preparing.place_of(database, number), Progress("failed" if error else "ready", error=error))


def threading_wait(running: Future[None], seconds: float) -> None:
    """Wait for it, and no longer."""
    done = threading.Event()
    running.add_done_callback(lambda _: done.set())
    done.wait(seconds)


def _begin(database: Database, folder: Path, number: int, person: Person, password: str | None) -> Future[None]:
    place = preparing.place_of(database, number)

    def tell(stage: str, done: int, total: int | None) -> None:
        _WORK.tell(place, Progress(stage, done, total))  # type: ignore[arg-type]

    def work() -> Progress:
        found = preparing.prepare(database, folder, number, person, password, tell)
        refused = found.preview.reading.refused is not None
        return Progress("refused" if refused else "ready")

    return _WORK.begin(place, work)
