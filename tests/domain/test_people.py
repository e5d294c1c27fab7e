"""Who may do what."""

from cds_tracker.domain.people import OPERATOR, Act, may


def test_the_operator_may_do_everything() -> None:
    assert all(may(OPERATOR, act) for act in Act)
