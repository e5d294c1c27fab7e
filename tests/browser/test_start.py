"""The dashboard opens in a real browser, whoever starts it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cds_tracker.ui.menu import registered
from tests.browser.conftest import PHONE
from tests.browser.serving import LAUNCHERS, Served, serving
from tests.streamlit_client import Tab


@pytest.mark.parametrize("launcher", LAUNCHERS)
def test_every_launcher_opens_the_same_dashboard(launcher: str, tmp_path: Path, page: Page) -> None:
    with serving(tmp_path, launcher) as server:
        page.goto(server.url)
        expect(page.get_by_role("heading").first).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", "vi")
        assert "Traceback" not in server.said()
        assert "objects frozen" in server.said()


def test_a_deep_link_to_any_page_runs_it_on_a_fresh_server(tmp_path: Path) -> None:
    for entry in registered():
        folder = tmp_path / entry.slug
        folder.mkdir()
        with serving(folder) as server, Tab.open(server.url) as tab:
            run = tab.run(entry.slug)
            assert (run.exceptions, run.not_found) == ([], []), entry.slug
            assert entry.slug in run.pages or "" in run.pages


@pytest.mark.parametrize("entry", registered(), ids=lambda entry: entry.slug)
def test_every_page_opens_in_both_languages_at_both_widths(
    entry: object, empty_server: Served, new_page: Callable[..., Page]
) -> None:
    slug = getattr(entry, "slug", "")
    for language, size in (("vi", None), ("en", PHONE)):
        page = new_page(size=size) if size else new_page()
        page.goto(f"{empty_server.url}/{slug}?lang={language}")
        expect(page.get_by_role("heading").first).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.get_by_role("dialog")).to_have_count(0)
