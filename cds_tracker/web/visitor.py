"""Who asks for a route of ours: the account that the gate found behind the session, with the grants of today."""

import asyncio

from starlette.requests import Request

from cds_tracker.domain.people import Person
from cds_tracker.store import accounts, ledger
from cds_tracker.web.health import database

ACCOUNT, SESSION, ADDRESS, FORM = b"x-cds-account", b"x-cds-session", b"x-cds-address", b"x-cds-form"
IDENTITY = frozenset({ACCOUNT, SESSION, ADDRESS, FORM})
"""The gate sets these headers, and strips what a client says in them. Streamlit shows them as ``st.user``."""


async def person(request: Request) -> Person:
    """The person; somebody without any grant where there is no such account."""
    code, address = (request.headers.get(name.decode(), "") for name in (ACCOUNT, ADDRESS))
    return await asyncio.to_thread(_person, code, address or None)


def _person(code: str, address: str | None) -> Person:
    with database().read() as connection:
        held = accounts.find(connection, code)
    return held.person(address).on(ledger.today()) if held else Person("", "")
