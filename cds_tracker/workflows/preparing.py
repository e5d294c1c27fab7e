"""What an upload says and what it would change: read from its file once, compared with the plan as often as that moves."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from cds_tracker import __version__
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Person
from cds_tracker.domain.reading import Reading
from cds_tracker.store import areas, layouts, ledger, plans, units, uploads
from cds_tracker.store.canonical import dumps, fingerprint
from cds_tracker.store.database import Connection, Database
from cds_tracker.store.uploads import OPEN, REFUSED, WAITING, Upload
from cds_tracker.workflows import filekeeping, importing, kept_readings, whose
from cds_tracker.workflows.bringing import READINGS
from cds_tracker.workflows.importing import Target
from cds_tracker.workflows.preparations import MEMORY as MEMORY
from cds_tracker.workflows.preparations import Kept
from cds_tracker.workflows.preparations import Prepared as Prepared
from cds_tracker.workflows.preparations import State as State
from cds_tracker.workflows.preparations import place_of as place_of
from cds_tracker.workflows.upload_access import visible

Tell = Callable[[str, int, int | None], None]


def ready(database: Database, number: int, person: Person) -> Prepared | None:
    """What is prepared already, if it still holds; where the plan moves faster than files are compared, what is a moment
    old does: carrying out looks again."""
    with database.read() as connection:
        upload = visible(connection, number, person)
        state = _state(connection, upload, person)
    kept = MEMORY.find(database, number)
    if kept is None or kept.state[0] != state[0] or kept.state[2:] != state[2:]:
        return None
    moved = kept.state[1] != state[1]
    if moved and time.monotonic() - kept.made_at > 2 * kept.prepared.seconds:
        return None
    return replace(kept.prepared, upload=upload)


def state_of(database: Database, number: int, person: Person) -> State:
    """All that a preview depends on beside the file."""
    with database.read() as connection:
        return _state(connection, visible(connection, number, person), person)


def prepare(
    database: Database, folder: Path, number: int, person: Person, password: str | None = None, tell: Tell | None = None
) -> Prepared:
    """Read and compare now, in this thread. ``tell(stage, done, total)``. A file that cannot be taken is a refused preview;
    the reason is then written into its upload."""
    say = tell or (lambda stage, done, total: None)
    password = MEMORY.password(database, number, password)
    with database.read() as connection:
        upload = visible(connection, number, person)
        state, ref, known = _state(connection, upload, person), *_layouts(connection, upload)
    kept = MEMORY.find(database, number)
    again = kept if kept is not None and kept.reading_ref == ref and not kept.prepared.reading.refused else None
    if again is not None and again.state == state:
        return replace(again.prepared, upload=upload)
    began = time.perf_counter()
    reading = again.prepared.reading if again else _read(database, folder, upload, ref, known, password, say)
    say("comparing", 0, None)
    shown = importing.preview(database, reading, target_of(upload), upload.effective_on, person, choices=upload.choices)
    prepared = Prepared(upload, reading, shown, time.perf_counter() - began, person.grants)
    if upload.author == person.account:
        prepared = replace(prepared, upload=_note(database, prepared))
    MEMORY.keep(database, number, Kept(ref, (state[0], shown.base or state[1], *state[2:]), prepared, time.monotonic()))
    return prepared


def target_of(upload: Upload) -> Target:
    """The plan that an upload is for."""
    issued = upload.options.get("issued_on")
    new, demo = bool(upload.options.get("create")), bool(upload.options.get("is_demo"))
    return Target(upload.plan, new, date.fromisoformat(issued) if issued else None, demo, upload.unit)


def _state(connection: Connection, upload: Upload, person: Person) -> State:
    return dumps(upload.choices.to_json()), ledger.latest(connection), person.account, person.grants


def _layouts(connection: Connection, upload: Upload) -> tuple[str, list[dict[str, object]]]:
    """The name of the reading, by all that it depends on; and the layouts by which the file may be known."""
    plan = plans.find(connection, upload.plan)
    known = [one.to_json() for one in layouts.of_plan(connection, plan.id, upload.unit)] if plan else []
    registered = (units.load(connection).to_json(), areas.load(connection).to_json())
    year = (plan.year_from, plan.issued_on.isoformat() if plan.issued_on else None) if plan else None
    about = (upload.sha256, upload.file, upload.options.get("issued_on"), year, __version__)
    return fingerprint([about, registered, known, upload.choices.directions.to_json()]), known


def _read(
    database: Database, folder: Path, upload: Upload, ref: str, known: list[dict[str, object]], password: str | None, say: Tell
) -> Reading:
    kept = kept_readings.load(folder / READINGS, ref)
    if kept is not None:
        return kept
    say("reading", 0, None)
    try:
        content = filekeeping.whole(filekeeping.place(folder, upload.sha256))
    except OSError as error:
        raise TrackerError("upload_file_gone", file=upload.file) from error
    reading = importing.read(
        database, content, upload.file, target_of(upload), password=password,
        on_progress=lambda done, total: say("reading", done, total),
        directions=upload.choices.directions, layouts=known,
    )  # fmt: skip
    if not reading.refused and not password:  # what stands under a password is written nowhere without it
        kept_readings.keep(folder / READINGS, ref, reading)
    return reading


def _note(database: Database, prepared: Prepared) -> Upload:
    """Write down what reading came to, unless somebody decided meanwhile: for lists of uploads, no figure depends on it."""
    upload, shown = prepared.upload, prepared.preview
    refused = shown.reading.refused is not None
    state, problem = (REFUSED, shown.problems[0]) if refused else (WAITING, None)
    counts = {} if refused else {**(shown.counts or {}), "changes": len(shown.changes), **whose.lead(shown.reading)}
    if upload.state not in OPEN or (upload.state == state and upload.counts == counts and upload.problem == problem):
        return upload
    with database.write() as connection:
        ledger.lock(connection)
        held = uploads.find(connection, upload.number)
        if held is None or held.state not in OPEN or held.choices != upload.choices:
            return held or upload
        uploads.change(connection, upload.number, state, counts=counts, problem=problem, seconds=round(prepared.seconds, 3))
        return uploads.find(connection, upload.number) or upload
