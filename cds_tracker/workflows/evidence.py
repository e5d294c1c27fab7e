"""Evidence: brought to a task, withdrawn, and its files fetched by those who may read the task."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Person
from cds_tracker.domain.text import clean
from cds_tracker.store import evidence, ledger
from cds_tracker.store.database import Connection, Database
from cds_tracker.store.evidence import Proof, StoredFile
from cds_tracker.store.ledger import Cause
from cds_tracker.workflows import safekeeping
from cds_tracker.workflows.acting import Doing, Refused, acting

KIND = "evidence"
FOLDER = "evidence"  # under the data directory
NUMBER, WORDS, LINK = 100, 2_000, 2_000  # characters


def add(
    doing: Doing,
    task_number: int,
    *,
    effective_on: date,
    number: str | None = None,
    issued_on: date | None = None,
    link: str | None = None,
    words: str | None = None,
    file: StoredFile | None = None,
    within: int | None = None,
) -> int | None:
    """Bring evidence to a task within an act in progress: its id; ``None`` where nothing was given.

    ``file``: as ``safekeeping.keep`` kept it. ``within``: the proposal that it belongs to; else it has one of its own, for
    the day ``effective_on``. The very same evidence is not added twice.
    """
    task = doing.task(task_number, Act.REPORT)
    proof = checked(number=number, issued_on=issued_on, link=link, words=words, file=file)
    if proof is None:
        return None
    already = (piece for piece in evidence.of_task(doing.connection, task_number) if piece.withdrawn_on is None)
    twin = next((piece.id for piece in already if _same(piece.proof, proof)), None)
    if twin is not None:
        return twin
    if within is not None:
        return evidence.add(doing.connection, within, task_number, proof)
    proposal = _propose(doing, task.plan, effective_on)
    made = evidence.add(doing.connection, proposal, task_number, proof)
    ledger.seal(doing.connection, proposal, doing.person.account, KIND)
    return made


def checked(
    *,
    number: str | None = None,
    issued_on: date | None = None,
    link: str | None = None,
    words: str | None = None,
    file: StoredFile | None = None,
) -> Proof | None:
    """What was given, cleaned; ``None`` for nothing. Raises ``TrackerError`` for a link or a text that cannot be taken."""
    line = _text(number, NUMBER)
    proof = Proof(" ".join(line.split()) if line else None, issued_on, _text(words, WORDS), _link(link), file)
    if issued_on and not (proof.number or proof.words or proof.link or file):
        raise TrackerError("evidence_day_alone")
    return None if proof == Proof() else proof


def withdraw(database: Database, person: Person, which: int, effective_on: date, reason: str | None = None) -> None:
    """Say that a piece no longer counts; it stays in the history. Again: nothing more happens."""
    with acting(database, person, "withdraw_evidence") as doing:
        piece = evidence.get(doing.connection, which)
        if piece is None:
            raise Refused(Act.REPORT)
        task = doing.task(piece.task, Act.REPORT)
        doing.detail["evidence"] = which
        if piece.withdrawn_on is not None:
            return
        proposal = _propose(doing, task.plan, max(effective_on, piece.effective_on), _text(reason, WORDS))
        evidence.withdraw(doing.connection, which, proposal)
        ledger.seal(doing.connection, proposal, doing.person.account, KIND)


def bring(
    database: Database,
    person: Person,
    task_number: int,
    effective_on: date,
    *,
    number: str | None = None,
    issued_on: date | None = None,
    link: str | None = None,
    words: str | None = None,
    file: StoredFile | None = None,
) -> int | None:
    """``add`` as an act of its own."""
    with acting(database, person, "add_evidence") as doing:
        made = add(
            doing, task_number, effective_on=effective_on, number=number, issued_on=issued_on, link=link, words=words, file=file
        )
        doing.detail["evidence"] = made
        return made


def fetch(database: Database, person: Person, which: int, folder: Path) -> tuple[StoredFile, Path]:
    """The file of a piece, for somebody who may read its task, and where it lies; written down.

    Refused alike: no such piece, one without a file, one that was withdrawn, one of a task that they may not read.
    """
    with acting(database, person, "download", "evidence") as doing:
        doing.subjects.append(str(which))
        piece = evidence.get(doing.connection, which)
        if piece is None or piece.proof.file is None or piece.withdrawn_on is not None:
            raise Refused(Act.READ)
        doing.task(piece.task, Act.READ)
        doing.subjects[:] = [str(which)]
        doing.detail |= {"task": piece.task, "file": piece.proof.file.name}
        return piece.proof.file, safekeeping.place(folder, piece.proof.file.sha256)


def sweep(database: Database, folder: Path) -> int:
    """Delete files of more than a day that no piece refers to: their act was never finished. How many."""
    orphans = safekeeping.old(folder)
    if not orphans:
        return 0
    with database.write() as connection:  # under the lock of all writers: nobody adds one of them meanwhile
        ledger.lock(connection)
        return safekeeping.delete(folder, _unreferenced(connection, orphans))


def _unreferenced(connection: Connection, digests: Sequence[str]) -> list[str]:
    found: list[str] = []
    for first in range(0, len(digests), 500):
        some = digests[first : first + 500]
        held = evidence.kept(connection, some)
        found += [digest for digest in some if digest not in held]
    return found


def _propose(doing: Doing, plan: int, effective_on: date, reason: str | None = None) -> int:
    cause = Cause(KIND, doing.person.account, effective_on, reason)
    return ledger.propose(doing.connection, cause, ledger.latest(doing.connection), plan=plan)


def _same(one: Proof, other: Proof) -> bool:
    digests = [proof.file.sha256 if proof.file else None for proof in (one, other)]
    rest = [(proof.number, proof.issued_on, proof.words, proof.link) for proof in (one, other)]
    return digests[0] == digests[1] and rest[0] == rest[1]


def _text(said: str | None, most: int) -> str | None:
    if said is not None and len(said) > most:
        raise TrackerError("value_too_long", field="evidence", most=most)
    return clean(said or "") or None


def _link(said: str | None) -> str | None:
    """An address of the web, or nothing; never fetched."""
    written = _text(said, LINK)
    if written is None:
        return None
    try:
        parts = urlsplit(written)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username and not parts.password
    except ValueError:
        good = False
    if not good or any(char.isspace() for char in written):
        raise TrackerError("evidence_link")
    return written
