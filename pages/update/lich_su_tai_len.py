"""Lịch sử tải lên: every workbook that was brought, who brought it, what came of it; approval and undo."""

from cds_tracker.domain.people import Act
from cds_tracker.ui.page import open_page
from cds_tracker.ui.uploads import history

page = open_page("lich-su-tai-len", Act.IMPORT, Act.DECIDE, needs_plan=False)
history.draw(page)
