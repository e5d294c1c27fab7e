"""What the pages of signing in share: who asks, forms within limits, passwords looked at few at a time."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from cds_tracker.store import sessions
from cds_tracker.store.sessions import SignedIn
from cds_tracker.style.words import Words
from cds_tracker.web import cookies, deployment, forms
from cds_tracker.web.forms import BadForm
from cds_tracker.web.health import database
from cds_tracker.web.live import Live
from cds_tracker.web.signin_html import Form
from cds_tracker.workflows.signing_in import Visitor

AT_ONCE = asyncio.Semaphore(4)  # passwords that are looked at: each takes memory and time
MOST_WAITING = 60
Fields = Mapping[str, str]
Handle = Callable[[Request, Fields], Awaitable[Response]]
_waiting: set[object] = set()


class TooMany(Exception):
    """So many passwords are waiting to be looked at that this one is not taken."""


def posted(live: Live, handle: Handle) -> Callable[[Request], Awaitable[Response]]:
    """A form is read within limits; whatever session has ended by it is closed everywhere before the answer."""

    async def handled(request: Request) -> Response:
        try:
            response = await handle(request, await forms.fields(request))
        except BadForm as error:
            return plain(error.status)
        except TooMany:
            return plain(503)
        await live.look()
        return response

    return handled


async def at_rest(verb: Callable[..., str], request: Request, *said: str) -> str:
    """Do what looks at a password: few at a time, and in a thread."""
    if len(_waiting) >= MOST_WAITING:
        raise TooMany
    mark = object()
    _waiting.add(mark)
    try:
        async with AT_ONCE:
            return await asyncio.to_thread(verb, database(), deployment.rules(), visitor(request), *said)
    finally:
        _waiting.discard(mark)


def visitor(request: Request) -> Visitor:
    """Whoever stands before the gate."""
    address = request.client.host if request.client else None
    return Visitor(address, request.headers.get("user-agent"), session_token(request))


def session_token(request: Request) -> str | None:
    """The token of the session that the browser says it has."""
    return cookies.read(request.headers.raw, cookies.SESSION)


async def signed_in(request: Request) -> SignedIn | None:
    """The session of the browser that asks, if it may go on."""
    token = session_token(request)
    return await asyncio.to_thread(_find, sessions.hashed(token)) if token else None


def _find(token_hash: str) -> SignedIn | None:
    with database().read() as connection:
        return sessions.find(connection, token_hash, deployment.limits())


def page(
    request: Request, made: Callable[[Form], str], hidden: Fields, name: str = "", wrong: str = "", status: int = 200
) -> Response:
    """A page with a form that is bound to this browser."""
    bound = cookies.read(request.headers.raw, cookies.FORM) or secrets.token_urlsafe(32)
    response = HTMLResponse(made(Form(forms.token(bound), hidden, name, wrong)), status)
    cookies.put(response, cookies.FORM, bound)
    return response


def plain(status: int) -> Response:
    """A refusal without words: no page of ours leads there."""
    return Response(f"{status}\n", status, media_type="text/plain")


def words(language: str | None) -> Words:
    """The words of the language that was asked for."""
    return Words(language or "")
