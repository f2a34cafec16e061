"""A scripted OpenID provider that answers as it is told: an employee at SITHS, at Inera's claims. No network here.

It is lenient on purpose. A code can be redeemed again, and a verifier that is not sent is not missed: what protects the
host must be the authenticator's own doing. It refuses only what every provider refuses: a wrong verifier, a wrong
client or address, and a code that the script calls spent.
"""

import hashlib
import secrets
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qs, urlencode, urlsplit

from arende.ports.auth import Challenge, IdentityKind, SignInContext
from arende.ports.http import RawRequest
from attrs import field, frozen
from joserfc.util import urlsafe_b64encode

from .forge import Claims, Signer
from .harness import Answer, Person

CLIENT: Final = "arende-conformance"
CLIENT_PROOF: Final = "a-client-secret-of-the-scripted-provider"
LEVEL: Final = "http://id.sambi.se/loa/loa3"
PERSON: Final = Person(kind=IdentityKind.STAFF, system="hsa", value="SE5560000000-1001", name="Åsa Öberg")
LEVELS: Final[Mapping[Answer, str]] = {
    Answer.LOWER_LEVEL: "http://id.sambi.se/loa/loa2",
    Answer.SIMILAR_LEVEL: f"{LEVEL}-light",
}
SECOND: Final = 1_000_000


@frozen(kw_only=True)
class Issued:
    """A code that was given out, and what it stands for."""

    answer: Answer
    challenge: str
    method: str
    redirect: str
    nonce: str | None = field(repr=False)
    now: int


class ScriptedProvider:
    """One provider with one client and one person."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.signer = Signer(issuer, CLIENT)
        self._codes: dict[str, Issued] = {}
        self._last = ""
        self._spent: set[str] = set()

    def description(self) -> Mapping[str, object]:
        """What stands at /.well-known/openid-configuration."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
        }

    def answer(self, answer: Answer, ctx: SignInContext, challenge: Challenge) -> RawRequest:
        """The person signs in, and the browser comes back with this."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(challenge.redirect or "").query).items()}
        code, state = secrets.token_urlsafe(24), asked.get("state", "")
        verifier = "a-verifier-of-another-sign-in" if answer is Answer.OTHER_VERIFIER else None
        self._codes[code] = Issued(
            answer=answer,
            challenge=s256(verifier) if verifier else asked.get("code_challenge", ""),
            method="S256" if verifier else asked.get("code_challenge_method", "plain"),
            redirect=asked.get("redirect_uri", ""),
            nonce=asked.get("nonce"),
            now=ctx.now // SECOND,
        )
        if answer is Answer.SPENT_CODE:
            code = self._last
            self._spent.add(code)
        if answer is Answer.OTHER_STATE:
            state = "a-state-of-another-sign-in-0123456789abcdef"
        url = f"{ctx.return_to}?{urlencode({'code': code, 'state': state})}"
        return RawRequest(method="GET", url=url, headers={}, body=b"", remote=ctx.remote)

    def redeem(self, form: Mapping[str, str]) -> tuple[int, Mapping[str, object]]:
        """The token endpoint: status and body."""
        code = form.get("code", "")
        issued = self._codes.get(code)
        if form.get("client_id") != CLIENT or form.get("client_secret") != CLIENT_PROOF:
            return 401, {"error": "invalid_client"}
        if form.get("grant_type") != "authorization_code" or issued is None or code in self._spent:
            return 400, {"error": "invalid_grant"}
        verifier = form.get("code_verifier")
        wrong = verifier is not None and _transformed(issued.method, verifier) != issued.challenge
        if wrong or form.get("redirect_uri") != issued.redirect:
            return 400, {"error": "invalid_grant"}
        self._last = code
        token = self.signer.token(self._claims(issued), issued.answer, issued.now)
        return 200, {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "id_token": token}

    def _claims(self, issued: Issued) -> Claims:
        claims: Claims = {"sub": "1f2e3d4c", "name": PERSON.name, "acr": LEVELS.get(issued.answer, LEVEL)}
        if issued.nonce is not None:
            claims["nonce"] = issued.nonce
        if issued.answer is Answer.NO_LEVEL:
            del claims["acr"]
        if issued.answer is Answer.OTHER_SYSTEM:
            claims["credentialPersonalIdentityNumber"] = "198001072381"
        else:
            claims["employeeHsaId"] = PERSON.value
        return claims


def s256(verifier: str) -> str:
    """The S256 challenge of a verifier."""
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode()


def _transformed(method: str, verifier: str) -> str:
    return s256(verifier) if method == "S256" else verifier
