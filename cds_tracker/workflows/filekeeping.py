"""Files kept as they came, outside the web's reach, under their SHA-256: whole or not at all, for this account alone."""

import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterable
from pathlib import Path

from cds_tracker.domain.errors import TrackerError

DAY = 24 * 3600
_DIGEST = re.compile(r"[0-9a-f]{64}")


def keep(folder: Path, content: bytes, obstacle: str = "file_not_kept") -> str:
    """Keep a file before anything refers to it: its SHA-256. What is never referred to does no harm, and is swept away by age.

    ``obstacle`` is the key of the refusal where the disk does not take it.
    """
    digest = hashlib.sha256(content).hexdigest()
    place_of = place(folder, digest)
    try:
        if finding(folder, digest, len(content)) is None:
            os.utime(place_of)  # young again: the sweep leaves it
        else:
            write(place_of, content)
    except OSError as error:
        raise TrackerError(obstacle) from error
    return digest


def place(folder: Path, digest: str) -> Path:
    """Where the file of this SHA-256 lies."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError(digest)
    return folder / digest[:2] / digest


def whole(path: Path) -> bytes:
    """A kept file, by where it lies. Raises ``OSError`` where it is gone, or no longer what was kept."""
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != path.name:
        raise OSError(f"{path} was changed")
    return content


def finding(folder: Path, digest: str, size: int) -> str | None:
    """What is wrong with a file that is referred to, in technical words; its content is compared with its name."""
    path = place(folder, digest)
    if not path.is_file():
        return f"{path} is missing"
    if path.stat().st_size != size:
        return f"{path} has {path.stat().st_size} bytes, not {size}"
    with path.open("rb") as file:
        return None if hashlib.file_digest(file, "sha256").hexdigest() == digest else f"{path} was changed"


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


def write(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write a file so that it is there whole or not at all, also after a power cut. Raises ``OSError``."""
    for level in (path.parent.parent, path.parent):
        level.mkdir(mode=0o700, parents=True, exist_ok=True)
    waiting = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    try:
        with os.fdopen(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.writelines((content,) if isinstance(content, bytes) else content)
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(path)
    except BaseException:
        waiting.unlink(missing_ok=True)
        raise
    beside = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(beside)
    finally:
        os.close(beside)
