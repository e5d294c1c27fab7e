"""What became of an act: said once, above its panel, in the run after it."""

import streamlit as st

from cds_tracker.ui.markup import show
from cds_tracker.ui.notices import notice


def tell(name: str, title: str, body: str = "", kind: str = "") -> None:
    """Keep a notice for the next run. For callbacks."""
    st.session_state[f"told-{name}"] = notice(title, body, kind)


def shown(name: str) -> None:
    """Show what was kept, once."""
    told = st.session_state.pop(f"told-{name}", None)
    if told:
        show(told)
