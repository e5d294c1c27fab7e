"""Several workbooks, or a folder of them: one line of result each, and none that stops the others."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from cds_tracker.cli.import_one import Order, bring, content_of
from cds_tracker.cli.saying import DONE, LOOK, REFUSED, Voice
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.reading import Outcome
from cds_tracker.workflows import uploading
from cds_tracker.workflows.import_document import refusal

CODES = {Outcome.IMPORT: DONE, Outcome.WITH_WARNINGS: LOOK, Outcome.WITH_ERRORS: LOOK}
WORST = (Outcome.IMPORT, Outcome.WITH_WARNINGS, Outcome.WITH_ERRORS, Outcome.REJECT_WITH_ADVICE, Outcome.REJECT)
UNFINISHED = (".part", ".partial", ".crdownload", ".tmp", ".download")


def code(told: dict[str, Any]) -> int:
    """The exit code of a document."""
    return CODES.get(Outcome(str(told["outcome"])), REFUSED)


def listed(given: Sequence[Path]) -> list[Path]:
    """The files that are meant: a folder stands for those in it, in the order of their names."""
    return [file for one in given for file in (files_in(one) if one.is_dir() else [one])]


def files_in(folder: Path) -> list[Path]:
    """The files of a folder that may be workbooks: not hidden ones, nor what is still being written by a program."""
    return sorted(file for file in folder.iterdir() if is_whole(file))


def is_whole(file: Path) -> bool:
    """Whether a file may be a workbook, by its name alone: Excel's own ``~$`` files, say, are none."""
    return file.is_file() and not file.name.startswith((".", "~")) and file.suffix.lower() not in UNFINISHED


def bring_all(order: Order, voice: Voice, files: Iterable[Path]) -> dict[str, Any]:
    """Bring each of them by itself: one document over all, with the worst that was met."""
    batch = uploading.new_batch()
    found = [one(order, voice, file, batch) for file in files]
    outcomes = [Outcome(str(told["outcome"])) for told in found]
    return {"outcome": max(outcomes, key=WORST.index, default=Outcome.REJECT).value, "files": found}


def one(order: Order, voice: Voice, file: Path, batch: str | None = None) -> dict[str, Any]:
    """The document of one of several files; a refusal is one too."""
    try:
        return bring(order, voice, file.name, content_of(file), batch)
    except TrackerError as error:
        return refusal(file.name, error.key, voice.refusal(error))


def summarise(voice: Voice, told: dict[str, Any]) -> None:
    """One line for each file."""
    names = ("rows", "new", "changed", "unchanged", "problems")
    rows = []
    for one in told["files"]:
        counts = [one["counts"].get(name, 0) for name in names]
        rows.append((one["file"], voice.words(f"cli.upload_state.{state(one)}"), *counts, _first(one)))
    voice.table(("file", "outcome", *names, "message"), rows)


def state(told: dict[str, Any]) -> str:
    """What became of a file, in one word."""
    if str(told["outcome"]).startswith("reject"):
        return "refused"
    return str(told.get("state") or ("applied" if told["applied"] else "waiting"))


def _first(told: dict[str, Any]) -> str:
    """The sentence that matters most: the first error, else the first problem."""
    ordered = sorted(told["problems"], key=lambda problem: problem["severity"] != "error")
    return str(ordered[0]["message"]) if ordered else ""
