"""What somebody may take along of an upload: the file as it came, the file with what is wrong in it, what was decided."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Person
from cds_tracker.domain.reading import Problem
from cds_tracker.excel.giving.rebuilding import Flaw, rebuild
from cds_tracker.excel.refusal import Refused as Unreadable
from cds_tracker.store.database import Database
from cds_tracker.workflows import filekeeping, preparing, uploading


@dataclass(frozen=True, slots=True)
class Returned:
    """A file to be handed out."""

    name: str
    content: bytes


def original(database: Database, folder: Path, number: int, person: Person) -> Returned:
    """The file as it came. Raises ``Refused`` for whom the upload is not; written down."""
    upload, place = uploading.original(database, folder, number, person)
    return Returned(upload.file, _content(place))


def decisions(database: Database, number: int, person: Person) -> Returned:
    """What was decided about the file, as the command line takes it."""
    upload = uploading.find(database, number, person)
    said = json.dumps(upload.choices.to_json(), ensure_ascii=False, indent=1)
    return Returned(f"{PurePath(upload.file).stem}.json", said.encode())


def with_flaws(
    database: Database,
    folder: Path,
    number: int,
    person: Person,
    sentence: Callable[[Problem], str],
    words: Mapping[str, str],
) -> Returned:
    """The file with every problem of its preview marked where it stands, and a list of them."""
    upload, place = uploading.original(database, folder, number, person)
    prepared = preparing.ready(database, number, person) or uploading.prepare(database, folder, number, person)
    flaws = [_flaw(one, sentence(one)) for one in prepared.preview.problems]
    headers = {sheet.name: sheet.header_row for sheet in prepared.reading.sheets}
    password = preparing.MEMORY.password(database, number)
    try:
        made = rebuild(_content(place), upload.file, flaws, words=words, headers=headers, password=password)
    except Unreadable as refused:
        raise TrackerError(refused.code, **refused.values) from refused
    return Returned(f"{words['file'].format(file=PurePath(upload.file).stem)}.xlsx", made)


def _flaw(one: Problem, sentence: str) -> Flaw:
    return Flaw(sentence, one.severity, one.sheet, one.cell, one.row, one.value)


def _content(place: Path) -> bytes:
    try:
        return filekeeping.whole(place)
    except OSError as error:
        raise TrackerError("file_missing", file=place.name) from error
