"""What the surroundings decide: read from the environment once, at the edge, and passed on."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from cds_tracker.domain.errors import TrackerError

CHECKOUT = Path(__file__).resolve().parent.parent
DRIVERS = {"postgresql://": "postgresql+psycopg://", "postgres://": "postgresql+psycopg://"}
WAYS = {"local": ("local",), "oidc": ("oidc",), "both": ("local", "oidc")}


@dataclass(frozen=True, slots=True)
class Settings:
    """``database_url`` is an SQLAlchemy URL; everything else that the program writes lies under ``data_dir``.

    ``ways``: how one may sign in (``local``, ``oidc``). ``public_url``: where readers on other machines find the
    application. ``proxies``: whose word about the reader's address is taken. ``failures``: so many wrong passwords lock.
    """

    data_dir: Path
    database_url: str
    ways: tuple[str, ...] = ("local",)
    public_url: str | None = None
    idle_minutes: int = 60
    session_hours: int = 12
    failures: int = 5
    proxies: tuple[IPv4Network | IPv6Network, ...] = ()

    def path(self, *parts: str) -> Path:
        """A file under the data directory, whose folder is made if it is not there."""
        found = self.data_dir.joinpath(*parts)
        found.parent.mkdir(parents=True, exist_ok=True)
        return found

    @property
    def is_https(self) -> bool:
        """Whether readers come over HTTPS: cookies are then sent over nothing else."""
        return (self.public_url or "").startswith("https://")

    @property
    def public_host(self) -> str | None:
        """The name under which readers on other machines find the application."""
        return urlsplit(self.public_url).hostname if self.public_url else None


def load(environment: Mapping[str, str] = os.environ) -> Settings:
    """``CDS_DATA_DIR`` (else ``data/`` in the checkout), ``CDS_DATABASE_URL`` (else ``cds.db`` in that folder), ``CDS_AUTH``,
    ``CDS_PUBLIC_URL``, ``CDS_IDLE_MINUTES``, ``CDS_SESSION_HOURS``, ``CDS_SIGN_IN_FAILURES``, ``CDS_TRUSTED_PROXIES``.

    Raises ``TrackerError`` for a value that cannot be meant.
    """
    data_dir = Path(environment.get("CDS_DATA_DIR") or CHECKOUT / "data").expanduser().absolute()
    url = environment.get("CDS_DATABASE_URL") or f"sqlite:///{data_dir / 'cds.db'}"
    auth = environment.get("CDS_AUTH") or "local"
    if auth not in WAYS:
        raise TrackerError("setting_value", name="CDS_AUTH", value=auth)
    return Settings(
        data_dir,
        with_driver(url),
        WAYS[auth],
        _origin(environment.get("CDS_PUBLIC_URL") or ""),
        _number(environment, "CDS_IDLE_MINUTES", 60),
        _number(environment, "CDS_SESSION_HOURS", 12),
        _number(environment, "CDS_SIGN_IN_FAILURES", 5),
        _networks(environment.get("CDS_TRUSTED_PROXIES") or ""),
    )


def with_driver(url: str) -> str:
    """A plain PostgreSQL address names the driver that is installed (psycopg 3)."""
    for plain, full in DRIVERS.items():
        if url.startswith(plain):
            return full + url.removeprefix(plain)
    return url


def _origin(url: str) -> str | None:
    """Scheme, host and port as a browser says them in ``Origin``; the application stands at the root of a host."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise TrackerError("setting_value", name="CDS_PUBLIC_URL", value=url) from None
    extra = parts.path not in ("", "/") or parts.query or parts.fragment or parts.username
    if parts.scheme not in ("http", "https") or not parts.hostname or extra:
        raise TrackerError("setting_value", name="CDS_PUBLIC_URL", value=url)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    usual = port in (None, {"http": 80, "https": 443}[parts.scheme])
    return f"{parts.scheme}://{host}" + ("" if usual else f":{port}")


def _number(environment: Mapping[str, str], name: str, usual: int) -> int:
    written = environment.get(name) or str(usual)
    if not (written.isascii() and written.isdigit() and 0 < int(written) <= 10_000):
        raise TrackerError("setting_value", name=name, value=written)
    return int(written)


def _networks(written: str) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        return tuple(ip_network(one.strip()) for one in written.split(",") if one.strip())
    except ValueError:
        raise TrackerError("setting_value", name="CDS_TRUSTED_PROXIES", value=written) from None
