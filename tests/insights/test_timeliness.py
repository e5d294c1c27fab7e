"""The rule over columns and the rule for one task are one rule."""

from datetime import date, timedelta
from itertools import product

import numpy as np

from cds_tracker.domain.task import Status
from cds_tracker.domain.timeliness import timeliness
from cds_tracker.insights.columns import days
from cds_tracker.insights.timeliness import BUCKETS, buckets

DUE = date(2025, 6, 30)
AROUND = (None, DUE - timedelta(days=1), DUE, DUE + timedelta(days=1))
KINDS = ("exact", "before", "period_end", "range", "recurring", "conditional", "none", "unreadable")


def test_columns_agree_with_the_scalar_rule_on_every_combination() -> None:
    statuses = (None, *(status.value for status in Status))
    combinations = list(product(statuses, KINDS, (None, DUE), AROUND, AROUND, (None, "on_time", "late")))
    status, kind, due, completed, since, said = zip(*combinations, strict=True)
    for today in AROUND[1:]:
        assert today is not None
        found = buckets(status, kind, days(due), days(completed), days(since), said, today)
        expected = [timeliness(*one, today).value for one in combinations]  # type: ignore[arg-type]
        assert np.array(BUCKETS)[found].tolist() == expected


def test_no_tasks_have_no_buckets() -> None:
    assert buckets((), (), days(()), days(()), days(()), (), DUE).tolist() == []
