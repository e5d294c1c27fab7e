"""Lan brings her tracker in a real browser: dropped, read, seen as it looks, put right, and on to its changes."""

import io
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from playwright.sync_api import Page, TimeoutError, expect

from tests.browser.conftest import PHONE
from tests.browser.serving import Served

PATIENCE = 60_000
HEADER = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Tiến độ", *(f"Cột riêng {place}" for place in range(20)))


def tracker() -> bytes:
    """Wide, with colours, a hidden row, and a unit that nobody registered."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("BẢNG THEO DÕI NHIỆM VỤ",))
    sheet.append(HEADER)
    for place in range(1, 13):
        lead = "Cục X cũ" if place % 3 else "Văn phòng Bộ"
        sheet.append((place, f"Nhiệm vụ riêng của đơn vị, việc thứ {place}", lead, "30/6/2026", f"{place * 5}%", *"abc"))
        if place % 4 == 1:
            for cell in sheet[sheet.max_row]:
                cell.fill = PatternFill("solid", fgColor="92D050")
    sheet.row_dimensions[5].hidden = True
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def choose(page: Page, box: str, option: str) -> None:
    """Choose an option of the box whose key holds this. (The list closes where the page is drawn anew meanwhile.)"""
    field = page.locator(f"[class*='{box}'] input").first
    for left in (2, 1, 0):
        field.click()
        field.fill(option)
        try:
            page.get_by_role("option", name=option, exact=True).click(timeout=10_000)
            return
        except TimeoutError:
            if not left:
                raise


def test_a_dropped_tracker_is_read_put_right_and_compared(
    demo_server: Served, new_page: Callable[..., Page], tmp_path: Path
) -> None:
    file = tmp_path / "theo-doi-cua-lan.xlsx"
    file.write_bytes(tracker())
    page = new_page(person="thutruong")
    page.goto(f"{demo_server.url}/nhap-excel")
    page.locator("input[type=file]").set_input_files(file)
    page.locator(".st-key-import_read button").click(timeout=PATIENCE)
    picture = page.locator(".cds-pic-box")
    expect(picture).to_be_visible(timeout=PATIENCE)
    expect(picture.get_by_text("Nhiệm vụ riêng của đơn vị, việc thứ 1", exact=True)).to_be_visible()
    wide = "(box) => [box.scrollWidth > box.clientWidth, document.querySelector('[data-testid=stMain]').scrollWidth]"
    assert picture.evaluate(wide)[0], "it scrolls within itself"
    page.get_by_text("Bỏ qua các dòng ẩn").click()
    choose(page, "_colour0_row", "Đang thực hiện")
    choose(page, "_name0_row", "Trung tâm Công nghệ thông tin")
    page.locator("[class*='_unused'] summary").click()
    choose(page, "_F_field", "Ghi chú")
    again = page.locator(".st-key-import_again button")
    expect(again).to_be_in_viewport(timeout=PATIENCE)
    again.click()
    on = page.locator(".st-key-import_go_on button")
    expect(on).to_be_in_viewport(timeout=PATIENCE)
    expect(picture.locator(".s-chosen")).to_have_count(1)
    address = page.url
    on.click()
    expect(page.locator(".cds-journey [aria-current=step]")).to_contain_text("Xem thay đổi", timeout=PATIENCE)
    phone = new_page(size=PHONE, person="thutruong", dark=True)
    phone.goto(f"{address.partition('&step')[0]}&step=table")
    expect(phone.locator(".cds-pic-box")).to_be_visible(timeout=PATIENCE)
    page_width = phone.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert page_width <= PHONE["width"], "the sheet scrolls, the page does not"
    assert phone.locator(".cds-pic-box").evaluate(wide)[0]
