"""Reporting periods: another cut-off, lock, unlock."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Person
from cds_tracker.domain.periods import Cutoffs, Period, Reported, cutoff_of, parse, period_of, refuse_bad_cutoff
from cds_tracker.domain.plan import Plan
from cds_tracker.domain.text import clean
from cds_tracker.store import ledger, periods, plans
from cds_tracker.store.database import Connection, Database
from cds_tracker.store.ledger import Cause
from cds_tracker.workflows.acting import Doing, acting


def cutoffs(held: Iterable[Reported], plan: str) -> Cutoffs:
    """The cut-offs of a plan that an admin set, by period."""
    return {one.period.key: one.cutoff for one in held if one.plan == plan}


def set_cutoff(database: Database, person: Person, plan: str, key: str, cutoff: date, on: date) -> Reported:
    """Another cut-off for a period that is not locked."""
    with acting(database, person, "period_cutoff", "period") as doing:
        rhythm, found = _begin(doing, plan, key)
        if found.locked_revision is not None:
            raise TrackerError("period_locked", period=key)
        refuse_bad_cutoff(found.period, rhythm, cutoff, cutoffs(periods.listed(doing.connection), plan))
        doing.detail |= {"before": found.cutoff.isoformat(), "after": cutoff.isoformat()}
        return _save(doing, replace(found, cutoff=cutoff), on)


def lock(database: Database, person: Person, plan: str, key: str, on: date) -> Reported:
    """From now on the figures of this period are read as they are known at this moment. Its cut-off must be over."""
    with acting(database, person, "period_lock", "period") as doing:
        _, found = _begin(doing, plan, key)
        if found.locked_revision is not None:
            raise TrackerError("period_locked", period=key)
        if found.cutoff >= on:
            raise TrackerError("period_not_over", period=key, day=found.cutoff)
        revision = ledger.latest(doing.connection)
        doing.detail |= {"cutoff": found.cutoff.isoformat(), "revision": revision}
        return _save(doing, replace(found, locked_revision=revision, locked_on=on, locked_by=doing.person.account), on)


def unlock(database: Database, person: Person, plan: str, key: str, reason: str, on: date) -> Reported:
    """Open a locked period again, for a reason that is written down."""
    with acting(database, person, "period_unlock", "period") as doing:
        _, found = _begin(doing, plan, key)
        if found.locked_revision is None:
            raise TrackerError("period_open", period=key)
        said = clean(reason)
        if not said:
            raise TrackerError("period_reason_needed")
        doing.detail |= {"reason": said, "revision": found.locked_revision}
        return _save(doing, replace(found, locked_revision=None, locked_on=None, locked_by=None), on, said)


def period_named(plan: Plan, key: str) -> Period:
    """The period of the plan's rhythm that this key names."""
    period = parse(key)
    if period is None or period_of(period.first, plan.rhythm) != period:
        raise TrackerError("period_unknown", period=key, example=period_of(date(2025, 9, 30), plan.rhythm).key)
    return period


def find(connection: Connection, plan: Plan, key: str) -> Reported:
    """The period of a plan, as an admin left it or untouched; also one of a rhythm that the plan had before."""
    held = periods.find(connection, f"{plan.code}/{key}")
    if held is not None:
        return held
    period = period_named(plan, key)
    return Reported(plan.code, period, cutoff_of(period))


def _begin(doing: Doing, plan: str, key: str) -> tuple[str, Reported]:
    doing.demand(Act.ADMINISTER)
    held = plans.find(doing.connection, plan)
    if held is None:
        raise TrackerError("plan_not_found", plan=plan, codes="")
    return held.rhythm, find(doing.connection, held, key)


def _save(doing: Doing, wanted: Reported, on: date, reason: str | None = None) -> Reported:
    doing.subjects.append(wanted.code)
    periods.save(doing.connection, [wanted], Cause("period", doing.person.account, on, reason))
    return wanted
