"""A file between upload and decision: its reading waits on disk, so that a restart or another tab loses nothing.

What is kept is what was understood, not the file; it is forgotten once decided, or after a week.
"""

import json
import os
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cds_tracker.domain.reading import Reading
from cds_tracker.excel import codec

WEEK = 7 * 24 * 3600
_REF = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Staged:
    """A reading, the plan and the day that it is for, and what was decided about its uncertain rows. ``by``: whose it is."""

    reading: Reading
    plan: str
    effective_on: date
    create: bool = False
    issued_on: date | None = None
    accept: Mapping[tuple[str, int], int | str] = field(default_factory=dict)
    by: str = ""


def keep(folder: Path, staged: Staged) -> str:
    """Keep it, readable by this account alone: the reference under which it waits."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _forget_old(folder)
    ref = secrets.token_hex(16)
    options = {
        "plan": staged.plan,
        "effective_on": staged.effective_on.isoformat(),
        "create": staged.create,
        "issued_on": staged.issued_on.isoformat() if staged.issued_on else None,
        "by": staged.by,
        "accept": [[sheet, row, answer] for (sheet, row), answer in staged.accept.items()],
    }
    waiting = folder / f"{ref}.new"
    with os.fdopen(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(json.dumps(options).encode() + b"\n")
        file.writelines(codec.encode(staged.reading))
    waiting.replace(folder / ref)
    return ref


def load(folder: Path, ref: str) -> Staged | None:
    """What waits under this reference; ``None`` if it was decided, forgotten, or never was."""
    if not _REF.fullmatch(ref):
        return None
    try:
        with (folder / ref).open("rb") as file:
            options = json.loads(file.readline())
            reading = codec.decode(file)
    except FileNotFoundError:
        return None
    if reading is None:
        return None
    issued = options["issued_on"]
    accept = {(sheet, row): answer for sheet, row, answer in options["accept"]}
    day = date.fromisoformat(options["effective_on"])
    plan_day = date.fromisoformat(issued) if issued else None
    return Staged(reading, options["plan"], day, options["create"], plan_day, accept, options.get("by", ""))


def forget(folder: Path, ref: str) -> None:
    """It was decided."""
    if _REF.fullmatch(ref):
        (folder / ref).unlink(missing_ok=True)


def _forget_old(folder: Path) -> None:
    before = time.time() - WEEK
    for path in folder.iterdir():
        if path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
