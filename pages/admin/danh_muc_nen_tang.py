"""Danh mục nền tảng: the platform areas; ``?ref=`` shows one."""

import streamlit as st

from cds_tracker.domain.people import Act
from cds_tracker.ui.admin import areas, outcome
from cds_tracker.ui.page import open_page

page = open_page("danh-muc-nen-tang", Act.ADMINISTER, needs_plan=False)
outcome.draw()
ref = st.query_params.get("ref")
if ref:
    areas.draw_one(page, ref)
else:
    areas.draw(page)
