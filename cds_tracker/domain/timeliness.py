"""Whether a task is in time: computed at a day, never typed and never stored.

``RULES`` is the whole truth: the first rule that fits gives the bucket. ``insights`` asks the same table over columns.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from cds_tracker.domain.task import Status

DUE_SOON_DAYS = 7


class Bucket(StrEnum):
    """The ones apart, in the order in which they are tried, then the official two by two."""

    CANCELLED = "cancelled"
    PAUSED = "paused"
    RECURRING = "recurring"
    UNDETERMINED = "undetermined"
    NO_DEADLINE = "no_deadline"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    OPEN_IN_TIME = "open_in_time"
    OPEN_OVERDUE = "open_overdue"


TWO_BY_TWO = (Bucket.DONE_ON_TIME, Bucket.DONE_LATE, Bucket.OPEN_IN_TIME, Bucket.OPEN_OVERDUE)
OTHER = (Bucket.RECURRING, Bucket.UNDETERMINED, Bucket.NO_DEADLINE, Bucket.PAUSED, Bucket.CANCELLED)
DATED = frozenset({"exact", "before", "period_end", "range"})


@dataclass(frozen=True, slots=True)
class Rule:
    """A bucket and what must hold for it; ``None`` asks nothing. ``late`` is the answer of ``is_late``."""

    bucket: Bucket
    status: Status | None = None
    kinds: Collection[str | None] | None = None
    done: bool | None = None
    late: bool | None = None

    def fits(self, status: str | None, kind: str | None, late: bool) -> bool:
        """Whether a task of this declared state and kind of deadline falls under the rule."""
        return (
            (self.status is None or self.status == status)
            and (self.kinds is None or kind in self.kinds)
            and (self.done is None or self.done == (status == Status.DONE))
            and (self.late is None or self.late == late)
        )


RULES: tuple[Rule, ...] = (
    Rule(Bucket.CANCELLED, status=Status.CANCELLED),
    Rule(Bucket.PAUSED, status=Status.PAUSED),
    Rule(Bucket.RECURRING, kinds=("recurring",)),
    Rule(Bucket.UNDETERMINED, kinds=("conditional", "unreadable")),
    Rule(Bucket.NO_DEADLINE, kinds=("none", None)),
    Rule(Bucket.DONE_ON_TIME, done=True, late=False),
    Rule(Bucket.DONE_LATE, done=True, late=True),
    Rule(Bucket.OPEN_IN_TIME, done=False, late=False),
    Rule(Bucket.OPEN_OVERDUE, done=False, late=True),
)


def is_late(done: bool, due: date, completed_on: date | None, done_since: date | None, said: str | None, as_of: date) -> bool:
    """Due days are inclusive. A finished task is judged by its completion day; without one by the file's own words
    (``on_time`` or ``late``), else by the day since which it is known to be done; an open one by ``as_of``."""
    if not done:
        return as_of > due
    if completed_on is None and said in ("on_time", "late"):
        return said == "late"
    return (completed_on or done_since or as_of) > due


def timeliness(
    status: str | None,
    kind: str | None,
    due: date | None,
    completed_on: date | None,
    done_since: date | None,
    said: str | None,
    as_of: date,
) -> Bucket:
    """The bucket of a task on ``as_of``. No declared state, and awaiting confirmation, count as not done."""
    if due is None and kind in DATED:
        kind = "unreadable"
    late = due is not None and is_late(status == Status.DONE, due, completed_on, done_since, said, as_of)
    return next(rule.bucket for rule in RULES if rule.fits(status, kind, late))


def is_assumed(status: str | None, completed_on: date | None, said: str | None) -> bool:
    """Whether a finished task is judged on a day that nobody wrote: the day since which it is known to be done."""
    return status == Status.DONE and completed_on is None and said not in ("on_time", "late")


def days_left(due: date | None, as_of: date) -> int | None:
    """Days from ``as_of`` to the due day: 0 on the day itself, negative after it."""
    return None if due is None else (due - as_of).days


def due_soon(bucket: Bucket, due: date | None, as_of: date, within: int = DUE_SOON_DAYS) -> bool:
    """A mark on open tasks in time: 0 to ``within`` days left."""
    left = days_left(due, as_of)
    return bucket is Bucket.OPEN_IN_TIME and left is not None and 0 <= left <= within


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with both its counts; ``percent`` has two decimals, half up, ``None`` where there is nothing to divide by."""

    numerator: int
    denominator: int
    percent: Decimal | None


def rate(numerator: int, denominator: int) -> Rate:
    """``numerator`` ÷ ``denominator`` in percent."""
    if denominator == 0:
        return Rate(numerator, denominator, None)
    share = Decimal(100 * numerator) / Decimal(denominator)
    return Rate(numerator, denominator, share.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))
