"""Two people on one task before the real server, and a file from one hand into another's."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cds_tracker.store import tasks
from cds_tracker.store.database import connect
from tests.browser.asking import ask
from tests.browser.conftest import PHONE
from tests.browser.serving import Served, serving
from tests.workflows.test_evidence import PDF

NAME = "Quyết định số 12 (đợt 1).pdf"


@pytest.fixture
def server(demo_folder: Path, tmp_path: Path) -> Iterator[Served]:
    """A demo of this test's own, to be written to."""
    with serving(shutil.copytree(demo_folder, tmp_path / "demo")) as served:
        yield served


def task_led_by(server: Served, unit: str) -> int:
    """A task that this unit leads alone, in progress."""
    database = connect(f"sqlite:///{server.data_dir / 'cds.db'}")
    with database.read() as connection:
        held = tasks.current(connection, 1)
    database.close()
    fits = (task for task in held if task["lead"] == [unit] and task["status"] == "in_progress" and not task["evidence"])
    return next(task.id for task in fits if not {"CNTT", "TTTT"} & set(task["coordinating"] or []))  # type: ignore[arg-type]


def opened(page: Page, server: Served, number: int) -> Page:
    page.goto(f"{server.url}/chi-tiet?id={number}")
    expect(page.locator(".cds-history")).to_be_visible(timeout=30_000)
    return page


def test_two_people_edit_one_task_at_once_and_nothing_is_lost(server: Served, new_page: Callable[..., Page]) -> None:
    number = task_led_by(server, "TTTT")
    minh = opened(new_page(person="thutruong"), server, number)
    nam = opened(new_page(person="quantri", size=PHONE), server, number)
    written = ((minh, "61", "Kết quả thực hiện", "Lời của Minh"), (nam, "72", "Ghi chú", "Lời của Nam"))
    for page, progress, field, said in written:
        page.get_by_role("button", name="Sửa nhiệm vụ").click()
        form = page.locator(f".st-key-edit-form-{number}")
        form.get_by_label("Tiến độ (%)").fill(progress)
        form.get_by_label(field).fill(said)
        form.get_by_label(field).blur()
    minh.get_by_role("button", name="Lưu thay đổi").click()
    expect(minh.get_by_text("Đã lưu", exact=True)).to_be_visible()
    nam.get_by_role("button", name="Lưu thay đổi").click()
    conflict = nam.locator(f".st-key-conflict-edit-{number}")
    expect(conflict.get_by_text("Lê Quang Minh")).to_be_visible()
    expect(conflict.get_by_text("61")).to_be_visible()
    conflict.get_by_role("button", name="Giữ giá trị của tôi").click()
    expect(conflict).to_have_count(0)
    minh.reload()
    reported = minh.locator(".cds-facts-list").last
    for words in ("72", "Lời của Minh", "Lời của Nam"):
        expect(reported.get_by_text(words)).to_be_visible(timeout=30_000)


def test_a_file_goes_to_readers_of_its_task_and_to_nobody_else(server: Served, new_page: Callable[..., Page]) -> None:
    number = task_led_by(server, "HTQT")
    page = opened(new_page(), server, number)
    page.get_by_role("button", name="Minh chứng").click()
    page.get_by_label("Số văn bản", exact=True).fill("12/QĐ-BNV")
    chosen = page.locator(f".st-key-evidence-file-{number}-0 input[type=file]")
    chosen.set_input_files({"name": NAME, "mimeType": "application/pdf", "buffer": PDF})
    expect(page.locator(f".st-key-evidence-file-{number}-0").get_by_text(".pdf").last).to_be_visible()
    page.get_by_role("button", name="Lưu minh chứng").click()
    link = page.locator(".cds-proofs").get_by_role("link", name=NAME)
    expect(link).to_be_visible()
    with page.expect_download() as downloading:
        link.click()
    assert downloading.value.suggested_filename == NAME
    assert Path(downloading.value.path()).read_bytes() == PDF
    path = link.get_attribute("href") or ""
    people = ("quantri", "lanhdao", "nguoixem", "chuyenvien", None)
    given = {person: ask(server, path, person=person).status for person in people}
    assert given == {"quantri": 200, "lanhdao": 200, "nguoixem": 200, "chuyenvien": 404, None: 401}
    missing, hidden = (ask(server, one, person="chuyenvien") for one in ("/minh-chung/999999", path))
    assert (missing.status, missing.body) == (hidden.status, hidden.body)
