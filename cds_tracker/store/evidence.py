"""Evidence of tasks: documents, links and files, each brought by a proposal. What is withdrawn stays, with the proposal
that says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select, update

from cds_tracker.store.tables import proposal, revision
from cds_tracker.store.tables_work import evidence


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as kept: its SHA-256 is where it lies; ``name`` is what somebody called it; ``type`` its media type."""

    name: str
    type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What is said to prove a task done: the number and day of a document, words about it, a link, a file."""

    number: str | None = None
    issued_on: date | None = None
    words: str | None = None
    link: str | None = None
    file: StoredFile | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A proof as it stands with a task: who brought it, for which day, at which revision; the day of its withdrawal."""

    id: int
    task: int
    proof: Proof
    author: str
    effective_on: date
    revision: int
    recorded_at: str
    withdrawn_on: date | None = None

    def stands(self, on: date) -> bool:
        """Whether it had been brought and not been withdrawn on a day."""
        return self.effective_on <= on and (self.withdrawn_on is None or self.withdrawn_on > on)


def add(connection: Connection, number: int, task: int, proof: Proof) -> int:
    """A proof of a task, brought by the proposal ``number``: its id."""
    file = proof.file
    values = {
        "task": task, "proposal": number, "number": proof.number, "words": proof.words, "link": proof.link,
        "issued_on": proof.issued_on.isoformat() if proof.issued_on else None,
        "file_name": file.name if file else None, "file_type": file.type if file else None,
        "file_size": file.size if file else None, "file_sha256": file.sha256 if file else None,
    }  # fmt: skip
    return int(connection.execute(insert(evidence).values(**values).returning(evidence.c.id)).scalar_one())


def withdraw(connection: Connection, which: int, number: int) -> None:
    """The proposal ``number`` says that this proof no longer counts."""
    connection.execute(update(evidence).where(evidence.c.id == which).values(withdrawn=number))


def of_task(connection: Connection, number: int, known_at: int | None = None) -> list[Piece]:
    """All pieces of a task, the withdrawn ones too, in their order; with ``known_at`` what was known at that revision."""
    found = _pieces(connection, _brought().where(evidence.c.task == number).order_by(evidence.c.id), known_at)
    return found if known_at is None else [piece for piece in found if piece.revision <= known_at]


def get(connection: Connection, which: int) -> Piece | None:
    """The piece of this id."""
    return next(iter(_pieces(connection, _brought().where(evidence.c.id == which))), None)


def count(connection: Connection, number: int) -> int:
    """How many pieces of a task count today."""
    own = (evidence.c.task == number, evidence.c.withdrawn.is_(None))
    return int(connection.execute(select(func.count()).select_from(evidence).where(*own)).scalar_one())


def kept(connection: Connection, digests: Iterable[str]) -> set[str]:
    """Which of these files some piece refers to, withdrawn or not."""
    wanted = list(digests)
    query = select(evidence.c.file_sha256).where(evidence.c.file_sha256.in_(wanted))
    return set(connection.execute(query).scalars())


def _brought() -> Select[Any]:
    about = (revision.c.number, revision.c.recorded_at, proposal.c.author, proposal.c.effective_on)
    query = select(evidence, *(column.label(f"of_{column.name}") for column in about))
    return query.join(proposal, proposal.c.id == evidence.c.proposal).join(revision, revision.c.number == proposal.c.revision)


def _pieces(connection: Connection, query: Select[Any], known_at: int | None = None) -> list[Piece]:
    rows = connection.execute(query).mappings().all()
    gone = _withdrawals(connection, (row["withdrawn"] for row in rows if row["withdrawn"]), known_at)
    return [
        Piece(
            row["id"], row["task"], _proof(row), row["of_author"], date.fromisoformat(row["of_effective_on"]),
            row["of_number"], row["of_recorded_at"], gone.get(row["withdrawn"]),
        )
        for row in rows
    ]  # fmt: skip


def _withdrawals(connection: Connection, numbers: Iterable[int], known_at: int | None) -> dict[int, date]:
    query = select(proposal.c.id, proposal.c.effective_on).where(proposal.c.id.in_(list(numbers)))
    if known_at is not None:
        query = query.where(proposal.c.revision <= known_at)
    return {number: date.fromisoformat(day) for number, day in connection.execute(query)}


def _proof(row: Any) -> Proof:
    kept_as = (row["file_name"], row["file_type"], row["file_size"], row["file_sha256"])
    file = StoredFile(*kept_as) if row["file_sha256"] else None
    issued = date.fromisoformat(row["issued_on"]) if row["issued_on"] else None
    return Proof(row["number"], issued, row["words"], row["link"], file)
