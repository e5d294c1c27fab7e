"""``serve``: the dashboard, on this machine or for others."""

import getpass
from typing import Annotated

import typer

from cds_tracker import settings
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import operator
from cds_tracker.store import plans
from cds_tracker.store.database import connect
from cds_tracker.store.migrating import is_current, migrate
from cds_tracker.style import problems
from cds_tracker.style.words import LANGUAGES, Words
from cds_tracker.web import provider_settings, server
from cds_tracker.web.loopback import is_loopback
from cds_tracker.workflows import first_admin
from cds_tracker.workflows.first_admin import Beginning

REFUSED = 2


def serve(
    host: Annotated[str, typer.Option(help="Address; another machine's way in needs CDS_PUBLIC_URL.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port; 0 takes any free one.", min=0, max=65535)] = 8501,
    show: Annotated[bool, typer.Option("--open", help="Also open a browser, where there is a screen.")] = False,
    real: Annotated[bool, typer.Option("--real", help="Refuse a database that is marked as demo.")] = False,
    lang: Annotated[str, typer.Option(help="Language of what is said: vi or en.")] = LANGUAGES[0],
) -> None:
    """Serve the dashboard until stopped."""
    words = Words(lang)
    try:
        if "oidc" in settings.load().ways:
            provider_settings.load()
        listening = server.bind(host, port)
        make_current(settings.load().database_url, real, None if is_loopback(host) else host)
        begun = first(settings.load().database_url, words) if real and "local" in settings.load().ways else None
    except TrackerError as error:
        typer.echo(refusal(error, words), err=True)
        raise typer.Exit(REFUSED) from None

    def announce(address: str) -> None:
        typer.echo(words("web.serving", address=address))
        if begun:
            tell(begun, words)
        if show:
            server.open_browser(address)

    if not server.run(listening, announce):
        raise typer.Exit(REFUSED)


def make_current(url: str, real: bool = False, host: str | None = None) -> None:
    """Migrate before the server starts, so that an obstacle is one sentence and no traceback.

    ``real``: not for a demo, which is not served at the address ``host`` of another machine either.
    """
    database = connect(url)
    try:
        is_current(database)  # a look first: what stands in the way of reading is told in words
        migrate(database)
        with database.read() as connection:
            is_demo = plans.demo_day(connection) is not None
        if is_demo and (real or host):
            raise TrackerError("serve_real_only") if real else TrackerError("serve_demo_here_only", host=host)
    finally:
        database.close()


def first(url: str, words: Words) -> Beginning | None:
    """An admin to begin with, where nobody could administer the database yet."""
    database = connect(url)
    try:
        return first_admin.provide(database, words("cli.accounts.first_name"), operator(getpass.getuser()).account)
    finally:
        database.close()


def tell(begun: Beginning, words: Words) -> None:
    """The one showing of the code: in the terminal, never in a log."""
    said = "first_again" if begun.again else "first"
    typer.echo(words(f"cli.accounts.{said}", account=begun.account))
    typer.echo(words("cli.accounts.code", account=begun.account, code=begun.code))


def refusal(error: TrackerError, words: Words) -> str:
    """What stood in the way, in words: an obstacle of serving, else one that any command may meet."""
    own = f"web.{error.key}"
    return words(own, **error.values) if words.has(own) else problems.refusal(words, error)
