"""Who is reading: the account that the gate found behind the session, asked of the database at every run.

The gate (``web``) strips whatever a client says about itself and hands on the account in a header, which Streamlit shows
as ``st.user``. Nothing is ever taken from the session state.
"""

import secrets

import streamlit as st

from cds_tracker.domain.people import Grant, Person, Role, reads_all, units_of
from cds_tracker.domain.rollup import Rollup
from cds_tracker.insights.scope import Scope
from cds_tracker.store import ledger
from cds_tracker.ui import data

WARM_UP = secrets.token_hex(16)  # the account of the run made before the first visitor: no client can name it


def current(revision: int) -> Person:
    """The person behind this run with the grants of today; somebody without any where there is no such account."""
    account, address = _said("account"), _said("address")
    if account == WARM_UP:
        return Person("", "", (Grant(Role.VIEWER),))
    held = data.people(revision).get(account or "")
    return held.person(address).on(ledger.today()) if held else Person("", "")


def session() -> str | None:
    """The reference of the session behind this run (not its secret)."""
    return _said("session")


def form_token() -> str:
    """What a form to a route of ours has to carry, as ``csrf``: bound to the session of this reader."""
    return _said("form") or ""


def rollup(revision: int) -> Rollup:
    """The units in place today: by them is decided who may do what."""
    return Rollup(data.registry(revision), ledger.today())


def scope(person: Person, revision: int) -> Scope:
    """What this person may read."""
    return Scope() if reads_all(person) else Scope(units_of(person, rollup(revision)))


def _said(name: str) -> str | None:
    value = st.user.get(name)
    return value if isinstance(value, str) and value else None
