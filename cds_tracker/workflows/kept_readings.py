"""Readings kept on disk, so that a restart, a kill or another tab loses nothing: what was understood, not the file.

Each can be made again from its file; so what is old is forgotten, and what cannot be read back counts as not there.
"""

import re
import time
from pathlib import Path

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.reading import Reading
from cds_tracker.excel import codec
from cds_tracker.workflows import filekeeping

WEEK = 7 * 24 * 3600
_REF = re.compile(r"[0-9a-f]{32,64}")


def keep(folder: Path, ref: str, reading: Reading) -> None:
    """Keep it under a reference (32 to 64 hexadecimal digits), readable by this account alone."""
    forget_old(folder)
    try:
        filekeeping.write(_place(folder, ref), codec.encode(reading))
    except OSError as error:
        raise TrackerError("file_not_kept") from error


def load(folder: Path, ref: str) -> Reading | None:
    """What is kept under this reference; ``None`` if it was decided, forgotten, or never was."""
    if not _REF.fullmatch(ref):
        return None
    try:
        with _place(folder, ref).open("rb") as file:
            return codec.decode(file)
    except OSError:
        return None
    except (ValueError, TypeError, KeyError, IndexError):  # of another version, or damaged
        forget(folder, ref)
        return None


def forget(folder: Path, ref: str) -> None:
    """It was decided."""
    if _REF.fullmatch(ref):
        _place(folder, ref).unlink(missing_ok=True)


def forget_old(folder: Path) -> None:
    """Forget what is older than a week, and what a crash left half written."""
    before = time.time() - WEEK
    for path in folder.glob("*"):
        try:
            if path.stat().st_mtime < before:
                path.unlink()
        except FileNotFoundError:  # somebody else was quicker
            continue


def _place(folder: Path, ref: str) -> Path:
    if not _REF.fullmatch(ref):
        raise ValueError(ref)
    return folder / ref
