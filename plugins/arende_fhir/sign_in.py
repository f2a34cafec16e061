"""How we prove who we are to the server: nobody, HTTP Basic, and OAuth 2 with a secret or with a signed assertion.

Mutual TLS is beneath all of them (`settings.trust`). Tokens are kept until shortly before they end, and thrown away
where the server refuses one. Signing is joserfc's. Neither secret nor token stands in any text of an error.
"""

import json
import secrets
import time
from abc import abstractmethod
from collections.abc import Mapping
from threading import Lock
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import urlencode

from arende.ports.calls import CallFailed, Reply

from .web import Web

if TYPE_CHECKING:
    from joserfc.jwk import ECKey, RSAKey

BEARER: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LIFE: Final = 300
"""Seconds of an assertion and, where the server says nothing, of a token."""
MARGIN: Final = 30
"""Seconds before its end from which a token is not used."""
FORM: Final = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}


class SignInFailed(Exception):
    """No token was given. `again`: whether trying once more can help."""

    def __init__(self, code: str, *, again: bool) -> None:
        super().__init__(code)
        self.code = code
        self.again = again


class SignIn(Protocol):
    """One way."""

    renews: bool
    """Whether there may be another answer after `forget`."""

    def headers(self) -> Mapping[str, str]:
        """What each call carries. Raises SignInFailed."""
        ...

    def forget(self) -> None:
        """The server refused what `headers` gave."""
        ...


class Nobody:
    """No sign-in but, perhaps, our certificate."""

    renews = False

    def headers(self) -> Mapping[str, str]:
        return {}

    def forget(self) -> None:
        """Nothing is held."""


class Basic:
    """HTTP Basic, in UTF-8 (RFC 7617)."""

    renews = False

    def __init__(self, username: str, password: str) -> None:
        import httpx

        request = next(httpx.BasicAuth(username, password).auth_flow(httpx.Request("GET", "https://localhost")))
        self._header = request.headers["authorization"]

    def headers(self) -> Mapping[str, str]:
        return {"authorization": self._header}

    def forget(self) -> None:
        """There is no other."""


class Token:
    """OAuth 2, client credentials; how the client is known is left to the two below."""

    renews = True

    def __init__(self, web: Web, token_url: str, scope: str) -> None:
        self._web = web
        self._token_url = token_url
        self._scope = scope
        self._lock = Lock()
        self._kept = ""
        self._until = 0.0

    def headers(self) -> Mapping[str, str]:
        """One thread asks for a token, the others wait for it."""
        with self._lock:
            if not self._kept or time.monotonic() >= self._until:
                self._kept, life = self._asked()
                self._until = time.monotonic() + life - MARGIN
            return {"authorization": f"Bearer {self._kept}"}

    def forget(self) -> None:
        with self._lock:
            self._kept = ""

    def _asked(self) -> tuple[str, float]:
        try:
            url = self._address()
            form = {"grant_type": "client_credentials", "scope": self._scope}
            headers, fields = self._client(url)
            reply = self._web.call("POST", url, {**FORM, **headers}, urlencode({**form, **fields}).encode())
        except CallFailed:
            raise SignInFailed("sign_in_unreachable", again=True) from None
        found = plain(reply)
        token, life = found.get("access_token"), found.get("expires_in", LIFE)
        if reply.status != 200 or not isinstance(token, str) or not token.isascii() or not token.strip():
            raise SignInFailed("sign_in", again=reply.status >= 500 or reply.status == 429)
        return token, float(life) if isinstance(life, int | float) else LIFE

    def _address(self) -> str:
        return self._token_url

    @abstractmethod
    def _client(self, url: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """Headers and fields that say who asks."""


class ClientSecret(Token):
    """Client id and secret, by HTTP Basic (RFC 6749, 2.3.1)."""

    def __init__(self, web: Web, token_url: str, scope: str, client_id: str, secret: str) -> None:
        super().__init__(web, token_url, scope)
        self._basic = Basic(client_id, secret)

    def _client(self, url: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
        del url  # a secret is the same everywhere
        return self._basic.headers(), {}


class SignedAssertion(Token):
    """SMART backend services: an assertion that we sign. The token's address is looked up where none is set."""

    def __init__(
        self,
        web: Web,
        base: str,
        token_url: str,
        scope: str,
        client_id: str,
        key: "RSAKey | ECKey",
        algorithm: str,
    ) -> None:
        super().__init__(web, token_url, scope)
        self._base = base
        self._client_id = client_id
        self._key = key
        self._algorithm = algorithm

    def _address(self) -> str:
        if not self._token_url:
            url = f"{self._base}/.well-known/smart-configuration"
            reply = self._web.call("GET", url, {"accept": "application/json"})
            found = plain(reply).get("token_endpoint")
            # Over the same scheme: what is found may not lead from TLS to none.
            if reply.status != 200 or not isinstance(found, str) or not found.startswith(self._base.partition("/")[0]):
                raise SignInFailed("sign_in_address", again=reply.status >= 500)
            self._token_url = found
        return self._token_url

    def _client(self, url: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
        from joserfc import jwt

        now = int(time.time())
        claims = {
            "iss": self._client_id,
            "sub": self._client_id,
            "aud": url,
            "jti": secrets.token_urlsafe(24),
            "iat": now,
            "exp": now + LIFE - 10,
        }
        header = {"alg": self._algorithm, "typ": "JWT", "kid": self._key.kid or ""}
        signed = jwt.encode(header, claims, self._key, algorithms=[self._algorithm])
        return {}, {"client_assertion_type": BEARER, "client_assertion": signed}


def read_key(pem: bytes, algorithm: str, key_id: str) -> "RSAKey | ECKey":
    """A private key from PEM, for the algorithm. ValueError."""
    from joserfc.errors import JoseError
    from joserfc.jwk import ECKey, RSAKey

    try:
        key: RSAKey | ECKey = (RSAKey if algorithm == "RS384" else ECKey).import_key(pem, {"kid": key_id})
    except (JoseError, ValueError, TypeError):
        raise ValueError("no key") from None
    if not key.is_private:
        raise ValueError("no private key")
    if isinstance(key, ECKey) and key.curve_name != "P-384":
        raise ValueError("another curve")
    return key


def plain(reply: Reply) -> Mapping[str, object]:
    """The JSON object of an answer; empty where there is none."""
    try:
        found: object = json.loads(reply.body)
    except (ValueError, RecursionError):
        return {}
    return {str(name): value for name, value in found.items()} if isinstance(found, dict) else {}
