"""All commands, and the one way out: exit code 0 done, 1 done with problems to look at, 2 refused or bad use."""

import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

import typer

from cds_tracker.cli import accounts, audit, figures, importing, maintenance, periods, reading_deadlines, tasks, units, uploads
from cds_tracker.cli.saying import REFUSED, Voice
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.reading import Outcome
from cds_tracker.workflows.import_document import refusal

# Commands whose rooms are heavy to enter: imported when they are asked for, or for the help.
LATER = {
    "serve": "cds_tracker.cli.serving",
    "demo": "cds_tracker.cli.demonstration",
    "export": "cds_tracker.cli.exporting",
}
# options of ``import`` without a value
ALONE = frozenset({"--create-plan", "--all-sheets", "--dry-run", "--json", "--watch", "--"})
ADVISED = frozenset({"plan_needed", "accept_sheet"})  # one more argument would do
BAD_USE: type[Exception] = typer.BadParameter.__mro__[2]  # what the parser raises for every wrong argument


def build(arguments: Sequence[str]) -> typer.Typer:
    """The application with the commands that these arguments may need."""
    app = typer.Typer(add_completion=False, no_args_is_help=True, help="Follow a ministry's digital-transformation plan.")
    app.command("import")(importing.import_file)
    app.command("uploads")(uploads.list_uploads)
    app.command("undo")(uploads.undo_upload)
    app.command("tasks")(tasks.list_tasks)
    app.command("figures")(figures.show_figures)
    app.command("deadline")(reading_deadlines.read_deadline)
    app.command("migrate")(maintenance.migrate_database)
    app.command("check")(maintenance.check_database)
    app.add_typer(units.app, name="units")
    app.add_typer(accounts.app, name="accounts")
    app.add_typer(periods.app, name="periods")
    app.command("audit")(audit.show_audit)
    for name, module in LATER.items():
        wanted = not arguments or arguments[0] in (name, "--help")
        if wanted and find_spec(module):
            app.command(name)(getattr(import_module(module), name))
    return app


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and leave."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        # a file's name need not be text: what no letter stands for is shown by its number
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    voice = Voice("en" if _language(given) == "en" else "vi", "--json" in given)
    try:
        code = build(given)(given, standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except TrackerError as error:
        _refuse(voice, given, error.key, voice.refusal(error))
    except BAD_USE as error:
        if not voice.as_json:
            error.show()  # type: ignore[attr-defined]
            sys.exit(REFUSED)
        _refuse(voice, given, "bad_use", error.format_message())  # type: ignore[attr-defined]
    except typer.Abort:
        sys.exit(REFUSED)
    except Exception:  # noqa: BLE001 — whatever nobody here can mend: loud, and never taken for an answer
        traceback.print_exc()
        _refuse(voice, given, "unexpected", voice.words("errors.unexpected"))


def _refuse(voice: Voice, given: Sequence[str], code: str, message: str) -> NoReturn:
    if voice.as_json and given[0] == "import":
        outcome = Outcome.REJECT_WITH_ADVICE if code in ADVISED else Outcome.REJECT
        voice.document(refusal(_file(given), code, message, outcome))
    elif voice.as_json:
        voice.document({"outcome": "reject", "error": {"code": code, "message": message}})
    else:
        voice.complain(message)
    sys.exit(REFUSED)


def _file(given: Sequence[str]) -> str:
    """The name of the file among the arguments of ``import``: the first word that is neither an option nor its value."""
    for before, each in pairwise(given):
        alone = before in ALONE or not before.startswith("-") or "=" in before
        if alone and not each.startswith("-"):
            return Path(each).name
    return ""


def _language(given: Sequence[str]) -> str:
    for place, each in enumerate(given):
        if each == "--lang" and place + 1 < len(given):
            return given[place + 1]
        if each.startswith("--lang="):
            return each.partition("=")[2]
    return "vi"
