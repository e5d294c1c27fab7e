"""Problems in the reader's words."""

from cds_tracker.domain.reading import Problem, Severity
from cds_tracker.style.problems import message
from cds_tracker.style.words import Words


def test_a_state_is_named_in_the_language_of_the_reader() -> None:
    values = {"before": "in_progress", "after": "done", "day": "28/02/2025"}
    conflict = Problem("speaks_for_earlier_day", Severity.WARNING, "S", "G2", 2, "G", "status", "done", values)
    assert "“Đang thực hiện”" in message(Words("vi"), conflict)
    assert "“Hoàn thành”" in message(Words("vi"), conflict)
    assert "in_progress" not in message(Words("en"), conflict)
