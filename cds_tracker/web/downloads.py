"""Files that people brought, for those who may read the task they belong to. Everybody else learns nothing: 404 alike."""

import asyncio
import logging
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from cds_tracker import settings
from cds_tracker.web import visitor
from cds_tracker.web.health import database
from cds_tracker.workflows import evidence
from cds_tracker.workflows.acting import Refused

log = logging.getLogger("cds_tracker")
DIGITS = 9  # no number of ours is longer, nor does PostgreSQL take it
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_ ()")


def routes() -> list[Route]:
    """``/minh-chung/NUMBER``: the file of a piece of evidence."""
    return [Route("/minh-chung/{number}", serve)]


async def serve(request: Request) -> Response:
    """The file as an attachment, never shown by the browser itself; each time it is asked for is written down."""
    asked = request.path_params["number"]
    if not (asked.isascii() and asked.isdecimal()) or len(asked) > DIGITS:
        return _missing()
    person = await visitor.person(request)
    if not person.account:
        return _missing()
    try:
        file, place = await asyncio.to_thread(evidence.fetch, database(), person, int(asked), folder())
    except Refused:
        return _missing()
    if not place.is_file():
        log.error("the file of evidence %s is not where it was kept: %s", asked, place)
        return _missing()
    headers = {
        "content-disposition": disposition(file.name),
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
    }
    return FileResponse(place, media_type=file.type, headers=headers)


def folder() -> Path:
    """Where files of evidence are kept: never under anything that is served as it lies."""
    return settings.load().data_dir / evidence.FOLDER


def sweep() -> int:
    """Delete old files that nothing refers to: how many."""
    return evidence.sweep(database(), folder())


def disposition(name: str) -> str:
    """``Content-Disposition`` of an attachment with this name: plain letters, then the whole name (RFC 6266)."""
    plain = "".join(letter if letter in _LETTERS else "_" for letter in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _missing() -> Response:
    return PlainTextResponse("404\n", status_code=404, headers={"cache-control": "no-store"})
