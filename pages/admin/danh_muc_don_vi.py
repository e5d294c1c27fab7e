"""Danh mục đơn vị: the register of units; ``?ref=`` shows one, and what may become of it."""

import streamlit as st

from cds_tracker.domain.people import Act
from cds_tracker.ui.admin import one_unit, outcome, units
from cds_tracker.ui.page import open_page

page = open_page("danh-muc-don-vi", Act.ADMINISTER, needs_plan=False)
outcome.draw()
ref = st.query_params.get("ref")
if ref:
    one_unit.draw(page, ref)
else:
    units.draw(page)
