"""In which plan, day, language and revision a page is read: the address first, else what this visitor chose before."""

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cds_tracker.domain.periods import Reported, period_of
from cds_tracker.domain.plan import Plan
from cds_tracker.insights.filters import CONTEXT, LANGUAGES, Filters, from_query

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
OWN = (  # names in an address that belong to single pages
    *("id", "page", "sort", "month", "version", "ref", "tab", "whose", "report", "state", "upload", "step", "batch"),
    *("kind", "from"),  # of the rows that an import is about
    *("actor", "act", "outcome", "since", "until", "subject", "words"),  # of the audit log
)
REMEMBERED = "context"
OF_A_DAY = ("known_at", "adjusted")  # these go with the plan and day that they were chosen for


def today() -> date:
    """The day in Vietnam: the only clock of the dashboard."""
    return datetime.now(ZONE).date()


def read(
    query: Mapping[str, str], memory: MutableMapping[str, object], plans: Sequence[Plan], opens_on: date
) -> tuple[Filters, dict[str, str]]:
    """The filters with plan, day and language settled, and what was ignored in the address.

    A day that is not in the address is the one chosen before, else ``opens_on``.
    """
    written, ignored = from_query(query, also=OWN)
    before = memory.get(REMEMBERED)
    if isinstance(before, Filters):
        moved = any(name in query and getattr(written, name) != getattr(before, name) for name in ("plan", "as_of"))
        said = moved or any(name in query for name in OF_A_DAY)
        missing = [name for name in CONTEXT if name not in query and not (said and name in OF_A_DAY)]
        written = replace(written, **{name: getattr(before, name) for name in missing})
    codes = [plan.code for plan in plans]
    if written.plan not in codes:
        if written.plan is not None and "plan" in query:
            ignored["plan"] = written.plan
        written = replace(written, plan=codes[0] if codes else None)
    settled = replace(written, as_of=written.as_of or opens_on, lang=written.lang or LANGUAGES[0])
    memory[REMEMBERED] = settled.context()
    return settled, ignored


def locked(filters: Filters, periods: Sequence[Reported], rhythm: str) -> Reported | None:
    """The locked period of the plan whose cut-off the day is: its figures stay as they were reported.

    Where periods of two rhythms end on that day, the one of the plan's present rhythm.
    """
    found = [
        one for one in periods if one.plan == filters.plan and one.cutoff == filters.as_of and one.locked_revision is not None
    ]
    return min(found, key=lambda one: period_of(one.period.first, rhythm) != one.period, default=None)


def kept(query: Mapping[str, str], settled: Filters) -> dict[str, str]:
    """What the address should say: the settled filters, and the names that belong to the page."""
    own = {name: value for name, value in query.items() if name in OWN}
    return {**own, **settled.to_query()}
