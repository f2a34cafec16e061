"""The sign-in `oidc`, and its door: code flow with PKCE, state and nonce. Tokens are judged in `tokens`, claims in
`profiles`; settings are explained in `settings`.

What `begin` keeps: `state`, `nonce`, `verifier`, `issuer`, `return_to`, `begun`. It is used for one answer only.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from arende.ports.auth import Begun, Challenge, Completed, NotAuthenticated, SignInContext
from arende.ports.config import AdapterConfig
from arende.ports.hooks import hookimpl
from arende.ports.http import RawRequest
from arende.ports.registry import AuthRegistry

from ..once import MemoryOnce
from ..options import MICROS, need
from ..tokens import TokenRefused, check_access_hash, check_nonce
from ..web import BadAnswer, Unreachable, Web
from .profiles import identify
from .provider import Description, Provider, Refused
from .settings import OidcSettings, read

KEPT: Final = ("state", "nonce", "verifier", "issuer", "return_to", "begun")
LONGEST: Final = 16 * 1024
UNREACHABLE: Final = NotAuthenticated(code="provider.unreachable", again=True)
BAD_ANSWER: Final = NotAuthenticated(code="provider.answer", again=True)


class OidcAuthenticator:
    """One OpenID provider. Codes beyond the port's common ones: none."""

    def __init__(self, settings: OidcSettings, web: Web) -> None:
        self._settings = settings
        self._web = web
        self._provider = Provider(settings, web)
        self._once = MemoryOnce()

    def begin(self, ctx: SignInContext) -> Begun:
        """Where to send the browser."""
        try:
            there = self._provider.describe(ctx.now)
        except Unreachable:
            return UNREACHABLE
        except BadAnswer:
            return NotAuthenticated(code="provider.answer", again=False)
        s = self._settings
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        asked = {
            "response_type": "code",
            "response_mode": "query",
            "client_id": s.client_id,
            "redirect_uri": ctx.return_to,
            "scope": " ".join(s.scope),
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge(verifier),
            "code_challenge_method": "S256",
        }
        if s.profile.level == "acr":
            asked["acr_values"] = " ".join(s.acr)
        if s.profile.asked:
            asked["claims"] = json.dumps({"id_token": dict.fromkeys(s.profile.asked)}, separators=(",", ":"))
        joint = "&" if urlsplit(there.authorize).query else "?"
        return Challenge(
            redirect=f"{there.authorize}{joint}{urlencode(asked)}",
            keep={
                "state": state,
                "nonce": nonce,
                "verifier": verifier,
                "issuer": s.issuer,
                "return_to": ctx.return_to,
                "begun": str(ctx.now),
            },
        )

    def complete(self, ctx: SignInContext, raw: RawRequest) -> Completed:
        """Judge the provider's answer, exchange its code, and tell who it is."""
        kept = {name: ctx.kept.get(name, "") for name in KEPT}
        if not all(kept.values()) or not kept["begun"].isdecimal() or kept["issuer"] != self._settings.issuer:
            return NotAuthenticated(code="state.missing", again=True)
        begun = int(kept["begun"])
        if not begun <= ctx.now < begun + self._settings.lifetime:
            return NotAuthenticated(code="state.late", again=True)
        answer = _answer(raw)
        if not hmac.compare_digest(answer.get("state", "").encode(), kept["state"].encode()):
            return NotAuthenticated(code="state.wrong", again=True)
        try:
            return self._judge(ctx, answer, kept, begun)
        except Unreachable:
            return UNREACHABLE
        except BadAnswer:
            return BAD_ANSWER
        except Refused as refused:
            return NotAuthenticated(code="provider.refused", again=not refused.ours)
        except TokenRefused as refused:
            return NotAuthenticated(code=refused.code, again=True)

    def cancel(self, ctx: SignInContext) -> None:
        """A provider of this kind is not told."""

    def close(self) -> None:
        """Give the connections back."""
        self._web.close()

    def _judge(self, ctx: SignInContext, answer: Mapping[str, str], kept: Mapping[str, str], begun: int) -> Completed:
        there = self._provider.describe(ctx.now)
        if not _from_issuer(answer, there, self._settings.issuer):
            return NotAuthenticated(code="token.issuer", again=True)
        # Used up before anything is asked for: an answer sent twice at once is one answer.
        once = ctx.once or self._once
        if not once.first_time(f"oidc:{kept['state']}", ctx.now, begun + self._settings.lifetime):
            return NotAuthenticated(code="replayed", again=True)
        if "error" in answer:
            denied = answer["error"] in ("access_denied", "login_required", "interaction_required")
            return NotAuthenticated(code="cancelled" if denied else "provider.refused", again=True)
        code = answer.get("code")
        if not code:
            return BAD_ANSWER
        tokens = self._provider.redeem(code, kept["verifier"], kept["return_to"], ctx.now)
        token = self._provider.verify(tokens.id_token, self._settings.rules, ctx.now)
        check_nonce(token, kept["nonce"])
        check_access_hash(token, tokens.access_token)
        subject = token.claims.get("sub")
        if not isinstance(subject, str) or not subject:
            raise TokenRefused("token.claims")
        more = self._provider.userinfo(tokens.access_token, subject, ctx.now) if self._settings.userinfo else {}
        seen = token.claims.get("auth_time")
        at = seen * MICROS if isinstance(seen, int) and 0 < seen * MICROS <= ctx.now else ctx.now
        # What is signed stands above what is told beside it.
        return identify(self._settings.profile, {**more, **token.claims}, self._settings.acr, at)


class OidcFactory:
    """Opens a provider. It is not called before the first sign-in, so arende starts while it is down."""

    def open(self, config: AdapterConfig) -> OidcAuthenticator:
        """Raises ConfigError."""
        for library in ("httpx", "joserfc"):
            need(library, config)
        settings = read(config)
        return OidcAuthenticator(settings, Web(timeout=settings.timeout, ca=settings.ca))


def challenge(verifier: str) -> str:
    """The code challenge of a verifier, method S256 (RFC 7636, 4.2)."""
    from joserfc.util import urlsafe_b64encode

    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode()


def _answer(raw: RawRequest) -> Mapping[str, str]:
    """The parameters of the answer, each only if it stands there once. Of a GET: a posted one is not asked for."""
    if raw.method.upper() != "GET" or len(raw.url) > LONGEST:
        return {}
    try:
        pairs = parse_qsl(urlsplit(raw.url).query, keep_blank_values=True, errors="strict", max_num_fields=32)
    except ValueError:
        return {}
    names = [name for name, _ in pairs]
    return {name: value for name, value in pairs if names.count(name) == 1}


def _from_issuer(answer: Mapping[str, str], there: Description, issuer: str) -> bool:
    """Against mixing providers up (RFC 9207): the answer names ours, or nobody where ours does not name itself."""
    stated = answer.get("iss")
    return stated == issuer if stated is not None else not there.states_issuer


@hookimpl
def arende_register_auth(registry: AuthRegistry) -> None:
    """The door: registers `oidc`."""
    registry.add("oidc", OidcFactory())
