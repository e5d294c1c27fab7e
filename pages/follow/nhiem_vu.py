"""Nhiệm vụ: the list behind every number."""

from cds_tracker.domain.people import Act
from cds_tracker.ui import task_form, task_pages
from cds_tracker.ui.act import adding
from cds_tracker.ui.page import open_page

page = open_page("nhiem-vu", Act.FOLLOW)
sort = task_form.draw(page)
task_pages.draw(page, sort)
adding.draw(page)
