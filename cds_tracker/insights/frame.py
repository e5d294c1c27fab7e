"""The tasks of a plan as they stood on a day, as columns: what every list and every figure is made of."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

import numpy as np
import pandas as pd

from cds_tracker.domain.areas import VERSIONS, Areas
from cds_tracker.domain.periods import NO_CUTOFFS, Cutoffs, reporting_period, since
from cds_tracker.domain.plan import Plan, TaskRows
from cds_tracker.domain.rollup import Rollup
from cds_tracker.domain.task import ACCOUNT, UNREGISTERED
from cds_tracker.domain.timeliness import DUE_SOON_DAYS
from cds_tracker.domain.units import Registry
from cds_tracker.insights import columns as of
from cds_tracker.insights.counted import counted
from cds_tracker.insights.filters import TWO_BY_TWO
from cds_tracker.insights.search import fold
from cds_tracker.insights.tally import cells
from cds_tracker.insights.timeliness import BUCKETS, buckets

COLUMNS = (
    "id",  # int
    "plan",  # the plan's code
    "position",
    "code",
    "stt",
    "section",
    "title",
    "lead",  # tuple of references, as assigned
    "coordinating",
    "assignees",  # tuple of names
    "assigned",  # tuple of references: accounts, and names as written
    "lead_names",  # text for readers: names on the day, "; " between
    "lead_set",  # int: equal where lead is equal (lead_held follows from it)
    "lead_held",  # rollup.Held: in whose rows the task counts on the day
    "coordinating_set",  # the same of the coordinating units
    "coordinating_held",
    "lead_now",  # tuple of references that stand today, whatever the day: by them is decided who may read the task
    "lead_now_set",
    "coordinating_now",
    "coordinating_now_set",
    "sponsor",
    "start",  # datetime64[s], NaT: not said
    "due",
    "original_due",  # the due day before it was ever changed
    "deadline_text",
    "kind",
    "precision",
    "deliverable",
    "status",  # text or None: nothing declared
    "progress",  # float, NaN: not said
    "completed_on",
    "done_since",
    "said",
    "result",
    "evidence_text",
    "difficulty",
    "proposal",
    "next_step",
    "note",
    "area",  # its own, else the one of its section, else None
    "side",  # of the 80/20 lens: first, second, None
    "pillars",  # tuple of version/pillar
    "parent_id",
    "bucket",  # of timeliness on the day
    "due_soon",  # bool
    "days_left",  # float days from the day to the due day, negative when past; NaN without a due day
    "counted",  # bool: neither a heading nor a part
    "evidence",  # bool: has any
    "evidence_count",  # int: documents, links and files beside what is written in the field
    "assumed",  # bool: judged on an assumed day of completion
    "reported",  # bool: in the period that holds the day
    "reported_on",  # the last day for which something was reported
    "explained",  # bool: a difficulty or a next step is said, or an explanation given
    "explained_on",  # the day of the last explanation
    "asked",  # bool: leadership asked for an explanation and has no answer yet
    "requested",  # bool: another deadline is asked for and not decided about
    "extensions",  # int
    "late_originally",  # bool: late against the original due day; only where there is a due day to judge by
    "cell",  # int: code of bucket and marks together (see tally)
    "fold",  # search key of code and title
)


TEXTS = (
    *("code", "stt", "section", "title", "sponsor", "deliverable", "status", "said"),
    *("result", "difficulty", "proposal", "next_step", "note"),
)
TWO = [BUCKETS.index(bucket) for bucket in TWO_BY_TWO]
LATE = [BUCKETS.index("done_late"), BUCKETS.index("open_overdue")]
Column = Sequence[object]


def build(
    tasks: TaskRows,
    plan: Plan,
    registry: Registry,
    areas: Areas,
    as_of: date,
    due_soon_days: int = DUE_SOON_DAYS,
    people: Mapping[str, str] = MappingProxyType({}),
    cutoffs: Cutoffs = NO_CUTOFFS,
) -> pd.DataFrame:
    """The frame of one plan on one day, in the order of the plan, with ``COLUMNS``. Do not write to it: it is shared.

    ``people`` names accounts for readers; ``cutoffs`` are those of the plan's reporting periods that an admin set.
    """
    columns = zip(*tasks.rows, strict=True) if tasks.rows else [()] * len(tasks.columns)
    said: dict[str, Column] = dict(zip(tasks.columns, columns, strict=True))
    ids = said["id"]
    made: dict[str, object] = {"id": np.array(ids, dtype=np.int64), "plan": of.objects([plan.code] * len(ids))}
    made |= {"position": np.array(said["position"], dtype=np.int64), **{name: of.texts(said[name]) for name in TEXTS}}
    made["progress"] = np.array([np.nan if value is None else value for value in said["progress"]], dtype=float)
    made |= _units(said, registry, as_of, people) | _days(said) | _area(said, plan, areas)
    made |= _state(said, made, as_of, due_soon_days)
    reported_on = of.days(said["reported_on"])
    made["reported_on"] = reported_on
    period = reporting_period(as_of, plan.rhythm, cutoffs)
    made["reported"] = reported_on >= np.datetime64(since(period, plan.rhythm, cutoffs), "s")
    searched = zip(said["code"], said["title"], strict=True)
    made["fold"] = of.objects(fold([f"{code or ''} {title or ''}" for code, title in searched]))
    frame = pd.DataFrame({name: _series(made[name]) for name in COLUMNS}, copy=False)
    frame.attrs = {"as_of": as_of}
    return frame


def _series(values: object) -> pd.Series:
    """A column that stays as it was made: text and ``None`` are not turned into another kind of text."""
    return pd.Series(values, dtype=getattr(values, "dtype", object), copy=False)


def _units(said: Mapping[str, Column], registry: Registry, as_of: date, people: Mapping[str, str]) -> dict[str, object]:
    made: dict[str, object] = {}
    rollup = Rollup(registry, as_of)
    for name in ("lead", "coordinating"):
        codes, sets = of.lists(said[name])
        made[name], made[f"{name}_set"] = of.spread(codes, sets), codes
        made[f"{name}_held"] = of.spread(codes, [rollup.held(refs) for refs in sets])
        if name == "lead":
            made["lead_names"] = of.spread(codes, [rollup.names(refs) for refs in sets])
    for name in ("lead_now", "coordinating_now"):
        codes, sets = of.lists(said[name])
        made[name], made[f"{name}_set"] = of.spread(codes, sets), codes
    codes, sets = of.lists(said["assignees"])
    made["assigned"] = of.spread(codes, sets)
    made["assignees"] = of.spread(codes, [tuple(_person(ref, people) for ref in refs) for refs in sets])
    return made


def _person(ref: str, people: Mapping[str, str]) -> str:
    return people.get(ref.removeprefix(ACCOUNT), ref.removeprefix(ACCOUNT)) if ref.startswith(ACCOUNT) else ref


def _days(said: Mapping[str, Column]) -> dict[str, object]:
    codes, deadlines = of.deadlines(said["deadline"])
    start, own = of.days(said["start"]), of.days([deadline.start for deadline in deadlines])
    return {
        "start": np.where(np.isnat(start), own[codes], start) if len(codes) else start,
        "due": of.days([deadline.due for deadline in deadlines])[codes] if len(codes) else start,
        "original_due": of.days(said["original_due"]),
        "deadline_text": of.spread(codes, [deadline.text or None for deadline in deadlines]),
        "kind": of.spread(codes, [deadline.kind for deadline in deadlines]),
        "precision": of.spread(codes, [deadline.precision for deadline in deadlines]),
        "completed_on": of.days(said["completed_on"]),
        "done_since": of.days(said["done_since"]),
        "extensions": np.array(said["extensions"], dtype=np.int64),
    }


def _area(said: Mapping[str, Column], plan: Plan, areas: Areas) -> dict[str, object]:
    codes, pairs = of.distinct(zip(said["area"], said["section"], strict=True))
    chosen = [_area_of(area, section, plan.section_areas, areas) for area, section in pairs]
    return {
        "area": of.spread(codes, chosen),
        "side": of.spread(codes, [areas.side(area) if area else None for area in chosen]),
        "pillars": of.spread(codes, [pillars_of(area, areas) for area in chosen]),
    }


def _area_of(area: object, section: object, table: Mapping[str, str], areas: Areas) -> str | None:
    """The task's own area, else the one that the plan gives to its section or to the nearest section above it."""
    if area:
        written = str(area)
        return (areas.find(written[1:]) or written) if written.startswith(UNREGISTERED) else written
    path = str(section or "")
    while path:
        if path in table:
            return table[path]
        path = path.rpartition(" / ")[0]
    return None


