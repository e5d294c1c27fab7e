"""Signing in and out: plain pages of ours, before Streamlit, without any script.

``start`` gives a browser its session; the other way in (``oidc``) ends in it too.
"""

import asyncio
from functools import partial
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from cds_tracker.style import problems
from cds_tracker.style.words import LANGUAGES
from cds_tracker.web import cookies, deployment, forms, handling, passwords, signin_html
from cds_tracker.web.arrivals import LOCAL
from cds_tracker.web.demonstration import people_shown
from cds_tracker.web.handling import Fields
from cds_tracker.web.health import database
from cds_tracker.web.live import Live
from cds_tracker.web.paths import PASSWORD, SIGN_IN, SIGN_OUT, safe_next
from cds_tracker.workflows import signing_in
from cds_tracker.workflows.signing_in import ChoosePassword, NotSignedIn


def start(response: Response, token: str) -> None:
    """Give the browser the session of this token."""
    cookies.put(response, cookies.SESSION, token)


def routes(live: Live) -> list[Route]:
    """The pages of signing in. What they end is closed at once in ``live``."""
    posted = partial(handling.posted, live)
    return [
        Route(SIGN_IN, show_sign_in, methods=["GET"]),
        Route(SIGN_IN, posted(sign_in), methods=["POST"]),
        Route(SIGN_OUT, posted(sign_out), methods=["POST"]),
        Route(PASSWORD, passwords.show, methods=["GET"]),
        Route(PASSWORD, posted(passwords.put), methods=["POST"]),
    ]


async def show_sign_in(request: Request) -> Response:
    """The way in; straight on for who is in already. ``wrong`` names a sentence of ``signin.wrong``."""
    following = safe_next(request.query_params.get("next"))
    if await handling.signed_in(request) is not None:
        return RedirectResponse(following, 303)
    words = handling.words(request.query_params.get("lang"))
    wrong = f"signin.wrong.{request.query_params.get('wrong', '')}"
    said = "signed_out" if request.query_params.get("out") else None
    return await _page(request, words.language, following, wrong=words(wrong) if words.has(wrong) else "", said=said)


async def sign_in(request: Request, given: Fields) -> Response:
    """A name and a password, or a one-time code in its place."""
    words, following = handling.words(given.get("lang")), safe_next(given.get("next"))
    name, typed = given.get("account", ""), given.get("password", "")
    again = partial(_page, request, words.language, following, name=name)
    if "local" not in deployment.given().ways:
        return handling.plain(403)
    if not forms.is_ours(request, given, cookies.read(request.headers.raw, cookies.FORM)):
        return await again(wrong=words("signin.stale"), status=403)
    try:
        token = await handling.at_rest(signing_in.sign_in, request, name, typed)
    except ChoosePassword:
        return passwords.code_page(request, words, following, name, typed)
    except NotSignedIn as error:
        return await again(wrong=problems.refusal(words, error), status=401)
    response = RedirectResponse(following, 303)
    start(response, token)
    return response


async def sign_out(request: Request, given: Fields) -> Response:
    """End the session, here and in every other tab; with ``everywhere`` all sessions of the account."""
    is_in = await handling.signed_in(request) is not None
    if is_in and not forms.is_ours(request, given, handling.session_token(request)):
        return handling.plain(403)
    everywhere = given.get("everywhere") == "1"
    await asyncio.to_thread(signing_in.sign_out, database(), handling.visitor(request), everywhere)
    language = {"lang": given["lang"]} if given.get("lang") in LANGUAGES[1:] else {}
    response = RedirectResponse(f"{SIGN_IN}?{urlencode({'out': '1', **language})}", 303)
    cookies.drop(response, cookies.SESSION)
    return response


async def _page(
    request: Request, language: str, following: str, name: str = "", wrong: str = "", said: str | None = None, status: int = 200
) -> Response:
    words, ways = handling.words(language), deployment.given().ways
    people = await asyncio.to_thread(people_shown, database()) if request.scope.get(LOCAL) else ()
    made = partial(signin_html.sign_in, words, ways=ways, people=people, said=said)
    return handling.page(request, made, {"next": following}, name, wrong, status)
