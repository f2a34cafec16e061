"""A provider of OpenID Connect whose every answer can be bent, and sign-ins at it. No test stands here."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qs, urlencode, urlsplit

from arende.ports.auth import Challenge, Completed, NotAuthenticated, SignInContext
from arende.ports.config import AdapterConfig, Option
from arende.ports.http import RawRequest
from arende_auth.oidc.plugin import OidcAuthenticator, OidcFactory
from arende_conformance.auth.forge import Signer
from arende_conformance.auth.harness import Answer
from attrs import evolve

from .json_server import Got, JsonServer, Reply

SECOND: Final = 1_000_000
NOW: Final = 1_795_000_000 * SECOND
BACK: Final = "https://clinic.example/back"
LOA3: Final = "http://id.sambi.se/loa/loa3"
FREJA: Final = "https://frejaeid.com/oidc"
EMPLOYEE: Final[Mapping[str, object]] = {"sub": "s-1", "acr": LOA3, "employeeHsaId": "se5560000000-1001", "name": "Åsa"}
CITIZEN: Final[Mapping[str, object]] = {
    "sub": "s-2",
    f"{FREJA}/claims/registrationLevel": "PLUS",
    f"{FREJA}/claims/country": "SE",
    f"{FREJA}/claims/personalIdentityNumber": "198001072381",
    "given_name": "Anton",
    "family_name": "Testberg",
}


class Provider:
    """A provider whose every answer can be changed."""

    def __init__(self, server: JsonServer) -> None:
        self.server = server
        self.issuer = server.address
        self.signer = Signer(self.issuer, "arende")
        self.claims: dict[str, object] = dict(EMPLOYEE)
        self.userinfo: dict[str, object] = {}
        self.nonce = ""
        self.description: dict[str, object] = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize?tenant=1",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
        }
        server.routes["/.well-known/openid-configuration"] = lambda got: (200, self.description)
        server.routes["/jwks"] = lambda got: (200, self.signer.jwks())
        server.routes["/token"] = self.token
        server.routes["/userinfo"] = lambda got: (200, self.userinfo)
        self.opened: list[OidcAuthenticator] = []

    def token(self, got: Got) -> Reply:
        token = self.signer.token({**self.claims, "nonce": self.nonce}, Answer.GOOD, NOW // SECOND)
        return 200, {"id_token": token, "access_token": "an-access-token"}

    def open(self, **options: Option) -> OidcAuthenticator:
        usual: dict[str, Option] = {"profile": "siths", "issuer": self.issuer, "client_id": "arende"}
        authenticator = OidcFactory().open(AdapterConfig(name="oidc", options={**usual, **options}))
        self.opened.append(authenticator)
        return authenticator

    def begun(self, authenticator: OidcAuthenticator) -> tuple[SignInContext, dict[str, str]]:
        ctx = SignInContext(return_to=BACK, now=NOW)
        challenge = authenticator.begin(ctx)
        assert isinstance(challenge, Challenge) and challenge.redirect
        asked = {name: values[0] for name, values in parse_qs(urlsplit(challenge.redirect).query).items()}
        self.nonce = asked["nonce"]
        return evolve(ctx, kept=challenge.keep), asked

    def sign_in(self, authenticator: OidcAuthenticator, **answer: str) -> Completed:
        ctx, asked = self.begun(authenticator)
        return authenticator.complete(ctx, back({"code": "c", "state": asked["state"], **answer}))


def back(answer: Mapping[str, str], method: str = "GET") -> RawRequest:
    return RawRequest(method=method, url=f"{BACK}?{urlencode(answer)}", headers={}, body=b"", remote="")


def code(done: Completed) -> str:
    assert isinstance(done, NotAuthenticated)
    return done.code
