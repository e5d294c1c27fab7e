"""``migrate`` and ``check``: the database brought up to date, and compared with its ledger."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from cds_tracker import settings
from cds_tracker.cli import surroundings
from cds_tracker.cli.saying import LOOK, Language, Voice
from cds_tracker.store import check, check_uploads, ledger
from cds_tracker.store.database import connect
from cds_tracker.workflows import filekeeping, uploading

Lang = Annotated[Language, typer.Option(help="Language of the answer.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def migrate_database(lang: Lang = Language.vi, as_json: AsJson = False) -> None:
    """Bring the database up to date, with the areas and units that are shipped."""
    voice = Voice(lang, as_json)
    with surroundings.database().read() as connection:
        revision = ledger.latest(connection)
    if as_json:
        voice.document({"revision": revision})
    else:
        voice.say("migrated", revision=revision)


def check_database(lang: Lang = Language.vi, as_json: AsJson = False) -> None:
    """Check that the tasks are what the ledger says, and files of uploads what they were; exit code 1 with what is not."""
    voice = Voice(lang, as_json)
    given = settings.load()
    with connect(given.database_url).read() as connection:
        found = check.findings(connection)
        kept = list(check_uploads.files(connection))
        revision = ledger.latest(connection)
    found += _lost(given.data_dir / uploading.FOLDER, kept)
    if as_json:
        voice.document({"revision": revision, "clean": not found, "findings": found})
    else:
        for finding in found:
            voice.line(finding)
        voice.say("check.found" if found else "check.clean", count=len(found), revision=revision)
    if found:
        raise typer.Exit(LOOK)


def _lost(folder: Path, kept: Iterable[tuple[int, str, int]]) -> list[str]:
    wrong = ((number, filekeeping.finding(folder, digest, size)) for number, digest, size in kept)
    return [f"upload {number}: {said}" for number, said in wrong if said]
