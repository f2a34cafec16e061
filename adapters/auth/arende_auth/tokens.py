"""Verifies signed tokens (JWT) with joserfc: algorithm, key, signature, issuer, audience, times. Not who it is.

The order is fixed: nothing of a token is believed, nor used to choose a rule, before its signature holds. Codes are
those of `arende.ports.auth`. Times of a token are whole seconds.
"""

import hashlib
import hmac
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from arende.ports.config import ConfigError
from attrs import field, frozen

if TYPE_CHECKING:
    from joserfc.jwk import Key, KeySet

ASYMMETRIC: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
SYMMETRIC: Final = ("HS256", "HS384", "HS512")
LONGEST: Final = 64 * 1024


class TokenRefused(Exception):
    """The token is not believed. `code` is one of `token.…`; nothing of the token is in it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@frozen(kw_only=True)
class Rules:
    """What a token is held to. `skew` and `lifetime` are seconds; `lifetime` is from issue to expiry, None: any."""

    issuer: str
    audience: str
    algorithms: Sequence[str]
    skew: int
    lifetime: int | None = None


@frozen(kw_only=True)
class Token:
    """A token that holds."""

    algorithm: str
    claims: Mapping[str, object] = field(repr=False)


def read_keys(found: object) -> "KeySet":
    """Public keys from a JWK set. What is not understood is left out (RFC 7517, 5). ValueError if nothing is left."""
    from joserfc.errors import JoseError
    from joserfc.jwk import JWKRegistry, KeySet

    entries = found.get("keys") if isinstance(found, Mapping) else None
    keys: list[Key] = []
    for entry in entries if isinstance(entries, list) else []:
        if not isinstance(entry, dict) or entry.get("kty") not in ("RSA", "EC") or entry.get("use", "sig") != "sig":
            continue
        try:
            keys.append(JWKRegistry.import_key({str(k): v for k, v in entry.items()}))
        except (JoseError, ValueError, TypeError, KeyError):
            continue
    if not keys:
        raise ValueError("no key can be used")
    return KeySet(keys)


def read_pem(pem: bytes) -> "KeySet":
    """One public key from PEM. ValueError."""
    from joserfc.errors import JoseError
    from joserfc.jwk import ECKey, KeySet, RSAKey

    for kind in (RSAKey, ECKey):
        try:
            key = kind.import_key(pem)
        except (JoseError, ValueError, TypeError):
            continue
        if not key.is_private:
            return KeySet([key])
    raise ValueError("no public key of RSA or EC")


def shared_secret(secret: str) -> "KeySet":
    """One key that both sides have."""
    from joserfc.jwk import KeySet, OctKey

    return KeySet([OctKey.import_key(secret.encode())])


def allowed(names: Sequence[str], among: Sequence[str]) -> tuple[str, ...]:
    """The algorithm allow-list as configured; `none` can never be in it. Raises ConfigError."""
    if not names or not set(names) <= set(among):
        known = ", ".join(among)
        sv = f"Inställningen algorithms för en inloggning ska vara bland {known}."
        raise ConfigError((sv, f"The option algorithms of a sign-in must be among {known}."))
    return tuple(names)


def verify(text: str, keys: "KeySet", rules: Rules, now: int) -> Token:
    """The token, if all holds at `now` (µs). Raises TokenRefused; `token.key` where no key has the token's key id."""
    algorithm, claims = _signed(text, keys, rules)
    seconds = now // 1_000_000
    if claims.get("iss") != rules.issuer:
        raise TokenRefused("token.issuer")
    _audience(claims, rules.audience)
    expires, issued = _time(claims, "exp"), _time(claims, "iat")
    if expires <= seconds - rules.skew:
        raise TokenRefused("token.expired")
    if issued > seconds + rules.skew or ("nbf" in claims and _time(claims, "nbf") > seconds + rules.skew):
        raise TokenRefused("token.early")
    if rules.lifetime is not None and not 0 < expires - issued <= rules.lifetime:
        raise TokenRefused("token.lifetime")
    return Token(algorithm=algorithm, claims=claims)


def check_nonce(token: Token, expected: str) -> None:
    """Raises TokenRefused unless the token carries exactly the nonce that was made for this sign-in."""
    found = token.claims.get("nonce")
    if not isinstance(found, str) or not hmac.compare_digest(found.encode(), expected.encode()):
        raise TokenRefused("token.nonce")


def check_access_hash(token: Token, access_token: str) -> None:
    """Raises TokenRefused if the token states an `at_hash` that is not the access token's (OIDC Core 3.1.3.6)."""
    stated = token.claims.get("at_hash")
    if stated is None:
        return
    from joserfc.util import urlsafe_b64encode

    digest = hashlib.new(f"sha{token.algorithm[2:]}", access_token.encode()).digest()
    half = urlsafe_b64encode(digest[: len(digest) // 2])
    if not isinstance(stated, str) or not hmac.compare_digest(stated.encode(), half):
        raise TokenRefused("token.hash")


def _signed(text: str, keys: "KeySet", rules: Rules) -> tuple[str, Mapping[str, object]]:
    from joserfc import jwt
    from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError, UnsupportedAlgorithmError
    from joserfc.jws import JWSRegistry

    if len(text) > LONGEST:
        raise TokenRefused("token.malformed")
    # Providers put headers of their own there; `crit` is still obeyed.
    registry = JWSRegistry(algorithms=list(rules.algorithms), strict_check_header=False)
    registry.max_header_length = 8 * 1024
    try:
        token = jwt.decode(text, keys, algorithms=list(rules.algorithms), registry=registry)
        algorithm = token.header["alg"]
    except UnsupportedAlgorithmError:
        raise TokenRefused("token.algorithm") from None
    except InvalidKeyIdError:
        raise TokenRefused("token.key") from None
    except BadSignatureError:
        raise TokenRefused("token.signature") from None
    except (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise TokenRefused("token.malformed") from None
    return str(algorithm), {str(name): value for name, value in token.claims.items()}


def _audience(claims: Mapping[str, object], audience: str) -> None:
    stated, party = claims.get("aud"), claims.get("azp")
    several = stated if isinstance(stated, list) else [stated]
    # Addressed to others too: then it must say that we are the ones it was made for (OIDC Core 3.1.3.7).
    if audience not in several or (len(several) > 1 and party is None) or party not in (None, audience):
        raise TokenRefused("token.audience")


def _time(claims: Mapping[str, object], name: str) -> int:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TokenRefused("token.claims")
    return int(value)
