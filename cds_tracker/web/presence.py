"""``/phien``: an open page asks whether its session still goes on, and whose it is. (It is no sign of life.)"""

import hashlib
import hmac

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cds_tracker.web import deployment
from cds_tracker.web.paths import PRESENCE
from cds_tracker.web.visitor import ACCOUNT


async def presence(request: Request) -> Response:
    """A word that is the same for the same account, and tells nothing else. (Without a session the gate answers 401.)"""
    account = request.headers.get(ACCOUNT.decode(), "")
    word = hmac.new(deployment.secret().encode(), f"presence:{account}".encode(), hashlib.sha256).hexdigest()[:16]
    return JSONResponse({"reader": word})


def routes() -> list[Route]:
    """``/phien``."""
    return [Route(PRESENCE, presence, methods=["GET"])]
