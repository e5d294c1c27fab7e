"""``/tai-ve/…``: workbooks given back, for those who may read what stands in them. Everybody else learns nothing: 404 alike."""

import asyncio
import logging
from collections.abc import Callable
from datetime import date
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from cds_tracker import settings
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Person
from cds_tracker.domain.text import clean
from cds_tracker.excel.giving.rebuilt_list import HEADS
from cds_tracker.style import problems
from cds_tracker.style.given import look
from cds_tracker.style.words import Words
from cds_tracker.web import visitor
from cds_tracker.web.downloads import DIGITS, disposition
from cds_tracker.web.health import database
from cds_tracker.workflows import exporting, returning_files, uploading
from cds_tracker.workflows.exporting import TEXT, WORKBOOK, Asked, Exported, Look
from cds_tracker.workflows.returning_files import Returned

log = logging.getLogger("cds_tracker")
TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
}
PRIVATE = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
}
_TURNS = asyncio.Semaphore(2)  # files made at once: each keeps a processor busy
Make = Callable[[Person], Exported | Returned]


def routes() -> list[Route]:
    """The plan (whole, or of one unit), its form, and what belongs to an upload."""
    return [
        Route("/tai-ve/ke-hoach/{plan}.xlsx", plan),
        Route("/tai-ve/ke-hoach/{plan}.csv", plan_as_text),
        Route("/tai-ve/mau/{plan}.xlsx", form),
        Route("/tai-ve/tep/{upload}/goc", original),
        Route("/tai-ve/tep/{upload}/loi.xlsx", with_flaws),
        Route("/tai-ve/tep/{upload}/quyet-dinh.json", decisions),
    ]


async def plan(request: Request) -> Response:
    """The workbook."""
    return await _exported(request, WORKBOOK)


async def plan_as_text(request: Request) -> Response:
    """The same as CSV."""
    return await _exported(request, TEXT)


async def form(request: Request) -> Response:
    """A blank form."""
    return await _exported(request, WORKBOOK, blank=True)


async def original(request: Request) -> Response:
    """An uploaded file as it came."""
    number = _number(request)
    return await _answer(request, lambda person: returning_files.original(database(), folder(), number, person))


async def with_flaws(request: Request) -> Response:
    """An uploaded file with what is wrong in it marked."""
    words, number = _words(request), _number(request)
    named = {name: words(f"workbook.errors.{name}") for name in (*HEADS, "sheet", "title", "error", "warning", "file")}

    def make(person: Person) -> Returned:
        return returning_files.with_flaws(
            database(), folder(), number, person, lambda problem: problems.message(words, problem), named
        )

    return await _answer(request, make)


async def decisions(request: Request) -> Response:
    """What was decided about an uploaded file."""
    number = _number(request)
    return await _answer(request, lambda person: returning_files.decisions(database(), number, person))


def folder() -> Path:
    """Where uploaded workbooks are kept: never under anything that is served as it lies."""
    return settings.load().data_dir / uploading.FOLDER


async def _exported(request: Request, kind: str, blank: bool = False) -> Response:
    asked = _asked(request, kind, blank)
    if asked is None:
        return _missing()
    words = _words(request)
    shown = Look(words, look(words), ";" if words.language == "vi" else ",")
    return await _answer(request, lambda person: exporting.export(database(), person, asked, shown))


def _asked(request: Request, kind: str, blank: bool) -> Asked | None:
    query = request.query_params
    try:
        day = date.fromisoformat(query["as_of"]) if query.get("as_of") else None
    except ValueError:
        return None
    unit = clean(query.get("unit", ""))[:100] or None
    return Asked(clean(request.path_params["plan"])[:100], unit, day, blank, kind)


async def _answer(request: Request, make: Make) -> Response:
    """The file as an attachment, made beside the event loop; whatever stands in the way is answered alike."""
    person = await visitor.person(request)
    if not person.account:
        return _missing()
    try:
        async with _TURNS:
            made = await asyncio.to_thread(make, person)
    except TrackerError as error:
        log.info("not handed out (%s): %s", error.key, request.url.path)
        return _missing()
    kind = TYPES.get(Path(made.name).suffix.lower(), "application/octet-stream")
    return Response(made.content, 200, {**PRIVATE, "content-disposition": disposition(made.name)}, kind)


def _number(request: Request) -> int:
    said = request.path_params["upload"]
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= DIGITS else 0


def _words(request: Request) -> Words:
    return Words(request.query_params.get("lang", "vi"))


def _missing() -> Response:
    return PlainTextResponse("404\n", status_code=404, headers={"cache-control": "no-store"})
