"""What an address asks of the audit log is a text like every other: what no database can be asked for is dropped."""

from starlette.requests import Request

from cds_tracker.web.audit_export import asked_in


def test_nul_and_marks_that_nobody_sees_are_dropped_from_what_is_asked() -> None:
    scope = {"type": "http", "query_string": b"words=%00L%C3%AA%E2%80%AE+Minh&actor=%00&since=x", "headers": []}
    asked = asked_in(Request(scope))
    assert (asked.words, asked.actor, asked.since) == ("Lê Minh", "", None)
