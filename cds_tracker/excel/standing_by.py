"""The reading process: started when a file comes, or ahead of it, so that it waits with everything imported."""

import atexit
import subprocess
import threading

from cds_tracker.excel.confined import started

_BUFFER = 1 << 18  # lines are of some hundred thousand bytes
_LOCK = threading.Lock()
_waiting: subprocess.Popen[bytes] | None = None
_always = False


def stand_by(*, always: bool = False) -> None:
    """Start a process for the next file, unless one waits; with ``always`` another one after each file that is read."""
    global _waiting, _always
    with _LOCK:
        _always = _always or always
        if _waiting is None or _waiting.poll() is not None:
            _waiting = _started()


def taken() -> subprocess.Popen[bytes]:
    """The process that waits, else a new one."""
    global _waiting
    with _LOCK:
        child, _waiting = _waiting, None
    return child if child is not None and child.poll() is None else _started()


def again() -> None:
    """Another one, where one is always to wait."""
    if _always:
        stand_by()


@atexit.register
def dismiss() -> None:
    """End the process that waits. (It ends by itself where this one is killed.)"""
    global _waiting, _always
    with _LOCK:
        child, _waiting, _always = _waiting, None, False
    if child is not None:
        with child:
            child.kill()


def _started() -> subprocess.Popen[bytes]:
    return started("cds_tracker.excel.worker", _BUFFER)
