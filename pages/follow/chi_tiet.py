"""Chi tiết nhiệm vụ: everything about one task, with its history."""

import streamlit as st

from cds_tracker.domain.people import Act
from cds_tracker.ui import task_pages
from cds_tracker.ui.page import open_page

page = open_page("chi-tiet", Act.FOLLOW)
task_pages.draw_one(page, st.query_params.get("id", ""))
