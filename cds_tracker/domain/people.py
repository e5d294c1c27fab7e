"""Who may do what. Until sign-in exists there is one person: the operator of the machine, who may do everything."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Act(StrEnum):
    """What a page or a command is about to do."""

    FOLLOW = "follow"  # read the plans, their tasks and every figure
    IMPORT = "import"  # upload a workbook and apply what it changes


class Role(StrEnum):
    """What somebody is in the ministry, as far as permission goes."""

    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who uses the product; ``name`` is what the ledger records."""

    name: str
    role: Role


GRANTS: Mapping[Role, frozenset[Act]] = MappingProxyType({Role.OPERATOR: frozenset(Act)})
OPERATOR = Person("operator", Role.OPERATOR)


def may(person: Person, act: Act) -> bool:
    """Whether this person may do this at all; whether it can be done now is asked elsewhere."""
    return act in GRANTS.get(person.role, frozenset())
