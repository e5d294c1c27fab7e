"""Our cookies: the token of a session, and what binds a form to the browser that it was sent to. No script can read them."""

import re
from collections.abc import Iterable

from starlette.responses import Response

from cds_tracker.web import deployment

SESSION, FORM = "cds_session", "cds_form"
_VALUE = re.compile(r"[A-Za-z0-9_-]{43}")


def name(cookie: str) -> str:
    """The whole name: over HTTPS a prefix that no other host and no plain HTTP page can set."""
    return f"__Host-{cookie}" if deployment.given().is_https else cookie


def read(headers: Iterable[tuple[bytes, bytes]], cookie: str) -> str | None:
    """The value of a cookie; ``None`` where it is absent, said twice or not of our making."""
    lines = (value.decode("latin-1") for key, value in headers if key == b"cookie")
    pairs = (pair.strip().partition("=") for line in lines for pair in line.split(";"))
    found = [value for key, _, value in pairs if key == name(cookie)]
    return found[0] if len(found) == 1 and _VALUE.fullmatch(found[0]) else None


def put(response: Response, cookie: str, value: str) -> None:
    """Give the browser a cookie that it keeps until it is closed."""
    secure = deployment.given().is_https
    response.set_cookie(name(cookie), value, path="/", secure=secure, httponly=True, samesite="lax")


def drop(response: Response, cookie: str) -> None:
    """Take a cookie back."""
    response.delete_cookie(name(cookie), path="/", secure=deployment.given().is_https, httponly=True, samesite="lax")
