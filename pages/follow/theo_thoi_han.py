"""Theo thời hạn: months and quarters behind and ahead, the calendar of a month, and open tasks along the time axis."""

from cds_tracker.domain.people import Act
from cds_tracker.ui import by_deadline, timeline
from cds_tracker.ui.page import open_page

page = open_page("theo-thoi-han", Act.FOLLOW)
month = by_deadline.asked_month(page)

page.show("periods", lambda: by_deadline.periods_of(page))
page.show(f"calendar {month}", lambda: by_deadline.calendar_of(page, month))
timeline.draw(page)
