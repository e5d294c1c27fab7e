"""Which OpenID provider is asked, and what its roles mean here: from the environment, checked before the port opens."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from cds_tracker.domain.accounts import refuse_bad_grants
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Grant, Role

ISSUER, CLIENT, SECRET = "CDS_OIDC_ISSUER", "CDS_OIDC_CLIENT_ID", "CDS_OIDC_CLIENT_SECRET"
CLAIM, ROLES = "CDS_OIDC_ROLES_CLAIM", "CDS_OIDC_ROLES"


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """``claim`` names the claim that decides the roles (``None``: our own accounts do); ``roles`` what its values mean."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    claim: str | None = None
    roles: Mapping[str, Grant] = field(default_factory=dict)

    def grants(self, claims: Mapping[str, object]) -> tuple[Grant, ...] | None:
        """The grants that the claim gives; ``None`` where our own accounts decide."""
        if self.claim is None:
            return None
        said = _claim(claims, self.claim)
        values = [said] if isinstance(said, str) else said if isinstance(said, list) else []
        return tuple(dict.fromkeys(self.roles[value] for value in values if isinstance(value, str) and value in self.roles))


def load(environment: Mapping[str, str] = os.environ) -> ProviderSettings:
    """``CDS_OIDC_ISSUER``, ``CDS_OIDC_CLIENT_ID``, ``CDS_OIDC_CLIENT_SECRET`` (or ``…_FILE``); for roles from a claim
    ``CDS_OIDC_ROLES_CLAIM`` (``roles``, ``realm_access.roles``) and ``CDS_OIDC_ROLES`` (``cds-vp=head:VP, cds-admin=admin``).

    Raises ``TrackerError`` for what is missing or cannot be meant.
    """
    issuer = _needed(environment, ISSUER)
    if not is_safe(issuer):
        raise TrackerError("setting_value", name=ISSUER, value=issuer)
    claim = environment.get(CLAIM) or None
    roles = _roles(environment.get(ROLES) or "")
    if bool(claim) != bool(roles):
        raise TrackerError("setting_missing", name=ROLES if claim else CLAIM)
    return ProviderSettings(issuer, _needed(environment, CLIENT), _secret(environment), claim, roles)


def is_safe(address: object) -> bool:
    """Whether an address of the provider is asked over HTTPS; on this machine itself HTTP will do."""
    if not isinstance(address, str):
        return False
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme == "http":
        return host == "localhost" or _is_loopback(host)
    return parts.scheme == "https" and bool(host) and not parts.username


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _needed(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name)
    if not value:
        raise TrackerError("setting_missing", name=name)
    return value


def _secret(environment: Mapping[str, str]) -> str:
    file = environment.get(f"{SECRET}_FILE")
    if not file:
        return _needed(environment, SECRET)
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise TrackerError("file_missing", file=file) from error


def _roles(written: str) -> dict[str, Grant]:
    found: dict[str, Grant] = {}
    for one in filter(None, map(str.strip, re.split(r"[;,\n]", written))):
        value, _, meant = one.rpartition("=")
        role, _, unit = meant.partition(":")
        try:
            grant = Grant(Role(role.strip()), unit.strip() or None)
            refuse_bad_grants((grant,))
        except (ValueError, TrackerError) as error:
            raise TrackerError("setting_value", name=ROLES, value=one) from error
        if not value.strip():
            raise TrackerError("setting_value", name=ROLES, value=one)
        found[value.strip()] = grant
    return found


def _claim(claims: Mapping[str, object], name: str) -> object:
    """A claim by its whole name, else by a path into the claims."""
    if name in claims:
        return claims[name]
    at: object = claims
    for part in name.split("."):
        at = at.get(part) if isinstance(at, Mapping) else None
    return at
