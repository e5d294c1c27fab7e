"""The gate and the pages of signing in, in this process, before a small application that stands for Streamlit."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from cds_tracker.domain.accounts import Account
from cds_tracker.store import accounts, credentials, sessions
from cds_tracker.store.ledger import Cause
from cds_tracker.web import deployment, health, signin
from cds_tracker.web.arrivals import Arrivals
from cds_tracker.web.gate import Gate
from cds_tracker.web.live import Live
from cds_tracker.web.uploads import Uploads
from tests.web.browsers import TestClient

PHRASE = "con mèo của Lan ngủ trưa"
HOME = "http://127.0.0.1"
NewClient = Callable[..., TestClient]


async def behind(request: Request) -> PlainTextResponse:
    """What stands behind the gate: it says who the gate says is asking."""
    return PlainTextResponse(f"behind: {request.headers.get('x-cds-account')}")


@pytest.fixture
def new_client(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[NewClient]:
    """Makes browsers of this machine before an application on a fresh database, in which Lan has an account."""

    def make(address: str = "127.0.0.1", base: str = HOME, **variables: str) -> TestClient:
        for name, value in {"CDS_DATABASE_URL": url, "CDS_DATA_DIR": str(tmp_path), **variables}.items():
            monkeypatch.setenv(name, value)
        forget()
        with health.database().write() as connection:
            accounts.save(connection, [Account(0, "lan", "Nguyễn Thị Lan")], Cause("account", "test", date(2025, 1, 1)))
            lan = accounts.find(connection, "lan")
            assert lan is not None
            credentials.set_password(connection, lan.id, PHRASE)
        return TestClient(application(), base, client=(address, 1), follow_redirects=False)

    yield make
    forget()


def forget() -> None:
    """Read the settings anew."""
    if health.database.cache_info().currsize:
        health.database().close()
    for kept in (deployment.given, deployment.secret, health.database):
        kept.cache_clear()


def application() -> Starlette:
    """The outer middlewares of ours and the pages of signing in; behind them, anything."""

    def valid(hashes: object) -> dict[str, sessions.SignedIn]:
        with health.database().read() as connection:
            return sessions.valid(connection, hashes, deployment.limits())  # type: ignore[arg-type]

    live = Live(valid)
    public = signin.routes(live)
    layers = [
        Middleware(Arrivals, given=deployment.given(), is_demo=lambda: False, refusal="no"),
        Middleware(Gate, public=public, limits=deployment.limits(), live=live, uploads=Uploads()),
    ]
    return Starlette(routes=[*public, Route("/{path:path}", behind)], middleware=layers)
