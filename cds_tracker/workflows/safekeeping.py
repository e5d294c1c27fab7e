"""Files that prove something: checked by content, kept outside the web's reach under their SHA-256, for this account alone."""

import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterable
from pathlib import Path

from cds_tracker.domain.errors import TrackerError
from cds_tracker.store.evidence import StoredFile
from cds_tracker.workflows import proving

DAY = 24 * 3600
_DIGEST = re.compile(r"[0-9a-f]{64}")


def keep(folder: Path, name: str, content: bytes) -> StoredFile:
    """Check a file and keep it: whole or not at all, before anything refers to it.

    Raises ``TrackerError`` for one that is not taken. What is never referred to does no harm, and is swept away by age.
    """
    kind = proving.kind_of(name, content)
    digest = hashlib.sha256(content).hexdigest()
    place_of = place(folder, digest)
    if place_of.is_file() and place_of.stat().st_size == len(content):
        os.utime(place_of)  # young again: the sweep leaves it
    else:
        _write(place_of, content)
    return StoredFile(proving.name_of(name, kind), kind.type, len(content), digest)


def place(folder: Path, digest: str) -> Path:
    """Where the file of this SHA-256 lies."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError(digest)
    return folder / digest[:2] / digest


def old(folder: Path) -> list[str]:
    """The SHA-256 of every file kept for more than a day; what a crash left half written goes at once."""
    before = time.time() - DAY
    found: list[str] = []
    for path in folder.glob("??/*"):
        if path.stat().st_mtime >= before:
            continue
        if _DIGEST.fullmatch(path.name):
            found.append(path.name)
        else:
            path.unlink(missing_ok=True)
    return sorted(found)


def delete(folder: Path, digests: Iterable[str]) -> int:
    """Delete those of them that are still old: how many."""
    gone = 0
    for digest in digests:
        path = place(folder, digest)
        if path.is_file() and path.stat().st_mtime < time.time() - DAY:
            path.unlink()
            gone += 1
    return gone


def _write(path: Path, content: bytes) -> None:
    for level in (path.parent.parent, path.parent):
        level.mkdir(mode=0o700, parents=True, exist_ok=True)
    waiting = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    try:
        with os.fdopen(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(path)
    except OSError as error:
        waiting.unlink(missing_ok=True)
        raise TrackerError("evidence_not_kept") from error
    beside = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(beside)
    finally:
        os.close(beside)
