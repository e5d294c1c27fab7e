"""Theo nền tảng: areas, where the units' work lies, the pillars of the framework, the 80/20 saying, the unclassified."""

from cds_tracker.domain.people import Act
from cds_tracker.ui import by_area, data, lenses
from cds_tracker.ui.page import open_page

page = open_page("theo-nen-tang", Act.FOLLOW)
figures = data.figures(page.filters, page.revision, page.scope)

page.show("areas", lambda: by_area.areas_of(page, figures))
if by_area.classified(figures):
    lenses.heat_map(page)
    version = lenses.choose_version(page)
    page.show(f"pillars {version}", lambda: lenses.pillars_of(page, version))
    lenses.saying_of(page)
page.show("unclassified", lambda: by_area.unclassified_of(page, figures))
page.show("sections", lambda: by_area.sections_of(page))
