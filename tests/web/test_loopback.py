"""Which clients, names and pages are this machine's own."""

import pytest

from cds_tracker.web.loopback import is_loopback, is_own_origin, names_this_machine


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1", "localhost"])
def test_loopback_addresses_are_this_machine(address: str) -> None:
    assert is_loopback(address)


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "10.0.0.1", "192.0.2.7", "::ffff:10.0.0.1", "localhost.example.com", ""])
def test_other_addresses_are_not(address: str) -> None:
    assert not is_loopback(address)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8501", "127.0.0.1:8501", "[::1]:8501"])
def test_own_names_are_known_with_any_port(host: str) -> None:
    assert names_this_machine(host)


@pytest.mark.parametrize(
    "host", [None, "", "example.com", "127.0.0.1@example.com", "localhost/x", "localhost:port", "localhost:99999", "[::2]", "["]
)
def test_foreign_and_malformed_names_are_refused(host: str | None) -> None:
    assert not names_this_machine(host)


def test_an_origin_is_own_where_scheme_name_and_port_agree() -> None:
    assert is_own_origin("http://127.0.0.1:8501", "127.0.0.1:8501")
    assert not is_own_origin("http://127.0.0.1:8502", "127.0.0.1:8501")
    assert not is_own_origin("http://localhost:8501", "127.0.0.1:8501")
    assert not is_own_origin("null", "127.0.0.1:8501")
    assert not is_own_origin(None, "127.0.0.1:8501")
