"""What no text should hold (NUL, marks that turn the direction of writing) is dropped on every way in, in both databases."""

from dataclasses import replace
from datetime import date

import pytest

from cds_tracker.domain.errors import TrackerError
from cds_tracker.store import explanations, periods, plans, requests
from cds_tracker.store.database import Database
from cds_tracker.workflows import changing_plans, explaining, hand, locking, requesting
from cds_tracker.workflows.editing import Edit
from cds_tracker.workflows.explaining import Why
from cds_tracker.workflows.requesting import Paper
from tests.workflows.offices import DAY, MINH, NAM, latest, opened, task

STRANGE = "Ng\u202eô\0 Ba"


def test_who_takes_the_next_step_and_the_number_of_a_paper(database: Database) -> None:
    opened(database)
    why = Why("Thiếu vốn", "Xin vốn", STRANGE, DAY)
    explaining.explain(database, MINH, 1, why, difficulty=None, next_step=None, base=latest(database), on=DAY)
    before, paper = task(database, 1)["deadline"], Paper(STRANGE)
    asked = requesting.extension(
        database, MINH, 1, "30/9/2030", "Chờ vốn", before=before, base=latest(database), on=DAY, paper=paper
    )
    with database.read() as connection:
        [answer] = explanations.of_plan(connection, 1).answers
        request = requests.find(connection, asked)
    assert request is not None
    assert (answer.who, request.document) == ("Ngô Ba", "Ngô Ba")


def test_what_a_plan_is_called_and_why_a_period_is_opened_again(database: Database) -> None:
    opened(database)
    with database.read() as connection:
        held = plans.find(connection, "KH")
    assert held is not None
    kept = changing_plans.save(database, NAM, replace(held, title=STRANGE, number=STRANGE, issuer="\0"), held, DAY)
    assert (kept.title, kept.number, kept.issuer) == ("Ngô Ba", "Ngô Ba", None)
    locking.lock(database, NAM, "KH", "2025-07", DAY)
    with pytest.raises(TrackerError, match="period_reason_needed"):
        locking.unlock(database, NAM, "KH", "2025-07", "\0", DAY)
    locking.unlock(database, NAM, "KH", "2025-07", STRANGE, DAY)
    with database.read() as connection:
        assert all(one.locked_revision is None for one in periods.listed(connection))


@pytest.mark.parametrize("amount", [float("inf"), 1e300, 2**63])
def test_a_sum_that_no_database_keeps_is_refused(database: Database, amount: float) -> None:
    base = latest(opened(database))
    with pytest.raises(TrackerError, match="value_kind"):
        hand.edit(database, NAM, Edit(1, {"budget": amount}, {"budget": None}), base=base, effective_on=date(2025, 9, 30))
    assert latest(database) == base
