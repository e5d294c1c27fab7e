"""Who may connect while there is no sign-in: this machine alone, under its own name, from its own pages."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from cds_tracker.web.asgi import Application, Receive, Scope, Send, header, is_warm_up, refuse

HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
FORWARDED = frozenset({b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip"})
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


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


def names_this_machine(host: str | None) -> bool:
    """Whether a Host header is one of this machine's own names: a foreign name there is DNS rebinding."""
    try:
        parts = urlsplit(f"//{host or ''}")
        _ = parts.port
    except ValueError:
        return False
    return parts.hostname in HOSTS and parts.username is None and not (parts.path or parts.query or parts.fragment)


def is_own_origin(origin: str | None, host: str | None) -> bool:
    """Whether a page of this very server asks."""
    return origin is not None and origin in {f"http://{host}", f"https://{host}"}


class LoopbackGate:
    """Let in what comes from this machine itself, not through a proxy, and not from a foreign page."""

    def __init__(self, app: Application, refusal: str) -> None:
        self.app = app
        self.refusal = refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or is_warm_up(scope) or self._may_enter(scope):
            await self.app(scope, receive, send)
        else:
            await refuse(scope, receive, send, 403, self.refusal)

    @staticmethod
    def _may_enter(scope: Scope) -> bool:
        client, host, origin = scope.get("client"), header(scope, b"host"), header(scope, b"origin")
        if client is None or not is_loopback(client[0]) or not names_this_machine(host):
            return False
        if any(name in FORWARDED for name, _ in scope["headers"]):
            return False
        if scope["type"] == "http" and scope["method"] in SAFE:
            return True
        return is_own_origin(origin, host)
