"""Tài khoản: who may sign in, and with which roles."""

from cds_tracker.domain.people import Act
from cds_tracker.ui.admin import accounts
from cds_tracker.ui.page import open_page

page = open_page("tai-khoan", Act.ADMINISTER, needs_plan=False)
accounts.draw(page)
