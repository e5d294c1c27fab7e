"""Which addresses exist: the pages, what Streamlit's bundle needs, and our own routes. Everything else is 404."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import parse_qs

from starlette.routing import Route
from streamlit import file_util

from cds_tracker.web.asgi import Application, Receive, Scope, Send, answer, is_warm_up, refuse
from cds_tracker.web.paths import methods

_PAGE = re.compile(r"/[a-z0-9-]*")
_OPEN = re.compile(r"/_stcore/(?:health|host-config|stream|upload_file/[^/]+/[^/]+)|/media/[^/]+")


def bundle_files() -> frozenset[str]:
    """The addresses of the bundle's files: Streamlit would answer any other with its own page."""
    folder = Path(file_util.get_static_dir())
    return frozenset(f"/{path.relative_to(folder).as_posix()}" for path in folder.glob("static/*/*"))


class Doors:
    """Answer a page's address with the shell in its language, pass on what is open, and hide the rest."""

    def __init__(self, app: Application, shells: Mapping[str, bytes], default: str, own: Sequence[Route], home: str) -> None:
        self.app = app
        self.home = home  # the default page's own name: Streamlit knows that page as / alone
        self.own = own
        self.files = bundle_files()
        self.shells = shells
        self.default = default

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or is_warm_up(scope) or self._is_open(scope["path"]):
            await self.app(scope, receive, send)
        elif scope["type"] == "http" and (allowed := methods(self.own, scope["path"])):
            await self._own(allowed, scope, receive, send)
        elif scope["type"] == "http" and _PAGE.fullmatch(scope["path"]):
            await self._page(scope, receive, send)
        else:
            await refuse(scope, receive, send, 404, "404")

    def _is_open(self, path: str) -> bool:
        return path in self.files or _OPEN.fullmatch(path) is not None

    async def _own(self, allowed: frozenset[str], scope: Scope, receive: Receive, send: Send) -> None:
        """A route of ours; what it does not answer would else be answered by Streamlit's own page."""
        if scope["method"] in allowed:
            await self.app(scope, receive, send)
        else:
            await refuse(scope, receive, send, 405, "405")

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            await refuse(scope, receive, send, 405, "405")
            return
        if scope["path"] == self.home:
            query = scope["query_string"]
            await answer(send, 307, b"", (b"location", b"/?" + query if query else b"/"))
            return
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [self.default])[-1]
        html = self.shells.get(asked, self.shells[self.default])
        kind = (b"content-type", b"text/html; charset=utf-8")
        await answer(send, 200, html, kind, head=scope["method"] == "HEAD")
