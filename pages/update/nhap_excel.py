"""Nhập Excel: a tracker in, what was understood, its problems by cell, what will change, apply."""

import streamlit as st

from cds_tracker.domain.people import Act
from cds_tracker.ui import import_form, import_review
from cds_tracker.ui.page import open_page

page = open_page("nhap-excel", Act.IMPORT, needs_plan=False)
ref = st.query_params.get("ref")
if ref:
    import_review.draw(page, ref)
else:
    import_form.draw(page)
