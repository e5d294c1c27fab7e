"""Who may knock: this machine under its own name, others under the public name alone, through proxies that are known."""

import asyncio
from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path

import pytest

from cds_tracker.domain.errors import TrackerError
from cds_tracker.settings import Settings, load
from cds_tracker.web.arrivals import LOCAL, Arrival, Arrivals
from cds_tracker.web.asgi import Message, Receive, Scope, Send

ALONE = Settings(Path("/nowhere"), "sqlite:///nowhere.db")
SHARED = replace(ALONE, public_url="https://cds.example.vn", proxies=(ip_network("127.0.0.1"), ip_network("10.0.0.0/24")))
PUBLIC = "cds.example.vn"


async def nothing(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that says nothing."""


def asked(client: str, host: str, method: str = "GET", **headers: str) -> Scope:
    """A request, with names of headers as Python writes them."""
    said = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "method": method, "client": (client, 5), "headers": [(b"host", host.encode()), *said], "path": "/"}


def arrival(given: Settings, scope: Scope) -> Arrival | None:
    return Arrivals(nothing, given, lambda: False, "no").read(scope)


@pytest.mark.parametrize("given", [ALONE, SHARED], ids=["alone", "shared"])
def test_this_machine_comes_in_under_its_own_name(given: Settings) -> None:
    assert arrival(given, asked("127.0.0.1", "127.0.0.1:8501")) == Arrival("127.0.0.1", True)
    assert arrival(given, asked("::1", "localhost:8501")) == Arrival("::1", True)
    assert arrival(given, asked("127.0.0.1", "example.com")) is None


def test_another_machine_comes_in_under_the_public_name_alone() -> None:
    assert arrival(SHARED, asked("192.0.2.7", PUBLIC)) == Arrival("192.0.2.7", False)
    assert arrival(SHARED, asked("192.0.2.7", "127.0.0.1")) is None
    assert arrival(SHARED, asked("192.0.2.7", "example.com")) is None
    assert arrival(ALONE, asked("192.0.2.7", PUBLIC)) is None
    assert arrival(ALONE, asked("192.0.2.7", "127.0.0.1")) is None


def test_a_known_proxy_is_believed_as_far_as_proxies_are_known() -> None:
    def through(*hops: str) -> Arrival | None:
        return arrival(SHARED, asked("127.0.0.1", PUBLIC, x_forwarded_for=", ".join(hops)))

    assert through("192.0.2.7") == Arrival("192.0.2.7", False)
    assert through("192.0.2.99", "192.0.2.7", "10.0.0.3") == Arrival("192.0.2.7", False)
    assert through("127.0.0.1") is None
    assert through("nonsense") is None
    assert arrival(SHARED, asked("127.0.0.1", "127.0.0.1", x_forwarded_for="127.0.0.1")) is None


def test_nobody_else_is_believed_about_an_address() -> None:
    assert arrival(SHARED, asked("192.0.2.7", PUBLIC, x_forwarded_for="127.0.0.1")) == Arrival("192.0.2.7", False)
    assert arrival(ALONE, asked("127.0.0.1", "127.0.0.1", x_forwarded_for="127.0.0.1")) is None


def test_what_changes_something_must_come_from_a_page_of_ours() -> None:
    assert arrival(SHARED, asked("192.0.2.7", PUBLIC, "POST", origin="https://cds.example.vn")) is not None
    assert arrival(SHARED, asked("192.0.2.7", PUBLIC, "POST", origin="http://cds.example.vn")) is None
    assert arrival(SHARED, asked("192.0.2.7", PUBLIC, "POST")) is None
    assert arrival(SHARED, {**asked("192.0.2.7", PUBLIC), "type": "websocket"}) is None
    assert arrival(ALONE, asked("127.0.0.1", "127.0.0.1:1", "POST", origin="http://127.0.0.1:2")) is None


@pytest.mark.parametrize(("demo", "reached"), [(False, True), (True, False), (None, False)])
def test_an_invented_plan_is_never_shown_to_another_machine(demo: bool | None, reached: bool) -> None:
    met: list[Scope] = []
    statuses: list[int] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        met.append(scope)

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    async def receive() -> Message:
        return {"type": "http.request"}

    def is_demo() -> bool:
        if demo is None:
            raise TrackerError("unreachable")
        return demo

    gate = Arrivals(application, SHARED, is_demo, "no")
    asyncio.run(gate(asked("10.0.0.5", PUBLIC, x_forwarded_for="192.0.2.7"), receive, send))
    asyncio.run(gate(asked("127.0.0.1", "127.0.0.1"), receive, send))
    assert [(scope["client"][0], scope[LOCAL]) for scope in met] == [("192.0.2.7", False)] * reached + [("127.0.0.1", True)]
    assert [name for scope in met for name, _ in scope["headers"] if name != b"host"] == []
    assert statuses == ([] if reached else [403])


def test_the_settings_are_read_from_the_environment() -> None:
    said = {"CDS_AUTH": "both", "CDS_PUBLIC_URL": "https://CDS.example.vn:443/", "CDS_TRUSTED_PROXIES": "10.0.0.1, ::1"}
    given = load({**said, "CDS_IDLE_MINUTES": "15", "CDS_SESSION_HOURS": "8"})
    assert (given.ways, given.public_url, given.is_https) == (("local", "oidc"), "https://cds.example.vn", True)
    assert (given.public_host, given.idle_minutes, given.session_hours, given.failures) == (PUBLIC, 15, 8, 5)
    assert len(given.proxies) == 2
    assert load({}).public_url is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CDS_AUTH", "none"),
        ("CDS_PUBLIC_URL", "cds.example.vn"),
        ("CDS_PUBLIC_URL", "https://cds.example.vn/path"),
        ("CDS_PUBLIC_URL", "https://cds.example.vn:port"),
        ("CDS_IDLE_MINUTES", "0"),
        ("CDS_SESSION_HOURS", "twelve"),
        ("CDS_SIGN_IN_FAILURES", "-1"),
        ("CDS_TRUSTED_PROXIES", "everybody"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_named(name: str, value: str) -> None:
    with pytest.raises(TrackerError) as error:
        load({name: value})
    assert (error.value.key, error.value.values["name"]) == ("setting_value", name)
