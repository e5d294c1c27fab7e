"""Gia hạn và yêu cầu: what waits for a decision, and what was decided."""

from cds_tracker.domain.people import Act
from cds_tracker.ui.page import open_page
from cds_tracker.ui.requests import listing

page = open_page("gia-han", Act.REQUEST, Act.DECIDE)
listing.draw(page)
