"""The sign-in `host`: an identity that the embedding system hands over in a token it has signed. No call is made here.

The token (JWT) comes in the field `token` of a posted form, or as `Authorization: Bearer`, never in a URL. Its claims:
`iss`, `aud`, `iat`, `exp`, `jti`; `kind` (`staff` or `citizen`), `system`, `sub` (the identifier), `name`, `acr`;
perhaps `auth_time`, and `commissions`: objects with `id`, `name`, `unit`, `provider`, `purpose`.

================  ===================================================================================================
`issuer`          exactly as the token's `iss`
`audience`        exactly as the token's `aud`: the name of this installation
`acr`             allowed levels of assurance, exact texts, parted by comma
`systems`         what identifiers may be one of, parted by comma; default `hsa,personnummer,samordningsnummer`
`keys_file`       public keys of the embedding system: a JWK set (JSON) or one PEM; read anew when a key is unknown
`secret`          instead of `keys_file`: a shared secret of 32 characters at least (better: `secret_file`)
`algorithms`      default `RS256,PS256,ES256`; with a shared secret `HS256`
`url`             where the embedding system hands over: the browser is sent there with `nonce` and `return_to`, and the
                  token must carry the same `nonce`. Without it, tokens come unasked for, and anyone who holds one can
                  sign another's browser in with it
`skew`            seconds that clocks may differ; default 30, at most 300
`longest`         seconds that a token may live, from issue to expiry; default 60, at most 300
`lifetime`        seconds from `begin` to `complete`; default 600
================  ===================================================================================================
"""

import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlencode, urlsplit

from arende.ports.auth import (
    Begun,
    Challenge,
    Commission,
    Completed,
    Identity,
    IdentityKind,
    NotAuthenticated,
    SignInContext,
)
from arende.ports.config import AdapterConfig, ConfigError
from arende.ports.hooks import hookimpl
from arende.ports.http import RawRequest
from arende.ports.registry import AuthRegistry
from attrs import field, frozen

from .identities import CITIZENS, HSA, display_name, identifier, is_hsa, one_text
from .once import MemoryOnce
from .options import MICROS, Options, need
from .tokens import (
    ASYMMETRIC,
    LONGEST,
    SYMMETRIC,
    Rules,
    Token,
    TokenRefused,
    allowed,
    check_nonce,
    read_keys,
    read_pem,
    shared_secret,
    verify,
)

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

LONGEST_JTI: Final = 128
MOST_COMMISSIONS: Final = 200


@frozen(kw_only=True)
class HostSettings:
    """Whom we believe, and what. `lifetime` is microseconds."""

    rules: Rules
    acr: tuple[str, ...]
    systems: tuple[str, ...]
    keys: Path | None
    secret: str = field(repr=False)
    url: str
    lifetime: int


class HostAuthenticator:
    """Believes the embedding system, once per token. Codes beyond the common ones: `token.missing`."""

    def __init__(self, settings: HostSettings, keys: "KeySet") -> None:
        self._settings = settings
        self._keys = keys
        self._once = MemoryOnce()

    def begin(self, ctx: SignInContext) -> Begun:
        """Where to send the browser, or nothing where tokens come unasked for."""
        url = self._settings.url
        if not url:
            return Challenge(keep={})
        nonce = secrets.token_urlsafe(32)
        joint = "&" if urlsplit(url).query else "?"
        redirect = f"{url}{joint}{urlencode({'nonce': nonce, 'return_to': ctx.return_to})}"
        return Challenge(redirect=redirect, keep={"nonce": nonce, "begun": str(ctx.now)})

    def complete(self, ctx: SignInContext, raw: RawRequest) -> Completed:
        """Judge the token, use it up, and tell who it is."""
        nonce, begun = ctx.kept.get("nonce", ""), ctx.kept.get("begun", "")
        if self._settings.url:
            if not nonce or not begun.isdecimal():
                return NotAuthenticated(code="state.missing", again=True)
            if not int(begun) <= ctx.now < int(begun) + self._settings.lifetime:
                return NotAuthenticated(code="state.late", again=True)
        text = _token(raw)
        if not text:
            return NotAuthenticated(code="token.missing", again=True)
        try:
            token = self._verified(text, ctx.now)
            if self._settings.url:
                check_nonce(token, nonce)
            jti = one_text(token.claims.get("jti"))
            if not jti or len(jti) > LONGEST_JTI:
                raise TokenRefused("token.claims")
        except TokenRefused as refused:
            return NotAuthenticated(code=refused.code, again=True)
        # Only a token that holds is remembered, so nobody can fill the memory with invented ones.
        until = ctx.now + ((self._settings.rules.lifetime or 0) + 2 * self._settings.rules.skew + 1) * MICROS
        if not (ctx.once or self._once).first_time(f"host:{self._settings.rules.issuer}:{jti}", ctx.now, until):
            return NotAuthenticated(code="replayed", again=True)
        return _identity(token.claims, self._settings, ctx.now)

    def cancel(self, ctx: SignInContext) -> None:
        """The embedding system is not told."""

    def close(self) -> None:
        """Nothing is held."""

    def _verified(self, text: str, now: int) -> Token:
        try:
            return verify(text, self._keys, self._settings.rules, now)
        except TokenRefused as refused:
            if refused.code != "token.key" or self._settings.keys is None:
                raise
        try:
            self._keys = _read(self._settings.keys)  # rotated, perhaps
        except ConfigError:
            raise TokenRefused("token.key") from None
        return verify(text, self._keys, self._settings.rules, now)


