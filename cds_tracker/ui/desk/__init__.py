"""The desk of a unit: what awaits its head."""
