"""Nothing: what Streamlit itself needs for a run."""
