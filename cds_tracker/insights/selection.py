"""Which tasks a choice leaves."""

import pandas as pd

from cds_tracker.domain.areas import Areas
from cds_tracker.domain.units import Registry
from cds_tracker.insights.filters import Filters


def apply(frame: pd.DataFrame, filters: Filters, registry: Registry, areas: Areas | None = None) -> pd.DataFrame:
    """The tasks of ``frame`` that ``filters`` leaves, in the order of the plan (of a search: the better matches first)."""
    raise NotImplementedError
