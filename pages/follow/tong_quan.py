"""Tổng quan: the plan in ten seconds, then by unit, area and month, and who is silent."""

from cds_tracker.domain.people import Act
from cds_tracker.ui import data, overview
from cds_tracker.ui.page import open_page
from cds_tracker.ui.requests import waiting

page = open_page("tong-quan", Act.FOLLOW)
figures = data.figures(page.filters, page.revision, page.scope)

page.show("numbers", lambda: overview.numbers(page, figures))
page.show("red", lambda: overview.red_list_and_official(page, figures))
waiting.draw(page)
page.show("units", lambda: overview.units_and_areas(page, figures))
page.show("months", lambda: overview.months_due(page, figures))
page.show("silent", lambda: overview.not_reported(page))
