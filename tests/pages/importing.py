"""Files brought to the page Nhập Excel without a browser, and waited for."""

import time

from streamlit.testing.v1 import AppTest

from cds_tracker.excel.writing import write_tracker
from tests.pages.shell import markup

HEADER = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn hoàn thành", "Trạng thái")
PATIENCE = 60.0  # seconds
WORKING = ("cds-progress", "u-working")  # signs that a file is being read


def tracker(*lines: tuple[str, ...], header: tuple[str, ...] = HEADER) -> bytes:
    """A small workbook with one table."""
    return write_tracker("Theo dõi", ["KẾ HOẠCH CHUYỂN ĐỔI SỐ"], header, lines)


def one(content: bytes, name: str = "theo-doi.xlsx") -> tuple[str, bytes]:
    """A file as it is brought."""
    return name, content


def bring(app: AppTest, *files: tuple[str, bytes], new_plan: str | None = "KH-2026") -> AppTest:
    """Choose files, say which plan they are for, have them read, and wait."""
    for name, content in files:
        app.file_uploader(key="import_files").upload(name, content)
    if new_plan is not None:
        app.text_input(key="import_code").set_value(new_plan)
    app.run()
    app.button(key="import_read").click().run()
    return read(app)


def read(app: AppTest) -> AppTest:
    """Wait until nothing is being read."""
    end = time.monotonic() + PATIENCE
    while any(sign in markup(app) for sign in WORKING) and time.monotonic() < end:
        time.sleep(0.1)
        app.run()
    assert not app.exception, [error.message for error in app.exception]
    return app


def to_changes(app: AppTest) -> AppTest:
    """On to what will change, where the page shows the table first."""
    if any(button.key == "import_go_on" for button in app.button):
        app.button(key="import_go_on").click().run()
    return app
