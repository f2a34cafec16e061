"""Sign-ins at the real provider up to the browser's return, and one who hands over tokens of its own choice there."""

import json
import time

import httpx
from arende.ports.auth import Challenge, Completed, Identity, NotAuthenticated, SignInContext
from arende.ports.config import AdapterConfig, Option
from arende.ports.http import RawRequest
from arende_auth.oidc.plugin import OidcAuthenticator, OidcFactory
from attrs import evolve, frozen
from joserfc.jwk import RSAKey
from joserfc.util import urlsafe_b64decode, urlsafe_b64encode

from .json_server import JsonServer
from .real_provider import CLIENT, RETURN_TO, RealProvider

SECOND = 1_000_000
DAY = 24 * 3600 * SECOND


@frozen(kw_only=True)
class Visit:
    """A sign-in up to the moment when the browser comes back."""

    ctx: SignInContext
    raw: RawRequest


def oidc(provider: RealProvider, **options: Option) -> OidcAuthenticator:
    usual: dict[str, Option] = {"profile": "siths", "issuer": provider.issuer, "client_id": CLIENT}
    config = AdapterConfig(name="oidc", options={**usual, "client_secret": provider.secret, **options})
    authenticator = OidcFactory().open(config)
    provider.opened.append(authenticator)
    return authenticator


def visit(provider: RealProvider, authenticator: OidcAuthenticator, hint: str = "", ahead: int = 0) -> Visit:
    ctx = SignInContext(return_to=RETURN_TO, now=time.time_ns() // 1000 + ahead)
    challenge = authenticator.begin(ctx)
    assert isinstance(challenge, Challenge) and challenge.redirect
    back = provider.visit(challenge.redirect + (f"&login_hint={hint}" if hint else ""))
    raw = RawRequest(method="GET", url=back, headers={}, body=b"", remote="127.0.0.1")
    return Visit(ctx=evolve(ctx, kept=challenge.keep), raw=raw)


def complete(authenticator: OidcAuthenticator, visited: Visit, **kept: str) -> Completed:
    return authenticator.complete(evolve(visited.ctx, kept={**visited.ctx.kept, **kept}), visited.raw)


def code(done: Completed) -> str:
    assert isinstance(done, NotAuthenticated)
    return done.code


class Intruder:
    """Stands between us and the provider's token endpoint, and hands over tokens of its own choice."""

    def __init__(self, provider: RealProvider, server: JsonServer) -> None:
        self.provider = provider
        self.server = server
        self.description = self._fetched("/.well-known/openid-configuration")
        (key,) = self._keys()
        self.key = RSAKey.import_key(key)
        server.routes["/description"] = lambda got: (200, {**self.description, "token_endpoint": f"{server.address}/t"})
        self.authenticator = oidc(provider, discovery=f"{server.address}/description")

    def real_token(self, client: str = CLIENT) -> str:
        """An ID token that the provider has made, for this client."""
        taken: list[str] = []
        authenticator = oidc(self.provider, client_id=client, discovery=f"{self.server.address}/spied")
        spied_on = {**self.description, "token_endpoint": f"{self.server.address}/s"}
        self.server.routes["/spied"] = lambda got: (200, spied_on)

        def spied(form: bytes) -> tuple[int, object]:
            answer = httpx.post(
                str(self.description["token_endpoint"]),
                content=form,
                headers={"content-type": "application/x-www-form-urlencoded"},
                trust_env=False,
            )
            taken.append(answer.json()["id_token"])
            return answer.status_code, answer.json()

        self.server.routes["/s"] = lambda got: spied(got.body)
        assert isinstance(complete(authenticator, visit(self.provider, authenticator)), Identity)
        return taken[0]

    def judged(self, token: str, ahead: int = 0, **kept: str) -> Completed:
        """What becomes of a sign-in whose code brings this token."""
        self.server.routes["/t"] = lambda got: (200, {"id_token": token, "access_token": "x", "token_type": "Bearer"})
        return complete(self.authenticator, visit(self.provider, self.authenticator, ahead=ahead), **kept)

    def _fetched(self, path: str) -> dict[str, object]:
        found: object = httpx.get(self.provider.issuer + path, trust_env=False).json()
        assert isinstance(found, dict)
        return found

    def _keys(self) -> list[dict[str, str | list[str]]]:
        keys = self._fetched("/jwks")["keys"]
        assert isinstance(keys, list)
        return keys


def nonce_of(token: str) -> str:
    return str(payload(token)["nonce"])


def payload(token: str) -> dict[str, object]:
    found: object = json.loads(urlsafe_b64decode(token.split(".")[1].encode()))
    assert isinstance(found, dict)
    return found


def part(content: object) -> str:
    return urlsafe_b64encode(json.dumps(content).encode()).decode()
