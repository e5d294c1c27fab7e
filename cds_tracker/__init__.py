"""CDS Tracker: how a ministry follows its digital-transformation action plan."""

__version__ = "0.3.0"
