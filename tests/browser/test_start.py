"""The dashboard opens in a real browser, whoever starts it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import LAUNCHERS, serving


@pytest.mark.parametrize("launcher", LAUNCHERS)
def test_every_launcher_opens_the_same_dashboard(launcher: str, tmp_path: Path, page: Page) -> None:
    with serving(tmp_path, launcher) as server:
        page.goto(server.url)
        expect(page.get_by_test_id("stAppViewContainer")).to_be_visible()
        expect(page.get_by_role("heading").first).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", "vi")
        assert "Traceback" not in server.said()
