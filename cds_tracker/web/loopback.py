"""This machine's own names and addresses, and the pages that come from it."""

from ipaddress import ip_address
from urllib.parse import urlsplit

HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


def is_loopback(host: str) -> bool:
    """Whether an address or name can be reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)


def name_in(host: str | None) -> str | None:
    """The name in a Host header; ``None`` for what is no such header."""
    try:
        parts = urlsplit(f"//{host or ''}")
        _ = parts.port
    except ValueError:
        return None
    extra = parts.username is not None or parts.path or parts.query or parts.fragment
    return None if extra else parts.hostname


def names_this_machine(host: str | None) -> bool:
    """Whether a Host header is one of this machine's own names: a foreign name there is DNS rebinding."""
    return name_in(host) in HOSTS


def is_own_origin(origin: str | None, host: str | None) -> bool:
    """Whether a page of this very server asks."""
    return origin is not None and origin in {f"http://{host}", f"https://{host}"}
