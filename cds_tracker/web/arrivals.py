"""Who may knock: this machine under its own name, and others under the public name where the data are nobody's invention.

An invented plan, whose passwords everybody knows, is never shown to another machine.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

from cds_tracker.domain.errors import TrackerError
from cds_tracker.settings import Settings
from cds_tracker.web.asgi import Application, Receive, Scope, Send, header, is_warm_up, refuse
from cds_tracker.web.loopback import is_loopback, is_own_origin, name_in, names_this_machine

FORWARDED = frozenset({b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"x-real-ip"})
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
MEMO = 5.0  # seconds for which it is remembered whether the database is an invented one
LOCAL = "cds_tracker.local"  # in the scope: whether the reader sits before this machine itself


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where a request comes from; ``is_local``: from this machine itself, and not through a proxy."""

    address: str
    is_local: bool


class Arrivals:
    """Let in what comes from this machine or under the public name, not from a foreign page; settle the reader's address."""

    def __init__(self, app: Application, given: Settings, is_demo: Callable[[], bool], refusal: str) -> None:
        self.app = app
        self.given = given
        self.is_demo = is_demo
        self.refusal = refusal
        self._asked = (0.0, True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or is_warm_up(scope):
            await self.app(scope, receive, send)
            return
        arrival = self.read(scope)
        if arrival is None or not (arrival.is_local or await self._is_shown_to_others()):
            await refuse(scope, receive, send, 403, self.refusal)
            return
        headers = [(name, value) for name, value in scope["headers"] if name not in FORWARDED]
        port = scope["client"][1]
        known = {"headers": headers, "client": (arrival.address, port), LOCAL: arrival.is_local}
        await self.app({**scope, **known}, receive, send)

    def read(self, scope: Scope) -> Arrival | None:
        """Where it comes from; ``None``: it may not come in."""
        client, host, origin = scope.get("client"), header(scope, b"host"), header(scope, b"origin")
        address = self._address(scope, client[0]) if client else None
        if client is None or address is None:
            return None
        is_local = address == client[0] and is_loopback(address) and names_this_machine(host)
        if not is_local and (self.given.public_host is None or name_in(host) != self.given.public_host):
            return None
        own = is_own_origin(origin, host) if is_local else origin == self.given.public_url
        is_safe = scope["type"] == "http" and scope["method"] in SAFE
        return Arrival(address, is_local) if is_safe or own else None

    def _address(self, scope: Scope, client: str) -> str | None:
        """The reader's address: what a trusted proxy says, else the one that connects. Loopback vouches for no proxy."""
        if not any(name in FORWARDED for name, _ in scope["headers"]):
            return client
        if not self._is_proxy(client):
            return None if is_loopback(client) else client
        said = b",".join(value for name, value in scope["headers"] if name == b"x-forwarded-for").decode("latin-1")
        for hop in reversed([hop.strip() for hop in said.split(",")]):
            if _parsed(hop) is None:
                return None
            if not self._is_proxy(hop):
                return hop
        return None

    def _is_proxy(self, address: str) -> bool:
        parsed = _parsed(address)
        return parsed is not None and any(parsed in network for network in self.given.proxies)

    async def _is_shown_to_others(self) -> bool:
        asked, demo = self._asked
        if time.monotonic() > asked + MEMO:
            try:
                demo = await asyncio.to_thread(self.is_demo)
            except TrackerError:
                demo = True
            self._asked = (time.monotonic(), demo)
        return not demo


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(address)
    except ValueError:
        return None
