"""The process in which a file is read, so that no file can harm the dashboard: ``python -m cds_tracker.excel.worker``.

Standard input: one line of JSON (what is asked), then the file. Standard output: lines that begin with ``P`` tell the
progress; the others are a reading (see ``codec``), or a crash. Nothing else is opened: neither a file nor a connection.
"""

import gc
import hashlib
import json
import os
import sys
import traceback
from dataclasses import replace
from typing import Any

from cds_tracker.domain.areas import Areas
from cds_tracker.domain.choices import Directions
from cds_tracker.domain.reading import Reading
from cds_tracker.domain.units import Registry
from cds_tracker.excel import early
from cds_tracker.excel.bounds import bound, close_the_doors
from cds_tracker.excel.codec import Encoder
from cds_tracker.excel.forms.opening import open_workbook, prepare, prepare_texts
from cds_tracker.excel.limits import Limits
from cds_tracker.excel.people import read_people
from cds_tracker.excel.refusal import Refused
from cds_tracker.excel.tracker import read_tracker

_PROGRESS_STEPS = 100


def main() -> None:
    """Reads one file and ends."""
    prepare_texts()
    question = sys.stdin.buffer.readline()
    if not question:  # it stood by, and was not needed
        return
    asked = json.loads(question)
    limits = Limits(**asked["limits"])
    bound(limits)
    data = sys.stdin.buffer.read()
    name = asked["name"]
    encoder = Encoder()
    early.hand_to(lambda rows: _say(encoder.rows(rows)))
    gc.disable()  # nothing here is cyclic, and the process is short
    try:
        reading = _read(data, name, limits, asked)
    except Refused as refused:
        reading = Reading(name, "", problems=(refused.problem,), refused=refused.outcome)
    except MemoryError:
        gc.collect()
        reading = Reading(name, "", problems=(Refused("over_memory").problem,), refused=Refused("over_memory").outcome)
    except BaseException:  # noqa: BLE001  a panic of a Rust reader is not an Exception
        _say(json.dumps({"crash": traceback.format_exc()}).encode() + b"\n")
        return
    for line in encoder.rest(replace(reading, file=name, sha256=hashlib.sha256(data).hexdigest())):
        _say(line)


def _read(data: bytes, name: str, limits: Limits, asked: dict[str, Any]) -> Reading:
    registry, areas = Registry.from_json(asked["registry"]), Areas.from_json(asked["areas"])
    prepare(data)
    close_the_doors()
    book = open_workbook(data, name, limits, password=asked["password"], progress=_progress())
    if asked["people"]:
        return read_people(book, registry)
    directions = Directions.from_json(asked["directions"])
    return read_tracker(
        book, registry=registry, areas=areas, directions=directions, layouts=asked["layouts"], year=asked["year"]
    )


def _progress() -> Any:
    told = -1

    def tell(done: int, total: int | None) -> None:
        nonlocal told
        step = done * _PROGRESS_STEPS // total if total else 0
        if step != told:
            told = step
            _say(f"P {done} {total or 0}\n".encode())

    return tell


def _say(line: bytes) -> None:
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
    os._exit(0)  # all is said; giving back object by object what the system takes at once would only keep the reader waiting
