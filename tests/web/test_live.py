"""Open websockets are told when their session has ended."""

import asyncio
from collections.abc import Collection, Mapping

from cds_tracker.store.sessions import SignedIn
from cds_tracker.web.live import MOST, Live

LAN = SignedIn("h" * 64, 1, "lan", "Lan", "local", "", "", "", None, None, None, None)


def test_only_the_websockets_of_an_ended_session_are_told() -> None:
    going_on = {"lan": LAN, "minh": LAN}

    def ask(hashes: Collection[str]) -> Mapping[str, SignedIn]:
        return {name: going_on[name] for name in hashes if name in going_on}

    async def story() -> list[bool]:
        live = Live(ask)
        lans, minhs = live.enter("lan"), live.enter("minh")
        assert lans is not None
        assert minhs is not None
        await live.look()
        before = lans.is_set()
        del going_on["lan"]
        await live.look()
        live.leave("lan", lans)
        return [before, lans.is_set(), minhs.is_set()]

    assert asyncio.run(story()) == [False, True, False]


def test_one_session_holds_only_so_many_websockets() -> None:
    async def story() -> tuple[bool, bool]:
        live = Live(lambda hashes: {})
        held = [live.enter("lan") for _ in range(MOST + 1)]
        first = held[0]
        assert first is not None
        live.leave("lan", first)
        return held[-1] is None, live.enter("lan") is not None

    assert asyncio.run(story()) == (True, True)
