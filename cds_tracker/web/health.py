"""Whether the application answers, and its database: for whatever watches the service."""

import asyncio
from functools import cache

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cds_tracker.domain.errors import TrackerError
from cds_tracker.store.database import Database, connect
from cds_tracker.store.migrating import is_current
from cds_tracker.web import deployment


async def health(request: Request) -> Response:
    """200 where the database answers in the form this version writes, else 503."""
    try:
        well = await asyncio.to_thread(lambda: is_current(database()))
    except TrackerError as error:
        return JSONResponse({"status": error.key}, status_code=503)
    return JSONResponse({"status": "ok" if well else "not_migrated"}, status_code=200 if well else 503)


@cache
def database() -> Database:
    """The database of the settings, connected once."""
    return connect(deployment.given().database_url)


def routes() -> list[Route]:
    """``/healthz``."""
    return [Route("/healthz", health)]
