"""Which addresses exist: the pages, what Streamlit's bundle needs, and our own routes. Everything else is 404."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qs

from cds_tracker.web.asgi import Application, Receive, Scope, Send, answer, is_warm_up, refuse

_PAGE = re.compile(r"/[a-z0-9-]*")
_OPEN = re.compile(
    r"/_stcore/(?:health|host-config|stream|upload_file/[^/]+/[^/]+)|/static/(?:js|css|media)/[^/]+|/media/[^/]+"
    r"|/healthz|/assets/[^/]+"
)


class Doors:
    """Answer a page's address with the shell in its language, pass on what is open, and hide the rest."""

    def __init__(self, app: Application, shells: Mapping[str, bytes], default: str) -> None:
        self.app = app
        self.shells = shells
        self.default = default

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or is_warm_up(scope) or _OPEN.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
        elif scope["type"] == "http" and _PAGE.fullmatch(scope["path"]):
            await self._page(scope, receive, send)
        else:
            await refuse(scope, receive, send, 404, "404")

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            await refuse(scope, receive, send, 405, "405")
            return
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [self.default])[-1]
        html = self.shells.get(asked, self.shells[self.default])
        kind = (b"content-type", b"text/html; charset=utf-8")
        await answer(send, 200, html, kind, head=scope["method"] == "HEAD")
