"""Tài khoản của tôi: who I am, what I may, and where I am signed in."""

from cds_tracker.domain.people import Act
from cds_tracker.ui import my_account
from cds_tracker.ui.page import open_page

page = open_page("cua-toi", Act.FOLLOW, needs_plan=False)
my_account.draw(page)
