"""What is done before the first visitor: heavy modules imported, one run made, and what is left never collected again."""

import asyncio
import gc
import importlib
import logging

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from cds_tracker import excel
from cds_tracker.web.asgi import WARM_UP, Application, Message, Scope

HEAVY = ("pandas", "pyarrow", "plotly.graph_objects", "sqlmodel", "streamlit.elements.plotly_chart", "streamlit.elements.arrow")
PATIENCE = 120.0  # seconds for the first run
log = logging.getLogger("cds_tracker")


async def warm_up(app: Application) -> int:
    """Import, run once through ``app`` as a browser would, freeze; the number of frozen objects.

    Without the freeze every full collection walks the half million objects of pandas and plotly while it holds the GIL.
    Once, and after the run: what is frozen is never freed.
    """
    for name in HEAVY:
        importlib.import_module(name)
    await asyncio.wait_for(one_run(app), PATIENCE)
    gc.collect()
    gc.freeze()
    excel.stand_by(always=True)
    return gc.get_freeze_count()


async def one_run(app: Application) -> None:
    """Open the default page over a websocket in process, until its script has finished."""
    visitor = _Visitor()
    visit = asyncio.create_task(_visit(app, visitor))
    try:
        waiting = asyncio.create_task(visitor.finished.wait())
        await asyncio.wait({waiting, visit}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
    finally:
        visitor.leave()
        await visit


async def _visit(app: Application, visitor: "_Visitor") -> None:
    await app(_scope(), visitor.receive, visitor.send)


def _scope() -> Scope:
    return {
        "type": "websocket",
        "cds_tracker.warm_up": WARM_UP,
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "scheme": "ws",
        "path": "/_stcore/stream",
        "raw_path": b"/_stcore/stream",
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1"), (b"origin", b"http://127.0.0.1"), (b"sec-websocket-protocol", b"streamlit")],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 0),
        "subprotocols": ["streamlit"],
        "state": {},
    }


class _Visitor:
    """The other end of the websocket: says one thing, waits for the end of the run, leaves."""

    def __init__(self) -> None:
        self.finished = asyncio.Event()
        self.said: asyncio.Queue[Message] = asyncio.Queue()
        self.said.put_nowait({"type": "websocket.connect"})
        message = BackMsg()
        message.rerun_script.query_string = ""
        message.rerun_script.context_info.timezone = "Asia/Ho_Chi_Minh"
        message.rerun_script.context_info.locale = "vi-VN"
        self.said.put_nowait({"type": "websocket.receive", "bytes": message.SerializeToString()})

    async def receive(self) -> Message:
        return await self.said.get()

    async def send(self, message: Message) -> None:
        if message["type"] == "websocket.close":
            self.finished.set()
        elif message["type"] == "websocket.send":
            heard = ForwardMsg()
            heard.ParseFromString(message["bytes"])
            if heard.WhichOneof("type") == "script_finished":
                self.finished.set()

    def leave(self) -> None:
        self.said.put_nowait({"type": "websocket.disconnect", "code": 1000})
