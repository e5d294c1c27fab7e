"""An empty Streamlit page, warmed up as the dashboard is."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from streamlit.starlette import App

from cds_tracker.web import warmup


@asynccontextmanager
async def lifespan(app: App) -> AsyncIterator[None]:
    """The same modules, the same frozen objects."""
    await warmup.warm_up(app)
    yield


app = st.App(Path(__file__).with_name("empty_page.py"), lifespan=lifespan)
