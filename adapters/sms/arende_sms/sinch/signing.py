"""Sinch's signature over what it posts to us. Pure; nothing else of a request is read here.

HMAC-SHA256 over body, nonce and time, parted by dots. One that is older than is allowed is not believed; the same again
within that time is the same report, and told once. Source: the algorithm of Sinch's own library (sinch 2.3).
"""

import hmac
from base64 import b64encode
from hashlib import sha256
from typing import Final

from arende.ports.http import RawRequest

from .. import incoming

SIGNATURE: Final = "x-sinch-webhook-signature"
NONCE: Final = f"{SIGNATURE}-nonce"
TIME: Final = f"{SIGNATURE}-timestamp"
ALGORITHM: Final = f"{SIGNATURE}-algorithm"
AHEAD: Final = 300_000_000
"""Microseconds that Sinch's clock may be before ours."""


def signed(secret: bytes, raw: RawRequest, *, now: int, age: int) -> bool:
    """Whether the signature stands over this body, and is `age` microseconds old at most."""
    given, nonce, time = (raw.headers.get(name, "") for name in (SIGNATURE, NONCE, TIME))
    at = incoming.instant(time)
    if not secret or not given or not nonce or at is None or len(raw.body) > incoming.LONGEST:
        return False
    if raw.headers.get(ALGORITHM, "hmacsha256").lower() != "hmacsha256" or not now - age <= at <= now + AHEAD:
        return False
    return incoming.same(given, signature(secret, raw.body, nonce, time))


def signature(secret: bytes, body: bytes, nonce: str, time: str) -> str:
    """Of a body that Sinch posts."""
    said = b".".join((body, nonce.encode("utf-8", "surrogatepass"), time.encode("utf-8", "surrogatepass")))
    return b64encode(hmac.new(secret, said, sha256).digest()).decode()
