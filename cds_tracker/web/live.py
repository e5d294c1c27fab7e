"""The websockets that are open now: each belongs to a session, and is closed when that session ends, also while it is idle."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping

from cds_tracker.domain.errors import TrackerError
from cds_tracker.store.sessions import SignedIn

EVERY = 3.0  # seconds between two looks at the sessions of all open websockets
MOST = 40  # websockets of one session
log = logging.getLogger("cds_tracker")
Ask = Callable[[Collection[str]], Mapping[str, SignedIn]]


class Live:
    """``ask`` tells which of several sessions may go on."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self._open: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    def enter(self, token_hash: str) -> asyncio.Event | None:
        """A websocket opens: what will be set when it has to close; ``None`` where there are too many."""
        if len(self._open[token_hash]) >= MOST:
            return None
        ended = asyncio.Event()
        self._open[token_hash].add(ended)
        return ended

    def leave(self, token_hash: str, ended: asyncio.Event) -> None:
        """A websocket has closed."""
        self._open[token_hash].discard(ended)
        if not self._open[token_hash]:
            del self._open[token_hash]

    async def look(self) -> None:
        """Close what belongs to sessions that may not go on."""
        held = list(self._open)
        if not held:
            return
        valid = await asyncio.to_thread(self.ask, held)
        for token_hash in held:
            if token_hash not in valid:
                for ended in self._open.get(token_hash, ()):
                    ended.set()

    async def watch(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.look()
            except TrackerError as error:
                log.warning("open sessions could not be looked at: %s", error.key)
