"""The Streamlit script."""

import streamlit as st

st.title("CDS Tracker")
