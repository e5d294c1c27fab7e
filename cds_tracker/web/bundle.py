"""Streamlit's scripts and styles, compressed: Streamlit sends them as they are, and they are megabytes."""

import asyncio
import gzip
from pathlib import Path

from streamlit import file_util

from cds_tracker.web.asgi import Application, Receive, Scope, Send, answer, header

TYPES = {".js": b"text/javascript; charset=utf-8", ".css": b"text/css; charset=utf-8"}
FOREVER = (b"cache-control", b"public, max-age=31536000, immutable")  # their names carry a hash


class CompressedBundle:
    """Answer requests for the bundle with gzip, compressed at the first request and kept in memory."""

    def __init__(self, app: Application) -> None:
        self.app = app
        folder = Path(file_util.get_static_dir())
        self.files = {f"/{p.relative_to(folder).as_posix()}": p for p in folder.glob("static/*/*") if p.suffix in TYPES}
        self.compressed: dict[str, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        file = self.files.get(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        if file is None or "gzip" not in (header(scope, b"accept-encoding") or ""):
            await self.app(scope, receive, send)
            return
        body = self.compressed.get(scope["path"])
        if body is None:
            body = self.compressed[scope["path"]] = await asyncio.to_thread(compress, file)
        encoded = [(b"content-encoding", b"gzip"), (b"vary", b"accept-encoding")]
        await answer(send, 200, body, (b"content-type", TYPES[file.suffix]), FOREVER, *encoded)


def compress(file: Path) -> bytes:
    """The file, gzipped the same every time."""
    return gzip.compress(file.read_bytes(), compresslevel=6, mtime=0)
