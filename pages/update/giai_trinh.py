"""Giải trình: what is owed an explanation, what was asked, and what was answered."""

from cds_tracker.domain.people import Act
from cds_tracker.ui.explaining import listing
from cds_tracker.ui.page import open_page

page = open_page("giai-trinh", Act.EXPLAIN, Act.ASK)
listing.draw(page)
