"""The single showing of a one-time code. It stands on the page of the run that made it, and nowhere else."""

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cds_tracker.domain.errors import TrackerError
from cds_tracker.style.problems import refusal
from cds_tracker.style.words import Words
from cds_tracker.ui.markup import text
from cds_tracker.ui.notices import notice


def tell(place: DeltaGenerator, words: Words, codes: Mapping[str, str]) -> None:
    """Show codes, by account."""
    rows = "".join(f"<tr><td>{text(account)}</td><td><code>{text(code)}</code></td></tr>" for account, code in codes.items())
    about = f"<p>{text(words('accounts.code_help'))}</p>"
    shown = f'<table class="cds-table cds-codes"><tbody>{rows}</tbody></table>{about}'
    place.html(notice(words("accounts.code"), kind="warning", action=shown))


def refused(place: DeltaGenerator, words: Words, error: TrackerError) -> None:
    """Why there is none."""
    place.html(notice(words("admin.not_done"), refusal(words, error), "error"))


def slot() -> DeltaGenerator:
    """Where a code will be shown: above what was pressed."""
    return st.container()
