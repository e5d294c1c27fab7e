"""A shell opened without a browser, and what stands on its pages."""

import re
from collections.abc import Callable
from functools import cache
from html import unescape
from pathlib import Path

from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from cds_tracker.ui.menu import BY_SLUG, DEFAULT

SHELL = Path(__file__).resolve().parents[2] / "cds_tracker" / "ui" / "shell.py"
Open = Callable[..., AppTest]


def opened(slug: str, person: str = "quantri", **query: str) -> AppTest:
    """The page after one run, as the person of this account sees it who follows a link to it.

    ``ValueError`` where the menu of this person does not have it.
    """
    app = session(SHELL, person)
    app.query_params.update(query)
    if BY_SLUG[slug] is not DEFAULT:
        app._page_hash = calc_hash(slug)  # as of a link; ``switch_page`` would have another page drawn before
    app.run()
    if BY_SLUG[slug] is not DEFAULT:
        app.switch_page(str(BY_SLUG[slug].path))  # which it is already: this only asks whether it is in the menu
    assert not app.exception, [error.message for error in app.exception]
    return app


def session(script: Path, person: str) -> AppTest:
    """A script before its first run, in a session of the person of this account."""
    app = AppTest.from_file(str(script), default_timeout=60)
    app.user = {"account": person, "session": "test", "address": "127.0.0.1"}
    app._bidi_component_manager = _components()
    return app


@cache
def _components() -> BidiComponentManager:
    """The components of installed packages: to look through them all takes longer than most pages do."""
    found = BidiComponentManager()
    found.discover_and_register_components(start_file_watching=False)
    return found


def markup(app: AppTest) -> str:
    """All markup of our own on the page, the style sheet left out."""
    bodies = [element.proto.body for element in app.get("html")]
    return "\n".join(body for body in bodies if not body.startswith("<style>"))


def links(written: str) -> list[tuple[str, str]]:
    """Every link of the markup: its address and its text."""
    found = re.findall(r'<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)</a>', written, re.DOTALL)
    return [(unescape(address), " ".join(unescape(re.sub(r"<[^>]*>", " ", inner)).split())) for address, inner in found]


def said(app: AppTest, name: str) -> str | None:
    """The value of a name in the address."""
    value = app.query_params.get(name)
    return value[0] if isinstance(value, list) else value
