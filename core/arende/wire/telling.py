"""What a subscriber is to be told, as the body of an outbox item: which records, and none of what stands in them."""

from typing import Final

import orjson
from attrs import frozen

from .converter import WireError, structure, unstructure
from .outbox import UnknownEffect

TELL: Final = "tell"


@frozen(kw_only=True)
class Tell:
    """Records of one command in one stream, for one subscriber."""

    subscriber: str
    stream: str
    after: int
    """The seq before the first of them."""
    count: int


def tell_bytes(tell: Tell) -> bytes:
    return orjson.dumps(unstructure(tell))


def tell_from(body: bytes) -> Tell:
    """Raises UnknownEffect."""
    try:
        return structure(orjson.loads(body), Tell)
    except (ValueError, WireError):
        raise UnknownEffect(
            "What a subscriber was to be told cannot be read: install the version of arende that wrote it."
        ) from None


def told_stream(subscriber: str, stream: str) -> str:
    """Where it waits: in an order of its own, so that one who fails holds up no SMS and no other subscriber."""
    return f"{TELL}/{subscriber}/{stream}"
