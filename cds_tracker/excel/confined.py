"""A process of ours in which a file is opened: two at once, nothing of ours told to it, ended where it takes too long."""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cds_tracker.excel.limits import Limits
from cds_tracker.excel.refusal import Refused

_LOG = logging.getLogger(__name__)
_ROOT = Path(__file__).parents[2]
_AT_ONCE = threading.BoundedSemaphore(2)
_PATIENCE = 180.0  # seconds in the queue


@contextmanager
def turn() -> Iterator[None]:
    """At most two files are open at once; others wait. Raises ``Refused`` for who has waited too long."""
    if not _AT_ONCE.acquire(timeout=_PATIENCE):
        raise Refused("reader_busy", advice=True)
    try:
        yield
    finally:
        _AT_ONCE.release()


def started(module: str, buffer: int = -1) -> subprocess.Popen[bytes]:
    """A process that runs this module, with pipes for what it is asked and what it answers."""
    return subprocess.Popen(
        (sys.executable, "-E", "-s", "-X", "utf8", "-m", module),
        bufsize=buffer,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env=environment(),
    )


def environment() -> dict[str, str]:
    """Nothing of ours, above all no secret; Windows cannot start a process without these."""
    return {name: os.environ[name] for name in ("SYSTEMROOT", "SYSTEMDRIVE") if name in os.environ}


@contextmanager
def timed(child: subprocess.Popen[bytes], limits: Limits) -> Iterator[threading.Event]:
    """Ends the process after the time that a file may take, and in any case afterwards. The event: it came too late."""
    late = threading.Event()

    def end() -> None:
        late.set()
        child.kill()

    clock = threading.Timer(limits.wall_seconds, end)
    clock.start()
    try:
        yield late
    finally:
        clock.cancel()
        child.kill()


def verdict(code: int, late: bool) -> Refused:
    """Why a process ended that has not answered."""
    if late or (sys.platform != "win32" and code == -signal.SIGXCPU):
        return Refused("over_time")
    _LOG.error("The reading process ended with code %s", code)
    return Refused("unreadable_file")
