"""The people of a unit, to whom its tasks can be given."""

from collections.abc import Collection, Iterable

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.people import GRANTS, IN_A_UNIT, Act, Person, Tie, units_of
from cds_tracker.domain.rollup import Rollup
from cds_tracker.domain.text import clean


def units_where(person: Person, act: Act, rollup: Rollup) -> tuple[str, ...] | None:
    """The units in place whose own tasks this person may do this to; ``None``: those of every unit."""
    if any(Tie.ANY in GRANTS[grant.role].get(act, ()) for grant in person.grants):
        return None
    return units_of(person, rollup, [role for role in IN_A_UNIT if Tie.LEAD in GRANTS[role].get(act, ())])


def assigning_units(person: Person, lead: Iterable[str], rollup: Rollup) -> frozenset[str]:
    """The units among those that lead a task whose people this person may assign to it."""
    mine, leading = units_where(person, Act.ASSIGN, rollup), leading_units(lead, rollup)
    return leading if mine is None else leading & frozenset(mine)


def leading_units(lead: Iterable[str], rollup: Rollup) -> frozenset[str]:
    """The units in place that lead a task, by name or as members of a group."""
    held = rollup.held(tuple(lead))
    return frozenset((*held.own, *held.group))


def staff(accounts: Iterable[Account], units: Collection[str], rollup: Rollup) -> tuple[Account, ...]:
    """The active accounts that have a role in one of these units on the day of ``rollup``, as listed."""
    return tuple(one for one in accounts if one.active and _is_in(one, frozenset(units), rollup))


def namesake(written: str, people: Iterable[Account]) -> Account | None:
    """Who of these people is called just so; ``None`` where nobody is, or more than one."""
    found = [one for one in people if _name(one.name) == _name(written)]
    return found[0] if len(found) == 1 else None


def _is_in(one: Account, units: frozenset[str], rollup: Rollup) -> bool:
    person = one.person().on(rollup.as_of)
    return bool(units & frozenset(units_of(person, rollup)))


def _name(written: str) -> str:
    return " ".join(clean(written).casefold().split())
