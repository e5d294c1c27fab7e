"""What the middlewares share: the shapes of ASGI, and a plain refusal."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

WARM_UP = object()  # the mark of the run made in process before the first visitor: no client can send an object


def header(scope: Scope, name: bytes) -> str | None:
    """The only header of this name; ``None`` when it is absent or said twice."""
    found = [value for key, value in scope["headers"] if key == name]
    return found[0].decode("latin-1") if len(found) == 1 else None


def is_warm_up(scope: Scope) -> bool:
    """Whether this is our own run in process."""
    return scope.get("cds_tracker.warm_up") is WARM_UP


async def answer(send: Send, status: int, body: bytes, *headers: tuple[bytes, bytes], head: bool = False) -> None:
    """One whole HTTP answer; ``head`` leaves the body out, as HEAD asks."""
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [length, *headers]})
    await send({"type": "http.response.body", "body": b"" if head else body})


async def refuse(scope: Scope, receive: Receive, send: Send, status: int, text: str) -> None:
    """Refuse a request with a sentence, or a websocket before it is accepted (the client sees 403)."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 4403})
        return
    await answer(send, status, f"{text}\n".encode(), (b"content-type", b"text/plain; charset=utf-8"))
