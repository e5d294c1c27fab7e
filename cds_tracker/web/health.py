"""Whether the application answers: for whatever watches the service."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


async def health(request: Request) -> Response:
    """200 once the start is over."""
    return JSONResponse({"status": "ok"})


def routes() -> list[Route]:
    """``/healthz``."""
    return [Route("/healthz", health)]
