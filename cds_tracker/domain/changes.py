"""One change of one field: what the ledger is made of."""

from dataclasses import dataclass

from cds_tracker.domain.task import Value

CREATED = "*"


@dataclass(frozen=True, slots=True)
class Change:
    """``field`` of task ``task`` went from ``before`` to ``after`` (canonical values; see ``task``).

    A task's creation is one change of field ``*`` whose ``after`` maps every field said; one that takes it back has the
    ``after`` ``None``. ``sheet`` and ``row`` tell where
    in a workbook it was read, if in one.
    """

    task: int
    field: str
    before: Value
    after: Value
    sheet: str | None = None
    row: int | None = None
