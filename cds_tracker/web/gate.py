"""The gate: without a session nothing answers but signing in. It stands before Streamlit and before our own routes.

The session is looked up at every request and at every frame of every websocket. What a client says about itself in the
headers of ``visitor.IDENTITY`` is taken away; what the session says is put there.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from starlette.routing import Route

from cds_tracker.domain.errors import TrackerError
from cds_tracker.store import sessions
from cds_tracker.store.sessions import Limits, SignedIn
from cds_tracker.ui import identity
from cds_tracker.web import cookies, forms, frames
from cds_tracker.web.asgi import Application, Message, Receive, Scope, Send, answer, header, is_warm_up, refuse
from cds_tracker.web.health import database
from cds_tracker.web.live import Live
from cds_tracker.web.paths import SIGN_IN, is_page, methods, next_in
from cds_tracker.web.uploads import Uploads
from cds_tracker.web.visitor import ACCOUNT, ADDRESS, FORM, IDENTITY, SESSION

ENDED = 4401  # the code with which a websocket is closed when its session has ended
TOUCH = timedelta(seconds=60)  # a sign of life is written down so often at most


class Gate:
    """``public`` are the routes that answer without a session."""

    def __init__(self, app: Application, public: Sequence[Route], limits: Limits, live: Live, uploads: Uploads) -> None:
        self.app = app
        self.public = public
        self.limits = limits
        self.live = live
        self.uploads = uploads
        self._touching: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        scope = {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in IDENTITY]}
        if is_warm_up(scope):
            scope["headers"].append((ACCOUNT, identity.WARM_UP.encode()))
            await self.app(scope, receive, send)
        elif scope["type"] == "http" and scope["method"] in methods(self.public, scope["path"]):
            await self.app(scope, receive, send)
        else:
            await self._guarded(scope, receive, send)

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        token = cookies.read(scope["headers"], cookies.SESSION)
        try:
            signed = await self.look_up(token)
        except TrackerError as error:
            await refuse(scope, receive, send, 503, error.key)
            return
        if token is None or signed is None:
            await self._turn_away(scope, receive, send)
            return
        scope["headers"] += self._identity(scope, signed, token)
        if scope["type"] == "websocket":
            await _Socket(self, signed, scope, receive, send).run()
            return
        length = header(scope, b"content-length")
        status = self.uploads.refusal(scope["method"], scope["path"], length, signed.account)
        if status is not None:
            await refuse(scope, receive, send, status, str(status))
            return
        if is_page(scope["path"]):
            self.touch(signed)
        await self.app(scope, receive, send)

    async def look_up(self, token: str | None) -> SignedIn | None:
        """The session of a token, if it may go on."""
        return await asyncio.to_thread(self._find, sessions.hashed(token)) if token else None

    def _find(self, token_hash: str) -> SignedIn | None:
        with database().read() as connection:
            return sessions.find(connection, token_hash, self.limits)

    def touch(self, signed: SignedIn) -> None:
        """Write down a sign of life, without letting anybody wait for it."""
        if datetime.now(UTC) - datetime.fromisoformat(signed.seen_at) > min(TOUCH, self.limits.idle / 10):
            task = asyncio.create_task(asyncio.to_thread(_touch, signed.token_hash))
            self._touching.add(task)
            task.add_done_callback(self._touching.discard)

    @staticmethod
    def _identity(scope: Scope, signed: SignedIn, token: str) -> list[tuple[bytes, bytes]]:
        said = {ACCOUNT: signed.account, SESSION: signed.reference, ADDRESS: scope["client"][0], FORM: forms.token(token)}
        return [(name, value.encode("latin-1", "replace")) for name, value in said.items()]

    @staticmethod
    async def _turn_away(scope: Scope, receive: Receive, send: Send) -> None:
        """A person who asks for a page is shown the way in; everything else is refused, whether it exists or not."""
        if scope["type"] == "websocket" or scope["method"] not in ("GET", "HEAD") or not is_page(scope["path"]):
            await refuse(scope, receive, send, 401, "401")
            return
        wanted = next_in(scope["path"], scope["query_string"].decode("latin-1"))
        query = f"?next={quote(wanted, safe='/')}" if wanted != "/" else ""
        await answer(send, 303, b"", (b"location", f"{SIGN_IN}{query}".encode()))


class _Socket:
    """One open websocket: every frame that comes in is checked, and it is closed as soon as its session has ended."""

    def __init__(self, gate: Gate, signed: SignedIn, scope: Scope, receive: Receive, send: Send) -> None:
        self.gate = gate
        self.signed = signed
        self.scope, self.receive, self.send = scope, receive, send
        self.ended: asyncio.Event | None = None
        self.is_closed = self.is_known = False

    async def run(self) -> None:
        """Let Streamlit have it, until it is over."""
        self.ended = self.gate.live.enter(self.signed.token_hash)
        if self.ended is None:
            await refuse(self.scope, self.receive, self.send, 429, "429")
            return
        try:
            await self.gate.app(self.scope, self.heard, self.said)
        finally:
            self.gate.live.leave(self.signed.token_hash, self.ended)

    async def heard(self) -> Message:
        """The next frame; the end, where the session has ended meanwhile."""
        message = await self._next()
        if message is None:
            return await self._close(ENDED)
        if message["type"] != "websocket.receive":
            return message
        try:
            found = await asyncio.to_thread(self.gate._find, self.signed.token_hash)
        except TrackerError:
            return await self._close(1013)
        if found is None:
            return await self._close(ENDED)
        if frames.is_activity(message.get("bytes") or b""):
            self.gate.touch(found)
        return message

    async def said(self, message: Message) -> None:
        """Pass on what Streamlit says, as long as anybody may hear it."""
        if self.is_closed:
            return
        if not self.is_known and message["type"] == "websocket.send":
            self.is_known = self.gate.uploads.learn(message.get("bytes") or b"", self.signed.account)
        await self.send(message)

    async def _next(self) -> Message | None:
        assert self.ended is not None  # noqa: S101 - set before anything is heard
        coming, ending = asyncio.ensure_future(self.receive()), asyncio.ensure_future(self.ended.wait())
        await asyncio.wait({coming, ending}, return_when=asyncio.FIRST_COMPLETED)
        ending.cancel()
        if not self.ended.is_set():
            return await coming
        coming.cancel()
        return None

    async def _close(self, code: int) -> Message:
        if not self.is_closed:
            self.is_closed = True
            with suppress(RuntimeError, OSError):  # the browser has gone already
                await self.send({"type": "websocket.close", "code": code})
        return {"type": "websocket.disconnect", "code": code}


def _touch(token_hash: str) -> None:
    with suppress(TrackerError), database().write() as connection:  # busy: the next sign of life will do
        sessions.touch(connection, token_hash)
