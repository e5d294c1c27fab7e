"""Reading a file in a process of its own, which is ended where it takes too long."""

import hashlib
import json
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import IO, Any

from cds_tracker.domain.areas import Areas
from cds_tracker.domain.choices import Directions
from cds_tracker.domain.reading import Reading, Row
from cds_tracker.domain.text import clean, key
from cds_tracker.domain.units import Registry
from cds_tracker.excel import standing_by
from cds_tracker.excel.codec import Decoder
from cds_tracker.excel.collecting import paused
from cds_tracker.excel.confined import timed, turn, verdict
from cds_tracker.excel.limits import LIMITS, Limits
from cds_tracker.excel.refusal import Refused

Progress = Callable[[int, int | None], None]

_LOG = logging.getLogger(__name__)


def read(
    data: bytes,
    name: str,
    *,
    registry: Registry,
    areas: Areas,
    directions: Directions | None = None,
    layouts: Sequence[Mapping[str, Any]] = (),
    year: int | None = None,
    password: str | None = None,
    on_progress: Progress | None = None,
    limits: Limits = LIMITS,
    people: bool = False,
) -> Reading:
    """What the file says: tasks, or ``people`` with their accounts. ``layouts``: mappings remembered (see ``excel.layouts``).

    Never raises for a bad file: ``refused`` is then set, and the one problem tells why.
    ``on_progress(done, total)`` is called in the caller's thread. At most two files are read at once; others wait.
    """
    asked = {
        "name": name,
        "registry": registry.to_json(),
        "areas": areas.to_json(),
        "directions": (directions or Directions()).to_json(),
        "layouts": [dict(layout) for layout in layouts],
        "year": year,
        "password": password,
        "limits": asdict(limits),
        "people": people,
    }
    try:
        if len(data) > limits.upload:
            raise Refused("file_too_large", limit=limits.upload // (1024 * 1024))
        with turn():
            return _ask(json.dumps(asked).encode() + b"\n", data, limits, on_progress)
    except Refused as refused:
        digest = hashlib.sha256(data).hexdigest()
        return Reading(name, digest, problems=(refused.problem,), refused=refused.outcome)


def _ask(question: bytes, data: bytes, limits: Limits, on_progress: Progress | None) -> Reading:
    with standing_by.taken() as child:
        writer = threading.Thread(target=_write, args=(child.stdin, question, data), daemon=True)
        try:
            with timed(child, limits) as late:
                writer.start()
                with paused():
                    reading = _listen(child.stdout, on_progress)
                child.wait()
        finally:
            writer.join()
            standing_by.again()
    if reading is not None:
        return reading
    raise verdict(child.returncode, late.is_set())


def _listen(lines: IO[bytes] | None, on_progress: Progress | None) -> Reading | None:
    decoder = Decoder()
    for line in lines or ():
        if line.startswith(b"P "):
            done, total = line.split()[1:]
            if on_progress is not None:
                on_progress(int(done), int(total) or None)
        elif line.startswith(b'{"crash"'):
            _LOG.error("The reading process failed:\n%s", json.loads(line)["crash"])
        elif line.endswith(b"\n"):
            _ahead(decoder.take(line))
    return decoder.reading


def _ahead(rows: Sequence[Row]) -> None:
    """The comparison forms for which matching will ask, while the other process goes on reading."""
    for row in rows:
        title, code = row.values.get("title"), row.values.get("code")
        if isinstance(title, str):
            key(title)
        if isinstance(code, str):
            clean(code)


def _write(pipe: IO[bytes] | None, question: bytes, data: bytes) -> None:
    if pipe is None:
        return
    try:
        with pipe:
            pipe.write(question)
            pipe.write(data)
    except OSError:  # the child ended first: its silence is the answer
        return
