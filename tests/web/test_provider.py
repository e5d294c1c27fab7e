"""A provider that lies, fails or renews its keys: nothing of it is believed that is not proved."""

import asyncio
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Grant, Role
from cds_tracker.web import provider_settings
from cds_tracker.web.provider import Provider, ProviderDown, Untrue
from cds_tracker.web.provider_settings import ProviderSettings

ISSUER, CLIENT = "https://id.bo.vn/realms/cds", "cds"
BACK = "http://127.0.0.1:8501/oidc/tra-ve"
KEY, OTHER = (RSAKey.generate_key(2048, {"kid": kid, "use": "sig"}) for kid in ("one", "two"))
ABOUT: dict[str, Any] = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/auth",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/keys",
    "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
}


def claims(**other: object) -> dict[str, object]:
    """What a good token says, with other values; ``None`` leaves a claim out."""
    now = int(time.time())
    good = {"iss": ISSUER, "sub": "9a1c", "aud": CLIENT, "exp": now + 300, "iat": now, "nonce": "the nonce"}
    return {name: value for name, value in {**good, **other}.items() if value is not None}


class Fake:
    """A provider in this process: what it answers can be bent."""

    def __init__(self) -> None:
        self.about: Any = dict(ABOUT)
        self.keys = [KEY]
        self.token: Any = {"id_token": jwt.encode({"alg": "RS256", "kid": "one"}, claims(), KEY)}
        self.status = 200
        self.asked: list[httpx.Request] = []

    def answer(self, request: httpx.Request) -> httpx.Response:
        """What it says to a request."""
        self.asked.append(request)
        if request.url.path.endswith("/.well-known/openid-configuration"):
            return httpx.Response(200, json=self.about)
        if request.url.path.endswith("/keys"):
            return httpx.Response(200, json={"keys": [key.as_dict(private=False) for key in self.keys]})
        return httpx.Response(self.status, json=self.token)

    def provider(self, settings: ProviderSettings | None = None) -> Provider:
        """Ours, which asks this one."""
        given = settings or ProviderSettings(ISSUER, CLIENT, "a long enough secret: %")
        return Provider(given, lambda: httpx.AsyncClient(transport=httpx.MockTransport(self.answer)))


def finish(provider: Provider, issuer: str | None = None) -> dict[str, Any]:
    return dict(asyncio.run(provider.claims("the code", issuer, BACK, "the nonce", "the verifier")))


def test_a_good_answer_says_who_it_is() -> None:
    fake = Fake()
    assert finish(fake.provider(), ISSUER)["sub"] == "9a1c"
    sent = parse_qs(fake.asked[1].content.decode())
    assert (sent["code_verifier"], sent["grant_type"], sent["redirect_uri"]) == (
        ["the verifier"],
        ["authorization_code"],
        [BACK],
    )
    assert fake.asked[1].headers["authorization"].startswith("Basic ")


def test_the_way_there_carries_state_nonce_and_a_hashed_proof() -> None:
    address = asyncio.run(Fake().provider().way(BACK, "the state", "the nonce", "the verifier"))
    query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert (query["state"], query["nonce"], query["code_challenge_method"]) == ("the state", "the nonce", "S256")
    assert "the verifier" not in address
    assert (query["response_type"], query["client_id"], query["redirect_uri"]) == ("code", CLIENT, BACK)


@pytest.mark.parametrize(
    "other",
    [
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "somebody-else"},
        {"aud": ["somebody-else"]},
        {"aud": [CLIENT, "somebody-else"]},
        {"azp": "somebody-else"},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": int(time.time()) - 3600},
        {"exp": None},
        {"iat": int(time.time()) + 3600},
        {"sub": None},
        {"sub": ""},
    ],
    ids=lambda other: str({name: "a time" if isinstance(value, int) else value for name, value in other.items()}),
)
def test_a_token_with_a_wrong_claim_is_not_believed(other: dict[str, object]) -> None:
    fake = Fake()
    fake.token = {"id_token": jwt.encode({"alg": "RS256", "kid": "one"}, claims(**other), KEY)}
    with pytest.raises(Untrue):
        finish(fake.provider())


def test_a_token_of_another_key_or_kind_of_signature_is_not_believed() -> None:
    fake = Fake()
    stranger = RSAKey.generate_key(2048, {"kid": "one"})
    secret = OctKey.import_key("a long enough secret: %")
    forged = [
        jwt.encode({"alg": "RS256", "kid": "one"}, claims(), stranger),
        jwt.encode({"alg": "HS256"}, claims(), secret),
        jwt.encode({"alg": "RS256", "kid": "one"}, claims(), KEY)[:-8] + "AAAAAAAA",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiI5YTFjIn0.",
        "no token",
    ]
    for token in forged:
        fake.token = {"id_token": token}
        with pytest.raises(Untrue):
            finish(fake.provider())


