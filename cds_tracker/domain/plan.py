"""A plan, and its tasks as one table: what the store hands to whoever draws figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Plan:
    """A document that assigns tasks. ``issued_on`` is the day from which what it assigns holds (``None``: always).

    ``rhythm`` is the reporting period (``month``, ``quarter``…); ``section_areas`` maps a section's path to the code of an
    area. ``id`` is 0 for a plan that is not in the database yet. ``approve_uploads``: what units upload waits until the focal
    unit accepts it.
    """

    id: int
    code: str
    title: str | None = None
    number: str | None = None
    issued_on: date | None = None
    issuer: str | None = None
    year_from: int | None = None
    year_to: int | None = None
    rhythm: str = "month"
    section_areas: Mapping[str, str] = field(default_factory=dict)
    is_demo: bool = False
    approve_uploads: bool = False


@dataclass(frozen=True, slots=True)
class TaskRows:
    """The tasks of a plan as of a day, one tuple each; ``columns`` names the places.

    Dates are ISO text; lists are tuples; ``deadline`` is its mapping (shared between rows: not to be changed).
    """

    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]
