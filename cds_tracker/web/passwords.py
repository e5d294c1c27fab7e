"""Choosing a password: one's own in place of the old one, or in place of a one-time code."""

from functools import partial

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from cds_tracker.domain.errors import TrackerError
from cds_tracker.store.sessions import SignedIn
from cds_tracker.style import problems
from cds_tracker.style.words import Words
from cds_tracker.web import cookies, forms, handling, signin_html
from cds_tracker.web.handling import Fields
from cds_tracker.web.paths import safe_next
from cds_tracker.web.signin_html import Form
from cds_tracker.workflows import signing_in
from cds_tracker.workflows.signing_in import NotSignedIn


async def show(request: Request) -> Response:
    """Change one's own password; without a session, trade a one-time code for one."""
    signed, words = await handling.signed_in(request), handling.words(request.query_params.get("lang"))
    return _change_page(request, words, signed) if signed else code_page(request, words, "/", "", "")


async def put(request: Request, given: Fields) -> Response:
    """What either of these two forms sends."""
    words, signed = handling.words(given.get("lang")), await handling.signed_in(request)
    if signed is None or "code" in given:
        return await _by_code(request, words, given)
    again = partial(_change_page, request, words, signed)
    if not forms.is_ours(request, given, handling.session_token(request)):
        return again(words("signin.stale"), 403)
    if given.get("new") != given.get("again"):
        return again(words("signin.differ"), 400)
    said = (signed.account, given.get("current", ""), given.get("new", ""))
    try:
        token = await handling.at_rest(signing_in.change_password, request, *said)
    except TrackerError as error:
        return again(problems.refusal(words, error), _status(error))
    response = HTMLResponse(signin_html.changed(words))
    cookies.put(response, cookies.SESSION, token)
    return response


async def _by_code(request: Request, words: Words, given: Fields) -> Response:
    following, name, code = safe_next(given.get("next")), given.get("account", ""), given.get("code", "")
    again = partial(code_page, request, words, following, name, code)
    if not forms.is_ours(request, given, cookies.read(request.headers.raw, cookies.FORM)):
        return again(words("signin.stale"), 403)
    if given.get("new") != given.get("again"):
        return again(words("signin.differ"), 400)
    try:
        token = await handling.at_rest(signing_in.choose_password, request, name, code, given.get("new", ""))
    except NotSignedIn as error:
        return code_page(request, words, following, name, "", problems.refusal(words, error), 401)
    except TrackerError as error:
        return again(problems.refusal(words, error), 400)
    response = RedirectResponse(following, 303)
    cookies.put(response, cookies.SESSION, token)
    return response


def code_page(
    request: Request, words: Words, following: str, name: str, code: str, wrong: str = "", status: int = 200
) -> Response:
    """The page on which a one-time code is traded for a password; the code, once typed, stays in its form."""
    made = partial(signin_html.choose, words, code=code)
    return handling.page(request, made, {"next": following}, name, wrong, status)


def _change_page(request: Request, words: Words, signed: SignedIn, wrong: str = "", status: int = 200) -> Response:
    form = Form(forms.token(handling.session_token(request) or ""), {}, signed.account, wrong)
    return HTMLResponse(signin_html.change(words, form), status)


def _status(error: TrackerError) -> int:
    return 401 if isinstance(error, NotSignedIn) else 400
