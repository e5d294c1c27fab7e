"""Accounts: who may sign in, and with which grants."""

import re
import unicodedata
from dataclasses import dataclass

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import IN_A_UNIT, Grant, Person

_CODE = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in while ``active``. ``code`` is the name of the account; ``id`` is 0 for one not saved yet."""

    id: int
    code: str
    name: str
    email: str | None = None
    grants: tuple[Grant, ...] = ()
    active: bool = True

    def person(self, address: str | None = None) -> Person:
        """The person behind it, with all grants, past and future ones too; without any where it is not active."""
        return Person(self.code, self.name, self.grants if self.active else (), address)


def folded(written: str) -> str:
    """One form for all the ways in which a name can be typed: full-width or capital letters are the same name."""
    return unicodedata.normalize("NFKC", written).strip().casefold()


def code_of(written: str) -> str:
    """The name of an account as stored: small letters. Raises ``TrackerError`` where it cannot be one."""
    code = folded(written)
    if not _CODE.fullmatch(code):
        raise TrackerError("account_code", value=written[:60])
    return code


def refuse_bad_grants(grants: tuple[Grant, ...]) -> None:
    """Raises ``TrackerError`` for a role without the unit that it needs, or with one that it cannot have, or days reversed."""
    for grant in grants:
        if (grant.role in IN_A_UNIT) != bool(grant.unit):
            raise TrackerError("grant_unit_needed" if grant.role in IN_A_UNIT else "grant_without_unit", role=grant.role.value)
        if grant.valid_from and grant.valid_to and grant.valid_to < grant.valid_from:
            raise TrackerError("grant_days", role=grant.role.value)
