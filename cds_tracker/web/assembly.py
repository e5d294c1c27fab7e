"""The pieces that ``dashboard.py`` puts together."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit.starlette import App

from cds_tracker import settings
from cds_tracker.store.migrating import migrate
from cds_tracker.style.words import LANGUAGES, Words
from cds_tracker.ui.menu import DEFAULT
from cds_tracker.web import assets, configuration, downloads, health, warmup
from cds_tracker.web.bundle import CompressedBundle
from cds_tracker.web.doors import Doors
from cds_tracker.web.frames import FrameFilter
from cds_tracker.web.headers import SecurityHeaders, policy
from cds_tracker.web.loopback import LoopbackGate
from cds_tracker.web.secret import cookie_secret
from cds_tracker.web.shell_html import shell, streamlit_index

log = logging.getLogger("cds_tracker")


def prepare(dashboard: Path) -> None:
    """What must stand before Streamlit builds its part: where the configuration lies, and the secret."""
    speak()
    configuration.anchor(dashboard)
    configuration.set_cookie_secret(cookie_secret(settings.load().path("secrets", "cookie")))


def speak() -> None:
    """Let the application's own log reach standard error, beside the server's."""
    if not log.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False


def routes() -> list[Route]:
    """Our own routes beside Streamlit's."""
    return [*health.routes(), *assets.routes(), *downloads.routes()]


def middleware() -> list[Middleware]:
    """What every request passes, outermost first."""
    shells = {language: shell(streamlit_index(), Words(language)) for language in LANGUAGES}
    html = {language: text.encode() for language, text in shells.items()}
    own = frozenset(route.path for route in routes())
    return [
        Middleware(SecurityHeaders, policy=policy("".join(shells.values()))),
        Middleware(LoopbackGate, refusal=Words(LANGUAGES[0])("web.loopback_only")),
        Middleware(Doors, shells=html, default=LANGUAGES[0], own=own, home=f"/{DEFAULT.slug}"),
        Middleware(CompressedBundle),
        Middleware(FrameFilter),
    ]


@asynccontextmanager
async def lifespan(app: App) -> AsyncIterator[None]:
    """Assert, migrate, warm up; then the port opens."""
    began = time.perf_counter()
    logging.getLogger("uvicorn.access").setLevel(logging.WARNING)  # addresses of uploads carry session ids
    configuration.assert_hardened()
    await asyncio.to_thread(migrate, health.database())
    await asyncio.to_thread(downloads.sweep)
    frozen = await warmup.warm_up(app)
    log.info("ready in %.1f s, %d objects frozen", time.perf_counter() - began, frozen)
    try:
        yield
    finally:
        health.database().close()
