"""Nhật ký: who did what, when, from where, about what, and whether it was done."""

from cds_tracker.domain.people import Act
from cds_tracker.ui.admin import audit
from cds_tracker.ui.page import open_page

page = open_page("nhat-ky", Act.AUDIT, needs_plan=False)
audit.draw(page)