class HostFactory:
    """Opens the hand-over."""

    def open(self, config: AdapterConfig) -> HostAuthenticator:
        """Raises ConfigError."""
        need("joserfc", config)
        settings = read(config)
        keys = _read(settings.keys) if settings.keys else shared_secret(settings.secret)
        return HostAuthenticator(settings, keys)


def read(config: AdapterConfig) -> HostSettings:
    """The settings. Raises ConfigError."""
    o = Options(config)
    keys, secret = o.path("keys_file"), o.text("secret", "")
    if (keys is None) == (not secret):
        raise o.fault("keys_file", ("eller secret ska anges, och inte båda", "or secret must be given, and not both"))
    if secret and len(secret) < 32:
        raise o.fault("secret", ("ska ha minst 32 tecken", "must have 32 characters at least"))
    among, usual = (SYMMETRIC, "HS256") if secret else (ASYMMETRIC, "RS256,PS256,ES256")
    settings = HostSettings(
        rules=Rules(
            issuer=o.text("issuer"),
            audience=o.text("audience"),
            algorithms=allowed(o.texts("algorithms", usual), among),
            skew=o.whole("skew", 30, 0, 300),
            lifetime=o.whole("longest", 60, 1, 300),
        ),
        acr=o.texts("acr"),
        systems=o.texts("systems", ",".join((HSA, *CITIZENS))),
        keys=keys,
        secret=secret,
        url=o.url("url", ""),
        lifetime=o.whole("lifetime", 600, 60, 3600) * MICROS,
    )
    o.done()
    return settings


NO_KEYS: Final = (
    "Inställningen keys_file för inloggningen host ska ange en JWK-mängd eller en PEM med en öppen nyckel.",
    "The option keys_file of the sign-in host must name a JWK set or a PEM with a public key.",
)


def _read(path: Path) -> "KeySet":
    try:
        raw = path.read_bytes()
        return read_pem(raw) if raw.lstrip().startswith(b"-----BEGIN") else read_keys(json.loads(raw))
    except (OSError, ValueError):
        raise ConfigError(NO_KEYS) from None


def _token(raw: RawRequest) -> str:
    """The token of a posted form or of the header; empty if there is none, or more than one."""
    scheme, _, bearer = raw.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and bearer.strip():
        return bearer.strip()
    if raw.method.upper() != "POST" or len(raw.body) > 2 * LONGEST:
        return ""
    try:
        form = parse_qs(raw.body.decode("ascii"), max_num_fields=32)
    except ValueError:
        return ""
    found = form.get("token", [])
    return found[0].strip() if len(found) == 1 else ""


def _identity(claims: Mapping[str, object], s: HostSettings, now: int) -> Identity | NotAuthenticated:
    level = claims.get("acr")
    if not isinstance(level, str) or level not in s.acr:
        return NotAuthenticated(code="assurance.low", again=False)
    kind = next((k for k in IdentityKind if k.value == claims.get("kind")), None)
    system, stated = one_text(claims.get("system")), one_text(claims.get("sub"))
    if kind is None or not system or not stated:
        return NotAuthenticated(code="identity.missing", again=False)
    fits = (system in CITIZENS) == (kind is IdentityKind.CITIZEN) or system not in (HSA, *CITIZENS)
    found = identifier(system, stated)
    if system not in s.systems or not fits or found is None or found[0] != system:
        return NotAuthenticated(code="identity.system", again=False)
    seen = claims.get("auth_time")
    return Identity(
        kind=kind,
        system=system,
        value=found[1],
        name=display_name(one_text(claims.get("name"))),
        assurance=level,
        commissions=_commissions(claims.get("commissions")),
        at=seen * MICROS if isinstance(seen, int) and 0 < seen * MICROS <= now else now,
    )


def _commissions(stated: object) -> tuple[Commission, ...]:
    found = []
    for entry in stated[:MOST_COMMISSIONS] if isinstance(stated, list) else ():
        if isinstance(entry, Mapping):
            ids = {name: one_text(entry.get(name)).upper() for name in ("id", "unit", "provider")}
            if is_hsa(ids["id"]) and all(is_hsa(value) for value in ids.values() if value):
                shown = {name: display_name(one_text(entry.get(name))) for name in ("name", "purpose")}
                found.append(Commission(**ids, **shown))
    return tuple(found)


@hookimpl
def arende_register_auth(registry: AuthRegistry) -> None:
    """The door: registers `host`."""
    registry.add("host", HostFactory())
