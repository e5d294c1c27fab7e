"""Talking with an OpenID provider: discovery, the way there, and what it answers, checked to the last claim."""

import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry

from cds_tracker.web.provider_settings import ProviderSettings, is_safe

SCOPE = "openid profile email"
SIGNED = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
PATIENCE = httpx.Timeout(8.0)
REMEMBERED = 3600.0  # seconds for which the provider's own description holds
LEEWAY = 60  # seconds by which clocks may differ
LARGEST = 1024 * 1024
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
Client = Callable[[], httpx.AsyncClient]


class ProviderDown(Exception):
    """The provider does not answer, or not as a provider does."""


class Untrue(Exception):
    """What came back is not what was asked for: no word of it is believed."""


def client() -> httpx.AsyncClient:
    """What the provider is asked with."""
    return httpx.AsyncClient(timeout=PATIENCE, follow_redirects=False)


class Provider:
    """One provider. Its description is remembered for an hour, its keys until one is missing."""

    def __init__(self, settings: ProviderSettings, make: Client = client) -> None:
        self.settings = settings
        self._make = make
        self._about: Mapping[str, Any] = {}
        self._until = 0.0
        self._keys: KeySet | None = None

    async def way(self, redirect: str, state: str, nonce: str, verifier: str) -> str:
        """The address at which the person says who they are."""
        about = await self._description()
        asked = {"nonce": nonce, "code_challenge": create_s256_code_challenge(verifier), "code_challenge_method": "S256"}
        address = about["authorization_endpoint"]
        return str(prepare_grant_uri(address, self.settings.client_id, "code", redirect, SCOPE, state, **asked))

    async def claims(self, code: str, issuer: str | None, redirect: str, nonce: str, verifier: str) -> Mapping[str, Any]:
        """Who it is, for the code that came back. Raises ``Untrue``; ``issuer`` is what the answer says of its sender."""
        about = await self._description()
        needed = about.get("authorization_response_iss_parameter_supported") is True
        if (issuer is not None or needed) and issuer != self.settings.issuer:
            raise Untrue("iss of the answer")
        said = await self._token(about, code, redirect, verifier)
        token = said.get("id_token")
        if not isinstance(token, str):
            raise Untrue("no id_token")
        claims = await self._decoded(about, token)
        self._check(claims, nonce)
        return claims

    async def _description(self) -> Mapping[str, Any]:
        if time.monotonic() > self._until:
            found = await self._get(self.settings.issuer.rstrip("/") + "/.well-known/openid-configuration")
            if found.get("issuer") != self.settings.issuer or not all(is_safe(found.get(name)) for name in ENDPOINTS):
                raise ProviderDown("its description names another issuer, or addresses that are not safe")
            self._about, self._until = found, time.monotonic() + REMEMBERED
        return self._about

    async def _token(self, about: Mapping[str, Any], code: str, redirect: str, verifier: str) -> Mapping[str, Any]:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect, "code_verifier": verifier}
        known, secret = self.settings.client_id, self.settings.client_secret
        ways = about.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        auth = httpx.BasicAuth(quote(known, safe=""), quote(secret, safe="")) if "client_secret_basic" in ways else None
        form |= {"client_id": known} if auth else {"client_id": known, "client_secret": secret}
        try:
            async with self._make() as asking:
                answer = await asking.post(about["token_endpoint"], data=form, auth=auth or httpx.USE_CLIENT_DEFAULT)
        except httpx.HTTPError as error:
            raise ProviderDown(type(error).__name__) from error
        if answer.status_code >= 500:
            raise ProviderDown(f"status {answer.status_code}")
        if answer.status_code != 200:
            raise Untrue(f"the code was not taken: status {answer.status_code}")
        return _document(answer)

    async def _decoded(self, about: Mapping[str, Any], token: str) -> Mapping[str, Any]:
        """The claims of a token signed by one of the provider's keys; keys that were renewed are fetched once."""
        offered = about.get("id_token_signing_alg_values_supported") or ["RS256"]
        algorithms = sorted(SIGNED & {str(one) for one in offered})
        for fresh in (False, True):
            if fresh or self._keys is None:
                self._keys = await self._fetch_keys(about)
            try:
                return jwt.decode(token, self._keys, algorithms=algorithms).claims
            except (JoseError, ValueError, TypeError) as error:
                if fresh:
                    raise Untrue(f"signature: {type(error).__name__}") from error
        raise Untrue("signature")

    async def _fetch_keys(self, about: Mapping[str, Any]) -> KeySet:
        said = await self._get(about["jwks_uri"])
        try:
            return KeySet.import_key_set({"keys": [key for key in said["keys"] if key.get("kty") in ("RSA", "EC", "OKP")]})
        except (JoseError, KeyError, TypeError, ValueError, AttributeError) as error:
            raise ProviderDown("its keys cannot be read") from error

    def _check(self, claims: Mapping[str, Any], nonce: str) -> None:
        ours = self.settings.client_id
        wanted = {name: {"essential": True} for name in ("sub", "exp", "iat")}
        exact = {"iss": self.settings.issuer, "aud": ours, "nonce": nonce}
        registry = JWTClaimsRegistry(leeway=LEEWAY, **wanted, **{k: {"essential": True, "value": v} for k, v in exact.items()})  # type: ignore[arg-type]
        try:
            registry.validate(dict(claims))
        except JoseError as error:
            raise Untrue(f"claims: {error}") from error
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if not claims["sub"] or claims.get("azp", None if several else ours) != ours:
            raise Untrue("sub or azp")

    async def _get(self, address: str) -> Mapping[str, Any]:
        try:
            async with self._make() as asking:
                answer = await asking.get(address)
        except httpx.HTTPError as error:
            raise ProviderDown(type(error).__name__) from error
        if answer.status_code != 200:
            raise ProviderDown(f"status {answer.status_code}")
        return _document(answer)


def _document(answer: httpx.Response) -> Mapping[str, Any]:
    try:
        said = answer.json() if len(answer.content) <= LARGEST else None
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise ProviderDown("its answer is no JSON object")
    return said
