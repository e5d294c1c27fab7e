"""A shell opened without a browser, and what stands on its pages."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

from streamlit.testing.v1 import AppTest

from cds_tracker.ui.menu import BY_SLUG

SHELL = Path(__file__).resolve().parents[2] / "cds_tracker" / "ui" / "shell.py"
Open = Callable[..., AppTest]


def opened(slug: str, person: str = "quantri", **query: str) -> AppTest:
    """The page after one run, as the person of this account sees it."""
    app = AppTest.from_file(str(SHELL), default_timeout=60)
    app.user = {"account": person, "session": "test", "address": "127.0.0.1"}
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    if slug != "tong-quan":
        for name, value in query.items():
            app.query_params[name] = value
        app.switch_page(str(BY_SLUG[slug].path)).run()
    assert not app.exception, [error.message for error in app.exception]
    return app


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
