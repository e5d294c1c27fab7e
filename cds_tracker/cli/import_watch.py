"""A watched folder: each workbook that arrives is taken once, then put away with its result, into ``xong`` or ``loi``.

A file is first moved into ``dang-nhap`` under a name of its own, by which its upload is known: whatever ends the program, the
next run goes on from there, and nothing is taken twice.
"""

import json
import logging
import os
import secrets
import signal
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

from cds_tracker.cli import surroundings
from cds_tracker.cli.import_many import files_in, state
from cds_tracker.cli.import_one import Order, bring, content_of
from cds_tracker.cli.saying import DONE, Voice
from cds_tracker.domain.errors import TrackerError
from cds_tracker.workflows.import_document import refusal

WORKING, TAKEN, FAILED = "dang-nhap", "xong", "loi"  # folders in the one that is watched
EVERY = 2.0  # seconds: a file is whole when it has not changed from one look to the next
LATER = frozenset({"busy", "disk_full", "read_only", "unreachable", "file_not_kept", "reader_busy"})  # try again
LONGEST = 200  # bytes of a name
SHOWN = "backslashreplace"  # what is no letter in the name of a file
log = logging.getLogger("cds_tracker")


def watch(order: Order, voice: Voice, folder: Path, *, today: bool, every: float = EVERY) -> int:
    """Take what arrives until a signal ends it; the file at hand is finished first. ``today``: files speak for the day on which
    they arrive."""
    ending = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ending.set())
    _line(voice, voice.words("cli.watch.began", folder=str(folder)))
    seen: dict[Path, tuple[int, int]] = {}
    obstacle = ""
    while not ending.is_set():
        try:
            seen = _look_around(folder, seen)
            for claimed in sorted((folder / WORKING).glob("*.*")):
                if ending.is_set():
                    break
                work(replace(order, day=surroundings.today()) if today else order, voice, folder, claimed)
            obstacle = ""
        except OSError as error:  # the folder is away for a while, the disk is full: all stays where it is till it is not so
            if str(error) != obstacle:
                log.warning("watching goes on in spite of: %s", error)
            obstacle = str(error)
        ending.wait(every)
    _line(voice, voice.words("cli.watch.ended"))
    return DONE


def _look_around(folder: Path, seen: dict[Path, tuple[int, int]]) -> dict[Path, tuple[int, int]]:
    """Claim what did not change since the last look. Links are nobody's workbook: they could lead anywhere on the server."""
    now = {file: _look(file) for file in files_in(folder) if not file.is_symlink()}
    for file, look in now.items():
        if seen.get(file) == look:
            _claim(folder, file)
    return now


def work(order: Order, voice: Voice, folder: Path, claimed: Path) -> None:
    """Take one file and put it away; what a later try may mend stays where it is."""
    batch, _, name = claimed.name.partition(".")
    try:
        told = bring(order, voice, name, content_of(claimed, follow=False), batch, once=True)
    except TrackerError as error:
        if error.key == "file_missing":
            return  # another program watches here too, and was quicker
        told = refusal(name, error.key, voice.refusal(error))
    except Exception:
        code = secrets.token_hex(4)
        log.exception("%s was not taken [%s]", name, code)
        told = refusal(name, "upload_failed", voice.words("problems_uploads.upload_failed", code=code))
    if {problem["code"] for problem in told["problems"]} & LATER and str(told["outcome"]).startswith("reject"):
        return
    if _put_away(folder, claimed, name, {"batch": batch, **told}):
        _say(voice, name, told)


def _claim(folder: Path, file: Path) -> None:
    (folder / WORKING).mkdir(exist_ok=True)
    try:
        file.rename(folder / WORKING / f"{secrets.token_hex(16)}.{_short(file)}")
    except FileNotFoundError:  # it was taken away, or another program was quicker
        return


def _short(file: Path) -> str:
    """Its name, with room for what is put before and behind it."""
    stem, suffix = file.stem, file.suffix[-LONGEST // 2 :]
    while len(os.fsencode(stem + suffix)) > LONGEST:
        stem = stem[:-1]
    return stem + suffix


def _put_away(folder: Path, claimed: Path, name: str, told: dict[str, Any]) -> bool:
    """The result first, so that no file is put away without one. Not where another program that watches here was quicker."""
    place = folder / (FAILED if state(told) == "refused" else TAKEN)
    place.mkdir(exist_ok=True)
    target = _free(place, name, told["batch"])
    if target.exists():
        return False
    _result(target).write_text(json.dumps(told, ensure_ascii=False, indent=1, default=str), "utf-8", SHOWN)
    try:
        claimed.rename(target)
    except FileNotFoundError:
        return False
    return True


def _free(place: Path, name: str, batch: str) -> Path:
    """A name that nobody has, or whose result is this file's own: from an interrupted run, or from another program."""
    bare = Path(name)
    for number in range(1, 100_000):
        target = place / (name if number == 1 else f"{bare.stem} ({number}){bare.suffix}")
        if _of_batch(_result(target)) == batch or not (target.exists() or _result(target).exists()):
            return target
    raise FileExistsError(place / name)


def _of_batch(result: Path) -> object:
    try:
        return json.loads(result.read_text(encoding="utf-8")).get("batch")
    except (FileNotFoundError, ValueError, AttributeError):
        return None


def _result(file: Path) -> Path:
    return file.with_name(file.name + ".json")


def _look(file: Path) -> tuple[int, int]:
    try:
        held = file.stat()
    except FileNotFoundError:
        return 0, 0
    return held.st_size, held.st_mtime_ns


def _say(voice: Voice, name: str, told: dict[str, Any]) -> None:
    if voice.as_json:
        short = {key: told.get(key) for key in ("file", "outcome", "state", "upload", "counts")}
        sys.stdout.write(json.dumps(short, ensure_ascii=False, default=str) + "\n")
        sys.stdout.flush()
        return
    counts = {key: told["counts"].get(key, 0) for key in ("new", "changed", "problems")}
    outcome = voice.words(f"cli.upload_state.{state(told)}")
    _line(voice, voice.words("cli.watch.took", file=name, outcome=outcome, **counts))


def _line(voice: Voice, text: str) -> None:
    if not voice.as_json:
        voice.line(text)
        sys.stdout.flush()
