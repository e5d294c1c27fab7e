"""``units``: the register of units."""

from pathlib import Path
from typing import Annotated

import typer

from cds_tracker.cli import surroundings
from cds_tracker.cli.saying import Language, Voice
from cds_tracker.domain.errors import TrackerError
from cds_tracker.store import units
from cds_tracker.workflows import changing_units

app = typer.Typer(no_args_is_help=True, help="The register of units.")


@app.command("load")
def load_units(
    file: Annotated[Path, typer.Argument(help="CSV: order, code, name, short_names, valid_from, valid_to, successor, basis.")],
    account: surroundings.As = None,
    lang: Annotated[Language, typer.Option(help="Language of the answer.")] = Language.vi,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Register the units of a file; those registered are brought up to date, never doubled."""
    voice = Voice(lang, as_json)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise TrackerError("file_missing", file=str(file)) from error
    database = surroundings.database()
    saved = changing_units.load_file(database, surroundings.actor(database, account), data, file.name, surroundings.today())
    if as_json:
        told = {"new": saved.new, "changed": saved.changed, "unchanged": saved.unchanged, "revision": saved.revision}
        voice.document({"file": file.name, **told})
        return
    voice.say("units.loaded", new=len(saved.new), changed=len(saved.changed), unchanged=len(saved.unchanged))


@app.command("list")
def list_units(
    lang: Annotated[Language, typer.Option(help="Language of the answer.")] = Language.vi,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """List the registered units in their order."""
    voice = Voice(lang, as_json)
    with surroundings.database().read() as connection:
        listed = list(units.load(connection).units.values())
    if as_json:
        voice.document([{name: getattr(unit, name) for name in units.ALL} for unit in listed])
        return
    rows = [(unit.order, unit.code, unit.name, ", ".join(unit.short_names), unit.valid_to, unit.successor) for unit in listed]
    voice.table(("order", "code", "name", "short_names", "valid_to", "successor"), rows)
