"""Which area a section of a plan may belong to: a suggestion for a person, never a decision."""

from cds_tracker.domain.areas import Area, Areas
from cds_tracker.domain.text import key

_FEWEST = 4  # letters of a name that is looked for inside a longer text


def suggest(areas: Areas, section: str) -> str | None:
    """The code of the area whose name the section has, or holds as whole words (the longest such name)."""
    last = section.rpartition(" / ")[2]
    exact = areas.find(last)
    if exact:
        return exact
    within = f" {key(last)} "
    found = [
        (len(name), area.order, area.code) for area in areas.areas.values() for name in _names(area) if f" {name} " in within
    ]
    return min(found, key=lambda one: (-one[0], one[1]))[2] if found else None


def _names(area: Area) -> list[str]:
    names = (key(name) for name in (area.name, area.short_name or "", *area.aliases))
    return [name for name in names if len(name) >= _FEWEST]