def test_keys_that_were_renewed_are_fetched_anew() -> None:
    fake = Fake()
    provider = fake.provider()
    finish(provider)
    fake.keys = [OTHER]
    fake.token = {"id_token": jwt.encode({"alg": "RS256", "kid": "two"}, claims(sub="b2"), OTHER)}
    assert finish(provider)["sub"] == "b2"
    assert sum(request.url.path.endswith("/keys") for request in fake.asked) == 2


def test_an_answer_of_another_issuer_is_not_taken() -> None:
    fake = Fake()
    with pytest.raises(Untrue):
        finish(fake.provider(), "https://evil.example")
    fake.about["authorization_response_iss_parameter_supported"] = True
    with pytest.raises(Untrue):
        finish(fake.provider(), None)


def bend(fake: Fake, **about: object) -> None:
    fake.about = {**ABOUT, **about}


@pytest.mark.parametrize(
    "break_it",
    [
        lambda fake: bend(fake, issuer="https://evil.example"),
        lambda fake: bend(fake, token_endpoint="http://id.bo.vn/token"),
        lambda fake: bend(fake, jwks_uri=None),
        lambda fake: setattr(fake, "about", ["no object"]),
        lambda fake: setattr(fake, "status", 503),
    ],
)
def test_a_provider_that_does_not_answer_as_one_is_down(break_it: Callable[[Fake], None]) -> None:
    fake = Fake()
    break_it(fake)
    with pytest.raises(ProviderDown):
        finish(fake.provider())


def test_a_code_that_the_provider_refuses_is_not_believed() -> None:
    fake = Fake()
    fake.status = 400
    with pytest.raises(Untrue):
        finish(fake.provider())


GOOD = {"CDS_OIDC_ISSUER": ISSUER, "CDS_OIDC_CLIENT_ID": CLIENT, "CDS_OIDC_CLIENT_SECRET": "secret"}


@pytest.mark.parametrize(
    "other",
    [
        {"CDS_OIDC_ISSUER": ""},
        {"CDS_OIDC_ISSUER": "http://id.bo.vn"},
        {"CDS_OIDC_ISSUER": "ftp://id.bo.vn"},
        {"CDS_OIDC_CLIENT_SECRET": ""},
        {"CDS_OIDC_CLIENT_SECRET_FILE": "/nowhere/at/all"},
        {"CDS_OIDC_ROLES_CLAIM": "roles"},
        {"CDS_OIDC_ROLES": "a=admin"},
        {"CDS_OIDC_ROLES_CLAIM": "roles", "CDS_OIDC_ROLES": "a=chief"},
        {"CDS_OIDC_ROLES_CLAIM": "roles", "CDS_OIDC_ROLES": "a=head"},
        {"CDS_OIDC_ROLES_CLAIM": "roles", "CDS_OIDC_ROLES": "=admin"},
    ],
    ids=str,
)
def test_settings_that_cannot_be_meant_stop_the_start(other: dict[str, str]) -> None:
    with pytest.raises(TrackerError):
        provider_settings.load({**GOOD, **other})


def test_roles_come_from_a_claim_where_it_is_named() -> None:
    roles = {"CDS_OIDC_ROLES": "cds-admin=admin, cds-vp=head:VP; cds-vp2 = staff:VP"}
    plain = provider_settings.load(GOOD)
    assert plain.grants({"roles": ["cds-admin"]}) is None
    assert "secret" not in repr(plain)
    nested = provider_settings.load({**GOOD, **roles, "CDS_OIDC_ROLES_CLAIM": "realm_access.roles"})
    said = {"realm_access": {"roles": ["cds-vp", "unknown", 5, "cds-admin", "cds-vp"]}}
    assert nested.grants(said) == (Grant(Role.HEAD, "VP"), Grant(Role.ADMIN))
    assert nested.grants({}) == nested.grants({"realm_access": "cds-admin"}) == ()
    named = provider_settings.load({**GOOD, **roles, "CDS_OIDC_ROLES_CLAIM": "https://bo.vn/roles"})
    assert named.grants({"https://bo.vn/roles": "cds-vp2"}) == (Grant(Role.STAFF, "VP"),)
