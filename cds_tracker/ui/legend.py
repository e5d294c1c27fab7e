"""The colours of meaning, each with its word."""

from collections.abc import Sequence

from cds_tracker.insights.filters import OTHER, TWO_BY_TWO
from cds_tracker.style.words import Words
from cds_tracker.ui.markup import text

STACK = TWO_BY_TWO
APART = OTHER


def key(meaning: str) -> str:
    """The small square of a meaning: colour and pattern."""
    return f'<i class="cds-key m-{text(meaning)}" aria-hidden="true"></i>'


def badge(words: Words, meaning: str) -> str:
    """Square and word."""
    return f'<span class="cds-badge">{key(meaning)}{text(words(f"charts.state.{meaning}"))}</span>'


def legend(words: Words, meanings: Sequence[str] = STACK) -> str:
    """One line for a whole page."""
    told = "".join(f"<span>{key(meaning)}{text(words(f'charts.state.{meaning}'))}</span>" for meaning in meanings)
    return f'<div class="cds-legend">{told}</div>'
