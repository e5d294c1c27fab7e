"""Phiên đăng nhập: who is signed in, who tried to be, and who is locked out."""

from cds_tracker.domain.people import Act
from cds_tracker.ui.admin import sign_ins
from cds_tracker.ui.page import open_page

page = open_page("phien-dang-nhap", Act.AUDIT, needs_plan=False)
sign_ins.draw(page)
