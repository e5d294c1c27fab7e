"""One browser tab without a browser: Streamlit's protocol over a websocket, for what no browser would send.

Its address and headers are free, so that it can lie about them.
"""

import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.browser.signing import SIGNED_IN, cookie

PATIENCE = 60.0


@dataclass
class Run:
    """What one run of the script said: its elements by kind, the pages of the menu, exceptions shown."""

    elements: list[tuple[str, object]] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    exceptions: list[str] = field(default_factory=list)
    not_found: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All bodies of text, in the order of arrival."""
        return "\n".join(str(getattr(element, "body", "")) for _, element in self.elements if hasattr(element, "body"))


class Tab:
    """A connected session."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.session_id = ""  # Streamlit's own name of this tab, once something has run

    @classmethod
    @contextmanager
    def open(
        cls,
        url: str,
        *,
        origin: str | None = "own",
        person: str | None = SIGNED_IN,
        headers: Mapping[str, str] | None = None,
        resume: str | None = None,
    ) -> Iterator[Self]:
        """Connect as a page of this server would, as a person who is signed in (see ``signing``; ``None``: nobody).

        ``origin`` is what the Origin header says, ``None`` leaves it out; ``headers`` are said besides, or instead;
        ``resume`` names one of Streamlit's sessions to go on with.
        """
        stated = url if origin == "own" else origin
        address = url.replace("http", "ws", 1) + "/_stcore/stream"
        said = {**cookie(person), **(headers or {})}
        words = ["streamlit", xsrf(url, said), *([resume] if resume else [])]
        given = None if stated is None else Origin(stated)
        with connect(
            address,
            origin=given,
            subprotocols=[Subprotocol(word) for word in words],
            additional_headers=said,
            compression=None,
            max_size=None,
            proxy=None,
        ) as connection:
            yield cls(connection)

    def send(self, message: BackMsg) -> None:
        """Any frame, also one that no browser sends."""
        self.connection.send(message.SerializeToString())

    def run(self, page: str = "", query: str = "") -> Run:
        """Ask for a page and read until its script has finished."""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        message.rerun_script.context_info.timezone = "Asia/Ho_Chi_Minh"
        message.rerun_script.context_info.locale = "vi-VN"
        self.send(message)
        run = Run()
        while not self._hear(run):
            pass
        return run

    def _hear(self, run: Run) -> bool:
        message = ForwardMsg()
        message.ParseFromString(self.connection.recv(timeout=PATIENCE, decode=False))
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session_id = message.new_session.initialize.session_id
        elif kind == "navigation":
            run.pages = [page.url_pathname for page in message.navigation.app_pages]
        elif kind == "page_not_found":
            run.not_found.append(message.page_not_found.page_name)
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            name = element.WhichOneof("type") or ""
            run.elements.append((name, getattr(element, name)))
            if name == "exception":
                run.exceptions.append(f"{element.exception.type}: {element.exception.message}")
        return kind == "script_finished"


def xsrf(url: str, headers: Mapping[str, str]) -> str:
    """The token that a browser gets with its first answer; ``none`` where it gets no answer."""
    asked = urllib.request.Request(f"{url}/_stcore/health", headers={"Host": urlsplit(url).netloc, **headers})
    try:
        with urllib.request.urlopen(asked) as answer:
            given: str = answer.headers.get("Set-Cookie", "")
    except urllib.error.HTTPError:
        return "none"
    return given.partition("=")[2].partition(";")[0] or "none"
