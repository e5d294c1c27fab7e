"""Workbooks in and out. ``read`` takes the bytes of a file and answers what it says, whatever the file."""

from cds_tracker.excel.limits import LIMITS, Limits
from cds_tracker.excel.reading import read
from cds_tracker.excel.standing_by import stand_by

__all__ = ["LIMITS", "Limits", "read", "stand_by"]
