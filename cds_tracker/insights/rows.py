"""What figures are made of: counts, each with the filters that list what it counts, and rows of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cds_tracker.domain.timeliness import Rate, rate
from cds_tracker.insights.filters import OTHER, TWO_BY_TWO, Filters, narrow
from cds_tracker.insights.tally import KINDS


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tasks of each kind; ``filters`` lists them all, ``of(cell)`` one kind (names of ``tally.KINDS``)."""

    numbers: Mapping[str, int]
    filters: Filters

    def __getitem__(self, cell: str) -> int:
        return self.numbers[cell]

    def of(self, cell: str) -> Filters | None:
        """The filters that list exactly the tasks counted in this cell; ``None`` where there can be none."""
        return narrow(self.filters, KINDS[cell])

    @property
    def total(self) -> int:
        return self["total"]

    @property
    def two_by_two(self) -> dict[str, int]:
        return {bucket: self[bucket] for bucket in TWO_BY_TWO}

    @property
    def other(self) -> dict[str, int]:
        return {bucket: self[bucket] for bucket in OTHER}

    @property
    def official(self) -> Rate:
        """Done ÷ (done + overdue)."""
        return rate(self["done"], self["official"])

    @property
    def originally(self) -> Rate:
        """Done on time against the original deadline ÷ done."""
        return rate(self["done_on_time_originally"], self["done"])

    @property
    def on_time(self) -> Rate:
        """Done on time against the deadline in force ÷ done."""
        return rate(self["done_on_time"], self["done"])

    @property
    def overall(self) -> Rate:
        """Done ÷ all, the cancelled included."""
        return rate(self["all_done"], self["total"])


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as it is called on the day. ``key`` is ``None`` for tasks without a lead; ``via_group`` of ``counts.total``
    it has only as a member of a group. ``ended``: it ended without a successor; ``registered``: not only as written."""

    key: str | None
    name: str | None
    short: str | None
    counts: Counts
    via_group: int = 0
    ended: bool = False
    registered: bool = True
    group: bool = False

    @property
    def via_group_filters(self) -> Filters | None:
        """The filters that list what it has only through a group."""
        return narrow(self.counts.filters, {"via": "group"})


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A platform area; ``key`` is ``None`` for what is unclassified."""

    key: str | None
    name: str | None
    short: str | None
    counts: Counts


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month in which tasks fall due (``2025-06``); ``key`` is ``None`` for those without a due day."""

    key: str | None
    counts: Counts


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a plan (``None``: all plans) on a day."""

    plan: str | None
    as_of: date
    counts: Counts
    by_unit: tuple[UnitRow, ...]
    by_area: tuple[AreaRow, ...]
    by_month: tuple[MonthRow, ...]
