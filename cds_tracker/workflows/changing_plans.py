"""Plans: created and described; which area each section belongs to."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Person
from cds_tracker.domain.periods import RHYTHMS
from cds_tracker.domain.plan import Plan
from cds_tracker.domain.text import clean
from cds_tracker.store import areas, plans
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause
from cds_tracker.workflows.acting import acting

_CODE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-")


def save(database: Database, person: Person, wanted: Plan, seen: Plan | None, on: date) -> Plan:
    """Change what is said about the plan that the reader saw, or create one (``seen`` is ``None``)."""
    with acting(database, person, "plan_edit" if seen else "plan_add", "plan") as doing:
        doing.demand(Act.ADMINISTER)
        _refuse(wanted, is_new=seen is None)
        held = plans.find(doing.connection, wanted.code)
        if held != seen:
            raise TrackerError("record_changed" if seen else "plan_code_taken", name=wanted.code, code=wanted.code)
        doing.subjects.append(wanted.code)
        kept = replace(_tidy(wanted), section_areas=held.section_areas if held else {}, is_demo=held.is_demo if held else False)
        return plans.save(doing.connection, kept, Cause("plan", doing.person.account, on))


def set_sections(database: Database, person: Person, code: str, wanted: Mapping[str, str | None], on: date) -> Plan:
    """The areas of these sections, by path; ``None``: none. Other sections stay as they are."""
    with acting(database, person, "plan_sections", "plan") as doing:
        doing.demand(Act.ADMINISTER)
        held = plans.find(doing.connection, code)
        if held is None:
            raise TrackerError("plan_not_found", plan=code, codes="")
        known = areas.load(doing.connection).areas
        for area in wanted.values():
            if area is not None and area not in known:
                raise TrackerError("area_unknown", area=area)
        table = {**held.section_areas, **wanted}
        doing.subjects.append(code)
        doing.detail["sections"] = len(wanted)
        changed = replace(held, section_areas={path: area for path, area in table.items() if area})
        return plans.save(doing.connection, changed, Cause("plan", doing.person.account, on))


def _tidy(wanted: Plan) -> Plan:
    words = (wanted.title, wanted.number, wanted.issuer)
    title, number, issuer = (clean(written or "") or None for written in words)
    return replace(wanted, title=title, number=number, issuer=issuer)


def _refuse(wanted: Plan, is_new: bool) -> None:
    if is_new and (not wanted.code or len(wanted.code) > 60 or set(wanted.code) - _CODE):
        raise TrackerError("plan_code_form", code=wanted.code[:60])
    if wanted.rhythm not in RHYTHMS:
        raise TrackerError("value_kind", field="rhythm")
    years = (wanted.year_from, wanted.year_to)
    if any(year is not None and not 2000 <= year <= 2099 for year in years) or (all(years) and years[1] < years[0]):  # type: ignore[operator]
        raise TrackerError("plan_years")
