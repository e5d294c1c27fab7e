"""Nhập Excel: a tracker in, what was understood, what will change, and what came of it; a step each."""

from cds_tracker.domain.people import Act
from cds_tracker.ui.importing import journey
from cds_tracker.ui.page import open_page

page = open_page("nhap-excel", Act.IMPORT, needs_plan=False)
journey.draw(page)
