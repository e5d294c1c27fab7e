"""``accounts``: who may sign in, and with which roles. A one-time code is printed once, and kept nowhere."""

from pathlib import Path
from typing import Annotated

import typer

from cds_tracker.cli import account_answers as answers
from cds_tracker.cli import surroundings
from cds_tracker.cli.saying import DONE, LOOK, Language, Voice
from cds_tracker.domain.accounts import Account
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Person, may
from cds_tracker.store import accounts as account_store
from cds_tracker.store import identities
from cds_tracker.store.database import Database
from cds_tracker.workflows import account_import, linking
from cds_tracker.workflows import accounts as managing
from cds_tracker.workflows.acting import Refused

app = typer.Typer(no_args_is_help=True, help="Accounts: who may sign in, and with which roles.")
Login = Annotated[str, typer.Argument(help="The name of the account.")]
As = Annotated[str | None, typer.Option("--as", metavar="ACCOUNT", help="Act with the rights of this account.")]
Lang = Annotated[Language, typer.Option(help="Language of the answer.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Grants = Annotated[
    list[str] | None, typer.Option("--grant", help="ROLE[:UNIT[:FROM[:TO]]], days as 2026-12-31; may be repeated.")
]


@app.command("list")
def list_accounts(account: As = None, lang: Lang = Language.vi, as_json: Json = False) -> None:
    """List all accounts with their roles, and who of the OpenID provider waits for a link."""
    voice = Voice(lang, as_json)
    database, person = _begin(account)
    if not may(person, Act.ADMINISTER):
        raise Refused(Act.ADMINISTER)
    with database.read() as connection:
        listed, waiting = account_store.listed(connection), identities.waiting(connection)
    if as_json:
        awaited = [
            {"issuer": one.issuer, "subject": one.subject, "email": one.email, "proposed": one.proposed} for one in waiting
        ]
        voice.document({"accounts": [answers.told(one) for one in listed], "waiting": awaited})
        return
    rows = [
        (one.code, one.name, ", ".join(map(answers.written, one.grants)) or None, one.email, answers.state(voice, one))
        for one in listed
    ]
    voice.table(("login", "name", "grants", "email", "account_state"), rows)
    for one in waiting:
        voice.say("accounts.waiting", issuer=one.issuer, subject=one.subject, email=one.email or "–")


@app.command("add")
def add(
    login: Login,
    name: Annotated[str, typer.Option(help="Full name.")],
    email: Annotated[str | None, typer.Option(help="E-mail.")] = None,
    grants: Grants = None,
    account: As = None,
    lang: Lang = Language.vi,
    as_json: Json = False,
) -> None:
    """Create an account; its one-time code is printed once."""
    database, person = _begin(account)
    code = managing.create(database, person, Account(0, login, name, email, answers.grants(grants)))
    answers.issued(Voice(lang, as_json), {login: code})


@app.command("reset")
def reset(login: Login, account: As = None, lang: Lang = Language.vi, as_json: Json = False) -> None:
    """Void the password, end all sessions, and print a one-time code once."""
    database, person = _begin(account)
    answers.issued(Voice(lang, as_json), {login: managing.reset(database, person, login)})


@app.command("deactivate")
def deactivate(login: Login, account: As = None, lang: Lang = Language.vi, as_json: Json = False) -> None:
    """Let nobody sign in with this account any more, and end what is open."""
    database, person = _begin(account)
    ended = managing.deactivate(database, person, login)
    answers.done(Voice(lang, as_json), "deactivated", login, sessions=ended)


@app.command("reactivate")
def reactivate(login: Login, account: As = None, lang: Lang = Language.vi, as_json: Json = False) -> None:
    """Let it sign in again, with a new one-time code."""
    database, person = _begin(account)
    answers.issued(Voice(lang, as_json), {login: managing.reactivate(database, person, login)})


@app.command("grant")
def grant(
    login: Login,
    grants: Grants = None,
    none: Annotated[bool, typer.Option("--none", help="Take all roles away.")] = False,
    account: As = None,
    lang: Lang = Language.vi,
    as_json: Json = False,
) -> None:
    """Give exactly these roles, in the place of those that it has."""
    if bool(grants) == none:
        raise TrackerError("grant_or_none")
    database, person = _begin(account)
    wanted = answers.grants(grants)
    managing.grant(database, person, login, wanted)
    answers.done(Voice(lang, as_json), "granted", login, grants=", ".join(map(answers.written, wanted)) or "–")


@app.command("link")
def link(
    login: Login,
    subject: Annotated[str, typer.Option(help="The subject at the provider, as listed.")],
    issuer: Annotated[str, typer.Option(help="The issuer, as listed.")],
    account: As = None,
    lang: Lang = Language.vi,
    as_json: Json = False,
) -> None:
    """Confirm that somebody of the OpenID provider is this account."""
    database, person = _begin(account)
    linking.link(database, person, issuer, subject, login)
    answers.done(Voice(lang, as_json), "linked", login, subject=subject)


@app.command("import")
def import_accounts(
    file: Annotated[Path, typer.Argument(help="A workbook: login, name, e-mail, role, unit, from, to.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    account: As = None,
    lang: Lang = Language.vi,
    as_json: Json = False,
) -> int:
    """Create and change accounts from a workbook; who has a doubtful cell is left out and named."""
    voice = Voice(lang, as_json)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise TrackerError("file_missing", file=str(file)) from error
    database, person = _begin(account)
    reading = account_import.read(database, data, file.name)
    shown = account_import.preview(database, reading)
    if reading.refused:
        raise TrackerError(shown.problems[0].code, **shown.problems[0].values)
    codes = account_import.apply(database, person, shown) if shown.writes and not dry_run else {}
    answers.imported(voice, file.name, shown, codes, dry_run)
    return LOOK if shown.problems else DONE


def _begin(account: str | None) -> tuple[Database, Person]:
    database = surroundings.database()
    return database, surroundings.actor(database, account)
