"""Signs tokens, well and wrongly, for the scripted provider and for harnesses. What is forged is named in `harness`.

Signing is joserfc's; only what no library should do (`alg: none`, a public key as a secret) is put together by hand.
"""

import hmac
import json
from collections.abc import Mapping
from typing import Final

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from joserfc.util import urlsafe_b64encode

from .harness import Answer

LIFE: Final = 50
"""Seconds from issue to expiry of a good token."""
Claims = dict[str, object]


class Signer:
    """An issuer with its keys; `rotate` changes the key and publishes the new one."""

    def __init__(self, issuer: str, audience: str) -> None:
        self.issuer = issuer
        self.audience = audience
        self._serial = 0
        self._key = self._new_key()

    def rotate(self) -> None:
        """From now on there is another key, and the old one is published no longer."""
        self._key = self._new_key()

    def jwks(self) -> Mapping[str, object]:
        """The public keys, as a JWK set."""
        return {"keys": [self._key.as_dict(private=False, use="sig", alg="ES256")]}

    def keys(self) -> KeySet:
        """The same, to verify with."""
        return KeySet([ECKey.import_key(self._key.as_dict(private=False))])

    def public_pem(self) -> bytes:
        """The public key as PEM."""
        return self._key.as_pem(private=False)

    def token(self, claims: Mapping[str, object], answer: Answer, now: int) -> str:
        """A token with these claims, at `now` (seconds), with what the answer asks for wrong in it."""
        if answer is Answer.ROTATED:
            self.rotate()
        issued = now + {Answer.SKEWED: 5, Answer.EARLY: 3600, Answer.EXPIRED: -600 - LIFE}.get(answer, 0)
        self._serial += 1
        payload: Claims = {"iss": self.issuer, "aud": self.audience, "iat": issued, "exp": issued + LIFE}
        payload |= {"jti": f"token-{self._serial}-{now}", **claims}
        if answer is Answer.WRONG_ISSUER:
            payload["iss"] = f"{self.issuer}/"
        if answer is Answer.WRONG_AUDIENCE:
            payload["aud"] = "another-client"
        if answer is Answer.NO_NONCE:
            payload.pop("nonce", None)
        if answer is Answer.OTHER_NONCE:
            payload["nonce"] = "a-nonce-of-another-sign-in-0123456789abcdef"
        return self._signed(payload, answer)

    def _signed(self, payload: Claims, answer: Answer) -> str:
        kid = str(self._key.kid)
        if answer is Answer.UNSIGNED:
            return f"{_part({'alg': 'none', 'kid': kid})}.{_part(payload)}."
        if answer is Answer.PUBLIC_AS_KEY:
            signed = f"{_part({'alg': 'HS256', 'typ': 'JWT', 'kid': kid})}.{_part(payload)}"
            mac = hmac.new(self.public_pem(), signed.encode(), "sha256").digest()
            return f"{signed}.{urlsafe_b64encode(mac).decode()}"
        if answer is Answer.FOREIGN_KEY:
            own = self._new_key()
            header = {"alg": "ES256", "kid": kid, "jwk": own.as_dict(private=False)}
            return jwt.encode(header, payload, own)
        token = jwt.encode({"alg": "ES256", "kid": kid}, payload, self._key)
        if answer is Answer.TAMPERED:
            head, _, signature = token.split(".")
            return f"{head}.{_part({**payload, 'tampered': True})}.{signature}"
        return token

    def _new_key(self) -> ECKey:
        return ECKey.generate_key("P-256", auto_kid=True)


def _part(content: Mapping[str, object]) -> str:
    return urlsafe_b64encode(json.dumps(content).encode()).decode()
