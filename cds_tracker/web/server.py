"""Serving: uvicorn with what Streamlit needs, on this machine alone or, under a public name, for others too."""

import os
import socket
import sys
import webbrowser
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from cds_tracker import settings
from cds_tracker.domain.errors import TrackerError
from cds_tracker.web.loopback import is_loopback

FRAME = 2 * 1024 * 1024 + 1024  # bytes of one websocket message from a browser


class Server(uvicorn.Server):
    """Says where it listens once it really does."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self.announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.announce()


def bind(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises ``TrackerError`` for what a person can mend.

    Other machines may be served only where it is settled under which name they come.
    """
    if not is_loopback(host) and settings.load().public_url is None:
        raise TrackerError("serve_loopback_only", host=host)
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)[0]
    listening = socket.socket(family, kind, protocol)  # the protocol is named, else asyncio leaves Nagle's delay on
    try:
        if os.name != "nt":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(2048)
    except OSError as error:
        listening.close()
        raise TrackerError("serve_port_taken", host=host, port=port) from error
    return listening


def url(listening: socket.socket) -> str:
    """What a browser on this machine opens."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def run(listening: socket.socket, announce: Callable[[str], None]) -> bool:
    """Serve until stopped; whether it ever started. ``announce`` is told the address when the port answers."""
    raise_file_limit()
    if str(settings.CHECKOUT) not in sys.path:
        sys.path.insert(0, str(settings.CHECKOUT))
    config = uvicorn.Config(
        "dashboard:app",
        ws="websockets-sansio",
        ws_max_size=FRAME,
        ws_per_message_deflate=False,
        ws_ping_interval=30,
        ws_ping_timeout=30,
        proxy_headers=False,
        server_header=False,
        access_log=False,
        use_colors=False,
        timeout_graceful_shutdown=5,
    )
    server = Server(config, lambda: announce(url(listening)))
    with suppress(KeyboardInterrupt):  # Ctrl+C is how one stops it
        server.run(sockets=[listening])
    return server.started


def raise_file_limit() -> None:
    """Every live session holds four open files: ask for as many as the system grants."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def open_browser(address: str) -> None:
    """Open the address where there is a screen to open it on."""
    if sys.platform in ("win32", "darwin") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(address)
