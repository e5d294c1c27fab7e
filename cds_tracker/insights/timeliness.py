"""The rule of timeliness over whole columns.

A task's bucket depends on its status, the kind of its deadline, the file's own words and how three days compare: so the
scalar rule is asked once for each situation that occurs, and its answers are spread over the tasks.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from cds_tracker.domain.timeliness import Bucket, timeliness
from cds_tracker.insights.columns import Codes, Days, distinct

BUCKETS: tuple[str, ...] = tuple(bucket.value for bucket in Bucket)
_DUE = date(2000, 1, 15)
_PLACED = (None, _DUE - timedelta(days=1), _DUE, _DUE + timedelta(days=1))


def buckets(
    statuses: Sequence[object],
    kinds: Sequence[object],
    due: Days,
    completed_on: Days,
    done_since: Days,
    said: Sequence[object],
    as_of: date,
) -> Codes:
    """The bucket of every task, as places in ``BUCKETS``."""
    words, spoken = distinct(zip(statuses, kinds, said, strict=True))
    today = np.full(due.shape, np.datetime64(as_of, "D").astype("datetime64[s]"))
    situations = words
    for day in (today, completed_on, done_since):
        situations = situations * 5 + _place(day, due)
    present, codes = np.unique(situations, return_inverse=True)
    answers = [_answer(int(situation), spoken) for situation in present]
    return np.array(answers, dtype=np.intp)[codes] if len(codes) else np.empty(0, dtype=np.intp)


def _place(day: Days, due: Days) -> Codes:
    """0 unknown, 1 before the due day, 2 on it, 3 after it, 4 known where there is no due day."""
    place = np.where(day < due, 1, np.where(day == due, 2, 3))
    place = np.where(np.isnat(due), 4, place)
    return np.where(np.isnat(day), 0, place).astype(np.intp)


def _answer(situation: int, spoken: Sequence[tuple[object, object, object]]) -> int:
    rest, since = divmod(situation, 5)
    rest, completed = divmod(rest, 5)
    words, today = divmod(rest, 5)
    status, kind, said = spoken[words]
    due = None if today == 4 else _DUE
    bucket = timeliness(status, kind, due, _day(completed), _day(since), said, _day(today) or _DUE)  # type: ignore[arg-type]
    return BUCKETS.index(bucket.value)


def _day(place: int) -> date | None:
    return _DUE if place == 4 else _PLACED[place]
