"""Signs a call as Standard Webhooks has it (standardwebhooks.com), so receivers have libraries for it. Pure.

HMAC-SHA256 over `id.timestamp.body`, by a key that both sides hold: `whsec_` and base64 of 24 to 64 random bytes.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from typing import Final

PREFIX: Final = "whsec_"
SHORTEST: Final = 24
LONGEST: Final = 64


def key_of(secret: str) -> bytes | None:
    """The key; None if the text is no such secret."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if secret.startswith(PREFIX) and SHORTEST <= len(key) <= LONGEST else None


def signed(id: str, at: int, body: bytes, keys: Sequence[bytes]) -> Mapping[str, str]:
    """The headers of a call at that second, with a signature by each key; one suffices to a receiver."""
    content = f"{id}.{at}.".encode() + body
    signatures = (base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode() for key in keys)
    return {
        "webhook-id": id,
        "webhook-timestamp": str(at),
        "webhook-signature": " ".join(f"v1,{one}" for one in signatures),
    }
