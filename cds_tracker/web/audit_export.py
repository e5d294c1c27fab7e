"""``/nhat-ky.csv`` and ``/nhat-ky.xlsx``: the audit log as a file, for whoever may read it; taking it is written down."""

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from cds_tracker.domain.text import clean
from cds_tracker.excel.giving.listing import Cell, csv_lines, write_list
from cds_tracker.store import audit_search
from cds_tracker.store.audit_search import Asked, Entry
from cds_tracker.style import audit as said
from cds_tracker.style.words import Words
from cds_tracker.web import visitor
from cds_tracker.web.health import database
from cds_tracker.workflows import auditing
from cds_tracker.workflows.acting import Refused

COLUMNS = ("id", "at", "actor", "name", "act", "act_words", "subject", "subject_id", "outcome", "address", "detail")
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NO_STORE = {"cache-control": "no-store"}


async def as_csv(request: Request) -> Response:
    """The rows asked for, streamed."""
    words, asked = Words(request.query_params.get("lang", "vi")), asked_in(request)
    newest = await _take(request, asked, "csv")
    if newest is None:
        return PlainTextResponse(words("errors.refused"), 403, NO_STORE)
    lines = csv_lines(_head(words), _rows(words, asked, newest))
    named = {"content-disposition": 'attachment; filename="nhat-ky.csv"', **NO_STORE}
    return StreamingResponse(lines, 200, named, "text/csv; charset=utf-8")


async def as_workbook(request: Request) -> Response:
    """The rows asked for, in a workbook."""
    words, asked = Words(request.query_params.get("lang", "vi")), asked_in(request)
    newest = await _take(request, asked, "xlsx")
    if newest is None:
        return PlainTextResponse(words("errors.refused"), 403, NO_STORE)
    place = Path(tempfile.mkstemp(prefix="cds-", suffix=".xlsx")[1])
    title = words("pages.nhat_ky.title")
    await asyncio.to_thread(write_list, place, title, _head(words), _rows(words, asked, newest))
    return FileResponse(place, 200, NO_STORE, SHEET, BackgroundTask(place.unlink), "nhat-ky.xlsx")


def asked_in(request: Request) -> Asked:
    """The choice in the address of the request; what cannot be read is not narrowed by."""
    query = request.query_params
    texts = {name: clean(query.get(name, ""))[:200] for name in ("actor", "act", "outcome", "subject", "words")}
    return Asked(since=_day(query.get("since")), until=_day(query.get("until")), **texts)


def routes() -> list[Route]:
    """Both forms."""
    return [Route("/nhat-ky.csv", as_csv), Route("/nhat-ky.xlsx", as_workbook)]


async def _take(request: Request, asked: Asked, form: str) -> int | None:
    """The newest row that may be taken along; ``None``: this person may not (which is written down too)."""
    person = await visitor.person(request)
    try:
        return await asyncio.to_thread(auditing.take, database(), person, asked, form)
    except Refused:
        return None


def _head(words: Words) -> list[str]:
    return [words(f"admin.export.{name}") for name in COLUMNS]


def _rows(words: Words, asked: Asked, newest: int) -> Iterator[Sequence[Cell]]:
    with database().read() as connection:
        for chunk in audit_search.chunks(connection, asked, newest):
            for entry in chunk:
                yield _row(words, entry)


def _row(words: Words, one: Entry) -> list[Cell]:
    return [
        one.id, f"{one.at:%d/%m/%Y %H:%M:%S}", one.actor, one.name, one.act, said.act(words, one.act), one.subject,
        one.subject_id, said.outcome(words, one.outcome), one.address, said.whole(words, one.detail),
    ]  # fmt: skip


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
