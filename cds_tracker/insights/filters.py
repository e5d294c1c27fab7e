"""What a reader chose, as a value that a link can carry. (Which tasks it leaves: ``selection``.)"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from cds_tracker.domain.task import Status

NONE = "none"
OPEN = "open"
CLOSED = (Status.DONE, Status.PAUSED, Status.CANCELLED)
ROLES = ("any", "lead", "coordinating")
VIAS = ("own", "group")
SIDES = ("first", "second", NONE)
LANGUAGES = ("vi", "en")
MARKS = (  # yes or no
    *("reported", "evidence", "assumed", "explained", "extended", "late_originally", "asked", "requested"),
    *("next_step", "adjusted", "parts"),
)
TWO_BY_TWO = ("done_on_time", "done_late", "open_in_time", "open_overdue")
OTHER = ("recurring", "undetermined", "no_deadline", "paused", "cancelled")
DERIVED = {
    "due_soon": (),  # a mark on open_in_time
    "done": ("done_on_time", "done_late"),
    "open": ("open_in_time", "open_overdue"),
    "overdue": ("open_overdue",),
    "judged": TWO_BY_TWO,
    "official": ("done_on_time", "done_late", "open_overdue"),  # the denominator of the official rate
    "other": OTHER,
}
TIMELINESS = (*TWO_BY_TWO, *OTHER, *DERIVED)
_STATUSES = (*(status.value for status in Status), NONE, OPEN)
_DUE = re.compile(r"(?P<year>\d{4})(?:-(?:Q[1-4]|(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Filters:
    """A choice of tasks, and the day, language and revision in which to see them. Absent means: not narrowed.

    ``unit`` is a unit's reference or ``none`` (no lead); ``via`` keeps what the unit leads itself (``own``) or only through
    a group (``group``; where ``role`` is coordinating: has part in). ``due`` is a year, quarter, month or day (``2025``,
    ``2025-Q2``, ``2025-06``, ``2025-06-30``) or ``none``; ``due_before`` is exclusive. ``section`` takes what stands below
    it too. ``pillar`` is ``version/pillar``.
    ``status`` may be ``none`` (nothing declared) or ``open`` (neither done nor paused nor cancelled).
    ``assignee`` is a name, or ``@`` and the name of an account. ``late_originally``: late against the original deadline.
    ``asked``: an explanation is owed; ``requested``: another deadline is asked for; ``next_step``: one is told.
    ``adjusted``: see a locked period with what was recorded after its lock.
    ``timeliness`` is a bucket or one of ``DERIVED``. ``parts`` adds the headings and parts, which no figure counts.
    """

    plan: str | None = None
    unit: str | None = None
    role: str = "any"
    via: str | None = None
    area: str | None = None
    section: str | None = None
    status: str | None = None
    timeliness: str | None = None
    due: str | None = None
    due_before: date | None = None
    assignee: str | None = None
    q: str | None = None
    reported: bool | None = None
    evidence: bool | None = None
    assumed: bool | None = None
    explained: bool | None = None
    extended: bool | None = None
    late_originally: bool | None = None
    asked: bool | None = None
    requested: bool | None = None
    next_step: bool | None = None
    adjusted: bool = False
    side: str | None = None
    pillar: str | None = None
    parts: bool = False
    as_of: date | None = None
    lang: str | None = None
    known_at: int | None = None

    def to_query(self) -> dict[str, str]:
        """The names and values of the URL; what is not narrowed is left out."""
        said = ((field.name, getattr(self, field.name), field.default) for field in fields(self))
        return {name: _write(value) for name, value, default in said if value != default}

    @property
    def narrowed(self) -> dict[str, str]:
        """The part of the query that leaves tasks out: everything but ``CONTEXT``."""
        return {name: value for name, value in self.to_query().items() if name not in CONTEXT}

    def context(self) -> "Filters":
        """The same plan, day, language and revision, with nothing narrowed."""
        return Filters(plan=self.plan, as_of=self.as_of, lang=self.lang, known_at=self.known_at, adjusted=self.adjusted)


FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)  # days of a plan: around them its periods are counted
CONTEXT = ("plan", "as_of", "lang", "known_at", "adjusted")
NAMES = tuple(field.name for field in fields(Filters))


def from_query(query: Mapping[str, object], also: Collection[str] = ()) -> tuple[Filters, dict[str, str]]:
    """The filters of a URL, and what was ignored in it: unknown names and bad values (names in ``also`` are the page's own)."""
    read: dict[str, object] = {}
    ignored: dict[str, str] = {}
    for name, written in query.items():
        text = written if isinstance(written, str) else str(written)
        if name not in NAMES:
            if name not in also:
                ignored[name] = text
            continue
        value = _read(name, text.strip())
        if value is not None:
            read[name] = value
        elif text.strip():
            ignored[name] = text
    return replace(Filters(), **read), ignored  # type: ignore[arg-type]


def is_period(text: str) -> bool:
    """Whether the text is a year, quarter, month or day of the calendar."""
    match = _DUE.fullmatch(text)
    return bool(match) and int(text[:4]) > 0 and (len(text) < 10 or _day(text) is not None)


def _read(name: str, text: str) -> object:
    """The value of one name, ``None`` where it is blank or bad."""
    if name in _CHOICES:
        return text if text in _CHOICES[name] else None
    if name in ("as_of", "due_before"):
        day = _day(text)
        return day if day and FIRST <= day <= LAST else None
    if name in MARKS:
        return {"yes": True, "no": False}.get(text)
    if name == "known_at":
        return int(text) if re.fullmatch(r"[1-9]\d{0,17}|0", text, re.ASCII) else None
    if name == "due":
        return text if text == NONE or is_period(text) else None
    return text if text and len(text) <= 2_000 and text.isprintable() else None


_CHOICES: Mapping[str, tuple[str, ...]] = {
    "role": ROLES,
    "via": VIAS,
    "status": _STATUSES,
    "timeliness": TIMELINESS,
    "side": SIDES,
    "lang": LANGUAGES,
}


def _day(text: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _write(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def narrow(filters: Filters, further: Mapping[str, object]) -> Filters | None:
    """Both choices at once; ``None`` where no task can fit both."""
    added = dict(further)
    for name, value in further.items():
        held = getattr(filters, name)
        if held is None or held == value:
            continue
        met = _MEET[name](held, str(value)) if name in _MEET else None
        if met is None:
            return None
        added[name] = met
    return replace(filters, **added)  # type: ignore[arg-type]


def _meet(one: str, other: str) -> str | None:
    """The timeliness that both names have in common."""
    sets = [set(DERIVED.get(name) or (name,)) for name in (one, other)]
    if "due_soon" in (one, other):
        whole = sets[1] if one == "due_soon" else sets[0]
        return "due_soon" if "open_in_time" in whole else None
    common = sets[0] & sets[1]
    return next((name for name in TIMELINESS if common and common == set(DERIVED.get(name) or (name,))), None)


def _meet_status(one: str, other: str) -> str | None:
    """An open status and ``open`` have the status in common."""
    status = one if other == OPEN else other
    return status if OPEN in (one, other) and status not in CLOSED else None


_MEET: Mapping[str, Callable[[str, str], str | None]] = {"timeliness": _meet, "status": _meet_status}
