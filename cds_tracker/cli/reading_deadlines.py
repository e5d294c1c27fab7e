"""``deadline``: what a deadline's words mean."""

from typing import Annotated

import typer

from cds_tracker.cli.saying import LOOK, Language, Voice
from cds_tracker.domain.deadline import parse, to_value
from cds_tracker.style import formats


def read_deadline(
    text: Annotated[str, typer.Argument(help="The deadline as written.")],
    year: Annotated[int | None, typer.Option(help="The plan's year, for periods that name none.", min=1900, max=2999)] = None,
    lang: Annotated[Language, typer.Option(help="Language of the answer.")] = Language.vi,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Tell what a deadline means; exit code 1 where it cannot be read."""
    voice = Voice(lang, as_json)
    found = parse(text, year)
    if as_json:
        voice.document(to_value(found))
    else:
        heads = ("text", "start", "due", "precision", "kind", "flags")
        days = (formats.day(found.start), formats.day(found.due))
        kind = voice.words(f"states.kind.{found.kind}")
        precision = voice.words(f"states.precision.{found.precision}") if found.precision else None
        flags = ", ".join(voice.words(f"states.flag.{flag}") for flag in found.flags)
        voice.table(heads, [(found.text, *days, precision, kind, flags or None)])
    if found.kind == "unreadable":
        raise typer.Exit(LOOK)
