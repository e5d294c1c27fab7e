"""How computed states look in workbooks that are given back: on white paper, so in the light theme."""

from collections.abc import Mapping

from cds_tracker.style.colours import LIGHT, ORDER
from cds_tracker.style.words import Words


def look(words: Words) -> Mapping[str, tuple[str, str]]:
    """State → its fill and the text upon it, for those that have words."""
    return {name: (LIGHT[name].fill, LIGHT[name].text) for name in ORDER if words.has(f"states.{name}")}
