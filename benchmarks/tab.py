"""A browser tab without a browser, which times what the server does: from the frame that asks to ``script_finished``."""

import re
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

PATIENCE = 120.0
EARLY = ForwardMsg.ScriptFinishedStatus.Value("FINISHED_EARLY_FOR_RERUN")


class Tab:
    """One session. Like a browser it keeps what may be kept, and tells the server so."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._kept: set[str] = set()

    @classmethod
    @contextmanager
    def open(cls, url: str, cookie: str = "") -> Iterator[Self]:
        """Connect to a server, signed in by a cookie where one is needed."""
        headers = {"Cookie": cookie} if cookie else {}
        with urllib.request.urlopen(urllib.request.Request(f"{url}/_stcore/health", headers=headers)) as answer:
            found = re.match("_streamlit_xsrf=([^;]+)", answer.headers.get("Set-Cookie", ""))
        protocols = [Subprotocol("streamlit"), Subprotocol(found[1] if found else "none")]
        address = url.replace("http", "ws", 1) + "/_stcore/stream"
        with connect(
            address,
            origin=Origin(url),
            subprotocols=protocols,
            additional_headers=headers,
            compression=None,
            max_size=None,
            proxy=None,
        ) as connection:
            yield cls(connection)

    def run(self, page: str = "", query: str = "") -> float:
        """Seconds that a run of the page took. Raises where the page shows an exception or asks to be run again without end."""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        message.rerun_script.cached_message_hashes.extend(self._kept)
        message.rerun_script.context_info.timezone = "Asia/Ho_Chi_Minh"
        message.rerun_script.context_info.locale = "vi-VN"
        asked = message.SerializeToString()
        start = perf_counter()
        self._connection.send(asked)
        while not self._hear(page):
            pass
        return perf_counter() - start

    def _hear(self, page: str) -> bool:
        message = ForwardMsg()
        message.ParseFromString(self._connection.recv(timeout=PATIENCE, decode=False))
        if message.hash and message.metadata.cacheable:
            self._kept.add(message.hash)
        kind = message.WhichOneof("type")
        if kind == "page_not_found":
            raise RuntimeError(f"no page {page}")
        if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
            raise RuntimeError(f"{page}: {message.delta.new_element.exception.message}")
        return kind == "script_finished" and message.script_finished != EARLY
