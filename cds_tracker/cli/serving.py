"""``serve``: the dashboard on this machine."""

import sys

from cds_tracker.domain.errors import TrackerError
from cds_tracker.style.words import Words
from cds_tracker.web import server

REFUSED = 2


def serve(host: str = "127.0.0.1", port: int = 8501, *, show: bool = False, language: str = "vi") -> int:
    """Serve until stopped; ``show`` opens a browser. The exit code: 0 stopped, 2 refused (address, port, start)."""
    words = Words(language)
    try:
        listening = server.bind(host, port)
    except TrackerError as error:
        print(words(f"web.{error.key}", **error.values), file=sys.stderr)
        return REFUSED

    def announce(address: str) -> None:
        print(words("web.serving", address=address), flush=True)
        if show:
            server.open_browser(address)

    return 0 if server.run(listening, announce) else REFUSED
