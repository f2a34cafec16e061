"""What the wrong ways to sign in stand on: a small right one, whose every check is a method of its own. No fault yet.

It talks to the scripted provider by plain calls, so a wrong one differs from a right one in its own check and nowhere
else.
"""

import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, urlencode, urlsplit

from arende.ports.auth import (
    Authenticator,
    Begun,
    Challenge,
    Completed,
    Identity,
    IdentityKind,
    NotAuthenticated,
    SignInContext,
)
from arende.ports.http import RawRequest
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from ..auth.harness import Answer
from ..auth.provider import CLIENT, CLIENT_PROOF, LEVEL, PERSON, ScriptedProvider, s256
from ..claims import Claims, claim
from ..intree_auth import OidcHarness

SECOND = 1_000_000
SKEW = 60


class Refused(Exception):
    """A check failed; its text is the code."""


class Gate:
    """Signs in employees at the scripted provider. Nothing is wrong here yet."""

    BREAKS: ClassVar[set[str]] = set()

    def __init__(self, provider: ScriptedProvider) -> None:
        self.provider = provider
        self.used: set[str] = set()

    def begin(self, ctx: SignInContext) -> Begun:
        keep = {name: self.fresh(name) for name in ("state", "nonce", "verifier")}
        keep |= {"begun": str(ctx.now), "return_to": ctx.return_to}
        asked = {"client_id": CLIENT, "redirect_uri": ctx.return_to, "response_type": "code", "scope": "openid"}
        asked |= {"state": keep["state"], "nonce": keep["nonce"], **self.challenge(keep["verifier"])}
        return Challenge(redirect=f"{self.provider.issuer}/authorize?{urlencode(asked)}", keep=keep)

    def complete(self, ctx: SignInContext, raw: RawRequest) -> Completed:
        try:
            return self.judged(ctx, raw)
        except Refused as refused:
            return self.refusal(str(refused), raw)

    def cancel(self, ctx: SignInContext) -> None:
        """Nobody is told."""

    def close(self) -> None:
        """Nothing is held."""

    def judged(self, ctx: SignInContext, raw: RawRequest) -> Identity:
        """The steps, in order. Each raises Refused."""
        kept = self.kept(ctx)
        answer = self.parameters(raw)
        self.check_state(answer.get("state", ""), kept["state"])
        self.use_up(ctx, kept["state"])
        claims = self.exchanged(answer.get("code", ""), kept)
        self.check_issuer(claims.get("iss"))
        self.check_audience(claims.get("aud"))
        self.check_times(claims, ctx.now // SECOND)
        self.check_nonce(claims.get("nonce"), kept["nonce"])
        return self.identity(claims, self.level(claims.get("acr")), ctx.now)

    def fresh(self, name: str) -> str:
        return secrets.token_urlsafe(32)

    def challenge(self, verifier: str) -> Mapping[str, str]:
        return {"code_challenge": s256(verifier), "code_challenge_method": "S256"}

    def kept(self, ctx: SignInContext) -> Mapping[str, str]:
        if not all(ctx.kept.get(name) for name in ("state", "nonce", "verifier")):
            raise Refused("state.missing")
        return ctx.kept

    def parameters(self, raw: RawRequest) -> Mapping[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(raw.url).query).items() if len(values) == 1}

    def check_state(self, stated: str, kept: str) -> None:
        if stated != kept:
            raise Refused("state.wrong")

    def use_up(self, ctx: SignInContext, state: str) -> None:
        once = ctx.once
        first = once.first_time(state, ctx.now, ctx.now + 3600 * SECOND) if once else state not in self.used
        self.used.add(state)
        if not first:
            raise Refused("replayed")

    def exchanged(self, code: str, kept: Mapping[str, str]) -> Mapping[str, object]:
        """The claims of the ID token that the code is worth."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": kept["return_to"]}
        form |= {"client_id": CLIENT, "client_secret": CLIENT_PROOF, **self.proof(kept)}
        status, body = self.provider.redeem(form)
        if status != 200:
            raise Refused("provider.refused")
        return self.verified(str(body["id_token"]))

    def proof(self, kept: Mapping[str, str]) -> Mapping[str, str]:
        return {"code_verifier": kept["verifier"]}

    def verified(self, token: str) -> Mapping[str, object]:
        """The claims, if the signature holds."""
        try:
            return jwt.decode(token, self.key_set(token), algorithms=["ES256"]).claims
        except (JoseError, ValueError):
            raise Refused("token.signature") from None

    def key_set(self, token: str) -> KeySet:
        return self.provider.signer.keys()

    def check_issuer(self, stated: object) -> None:
        if stated != self.provider.issuer:
            raise Refused("token.issuer")

    def check_audience(self, stated: object) -> None:
        if stated != CLIENT:
            raise Refused("token.audience")

    def check_times(self, claims: Mapping[str, object], now: int) -> None:
        self.check_expiry(int(str(claims["exp"])), now)
        self.check_issue(int(str(claims["iat"])), now)

    def check_expiry(self, expires: int, now: int) -> None:
        if expires + SKEW <= now:
            raise Refused("token.expired")

    def check_issue(self, issued: int, now: int) -> None:
        if issued > now + SKEW:
            raise Refused("token.early")

    def check_nonce(self, stated: object, kept: str) -> None:
        if stated != kept:
            raise Refused("token.nonce")

    def level(self, stated: object) -> str:
        if stated != LEVEL:
            raise Refused("assurance.low")
        return LEVEL

    def identity(self, claims: Mapping[str, object], level: str, now: int) -> Identity:
        return Identity(
            kind=IdentityKind.STAFF,
            system="hsa",
            value=self.value(claims),
            name=str(claims["name"]),
            assurance=level,
            commissions=(),
            at=now,
        )

    def value(self, claims: Mapping[str, object]) -> str:
        found = claims.get("employeeHsaId")
        if not isinstance(found, str):
            raise Refused("identity.missing")
        return found

    def refusal(self, code: str, raw: RawRequest) -> NotAuthenticated:
        return NotAuthenticated(code=code, again=True)


class GateHarness:
    """A gate, right or wrong, before a scripted provider without a network."""

    claims: ClassVar[Claims] = claim(*OidcHarness.claims.supports)
    person = PERSON

    def __init__(self, gate: Callable[[ScriptedProvider], Authenticator]) -> None:
        self._gate = gate
        self._provider = ScriptedProvider("https://idp.example")

    def authenticator(self) -> Authenticator:
        return self._gate(self._provider)

    def answer(self, answer: Answer, ctx: SignInContext, challenge: Challenge) -> RawRequest:
        return self._provider.answer(answer, ctx, challenge)


def around_provider(gate: Callable[[ScriptedProvider], Authenticator]) -> Callable[[Path], GateHarness]:
    """The factory of a gate before a scripted provider."""
    return lambda folder: GateHarness(gate)
