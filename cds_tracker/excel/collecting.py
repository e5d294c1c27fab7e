"""Python's search for cycles, put off while hundreds of thousands of values come in that have none."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_LATER = 0.5  # seconds until the search goes on: it then walks what has come in while nobody waits for it
_LOCK = threading.Lock()
_count = 0


@contextmanager
def paused() -> Iterator[None]:
    """No search while any thread is in here: it would walk all those values again and again, a third of an import."""
    global _count
    with _LOCK:
        _count += 1
        if _count == 1:
            gc.disable()
    try:
        yield
    finally:
        with _LOCK:
            _count -= 1
            if _count == 0:
                later = threading.Timer(_LATER, _resume)
                later.daemon = True
                later.start()


def _resume() -> None:
    with _LOCK:
        if _count == 0:
            gc.enable()
