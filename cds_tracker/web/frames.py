"""What a browser may say to Streamlit over its websocket."""

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg

from cds_tracker.web.asgi import Application, Message, Receive, Scope, Send

DROPPED = frozenset({"clear_cache", "set_run_on_save", "load_git_info", "debug_disconnect_websocket", "debug_shutdown_runtime"})


def kind(frame: bytes) -> str | None:
    """What a frame asks for; ``None`` for what is not a frame of Streamlit's (which Streamlit closes on)."""
    message = BackMsg()
    try:
        message.ParseFromString(frame)
    except DecodeError:
        return None
    asked: str | None = message.WhichOneof("type")
    return asked


def is_activity(frame: bytes) -> bool:
    """Whether somebody is there: a timer of the page that asks again by itself is not, nor a sign of life of the browser."""
    message = BackMsg()
    try:
        message.ParseFromString(frame)
    except DecodeError:
        return False
    asked = message.WhichOneof("type")
    return asked == "file_urls_request" or (asked == "rerun_script" and not message.rerun_script.is_auto_rerun)


class FrameFilter:
    """Drop frames that would empty everybody's caches or reveal the server's checkout."""

    def __init__(self, app: Application) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return

        async def checked() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive" or kind(message.get("bytes") or b"") not in DROPPED:
                    return message

        await self.app(scope, checked, send)
