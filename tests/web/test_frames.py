"""What a browser may say over the websocket."""

import asyncio
from collections.abc import Iterator

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from cds_tracker.web.asgi import Message, Receive, Scope, Send
from cds_tracker.web.frames import DROPPED, FrameFilter, kind


def frame(name: str) -> bytes:
    """A frame that asks for one thing."""
    message = BackMsg()
    if name == "rerun_script":
        message.rerun_script.query_string = "unit=VP"
    else:
        setattr(message, name, True)
    sent: bytes = message.SerializeToString()
    return sent


def heard(frames: list[bytes]) -> list[bytes]:
    """What reaches Streamlit of the frames that a browser sends."""
    waiting: Iterator[Message] = iter(
        [*({"type": "websocket.receive", "bytes": sent} for sent in frames), {"type": "websocket.disconnect", "code": 1000}]
    )
    reached: list[bytes] = []

    async def streamlit(scope: Scope, receive: Receive, send: Send) -> None:
        while (message := await receive())["type"] == "websocket.receive":
            reached.append(message["bytes"])

    async def receive() -> Message:
        return next(waiting)

    async def send(message: Message) -> None:
        raise AssertionError(f"nothing is to be said, but {message}")

    asyncio.run(FrameFilter(streamlit)({"type": "websocket"}, receive, send))
    return reached


@pytest.mark.parametrize("name", sorted(DROPPED))
def test_a_dangerous_frame_is_dropped_and_the_next_one_heard(name: str) -> None:
    assert kind(frame(name)) == name
    assert heard([frame(name), frame("rerun_script"), frame(name)]) == [frame("rerun_script")]


def test_what_is_no_frame_is_left_to_streamlit() -> None:
    assert kind(b"\xff\xff\xff") is None
    assert heard([b"\xff\xff\xff"]) == [b"\xff\xff\xff"]
