"""The application: ``streamlit run dashboard.py``, ``uvicorn dashboard:app`` and ``python -m cds_tracker serve`` start it.

Streamlit recognises it by the literal ``app = st.App(...)``: without that it would run this file as a plain, ungated script.
"""

from pathlib import Path

import streamlit as st

from cds_tracker.web import assembly, failures

ROOT = Path(__file__).resolve().parent

assembly.prepare(Path(__file__).resolve())

app = st.App(
    ROOT / "cds_tracker" / "ui" / "shell.py",
    routes=[*assembly.routes()],
    middleware=assembly.middleware(),
    lifespan=assembly.lifespan,
    on_script_error=failures.on_script_error,
)
