"""The second way in, by an OpenID provider: there with a state, a nonce and a proof of our own; back into the same session.

Nothing is kept between the two requests but one random value in the browser's cookie: state, nonce and proof (PKCE) are
derived from it with our secret, so that an answer is taken only by the browser that asked, once, within ten minutes.
"""

import asyncio
import base64
import hashlib
import hmac
import logging
import secrets
import time
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, partial
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from cds_tracker.domain.errors import TrackerError
from cds_tracker.web import cookies, deployment, handling, provider_settings, signin
from cds_tracker.web.arrivals import LOCAL
from cds_tracker.web.health import database
from cds_tracker.web.live import Live
from cds_tracker.web.paths import OIDC, SIGN_IN, safe_next
from cds_tracker.web.provider import Provider, ProviderDown, Untrue
from cds_tracker.workflows.coming_in import Known, NotLinked, come_in

BACK = "/oidc/tra-ve"
PENDING = "cds_oidc"
MINUTES = 10
LONGEST = 4_000  # characters of a code or a state
log = logging.getLogger("cds_tracker.oidc")


@cache
def provider() -> Provider:
    """The provider of the settings."""
    return Provider(provider_settings.load())


def routes(live: Live) -> list[Route]:
    """The way there and the way back; none where nobody is to come in so. What a sign-in ends is closed in ``live``."""
    if "oidc" not in deployment.given().ways:
        return []
    provider()  # settings that cannot be meant stop the start
    return [Route(OIDC, begin, methods=["GET"]), Route(BACK, partial(finish, live), methods=["GET"])]


async def begin(request: Request) -> Response:
    """On to the provider; ``next`` is where the reader wants to go afterwards."""
    kept = secrets.token_urlsafe(32)
    state = _state(kept, f"{int(time.time())} {safe_next(request.query_params.get('next'))}")
    try:
        there = await provider().way(_redirect(request), state, _derived(kept, "nonce"), _derived(kept, "verifier"))
    except ProviderDown as error:
        return _sorry("down", error)
    response = RedirectResponse(there, 303)
    cookies.put(response, PENDING, kept)
    return response


async def finish(live: Live, request: Request) -> Response:
    """Back from the provider: checked, known, and in; else to the page of signing in with one sentence."""
    kept = cookies.read(request.headers.raw, PENDING)
    following = _next(kept, request.query_params.get("state", "")) if kept else None
    if kept is None or following is None:
        return _sorry("oidc", "state")
    try:
        token = await _come_in(request, kept)
    except ProviderDown as error:
        return _sorry("down", error)
    except Untrue as error:
        return _sorry("oidc", error)
    except NotLinked as error:
        return _sorry(error.why, error)
    except TrackerError as error:
        return _sorry("oidc", error.key)
    response = RedirectResponse(following, 303)
    signin.start(response, token)
    cookies.drop(response, PENDING)
    await live.look()
    return response


async def _come_in(request: Request, kept: str) -> str:
    code = request.query_params.get("code", "")
    if not code or len(code) > LONGEST:
        raise Untrue(f"no code: {request.query_params.get('error', '')[:40]!r}")
    proofs = (_derived(kept, "nonce"), _derived(kept, "verifier"))
    claims = await provider().claims(code, request.query_params.get("iss"), _redirect(request), *proofs)
    return await asyncio.to_thread(come_in, database(), deployment.rules(), handling.visitor(request), _known(claims))


def _known(claims: Mapping[str, object]) -> Known:
    issuer = provider().settings.issuer
    email = None if claims.get("email_verified") is False else _text(claims.get("email"))
    name = _text(claims.get("name")) or _text(claims.get("preferred_username"))
    return replace(Known(issuer, str(claims["sub"]), email, name), grants=provider().settings.grants(claims))


def _text(value: object) -> str | None:
    return value.strip()[:200] or None if isinstance(value, str) else None


def _redirect(request: Request) -> str:
    """Where the provider sends the reader back to: the public address, or this machine's own name."""
    here = f"{request.url.scheme}://{request.headers.get('host', '')}"
    public = deployment.given().public_url
    return (here if public is None or request.scope.get(LOCAL) else public) + BACK


def _state(kept: str, said: str) -> str:
    written = base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")
    return f"{_derived(kept, f'state:{written}')}.{written}"


def _next(kept: str, state: str) -> str | None:
    """Where to go, of a state that this browser was given not long ago."""
    proof, _, written = state[:LONGEST].partition(".")
    if not hmac.compare_digest(proof.encode(), _derived(kept, f"state:{written}").encode()):
        return None
    began, _, following = base64.urlsafe_b64decode(written + "=" * (-len(written) % 4)).decode().partition(" ")
    return safe_next(following) if 0 <= time.time() - int(began) <= MINUTES * 60 else None


def _derived(kept: str, purpose: str) -> str:
    made = hmac.new(deployment.secret().encode(), f"oidc:{purpose}:{kept}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def _sorry(why: str, error: object) -> Response:
    """To the page of signing in, which says one sentence; the log says what it was."""
    log.warning("no sign-in by the provider (%s): %s", why, str(error).encode("unicode_escape").decode()[:200])
    response = RedirectResponse(f"{SIGN_IN}?{urlencode({'wrong': why})}", 303)
    cookies.drop(response, PENDING)
    return response
