"""The application's own static files: a fixed list, read once, without data."""

import hashlib
import json
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cds_tracker.style.colours import DARK, LIGHT
from cds_tracker.style.words import LANGUAGES, texts

FOLDER = Path(__file__).parent / "assets"
TYPES = {
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
}
CACHED = {".woff2": "public, max-age=31536000, immutable"}  # a changed font gets a new name
GROUND = ("ground", "ink", "muted", "grid", "track", "brand")
ENDED = ("ended_title", "ended_body", "ended_enter")


def routes() -> list[Route]:
    """``/assets/NAME`` for every file of the folder that a browser may ask for."""
    return [route(path) for path in sorted(FOLDER.iterdir()) if path.suffix in TYPES]


def route(path: Path) -> Route:
    """The route of one file: the whole body, or 304 where the browser has it already."""
    filled = {".js": with_words, ".css": with_colours}.get(path.suffix)
    body = filled(path.read_text(encoding="utf-8")).encode() if filled else path.read_bytes()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"content-type": TYPES[path.suffix], "etag": etag, "cache-control": CACHED.get(path.suffix, "no-cache")}

    async def serve(request: Request) -> Response:
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers)

    return Route(f"/assets/{path.name}", serve)


def with_words(script: str) -> str:
    """A script with Streamlit's built-in words and ours for them, in the order of their file; and ours for a session's end."""
    ours, theirs = (texts(language) for language in LANGUAGES)
    pairs = [[theirs[key], ours[key]] for key in theirs if key.startswith("builtin.")]
    ended = {language: [texts(language)[f"signin.{name}"] for name in ENDED] for language in LANGUAGES}
    filled = script.replace("/* words */", ",".join(json.dumps(pair, ensure_ascii=False) for pair in pairs))
    return filled.replace("/* ended */", json.dumps(ended, ensure_ascii=False)[1:-1])


def with_colours(sheet: str) -> str:
    """A style sheet with the grounds and inks of both themes."""
    said = (f"--{name}: light-dark({getattr(LIGHT, name)}, {getattr(DARK, name)});" for name in GROUND)
    return sheet.replace("/* colours */", " ".join(said))
