"""Uploads that are being worked on in the background: begun once, found again from any tab, never failing in silence."""

import logging
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue
from typing import Literal

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Person
from cds_tracker.store.database import Database
from cds_tracker.workflows import preparing
from cds_tracker.workflows.preparing import Prepared, State

AT_ONCE = 2  # files
REMEMBERED = 1_000  # uploads whose progress is still told
Stage = Literal["waiting", "reading", "comparing", "applying", "ready", "failed", "refused"]
Place = tuple[str, int]  # the database and the number of the upload
BUSY = ("waiting", "reading", "comparing", "applying")
log = logging.getLogger("cds_tracker")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an upload is: rows ``done`` of ``total`` where that is known. ``error`` tells why it failed."""

    stage: Stage
    done: int = 0
    total: int | None = None
    error: TrackerError | None = None
    of: State | None = None  # of what failed: the choices, revision and reader with which it did

    @property
    def busy(self) -> bool:
        """Whether something still goes on."""
        return self.stage in BUSY


class _Work:
    """The work of one process. Its threads end with the process: a file that is being read then is read anew."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._queue: SimpleQueue[tuple[Place, Callable[[], Progress], Future[None]]] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._progress: OrderedDict[Place, Progress] = OrderedDict()
        self._running: dict[Place, Future[None]] = {}

    def begin(self, place: Place, work: Callable[[], Progress]) -> Future[None]:
        """Begin it, unless it is going on already."""
        with self._lock:
            running = self._running.get(place)
            if running is not None and not running.done():
                return running
            while len(self._threads) < AT_ONCE:
                self._threads.append(threading.Thread(target=self._work, name="upload", daemon=True))
                self._threads[-1].start()
            self._set(place, Progress("waiting"))
            self._running[place] = Future()
            self._queue.put((place, work, self._running[place]))
            return self._running[place]

    def tell(self, place: Place, progress: Progress) -> None:
        """Write down how far it is."""
        with self._lock:
            self._set(place, progress)

    def find(self, place: Place) -> Progress | None:
        """How far it is; ``None``: nobody began it in this process."""
        with self._lock:
            return self._progress.get(place)

    def of_number(self, number: int) -> Progress | None:
        """The same by number alone: in a server there is one database."""
        with self._lock:
            return next((one for place, one in reversed(self._progress.items()) if place[1] == number), None)

    def _work(self) -> None:
        while True:
            place, work, ended = self._queue.get()
            self.tell(place, _outcome(place, work))
            ended.set_result(None)

    def _set(self, place: Place, progress: Progress) -> None:
        self._progress[place] = progress
        self._progress.move_to_end(place)
        while len(self._progress) > REMEMBERED:
            self._running.pop(self._progress.popitem(last=False)[0], None)


def _outcome(place: Place, work: Callable[[], Progress]) -> Progress:
    """What work came to, whatever happens: a thread's death is seen by nobody."""
    try:
        return work()
    except TrackerError as error:
        return Progress("failed", error=error)
    except BaseException:  # a panic of a reader is not an Exception
        code = secrets.token_hex(4)
        log.exception("upload %s failed [%s]", place[1], code)
        return Progress("failed", error=TrackerError("upload_failed", code=code))


_WORK = _Work()


def start(database: Database, folder: Path, number: int, person: Person, password: str | None = None) -> Progress:
    """Begin to read and compare a file in the background, or find that somebody did: how far it is. What failed is begun again;
    what was refused, with a password or other choices."""
    place = preparing.place_of(database, number)
    if not password and preparing.ready(database, number, person) is not None:
        return _WORK.find(place) or Progress("ready")
    if password:
        preparing.MEMORY.drop(database, number)  # that it was refused without one is no answer any more
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
    place = preparing.place_of(database, number)
    told = _WORK.find(place)
    if told is None or told.error is None or told.of != preparing.state_of(database, number, person):
        running = _begin(database, folder, number, person, None)
        _wait(running, wait)
        if not running.done():
            return None
        told = _WORK.find(place)
    if told is not None and told.error is not None:
        raise told.error
    return preparing.ready(database, number, person)


def applying(database: Database, number: int) -> None:
    """Let every tab know that an upload is being carried out."""
    _WORK.tell(preparing.place_of(database, number), Progress("applying"))


def settled(database: Database, number: int, error: TrackerError | None = None) -> None:
    """It was carried out, or was not."""
    _WORK.tell(preparing.place_of(database, number), Progress("failed" if error else "ready", error=error))


def _wait(running: Future[None], seconds: float) -> None:
    if seconds > 0 and not running.done():
        done = threading.Event()
        running.add_done_callback(lambda _: done.set())
        done.wait(seconds)


def _begin(database: Database, folder: Path, number: int, person: Person, password: str | None) -> Future[None]:
    place, state = preparing.place_of(database, number), preparing.state_of(database, number, person)

    def tell(stage: str, done: int, total: int | None) -> None:
        _WORK.tell(place, Progress(stage, done, total))  # type: ignore[arg-type]

    def prepare() -> Progress:
        found = preparing.prepare(database, folder, number, person, password, tell)
        refused = found.preview.reading.refused is not None
        return Progress("refused" if refused else "ready")

    return _WORK.begin(place, lambda: replace(_outcome(place, prepare), of=state))
