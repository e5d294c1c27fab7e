"""The workbook of a plan for somebody, put together: columns, rows, lists to choose from, the words around them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cds_tracker.domain.people import reads_all, units_of
from cds_tracker.domain.plan import Plan
from cds_tracker.domain.task import FIELDS, Status
from cds_tracker.excel.giving.book import Book
from cds_tracker.excel.giving.given import Giving, Names
from cds_tracker.excel.own import COMPUTED, Column
from cds_tracker.store import accounts, areas, layouts, ledger
from cds_tracker.store.database import Connection
from cds_tracker.workflows import given_columns, giving_back
from cds_tracker.workflows.given_columns import is_ours
from cds_tracker.workflows.giving_back import Held, Rights, Shown

EMPTY_ROWS, MORE_ROWS = 200, 30  # ready to be filled in: in a blank form, and below the tasks
GUIDE = 12  # lines of ``workbook.guide``
_OURS = ("unit", "group")  # the kinds of units that come first in a list
_BY_SAID = ("done_on_time", "done_late")


@dataclass(frozen=True, slots=True)
class Look:
    """How it is said and shown: words by key, the colours of computed states (fill, text), the separator of a text file."""

    say: Callable[..., str]
    colours: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    separator: str = ";"

    def state(self, name: str) -> str:
        """A state, declared or computed, in words."""
        return self.say(f"states.{name}")


def book(connection: Connection, plan: Plan, shown: Shown, blank: bool, look: Look) -> Book:
    """The workbook; a ``blank`` one has no tasks in it."""
    held = [] if blank else giving_back.readable(connection, plan, shown)
    columns = _columns(connection, plan, shown, held, look)
    if blank:
        columns = [column for column in columns if column.field != COMPUTED]
    names = _names(connection, shown, held, look)
    giving = Giving(names, {column.field: column.heading for column in columns})
    rights = Rights(shown.person, shown.rollup, columns)
    sign = giving_back.signer(connection, plan, shown.as_of)
    rows = giving_back.rows(held, giving, rights, sign, lambda one: look.state(giving_back.computed(one, shown.as_of)))
    return Book(
        _headings(plan, shown, blank or sign is not None, look.say),
        columns,
        list(rows),
        look.say,
        [look.say(f"workbook.guide.g{number}") for number in range(1, GUIDE + 1)],
        _choices(names, shown, look),
        {look.state(name): colours for name, colours in look.colours.items()},
        _about(connection, plan, shown),
        EMPTY_ROWS if blank else MORE_ROWS if sign else 0,
        rights.of_new(),
    )


def _columns(connection: Connection, plan: Plan, shown: Shown, held: list[Held], look: Look) -> list[Column]:
    layouts_known = layouts.of_plan(connection, plan.id, shown.unit or _only_unit(shown))
    known = next((one.columns for one in layouts_known if not is_ours(one.columns)), ())
    filled = {name for name in FIELDS if any(one[name] not in (None, "", (), []) for one in held)}
    return given_columns.columns(known, filled, look.say)


def _names(connection: Connection, shown: Shown, held: list[Held], look: Look) -> Names:
    people = {one.code: one.name for one in accounts.listed(connection)}
    titles = {str(one["id"]): str(one["title"] or "") for one in held} if any(one["parent"] for one in held) else {}
    return Names(shown.rollup.registry, areas.load(connection), people, titles, look.state)


def _only_unit(shown: Shown) -> str | None:
    """The unit of whoever has only one, whose form is then the form that they know."""
    mine = units_of(shown.person, shown.rollup)
    return mine[0] if len(mine) == 1 and not reads_all(shown.person) else None


def _headings(plan: Plan, shown: Shown, for_return: bool, say: Callable[..., str]) -> list[str]:
    title = plan.title or plan.code
    named = say("workbook.plan_numbered", title=title, number=plan.number) if plan.number else title
    unit = say("workbook.of_unit", unit=shown.rollup.registry.name(shown.unit, shown.as_of)) if shown.unit else None
    day = say("workbook.as_of", day=f"{shown.as_of:%d/%m/%Y}")
    if not for_return:
        day = f"{day} {say('workbook.past')}"
    return [line for line in ((plan.issuer or plan.code).upper(), say("workbook.title"), named, unit, day) if line]


def _choices(names: Names, shown: Shown, look: Look) -> dict[str, list[str]]:
    registry = names.registry
    current = [unit for unit in registry.units.values() if not registry.ended(unit.code, shown.as_of) and not unit.successor]
    listed = sorted(current, key=lambda unit: (unit.kind not in _OURS, registry.sort_key(unit.code, shown.as_of)))
    return {
        "CDS_UNITS": [unit.name for unit in listed],
        "CDS_STATES": [look.state(name) for name in (*Status, *_BY_SAID)],
        "CDS_AREAS": [area.name for area in sorted(names.areas.areas.values(), key=lambda area: area.order)],
    }


def _about(connection: Connection, plan: Plan, shown: Shown) -> dict[str, str]:
    revision = ledger.latest(connection)
    return {"plan": plan.code, "unit": shown.unit or "", "as_of": shown.as_of.isoformat(), "revision": str(revision)}
