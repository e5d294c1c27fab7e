"""Requests that wait for a decision, and what became of them."""
