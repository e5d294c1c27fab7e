"""Lan reports from her phone: few taps, and what she wrote is there when she comes back."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cds_tracker.store import drafts, ledger, plans
from cds_tracker.store.database import connect
from tests.browser.conftest import PHONE
from tests.browser.serving import Served, serving

PERSON = "chuyenvien"
PATIENCE = 20_000


@pytest.fixture(scope="module")
def october(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server on the demo plan at the beginning of a period in which nobody has reported."""
    folder = shutil.copytree(demo_folder, tmp_path_factory.mktemp("october"), dirs_exist_ok=True)
    database = connect(f"sqlite:///{folder / 'cds.db'}")
    with database.write() as connection:
        plans.mark_demo(connection, date(2025, 10, 3))
        ledger.take(connection, "test", "demo_day")
    database.close()
    with serving(folder) as served:
        yield served


def forms(page: Page) -> int:
    """The task whose report can be opened first."""
    first = page.locator("[class*='st-key-report-open-']").first
    expect(first).to_be_visible(timeout=PATIENCE)
    found = str(first.get_attribute("class")).partition("st-key-report-open-")[2]
    return int(found.split()[0])


def kept(folder: Path, task: int) -> str:
    """What the draft about a task says as its result."""
    database = connect(f"sqlite:///{folder / 'cds.db'}")
    try:
        with database.read() as connection:
            held = drafts.find(connection, PERSON, task)
        return str(held.values.get("result")) if held else ""
    finally:
        database.close()


def test_what_is_written_is_kept_when_the_page_is_left_and_offered_at_the_next_visit(
    october: Served, new_page: Callable[..., Page]
) -> None:
    page = new_page(size=PHONE, person=PERSON)
    page.goto(f"{october.url}/viec-cua-toi")
    task = forms(page)
    page.locator(f".st-key-report-open-{task} button").click()
    area = page.locator(f".st-key-report-{task}-result textarea")
    area.fill("Viết dở trước khi rời trang")
    page.locator(f".st-key-report-{task}-difficulty textarea").focus()
    expect(page.locator(f".st-key-report-drop-{task}")).to_be_visible(timeout=PATIENCE)
    assert kept(october.data_dir, task) == "Viết dở trước khi rời trang"
    page.goto("about:blank")
    again = new_page(size=PHONE, person=PERSON)
    again.goto(f"{october.url}/viec-cua-toi?report={task}")
    expect(again.get_by_text("Viết dở trước khi rời trang")).to_be_visible(timeout=PATIENCE)
    again.locator(f".st-key-draft-use-{task} button").click()
    written = again.locator(f".st-key-report-{task}-result textarea")
    expect(written).to_have_value("Viết dở trước khi rời trang", timeout=PATIENCE)
    again.locator(f".st-key-report-send-{task} button").click()
    expect(again.locator(f".st-key-report-send-{task}")).to_have_count(0, timeout=PATIENCE)
    assert kept(october.data_dir, task) == ""


def test_typing_goes_on_while_the_page_keeps_the_field_before(october: Served, new_page: Callable[..., Page]) -> None:
    page = new_page(size=PHONE, person=PERSON)
    page.goto(f"{october.url}/viec-cua-toi")
    task = forms(page)
    page.locator(f".st-key-report-open-{task} button").click()
    page.locator(f".st-key-report-{task}-result textarea").fill("Ô thứ nhất")
    second = page.locator(f".st-key-report-{task}-difficulty textarea")
    second.click()
    second.press_sequentially("gõ liền ngay sau đó", delay=40)
    expect(page.locator(f".st-key-report-drop-{task}")).to_be_visible(timeout=PATIENCE)
    expect(second).to_have_value("gõ liền ngay sau đó")
    page.locator(f".st-key-report-drop-{task} button").click()
    expect(page.locator(f".st-key-report-drop-{task}")).to_have_count(0, timeout=PATIENCE)


def test_everything_unreported_is_stamped_in_two_taps_with_a_thumb(october: Served, new_page: Callable[..., Page]) -> None:
    page = new_page(size=PHONE, person=PERSON)
    page.goto(f"{october.url}/viec-cua-toi")
    everything = page.locator(".st-key-mine-pick-all button")
    expect(everything).to_be_in_viewport(timeout=PATIENCE)
    box = everything.bounding_box()
    assert box is not None
    assert box["height"] >= 44, "a thumb's size"
    everything.click()
    stamp = page.locator(".st-key-mine-stamp button")
    expect(stamp).to_be_in_viewport(timeout=PATIENCE)
    stamp.click()
    expect(page.locator("[class*='st-key-mine-tick-']")).to_have_count(0, timeout=PATIENCE)
    wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= PHONE["width"]
