"""The dashboard opens in a real browser, whoever starts it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cds_tracker.ui.menu import DEFAULT, Entry, registered
from tests.browser.conftest import PHONE
from tests.browser.serving import LAUNCHERS, Served
from tests.streamlit_client import Tab


@pytest.mark.parametrize("launcher", LAUNCHERS)
def test_every_launcher_opens_the_same_dashboard(launcher: str, start: Callable[..., Served], page: Page) -> None:
    server = start(launcher)
    page.goto(server.url)
    expect(page.get_by_role("heading").first).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    assert "Traceback" not in server.said()
    assert "objects frozen" in server.said()


@pytest.mark.parametrize("entry", registered(), ids=lambda entry: entry.slug)
def test_a_deep_link_to_any_page_runs_it_on_a_fresh_server(entry: Entry, start: Callable[..., Served]) -> None:
    with Tab.open(start().url) as tab:
        run = tab.run(known_as := "" if entry is DEFAULT else entry.slug)
    assert (run.exceptions, run.not_found) == ([], [])
    assert known_as in run.pages


@pytest.mark.parametrize("entry", registered(), ids=lambda entry: entry.slug)
def test_every_page_opens_in_both_languages_at_both_widths(
    entry: Entry, demo_server: Served, new_page: Callable[..., Page]
) -> None:
    for language, size in (("vi", None), ("en", PHONE)):
        page = new_page(size=size) if size else new_page()
        page.goto(f"{demo_server.url}/{entry.slug}?lang={language}")
        expect(page.get_by_role("heading").first).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("entry", registered(), ids=lambda entry: entry.slug)
def test_every_page_opens_before_there_is_any_plan(entry: Entry, empty_server: Served, page: Page) -> None:
    page.goto(f"{empty_server.url}/{entry.slug}")
    expect(page.get_by_role("heading").first).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
