"""One request at a time to the real server, with anything in it that a browser would not say."""

import http.client
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from types import MappingProxyType

from tests.browser.serving import Served
from tests.browser.signing import SIGNED_IN, cookie


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(
    server: Served,
    path: str,
    method: str = "GET",
    headers: Mapping[str, str] = MappingProxyType({}),
    at: str = "127.0.0.1",
    person: str | None = SIGNED_IN,
    body: bytes | None = None,
) -> Answer:
    """One request of a person who is signed in (``None``: nobody), with any Host and headers, at any of our addresses."""
    with closing(http.client.HTTPConnection(at, server.port, timeout=30)) as connection:
        said = {"Host": f"127.0.0.1:{server.port}", **cookie(person), **headers}
        connection.request(method, path, body, headers=said)
        with connection.getresponse() as response:
            return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())


def own(server: Served) -> Mapping[str, str]:
    """The header with which a page of this server asks."""
    return {"Origin": server.url}
