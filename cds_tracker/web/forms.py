"""Forms of our own: read within limits, and only from a page that this server sent to this browser."""

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from cds_tracker.web import deployment

MOST = 16 * 1024  # bytes of a form
FIELDS = 20
KIND = "application/x-www-form-urlencoded"
CSRF = "csrf"


class BadForm(Exception):
    """A body that no form of ours can have sent: answered with this status."""

    def __init__(self, status: int) -> None:
        super().__init__(f"bad form: {status}")
        self.status = status


async def fields(request: Request) -> dict[str, str]:
    """The fields of a form, each once. Raises ``BadForm``."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != KIND:
        raise BadForm(400)
    body = await _body(request)
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=FIELDS
        )
    except ValueError:
        raise BadForm(400) from None
    found = dict(pairs)
    if len(found) != len(pairs) or any(ord(letter) < 32 for value in found.values() for letter in value):
        raise BadForm(400)
    return found


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > MOST:
                raise BadForm(413)
    except ClientDisconnect:
        raise BadForm(400) from None
    return bytes(body)


def token(bound_to: str) -> str:
    """What a form carries to show that it is ours, for the browser that holds this cookie's value."""
    return hmac.new(deployment.secret().encode(), f"form:{bound_to}".encode(), hashlib.sha256).hexdigest()


def is_ours(request: Request, said: Mapping[str, str], bound_to: str | None) -> bool:
    """Whether the form was sent by a page of ours in this browser. (The origin has been looked at before.)"""
    if bound_to is None or request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    return hmac.compare_digest(said.get(CSRF, "").encode(), token(bound_to).encode())
