"""Theo đơn vị: who stands where, in bars and in a table whose every count opens its list; ``?unit=`` shows one unit."""

from cds_tracker.domain.people import Act
from cds_tracker.ui import by_unit, data, one_unit
from cds_tracker.ui.page import open_page

page = open_page("theo-don-vi", Act.FOLLOW)
figures = data.figures(page.filters, page.revision, page.scope)

one_unit.choose(page)
if page.filters.unit:
    page.show("one", lambda: one_unit.panel(page, figures))
else:
    order = by_unit.choose_order(page)
    page.show(f"bars {order}", lambda: by_unit.bars_of(page, figures, order))
    page.show(f"table {order}", lambda: by_unit.table_of(page, figures, order))
