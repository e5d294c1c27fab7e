"""Việc của tôi: a person's own tasks, and reporting on them."""

from cds_tracker.domain.people import Act
from cds_tracker.ui.mine import desk, saved
from cds_tracker.ui.page import open_page

saved.begin("viec-cua-toi")
page = open_page("viec-cua-toi", Act.REPORT)
desk.draw(page)
