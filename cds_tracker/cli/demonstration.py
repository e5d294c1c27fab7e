"""``demo``: the invented plan, for a first look."""

from typing import Annotated

import typer

from cds_tracker import settings
from cds_tracker.demo import build
from cds_tracker.domain.errors import TrackerError
from cds_tracker.store import database as databases
from cds_tracker.store.migrating import migrate
from cds_tracker.style.problems import refusal
from cds_tracker.style.words import LANGUAGES, Words
from cds_tracker.workflows import uploading

REFUSED = 2


def demo(
    remove: Annotated[bool, typer.Option("--remove", help="Empty a database that is marked as demo.")] = False,
    lang: Annotated[str, typer.Option(help="Language of what is said: vi or en.")] = LANGUAGES[0],
) -> None:
    """Enter the demo plan into an empty database, which is then marked as demo."""
    words = Words(lang)
    database = databases.connect(settings.load().database_url)
    try:
        migrate(database)
        did = build.leave(database) if remove else build.enter(database, settings.load().data_dir / uploading.FOLDER)
    except TrackerError as error:
        typer.echo(refusal(words, error), err=True)
        raise typer.Exit(REFUSED) from None
    finally:
        database.close()
    said = ("removed" if did else "nothing") if remove else ("entered" if did else "there")
    typer.echo(words(f"demo.{said}", day="30/09/2025"))
