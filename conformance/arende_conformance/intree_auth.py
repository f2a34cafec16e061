"""Harnesses of the ways to sign in that come with arende, found by name when called. Nothing is imported before."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from arende.ports.auth import Authenticator, Challenge, IdentityKind, SignInContext
from arende.ports.config import AdapterConfig
from arende.ports.http import RawRequest
from arende.ports.registry import AuthRegistry

from .auth.harness import Answer, Person
from .claims import CAPABILITIES, Capability, claim
from .harness import Unsupported
from .registered import registered


class DemoHarness:
    """The sign-in for demonstrations: it believes whatever it is told, so it claims nothing."""

    claims = claim()
    person = Person(kind=IdentityKind.CITIZEN, system="", value="", name="")

    def authenticator(self) -> Authenticator:
        return registered("arende_auth.demo", AuthRegistry(), "demo").open(AdapterConfig(name="demo", demo=True))

    def answer(self, answer: Answer, ctx: SignInContext, challenge: Challenge) -> RawRequest:
        raise Unsupported("The demonstration has no provider.")


class OidcHarness:
    """OpenID Connect against the scripted provider, by real calls on this machine."""

    claims = claim(*CAPABILITIES["auth"])

    def __init__(self) -> None:
        from .auth.provider import PERSON
        from .auth.serving import serve

        self.person = PERSON
        self._served = serve()

    def authenticator(self) -> Authenticator:
        from .auth.provider import CLIENT, CLIENT_PROOF

        options = {"profile": "siths", "issuer": self._served.provider.issuer}
        options |= {"client_id": CLIENT, "client_secret": CLIENT_PROOF}
        factory = registered("arende_auth.oidc.plugin", AuthRegistry(), "oidc")
        return factory.open(AdapterConfig(name="oidc", options=options))

    def answer(self, answer: Answer, ctx: SignInContext, challenge: Challenge) -> RawRequest:
        return self._served.provider.answer(answer, ctx, challenge)

    def cleanup(self) -> None:
        self._served.close()


class HostHarness:
    """An identity handed over by an embedding system, whose keys stand in a file."""

    claims = claim(Capability.SCRIPTED, Capability.SIGNED, Capability.BOUND, Capability.LEVELS, Capability.SYSTEMS)
    person = Person(kind=IdentityKind.STAFF, system="hsa", value="SE5560000000-1002", name="Örjan Åström")

    def __init__(self, folder: Path) -> None:
        from .auth.forge import Signer

        self._signer = Signer("https://record.example", "arende")
        self._keys = folder / "keys.json"
        self._publish()

    def authenticator(self) -> Authenticator:
        options = {"issuer": "https://record.example", "audience": "arende", "acr": "loa3", "systems": "hsa"}
        options |= {"keys_file": str(self._keys), "url": "https://record.example/hand-over"}
        return registered("arende_auth.host", AuthRegistry(), "host").open(AdapterConfig(name="host", options=options))

    def answer(self, answer: Answer, ctx: SignInContext, challenge: Challenge) -> RawRequest:
        nonce = parse_qs(urlsplit(challenge.redirect or "").query)["nonce"][0]
        person = self.person
        claims: dict[str, object] = {"kind": person.kind.value, "system": person.system, "sub": person.value}
        claims |= {"name": person.name, "acr": "loa3", "nonce": nonce}
        if answer in (Answer.LOWER_LEVEL, Answer.SIMILAR_LEVEL):
            claims["acr"] = "loa2" if answer is Answer.LOWER_LEVEL else "loa3-light"
        if answer is Answer.NO_LEVEL:
            del claims["acr"]
        if answer is Answer.OTHER_SYSTEM:
            claims |= {"system": "staff-number", "sub": "1002"}
        token = self._signer.token(claims, answer, ctx.now // 1_000_000)
        self._publish()
        headers = {"content-type": "application/x-www-form-urlencoded"}
        body = urlencode({"token": token}).encode()
        return RawRequest(method="POST", url=ctx.return_to, headers=headers, body=body, remote=ctx.remote)

    def _publish(self) -> None:
        self._keys.write_text(json.dumps(self._signer.jwks()), encoding="utf-8")


def demo() -> DemoHarness:
    """The factory of `demo`."""
    return DemoHarness()


def oidc() -> OidcHarness:
    """The factory of `oidc`."""
    return OidcHarness()


def host(folder: Path) -> HostHarness:
    """The factory of `host`."""
    return HostHarness(folder)
