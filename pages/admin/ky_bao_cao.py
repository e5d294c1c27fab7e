"""Kỳ báo cáo: the periods of the plan; ``?ref=`` shows one, with its cut-off and lock."""

import streamlit as st

from cds_tracker.domain.people import Act
from cds_tracker.ui.admin import one_period, outcome, periods
from cds_tracker.ui.page import open_page

page = open_page("ky-bao-cao", Act.ADMINISTER)
assert page.plan is not None  # noqa: S101 - open_page ends the run without one
outcome.draw()
ref = st.query_params.get("ref")
if ref:
    one_period.draw(page, page.plan, ref)
else:
    periods.draw(page, page.plan)
