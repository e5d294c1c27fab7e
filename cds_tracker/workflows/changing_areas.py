"""Platform areas: added and changed, never deleted, so that no task loses its own."""

from dataclasses import replace
from datetime import date

from cds_tracker.domain.areas import Area, Areas
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Person
from cds_tracker.domain.text import clean, key
from cds_tracker.store import areas
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause
from cds_tracker.store.records import Saved
from cds_tracker.workflows.acting import acting


def save(database: Database, person: Person, wanted: Area, seen: Area | None, on: date) -> Saved:
    """Change the area that the reader saw, or add one (``seen`` is ``None``)."""
    with acting(database, person, "area_edit" if seen else "area_add", "area") as doing:
        doing.demand(Act.ADMINISTER)
        held = areas.load(doing.connection)
        if held.areas.get(wanted.code) != seen:
            raise TrackerError("record_changed" if seen else "area_code_taken", name=wanted.name, code=wanted.code)
        _refuse(held, wanted)
        doing.subjects.append(wanted.code)
        doing.detail["names"] = [wanted.name]
        tidy = replace(wanted, name=clean(wanted.name), short_name=clean(wanted.short_name or "") or None)
        return areas.save(doing.connection, [tidy], Cause("areas", doing.person.account, on))


def _refuse(held: Areas, wanted: Area) -> None:
    if not clean(wanted.name):
        raise TrackerError("area_name_needed")
    if not wanted.code.replace("_", "").isalnum() or not wanted.code.isascii() or len(wanted.code) > 30:
        raise TrackerError("area_code_form", code=wanted.code)
    for name in (wanted.name, *wanted.aliases):
        other = next((one for one in held.areas.values() if one.code != wanted.code and key(one.name) == key(name)), None)
        if other:
            raise TrackerError("area_name_taken", name=name, code=other.name)
