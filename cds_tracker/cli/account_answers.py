"""How the commands of accounts answer, and how a grant is written there."""

from collections.abc import Mapping
from datetime import date

from cds_tracker.cli.saying import Voice
from cds_tracker.domain.accounts import Account
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Grant, Role
from cds_tracker.style import problems
from cds_tracker.workflows.account_import import Preview


def imported(voice: Voice, file: str, shown: Preview, codes: Mapping[str, str], dry_run: bool) -> None:
    """What came of a file: counts, doubtful cells, and the codes of new accounts."""
    new, changed = [one.code for one in shown.new], [one.code for one, _ in shown.changed]
    if voice.as_json:
        told = [{"cell": one.cell, "code": one.code, "message": problems.message(voice.words, one)} for one in shown.problems]
        done = {"file": file, "dry_run": dry_run, "new": new, "changed": changed, "unchanged": shown.unchanged}
        voice.document({**done, "left_out": shown.left_out, "problems": told, "codes": codes})
        return
    counts = {"new": len(new), "changed": len(changed), "unchanged": len(shown.unchanged), "left": len(shown.left_out)}
    voice.say("accounts.imported", **counts)
    for one in shown.problems:
        voice.line(f"{one.cell or '–'}: {problems.message(voice.words, one)}")
    if dry_run:
        voice.say("import.dry_run")
    for login, code in codes.items():
        voice.say("accounts.code", account=login, code=code)


def issued(voice: Voice, codes: Mapping[str, str]) -> None:
    """The one showing of one-time codes."""
    for login, code in codes.items():
        if voice.as_json:
            voice.document({"account": login, "code": code, "hours": 24})
        else:
            voice.say("accounts.code", account=login, code=code)


def done(voice: Voice, what: str, login: str, **values: object) -> None:
    """What was done to an account."""
    if voice.as_json:
        voice.document({"account": login, "done": what, **values})
    else:
        voice.say(f"accounts.{what}", account=login, **values)


def grants(written: list[str] | None) -> tuple[Grant, ...]:
    """The grants that the options say. Raises ``TrackerError`` for one that is not of the form."""
    return tuple(map(_grant, written or ()))


def _grant(written: str) -> Grant:
    role, unit, first, last, *more = [*written.split(":"), "", "", ""]
    try:
        if any(more):
            raise ValueError(written)
        days = [date.fromisoformat(one) if one else None for one in (first, last)]
        return Grant(Role(role), unit or None, *days)
    except ValueError as error:
        raise TrackerError("grant_form", value=written) from error


def written(one: Grant) -> str:
    """A grant as an option says it."""
    days = [day.isoformat() if day else "" for day in (one.valid_from, one.valid_to)]
    return ":".join([one.role.value, one.unit or "", *days]).rstrip(":")


def told(one: Account) -> dict[str, object]:
    """An account for a program."""
    grants = [{"role": each.role.value, "unit": each.unit, "from": each.valid_from, "to": each.valid_to} for each in one.grants]
    return {"login": one.code, "name": one.name, "email": one.email, "active": one.active, "grants": grants}


def state(voice: Voice, one: Account) -> str:
    """Whether an account is active, in words."""
    return voice.words("cli.accounts.active" if one.active else "cli.accounts.inactive")
