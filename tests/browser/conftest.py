"""A real Chromium before the real server. Every page is watched: nothing foreign, nothing refused, nothing broken."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.browser import chromium
from tests.browser.serving import CHECKOUT, Served, serving
from tests.browser.signing import COOKIE, SIGNED_IN, token

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
expect.set_options(timeout=20_000)  # a busy machine draws a page in more than the usual five seconds


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    place = chromium.find()
    if place is None:
        pytest.fail("no Chromium: `make test` installs one, or `python -m tests.browser.chromium`")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=place, args=chromium.ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def empty_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server on a database that holds nothing but what migrations bring."""
    with serving(tmp_path_factory.mktemp("empty")) as served:
        yield served


@pytest.fixture(scope="session")
def demo_server(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server on the demo plan, as `make run` shows it."""
    folder = shutil.copytree(demo_folder, tmp_path_factory.mktemp("demo"), dirs_exist_ok=True)
    with serving(folder) as served:
        yield served


@pytest.fixture
def checkout(tmp_path: Path) -> Callable[[str], Path]:
    """A copy of the application whose Streamlit script is the given one."""

    def with_script(script: str) -> Path:
        place = tmp_path / "checkout"
        for part in ("cds_tracker", ".streamlit"):
            shutil.copytree(CHECKOUT / part, place / part, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(CHECKOUT / "dashboard.py", place)
        (place / "cds_tracker" / "ui" / "shell.py").write_text(script, encoding="utf-8")
        return place

    return with_script


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Starts servers that stay until the pages before them are closed: ``start(launcher, checkout=…, VARIABLE=…)``."""
    with ExitStack() as running:

        def server(launcher: str = "serve", checkout: Path = CHECKOUT, **variables: str) -> Served:
            folder = tmp_path / f"data-{len(list(tmp_path.iterdir()))}"
            folder.mkdir()
            return running.enter_context(serving(folder, launcher, checkout, None, **variables))

        yield server


class Watch:
    """Everything that a page must not do, collected while it is open."""

    def __init__(self, context: BrowserContext) -> None:
        self.wrongs: list[str] = []
        self.allowed: list[str] = []
        self.servers: dict[Path, int] = {}
        context.on("request", lambda request: self.address(request.url))
        context.on("console", self.console)
        context.on("weberror", lambda error: self.wrongs.append(f"uncaught: {error.error}"))
        context.on("page", self.opened)

    def opened(self, page: Page) -> None:
        """A new page: its websockets are watched too."""
        page.on("websocket", lambda websocket: self.address(websocket.url))

    def address(self, url: str) -> None:
        """A request to another host than this machine."""
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.hostname not in ("127.0.0.1", "localhost"):
            self.wrongs.append(f"foreign: {url}")

    def console(self, message: ConsoleMessage) -> None:
        """An error in the console; violations of the content security policy are such errors."""
        if message.type == "error" and not any(words in message.text for words in self.allowed):
            self.wrongs.append(f"console: {message.text} {message.location.get('url', '')}")

    def leave(self, page: Page) -> None:
        """What can be seen at the end: an exception box is a wrong."""
        boxes = page.get_by_test_id("stException")
        self.wrongs += [f"exception: {text}" for text in boxes.all_inner_texts()]


@pytest.fixture
def new_page(browser: Browser, start: Callable[..., Served]) -> Iterator[Callable[..., Page]]:
    """Opens watched pages of any size and colour scheme, signed in as ``person`` (``None``: nobody) on whatever server.

    Fails at the end on anything that went wrong.
    """
    contexts: list[tuple[BrowserContext, Watch]] = []

    def open_page(
        *, size: dict[str, int] = WIDE, dark: bool = False, allowed: tuple[str, ...] = (), person: str | None = SIGNED_IN
    ) -> Page:
        context = browser.new_context(
            viewport={"width": size["width"], "height": size["height"]},
            color_scheme="dark" if dark else "light",
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        if person:
            context.add_cookies([{"name": COOKIE, "value": token(person), "url": "http://127.0.0.1", "httpOnly": True}])
        watch = Watch(context)
        watch.allowed.extend(allowed)
        contexts.append((context, watch))
        return context.new_page()

    yield open_page
    wrongs: list[str] = []
    for context, watch in contexts:
        for page in context.pages:
            watch.leave(page)
        context.close()
        wrongs += watch.wrongs
    assert wrongs == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A watched page of 1440 × 900 in Vietnamese and light colours, signed in as an admin."""
    return new_page()
