"""The pieces that ``dashboard.py`` puts together."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit.starlette import App

from cds_tracker.store import sessions
from cds_tracker.store.migrating import migrate
from cds_tracker.store.sessions import SignedIn
from cds_tracker.style.words import LANGUAGES, Words
from cds_tracker.ui.menu import DEFAULT
from cds_tracker.web import assets, audit_export, configuration, deployment, downloads, health, oidc, presence, signin, warmup
from cds_tracker.web.arrivals import Arrivals
from cds_tracker.web.bundle import CompressedBundle
from cds_tracker.web.demonstration import is_demo
from cds_tracker.web.doors import Doors
from cds_tracker.web.frames import FrameFilter
from cds_tracker.web.gate import Gate
from cds_tracker.web.headers import SecurityHeaders, policy
from cds_tracker.web.live import Live
from cds_tracker.web.shell_html import shell, streamlit_index
from cds_tracker.web.uploads import Uploads
from cds_tracker.workflows import uploading

log = logging.getLogger("cds_tracker")


def _going_on(hashes: Collection[str]) -> Mapping[str, SignedIn]:
    with health.database().read() as connection:
        return sessions.valid(connection, hashes, deployment.limits())


LIVE = Live(_going_on)


def prepare(dashboard: Path) -> None:
    """What must stand before Streamlit builds its part: where the configuration lies, and the secret."""
    speak()
    configuration.anchor(dashboard)
    configuration.set_cookie_secret(deployment.secret())
    configuration.admit(deployment.given().public_host)


def speak() -> None:
    """Let the application's own log reach standard error, beside the server's."""
    if not log.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False


def open_to_all() -> list[Route]:
    """Our own routes that answer without a session: whatever they need to know they ask themselves."""
    return [*health.routes(), *assets.routes(), *signin.routes(LIVE), *oidc.routes(LIVE)]


def for_readers() -> list[Route]:
    """Our own routes behind the gate: who asks is told by ``visitor.person``; what they may, each route asks."""
    return [*presence.routes(), *downloads.routes(), *audit_export.routes()]


def routes() -> list[Route]:
    """Our own routes beside Streamlit's."""
    return [*open_to_all(), *for_readers()]


def middleware() -> list[Middleware]:
    """What every request passes, outermost first."""
    shells = {language: shell(streamlit_index(), Words(language)) for language in LANGUAGES}
    html = {language: text.encode() for language, text in shells.items()}
    given, demo = deployment.given(), lambda: is_demo(health.database())
    return [
        Middleware(SecurityHeaders, policy=policy("".join(shells.values()))),
        Middleware(Arrivals, given=given, is_demo=demo, refusal=Words(LANGUAGES[0])("web.loopback_only")),
        Middleware(Gate, public=open_to_all(), limits=deployment.limits(), live=LIVE, uploads=Uploads()),
        Middleware(Doors, shells=html, default=LANGUAGES[0], own=routes(), home=f"/{DEFAULT.slug}"),
        Middleware(CompressedBundle),
        Middleware(FrameFilter),
    ]


@asynccontextmanager
async def lifespan(app: App) -> AsyncIterator[None]:
    """Assert, migrate, warm up; then the port opens."""
    began = time.perf_counter()
    logging.getLogger("uvicorn.access").setLevel(logging.WARNING)  # addresses of uploads carry session ids
    configuration.assert_hardened(deployment.given().public_host)
    await asyncio.to_thread(migrate, health.database())
    await asyncio.to_thread(downloads.sweep)
    await asyncio.to_thread(uploading.sweep, health.database(), deployment.given().data_dir / uploading.FOLDER)
    frozen = await warmup.warm_up(app)
    log.info("ready in %.1f s, %d objects frozen", time.perf_counter() - began, frozen)
    watching = asyncio.create_task(LIVE.watch())
    try:
        yield
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        health.database().close()
