"""What a reader sees when a page fails: what can be mended in words, the rest as a short code that the log knows."""

import logging
import secrets

import streamlit as st

from cds_tracker.domain.errors import TrackerError
from cds_tracker.style import problems
from cds_tracker.style.words import Words

log = logging.getLogger("cds_tracker")


def on_script_error(error: Exception) -> bool:
    """Called by Streamlit for what a script or a callback did not catch; ``True``: it has been shown."""
    words = Words(st.query_params.get("lang") or "")
    if isinstance(error, TrackerError):
        st.error(problems.refusal(words, error))
        return True
    code = secrets.token_hex(3)
    log.error("page failed, code %s", code, exc_info=error)
    st.error(words("web.failed", code=code))
    return True
