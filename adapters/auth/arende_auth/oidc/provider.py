"""One OpenID provider as it describes itself: its endpoints, its keys (fetched anew when they rotate), its two calls.

Nothing is judged here but that the description belongs to the issuer of the settings. Raises Unreachable, BadAnswer.
"""

from collections.abc import Mapping
from threading import Lock
from typing import TYPE_CHECKING, Final

from arende.ports.options import safe
from attrs import field, frozen

from ..options import MICROS
from ..tokens import Rules, Token, TokenRefused, read_keys, verify
from ..web import BadAnswer, Plain, Unreachable, Web
from .settings import OidcSettings

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

FRESH: Final = 3600 * MICROS
"""How long a description and its keys are believed: a key that the provider has withdrawn lives no longer here."""


class Refused(Exception):
    """The provider answered that it will not. `ours` where the settings are at fault, not this one sign-in."""

    def __init__(self, *, ours: bool) -> None:
        super().__init__("refused")
        self.ours = ours


@frozen(kw_only=True)
class Description:
    """What the provider says of itself."""

    authorize: str
    token: str
    jwks: str
    userinfo: str
    states_issuer: bool
    """Whether each answer names the issuer (RFC 9207)."""
    read_at: int


@frozen(kw_only=True)
class Tokens:
    """What a code was exchanged for."""

    id_token: str = field(repr=False)
    access_token: str = field(repr=False)


class Provider:
    """One provider. Safe from several threads; what is fetched is kept for an hour of the caller's time."""

    def __init__(self, settings: OidcSettings, web: Web) -> None:
        self._settings = settings
        self._web = web
        self._lock = Lock()
        self._description: Description | None = None
        self._keys: tuple[int, KeySet] | None = None

    def describe(self, now: int) -> Description:
        """The description, at most an hour old."""
        with self._lock:
            known = self._description
            if known is None or not known.read_at <= now < known.read_at + FRESH:
                known = self._description = self._discover(now)
            return known

    def redeem(self, code: str, verifier: str, redirect: str, now: int) -> Tokens:
        """Exchange a code. Raises Refused, too."""
        s = self._settings
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect, "code_verifier": verifier}
        basic = (_form_quoted(s.client_id), _form_quoted(s.client_secret)) if s.basic else None
        if basic is None:
            form["client_id"] = s.client_id
            if s.client_secret:
                form["client_secret"] = s.client_secret
        answer = self._web.post_form(self.describe(now).token, form, basic)
        if answer.status >= 500 or answer.status == 429:
            raise Unreachable
        if not answer.good:
            raise Refused(ours=answer.body.get("error") != "invalid_grant")
        id_token, access_token = answer.body.get("id_token"), answer.body.get("access_token")
        if not isinstance(id_token, str) or not isinstance(access_token, str):
            raise BadAnswer
        return Tokens(id_token=id_token, access_token=access_token)

    def verify(self, id_token: str, rules: Rules, now: int) -> Token:
        """The ID token, verified; where its key is unknown the keys are fetched anew, once. Raises TokenRefused."""
        try:
            return verify(id_token, self._key_set(now, anew=False), rules, now)
        except TokenRefused as refused:
            if refused.code != "token.key":
                raise
        return verify(id_token, self._key_set(now, anew=True), rules, now)

    def userinfo(self, access_token: str, subject: object, now: int) -> Plain:
        """More claims about the subject of the ID token, and of nobody else (OIDC Core 5.3.2)."""
        answer = self._web.get(self.describe(now).userinfo, bearer=access_token)
        if answer.status >= 500:
            raise Unreachable
        if not answer.good or not isinstance(subject, str) or answer.body.get("sub") != subject:
            raise BadAnswer
        return answer.body

    def _key_set(self, now: int, *, anew: bool) -> "KeySet":
        address = self.describe(now).jwks
        with self._lock:
            if anew or self._keys is None or not self._keys[0] <= now < self._keys[0] + FRESH:
                answer = self._web.get(address)
                if answer.status >= 500:
                    raise Unreachable
                try:
                    self._keys = now, read_keys(answer.body if answer.good else None)
                except ValueError:
                    raise BadAnswer from None
            return self._keys[1]

    def _discover(self, now: int) -> Description:
        answer = self._web.get(self._settings.discovery)
        if answer.status >= 500:
            raise Unreachable
        # Exactly: another issuer's description, or the same with another port, would bring its own keys with it.
        if not answer.good or answer.body.get("issuer") != self._settings.issuer:
            raise BadAnswer
        return Description(
            authorize=_endpoint(answer.body, "authorization_endpoint"),
            token=_endpoint(answer.body, "token_endpoint"),
            jwks=_endpoint(answer.body, "jwks_uri"),
            userinfo=_endpoint(answer.body, "userinfo_endpoint") if self._settings.userinfo else "",
            states_issuer=answer.body.get("authorization_response_iss_parameter_supported") is True,
            read_at=now,
        )


def _endpoint(body: Mapping[str, object], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not safe(value):
        raise BadAnswer
    return value


def _form_quoted(text: str) -> str:
    """As RFC 6749, 2.3.1, asks for before HTTP basic."""
    from urllib.parse import quote_plus

    return quote_plus(text)
