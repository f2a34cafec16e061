"""Wrong ways to sign in that misjudge a token. Each is the gate of `auth_gate` with one check done wrongly."""

import hmac
import json
from collections.abc import Mapping
from typing import ClassVar

from joserfc.jwk import ECKey, KeySet
from joserfc.util import urlsafe_b64decode, urlsafe_b64encode

from ..auth.provider import ScriptedProvider
from .auth_gate import Gate, Refused


def part(token: str, number: int) -> Mapping[str, object]:
    """Header (0) or payload (1) of a token, believed unseen."""
    found: object = json.loads(urlsafe_b64decode(token.split(".")[number].encode()))
    return {str(k): v for k, v in found.items()} if isinstance(found, dict) else {}


class NeverExpires(Gate):
    """Expiry is not looked at."""

    BREAKS: ClassVar = {"AUT-15", "AUT-20"}

    def check_expiry(self, expires: int, now: int) -> None:
        pass


class AnyAudience(Gate):
    """Whom the token is for is not looked at."""

    BREAKS: ClassVar = {"AUT-21"}

    def check_audience(self, stated: object) -> None:
        pass


class TrimsIssuers(Gate):
    """Issuers are made alike before they are compared."""

    BREAKS: ClassVar = {"AUT-22"}

    def check_issuer(self, stated: object) -> None:
        super().check_issuer(str(stated).rstrip("/"))


class AcceptsUnsigned(Gate):
    """The token says that it needs no signature."""

    BREAKS: ClassVar = {"AUT-23"}

    def verified(self, token: str) -> Mapping[str, object]:
        return part(token, 1) if part(token, 0)["alg"] == "none" else super().verified(token)


class TakesPublicKeyForSecret(Gate):
    """The token says how it is to be verified; the provider's key is the key, whatever it is."""

    BREAKS: ClassVar = {"AUT-24"}

    def verified(self, token: str) -> Mapping[str, object]:
        if part(token, 0)["alg"] != "HS256":
            return super().verified(token)
        signed, _, signature = token.rpartition(".")
        mac = hmac.new(self.provider.signer.public_pem(), signed.encode(), "sha256").digest()
        if not hmac.compare_digest(urlsafe_b64encode(mac), signature.encode()):
            raise Refused("token.signature")
        return part(token, 1)


class TrustsKeyOfToken(Gate):
    """The token brings its key along."""

    BREAKS: ClassVar = {"AUT-25"}

    def key_set(self, token: str) -> KeySet:
        brought = part(token, 0).get("jwk")
        if not isinstance(brought, dict):
            return super().key_set(token)
        own = {str(name): str(value) for name, value in brought.items()}
        return KeySet([ECKey.import_key({**own, "kid": str(part(token, 0)["kid"])})])


class NeverVerifies(Gate):
    """The signature is not looked at."""

    BREAKS: ClassVar = {"AUT-23", "AUT-24", "AUT-25", "AUT-26"}

    def verified(self, token: str) -> Mapping[str, object]:
        return part(token, 1)


class LivesInTheFuture(Gate):
    """When the token was issued is not looked at."""

    BREAKS: ClassVar = {"AUT-27"}

    def check_issue(self, issued: int, now: int) -> None:
        pass


class SecondsMatter(Gate):
    """Clocks are expected to agree to the second."""

    BREAKS: ClassVar = {"AUT-28"}

    def check_issue(self, issued: int, now: int) -> None:
        if issued > now:
            raise Refused("token.early")


class KeepsFirstKeys(Gate):
    """The keys are read once and for all."""

    BREAKS: ClassVar = {"AUT-29"}

    def __init__(self, provider: ScriptedProvider) -> None:
        super().__init__(provider)
        self.keys: KeySet | None = None

    def key_set(self, token: str) -> KeySet:
        if self.keys is None:
            self.keys = super().key_set(token)
        return self.keys


WRONG: tuple[type[Gate], ...] = (
    NeverExpires,
    AnyAudience,
    TrimsIssuers,
    AcceptsUnsigned,
    TakesPublicKeyForSecret,
    TrustsKeyOfToken,
    NeverVerifies,
    LivesInTheFuture,
    SecondsMatter,
    KeepsFirstKeys,
)