def pillars_of(area: str | None, areas: Areas) -> tuple[str, ...]:
    """``version/pillar`` for every version of the framework, ``version/none`` where the area has none."""
    known = areas.areas.get(area) if area else None
    return tuple(f"{version}/{(known.pillars.get(version) if known else None) or 'none'}" for version in VERSIONS)


def _state(said: Mapping[str, Column], made: Mapping[str, object], as_of: date, due_soon_days: int) -> dict[str, object]:
    due: of.Days = made["due"]  # type: ignore[assignment]
    completed: of.Days = made["completed_on"]  # type: ignore[assignment]
    bucket = buckets(said["status"], made["kind"], due, completed, made["done_since"], said["said"], as_of)  # type: ignore[arg-type]
    original: of.Days = made["original_due"]  # type: ignore[assignment]
    first_due = np.where(np.isnat(original), due, original)
    first = buckets(said["status"], made["kind"], first_due, completed, made["done_since"], said["said"], as_of)  # type: ignore[arg-type]
    left = (due - np.datetime64(as_of, "s")) / np.timedelta64(1, "D")
    done = of.truths(status == "done" for status in said["status"])
    count = np.array(said["evidence_count"], dtype=np.int64)
    evidence = of.truths(said["evidence"]) | (count > 0)
    spoken = of.truths(said["said"])
    judged = np.isin(bucket, [BUCKETS.index("done_on_time"), BUCKETS.index("done_late")])
    soon = (bucket == BUCKETS.index("open_in_time")) & (left >= 0) & (left <= due_soon_days)
    assumed = judged & np.isnat(completed) & ~spoken
    leads = of.truths(made["lead"])  # type: ignore[arg-type]
    dated = of.truths(made["deadline_text"])  # type: ignore[arg-type]
    reasons = zip(said["difficulty"], said["next_step"], said["explained_on"], strict=True)
    explained = of.truths(any(reason) for reason in reasons)
    late_originally = np.isin(bucket, TWO) & np.isin(first, LATE)
    return {
        "bucket": of.spread(bucket, BUCKETS),
        "due_soon": soon,
        "days_left": left,
        "counted": counted(said["id"], said["parent_id"], np.logical_or(leads, dated)),
        "parent_id": of.objects(said["parent_id"]),
        "evidence": evidence,
        "evidence_text": of.texts(said["evidence"]),
        "assumed": assumed,
        "evidence_count": count,
        "explained": explained,
        "explained_on": of.days(said["explained_on"]),
        "asked": of.truths(said["asked"]),
        "requested": of.truths(said["requested"]),
        "late_originally": late_originally,
        "cell": cells(bucket, soon, done, evidence, assumed, late_originally),
    }
